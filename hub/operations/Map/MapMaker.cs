using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.Operations.Figures;

namespace Integration.Hub.Operations.Map;

/// <summary>What the map is read from: the configuration that runs, and the box.</summary>
public sealed record MapSources(Func<HubConfig> Config, IMessageBoxOperations Operations, IEndpointStates States, ITransferLedger Transfers);

/// <summary>
/// Looks at all interfaces at once: what waits, what flows, what stands in the way. A handful of statements whatever the number of interfaces, and
/// one look for all who ask within a second.
/// </summary>
public sealed class MapMaker(OperationsStore store, MapSources sources, FigureBook figures, ReceiverBook receivers, SenderBook senders, QueueBook queues) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(700);
    private readonly ExpectedFiles _expected = new(sources.Config, sources.Transfers, store.Time);
    private readonly BadFiles _bad = new(sources.Transfers, store.Time);
    private readonly SemaphoreSlim _one = new(1, 1);
    private FlowMap? _last;

    /// <summary>At most a moment old.</summary>
    public Task<FlowMap> LookAsync(CancellationToken cancellationToken) => LookAsync(Fresh, cancellationToken);

    /// <param name="fresh">So old may it be.</param>
    public async Task<FlowMap> LookAsync(TimeSpan fresh, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _last = _last is { } last && store.Time.GetUtcNow() - last.At < fresh ? last : await MakeAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<FlowMap> MakeAsync(CancellationToken cancellationToken)
    {
        var config = sources.Config();
        var waiting = Waits.ByInterface(await sources.Operations.SubscriberFiguresAsync(cancellationToken));
        var states = (await sources.States.ListAsync(cancellationToken)).ToDictionary(s => s.Endpoint);
        var rates = Merged(await figures.RatesAsync(cancellationToken));
        var told = (await receivers.ListAsync(cancellationToken)).ToLookup(r => r.Interface);
        var missing = (await _expected.LookAsync(cancellationToken)).Where(f => f.IsMissing).ToDictionary(f => f.Interface.Id, f => f.Words);
        var queued = await queues.ListAsync(cancellationToken);
        var interfaces = config.Interfaces.ToList();
        // What is neither an interface nor anything that this hub carries out any more is shown as long as something of it waits.
        var parts = waiting.Keys.Concat(rates.Keys).Distinct().Except(interfaces.Select(i => i.Id)).Order(StringComparer.Ordinal).ToList();
        var seen = new Seen(store.Time.GetUtcNow(), waiting, states, rates, told, missing)
        {
            Senders = await senders.ListAsync(cancellationToken),
            BadFiles = await _bad.LookAsync(cancellationToken),
            Unread = queued.Where(q => q is { Kind: "out", UnreadSince: not null }).ToDictionary(q => q.Interface, q => (q.Messages, q.UnreadSince!.Value)),
        };
        return new FlowMap(seen.Now,
            [.. config.Systems.Select(s => new MapSystem(s.Id, s.Name, "system")), .. parts.Select(p => new MapSystem(p, p, "part"))],
            [.. interfaces.Select(i => seen.Link(i)), .. parts.Select(seen.Part)])
        {
            DeadLetters = [.. queued.Where(q => q is { Kind: "dead", Messages: > 0 })],
        };
    }

    // What came in and could not be read is counted at the part of the hub that keeps it; it belongs to the interface that brought it.
    private static Dictionary<string, Rates> Merged(IReadOnlyDictionary<string, Rates> rates) => rates.GroupBy(r => Waits.InterfaceOf(r.Key)).ToDictionary(g => g.Key, g => g.Aggregate(Rates.None, (sum, r) => sum + r.Value));
}
