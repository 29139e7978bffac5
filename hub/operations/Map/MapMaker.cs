using System.Globalization;
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
public sealed class MapMaker(OperationsStore store, MapSources sources, FigureBook figures, ReceiverBook receivers) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    private readonly ExpectedFiles _expected = new(sources.Config, sources.Transfers, store.Time);
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
        var waiting = (await sources.Operations.SubscriberFiguresAsync(cancellationToken)).ToDictionary(f => f.Subscriber);
        var states = (await sources.States.ListAsync(cancellationToken)).ToDictionary(s => s.Endpoint);
        var rates = await figures.RatesAsync(cancellationToken);
        var told = (await receivers.ListAsync(cancellationToken)).ToLookup(r => r.Interface);
        var missing = (await _expected.LookAsync(cancellationToken)).Where(f => f.IsMissing).ToDictionary(f => f.Interface.Id, f => f.Words);
        var interfaces = config.Interfaces.ToList();
        // What is neither an interface nor anything that this hub carries out any more is shown as long as something of it waits.
        var parts = waiting.Keys.Concat(rates.Keys).Distinct().Except(interfaces.Select(i => i.Id)).Order(StringComparer.Ordinal).ToList();
        var seen = new Seen(store.Time.GetUtcNow(), waiting, states, rates, told, missing);
        return new FlowMap(seen.Now,
            [.. config.Systems.Select(s => new MapSystem(s.Id, s.Name, "system")), .. parts.Select(p => new MapSystem(p, p, "part"))],
            [.. interfaces.Select(i => Link(seen, i)), .. parts.Select(p => Link(seen, p, p, "hub", p, "", "box"))]);
    }

    private static MapLink Link(Seen seen, InterfaceConfig i) => i.Direction == InterfaceDirection.In
        ? Link(seen, i.Id, i.System, i.System, "hub", i.Summary, i.Channel)
        : Link(seen, i.Id, i.System, "hub", i.System, i.Summary, i.Channel, i.Batching is not null);

    private static MapLink Link(Seen seen, string name, string system, string from, string to, string summary, string channel, bool waitsForFile = false)
    {
        var waiting = seen.Waiting.GetValueOrDefault(name);
        var state = seen.States.GetValueOrDefault(name);
        var rates = seen.Rates.GetValueOrDefault(name, Rates.None);
        var open = state?.Circuits.Where(c => c.Status == CircuitStatus.Open).ToList() ?? [];
        var told = seen.Receivers[name].ToList();
        var down = told.FirstOrDefault(r => !r.Up);
        // What is wanted at a later time does not wait for anybody.
        var depth = waiting is null ? 0 : waiting.Ready + waiting.Waiting + waiting.Claimed + waiting.Retry;
        var late = depth > 0 && !waitsForFile && waiting!.OldestUnfinished < seen.Now - Late;
        var (word, why) = open.Count > 0 ? (LinkState.CircuitOpen, open[0].Reason)
            : down is not null ? (LinkState.Down, down.Error)
            : state is { Paused: true } ? (LinkState.Paused, state.PauseReason)
            : seen.Missing.TryGetValue(name, out var words) ? (LinkState.Missing, words)
            : waiting is { Parked: > 0 } ? (LinkState.Failing, string.Create(CultureInfo.InvariantCulture, $"{waiting.Parked} parked"))
            : late ? (LinkState.Behind, null)
            : rates.Received + rates.Sent > 0 || depth > 0 ? (LinkState.Ok, (string?)null)
            : (LinkState.Idle, null);
        return new MapLink(name, system, from, to, summary, channel, Math.Round(rates.Received + rates.Sent, 1), Math.Round(rates.Errors, 1), depth, waiting?.Parked ?? 0, depth + (waiting?.Parked ?? 0) > 0 ? waiting!.OldestUnfinished : null,
            word, why, state?.Paused ?? false, open, told.Count == 0 ? null : down is null, (down ?? told.FirstOrDefault())?.Since, seen.Missing.GetValueOrDefault(name));
    }

    private sealed record Seen(
        DateTimeOffset Now, Dictionary<string, SubscriberFigures> Waiting, Dictionary<string, EndpointState> States, IReadOnlyDictionary<string, Rates> Rates, ILookup<string, ReceiverState> Receivers,
        Dictionary<string, string> Missing);
}
