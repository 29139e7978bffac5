using System.Globalization;
using Integration.Hub.Core.Configuration;
using Integration.Hub.OperationsConsole;
using Integration.Mappings;

namespace Integration.Hub.Host.Hosting;

/// <summary>Changed mappings over what is stored of the interfaces that use them: what would come out differently, what would fail, what would work now.</summary>
internal sealed class MappingTrial(Stores stores)
{
    private const int AtOnce = 100;

    private static readonly TimeSpan s_atMost = TimeSpan.FromSeconds(20);

    public async Task<MappingTry> RunAsync(IReadOnlyList<IMapping> mappings, ILookup<string, string> uses, HubConfig config, int limit, CancellationToken cancellationToken)
    {
        var all = new List<TriedMessage>();
        var until = stores.Time.GetTimestamp();
        foreach (var (mapping, @interface) in mappings.SelectMany(m => uses[m.Reference].Distinct().Select(i => (m, i))))
        {
            if (config.Find(@interface) is not { } of)
                continue;
            await foreach (var result in OfAsync(mapping, of, Math.Max(AtOnce / 4, limit / Math.Max(1, mappings.Count)), cancellationToken))
            {
                all.Add(new TriedMessage(result.Message.ToString(), mapping.Reference, result.Outcome, result.What.Split("; ", StringSplitOptions.RemoveEmptyEntries)));
                if (stores.Time.GetElapsedTime(until) > s_atMost)
                    break;
            }
        }
        int Count(string outcome) => all.Count(r => r.Outcome == outcome);
        return new MappingTry([], [.. mappings.Select(m => m.Reference)], Count("same"), Count("differs"), Count("fails"), Count("works"), [.. all.Where(r => r.Outcome != "same").Take(limit)]);
    }

    private IAsyncEnumerable<DryRunResult> OfAsync(IMapping mapping, InterfaceConfig of, int limit, CancellationToken cancellationToken) => mapping switch
    {
        IInboundMapping inbound => InboundAsync(inbound, of, limit, cancellationToken),
        IOutboundMapping outbound => OutboundAsync(outbound, of, limit, cancellationToken),
        _ => AsyncEnumerable.Empty<DryRunResult>(),
    };

    private async IAsyncEnumerable<DryRunResult> InboundAsync(IInboundMapping mapping, InterfaceConfig of, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in MessagesAsync(new MessageQuery { Interface = of.Id }, limit, cancellationToken))
        {
            var raw = (await stores.Operations.GetPayloadsAsync(message.Id, cancellationToken)).FirstOrDefault(p => p.Payload.Kind == PayloadKind.Raw && p.Subscriber is null)?.Payload.Bytes;
            if (await stores.Operations.GetAsync(message.Id, cancellationToken) is not { } detail)
                continue;
            // What could not be translated is kept as it came; of what could, only this mapping's is compared.
            var untranslated = detail.Envelope.Type == Envelope.Untranslated;
            if (untranslated || (raw is not null && detail.Envelope.Mapping == mapping.Reference))
                yield return MappingDryRun.Compare(stores, mapping, detail.Envelope, untranslated ? detail.Envelope.Body : raw!.Value);
        }
    }

    private async IAsyncEnumerable<DryRunResult> OutboundAsync(IOutboundMapping mapping, InterfaceConfig of, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var type = mapping.Consumes.Split('@')[0];
        await foreach (var message in MessagesAsync(new MessageQuery { Subscriber = of.Id, Type = type }, limit, cancellationToken))
        {
            if (message.Count != 1 || await stores.Operations.GetAsync(message.Id, cancellationToken) is not { } detail)
                continue;
            var sent = (await stores.Operations.GetPayloadsAsync(message.Id, cancellationToken)).LastOrDefault(p => p.Payload.Kind == PayloadKind.Outbound && p.Subscriber == of.Id)?.Payload.Bytes;
            var failed = message.Deliveries.FirstOrDefault(d => d.Subscriber == of.Id)?.State == DeliveryState.Parked;
            yield return MappingDryRun.Compare(stores, mapping, detail.Envelope, Values(of, detail.Envelope), sent, failed);
        }
    }

    private static Dictionary<string, string> Values(InterfaceConfig of, Envelope e)
    {
        var values = new Dictionary<string, string?>
        {
            ["interface"] = of.Id, ["messageId"] = e.Id.ToString(), ["conversationId"] = e.ConversationId, ["correlationId"] = e.CorrelationId, ["key"] = e.BusinessKey, ["source"] = e.Source, ["receivedOver"] = e.Interface,
            ["receivedAt"] = e.ReceivedAt.ToString("O", CultureInfo.InvariantCulture), ["duplicateKey"] = e.DuplicateKey, ["businessKey"] = e.BusinessKey,
        };
        foreach (var (name, value) in of.Values)
            values[InterfaceConfig.ValueName + name] = value;
        return values.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
    }

    private async IAsyncEnumerable<MessageSummary> MessagesAsync(MessageQuery query, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MessageId? after = null;
        for (var left = limit; left > 0;)
        {
            var page = await stores.Operations.SearchAsync(query with { Limit = Math.Min(left, AtOnce), After = after }, cancellationToken);
            foreach (var message in page.Messages)
                yield return message;
            left -= page.Messages.Count;
            if ((after = page.Next) is null || page.Messages.Count == 0)
                yield break;
        }
    }
}
