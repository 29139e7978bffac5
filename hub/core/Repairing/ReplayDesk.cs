using Integration.Hub.Core.Journeys;
using Integration.Mappings;

namespace Integration.Hub.Core.Repairing;

/// <summary>A person wants one message once more: to one of its takers from its canonical form on, or from what was received on.</summary>
/// <param name="Received">Anew from what was received; else its canonical form goes to <paramref name="To"/>.</param>
/// <param name="Mapping">Made with this one; null: with what is configured.</param>
public sealed record ReplayOne(string RequestId, bool Received, string? To, string? Mapping, string Reason);

/// <param name="Mappings">That can be chosen; the first is the one that is configured. Empty: there is none to choose.</param>
public sealed record ReplayWay(bool Received, string To, IReadOnlyList<string> Mappings);

/// <param name="Anew">The message that what was received now is; null: the old one is delivered.</param>
public sealed record ReplayedOne(string To, string? Mapping, MessageId? Anew);

/// <summary>Replays of single messages, checked before anything is done.</summary>
public sealed class ReplayDesk(IMessageBoxOperations operations, Func<Wiring> wiring, IReadOnlyList<string> inBox, TimeProvider time)
{
    /// <summary>Null: there is no such message (any more).</summary>
    /// <exception cref="RequestRefusedException">It cannot be; the code says why.</exception>
    public async Task<ReplayedOne?> ReplayAsync(MessageId id, ReplayOne wish, Actor actor, CancellationToken cancellationToken) =>
        await operations.GetAsync(id, cancellationToken) is not { } message ? null
        : wish.Received ? await AnewAsync(message.Envelope, wish, actor, cancellationToken)
        : await AgainAsync(message.Envelope, wish, actor, cancellationToken);

    /// <summary>How it can be replayed. Null: there is no such message (any more).</summary>
    public async Task<IReadOnlyList<ReplayWay>?> WaysAsync(MessageId id, CancellationToken cancellationToken)
    {
        if (await operations.GetAsync(id, cancellationToken) is not { Envelope: var message } detail)
            return null;
        var now = wiring();
        var ways = now.Outbound.Where(o => o.Value.Routes.TryGetValue(message.Type, out var route) && !route.Query)
            .Select(o => new ReplayWay(false, o.Key, First(o.Value.Routes[message.Type].Mapping.Reference, now.Mappings.All.OfType<IOutboundMapping>().Where(m => m.Consumes == $"{message.Type}@{message.Version}"))))
            .Concat(detail.Summary.Deliveries.Select(d => d.Subscriber).Where(inBox.Contains).Select(s => new ReplayWay(false, s, []))).ToList();
        if (await RawAsync(message, cancellationToken) is not null && message.Interface is { } @interface && CanBeAnew(@interface))
        {
            var name = message.Mapping?.Split('@')[0] ?? (now.Inbound.TryGetValue(@interface, out var inbound) ? inbound.Mapping.Name : null);
            var requests = Requests(now, @interface);
            if (message.Mapping is null || now.Inbound.ContainsKey(@interface) || requests.Exists(r => r.Name == name))
                ways.Insert(0, new ReplayWay(true, TranslateAgain.Subscriber(@interface), First(name is null ? null : Present(message, @interface), now.Mappings.All.OfType<IInboundMapping>().Where(m => name is null ? requests.Exists(r => r.Name == m.Name) : m.Name == name))));
        }
        return ways;
    }

    // The others by their versions, the newest first.
    private static IReadOnlyList<string> First(string? present, IEnumerable<IMapping> all) =>
        [.. present is null ? [] : new[] { present }, .. all.OrderByDescending(m => m.Version).Select(m => m.Reference).Where(r => r != present)];

    private async Task<Payload?> RawAsync(Envelope message, CancellationToken cancellationToken) =>
        (await operations.GetPayloadsAsync(message.Id, cancellationToken)).FirstOrDefault(p => p is { Subscriber: null, Payload.Kind: PayloadKind.Raw })?.Payload;

    private async Task<ReplayedOne?> AgainAsync(Envelope message, ReplayOne wish, Actor actor, CancellationToken cancellationToken)
    {
        var now = wiring();
        var to = wish.To ?? "";
        if (now.Outbound.TryGetValue(to, out var outbound))
        {
            if (!outbound.Routes.TryGetValue(message.Type, out var route) || route.Query)
                throw new RequestRefusedException("replay.not-taken", $"{to} does not take {message.Type}");
        }
        else if (!inBox.Contains(to))
        {
            throw new RequestRefusedException("replay.unknown-receiver", $"there is no receiver {to}");
        }
        if (wish.Mapping is { } mapping && (outbound is null || now.Mappings.Find(mapping) is not IOutboundMapping of || of.Consumes != $"{message.Type}@{message.Version}"))
            throw new RequestRefusedException("mapping.unknown", $"there is no mapping {mapping} that makes something for {to} of {message.Type}@{message.Version}");
        return await operations.ReplayAsync(new ReplayRequest(message.Id, to, wish.RequestId, wish.Mapping, wish.Reason), actor, cancellationToken) is null ? null : new ReplayedOne(to, wish.Mapping, null);
    }

    private async Task<ReplayedOne?> AnewAsync(Envelope message, ReplayOne wish, Actor actor, CancellationToken cancellationToken)
    {
        var raw = await RawAsync(message, cancellationToken);
        if (raw is null || message.Interface is not { } @interface || !CanBeAnew(@interface))
            throw new RequestRefusedException("replay.not-received", "what was received of this message is not kept by itself (a line of a file, or something of the hub's own); replay the canonical form");
        var mapping = wish.Mapping ?? Present(message, @interface);
        if (wiring().Mappings.Find(mapping) is not IInboundMapping)
            throw new RequestRefusedException("mapping.unknown", $"there is no inbound mapping {mapping}");
        var to = TranslateAgain.Subscriber(@interface);
        var anew = new Envelope
        {
            Id = MessageId.New(time.GetUtcNow()), Type = Envelope.Untranslated, Source = message.Source, Interface = @interface, Body = raw.Bytes, CausationId = message.Id, ConversationId = message.ConversationId,
            CorrelationId = message.CorrelationId, TraceParent = message.TraceParent, Priority = message.Priority, ReceivedAt = message.ReceivedAt, BusinessKey = message.BusinessKey, Keys = message.Keys,
        };
        var item = new AcceptItem(anew, [new DeliveryPlan(to, message.BusinessKey, Mapping: mapping)], [raw]);
        return await operations.ReplayAsync(new ReplayRequest(message.Id, to, wish.RequestId, wish.Mapping, wish.Reason, item), actor, cancellationToken) is { } done ? new ReplayedOne(to, mapping, done.Anew) : null;
    }

    private bool CanBeAnew(string @interface) => wiring() is var now && (Requests(now, @interface).Count > 0 || (now.Inbound.TryGetValue(@interface, out var inbound) && inbound.Config.Channel == "queue"));

    // The mapping by which it was made, in the version that is configured now; for what could not be translated, the interface's own.
    private string Present(Envelope message, string @interface)
    {
        var now = wiring();
        if (now.Inbound.TryGetValue(@interface, out var inbound))
            return inbound.Mapping.Reference;
        var name = message.Mapping?.Split('@')[0];
        var requests = Requests(now, @interface);
        if (name is not null)
            return requests.Find(r => r.Name == name)?.Reference ?? throw new RequestRefusedException("replay.question", "a question was answered then, and changes nothing");
        return requests is [var one] ? one.Reference
            : throw new RequestRefusedException("mapping.unknown", $"say with which mapping; {@interface} has {string.Join(", ", requests.Select(r => r.Reference))}");
    }

    // A question changes nothing and was answered then.
    private static List<IInboundMapping> Requests(Wiring now, string @interface) =>
        now.Served.TryGetValue(@interface, out var served) ? [.. served.Values.Where(o => o.Query is null).Select(o => o.Request)] : [];
}
