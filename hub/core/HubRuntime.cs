using System.Collections.Immutable;
using Integration.CanonicalModel.Shapes;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Journeys.Through;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.Core.Replays;
using Integration.Hub.Core.Running;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core;

/// <summary>Makes channels of configured interfaces. The host knows the channel kinds; the core does not.</summary>
public interface IChannelFactory
{
    ISendingChannel CreateSender(InterfaceConfig config);

    /// <summary>A receiver for an inbound file or queue interface; it hands over to the sink of its style.</summary>
    IReceivingChannel CreateReceiver(InterfaceConfig config, IMessageSink messages, IFileSink files);
}

/// <summary>The stores a hub runs on; all of one database.</summary>
public sealed record HubStores(
    IMessageBox Box, ITransferLedger Transfers, ITransferRejects Rejects, IEndpointStates States, IMessageBoxMaintenance Upkeep, IUsedOnce UsedOnce, IMessageBoxOperations Operations,
    IOutgoingBatches Batches, IReplays Replays, INodes Nodes, IMessageSearch Search, ITextIndexing Texts, IRepairRuns Runs);

/// <summary>One hub node: receivers, pumps and upkeep, started together and stopped cleanly; its interfaces can be exchanged while it runs.</summary>
public sealed class HubRuntime
{
    private readonly HubStores _stores;
    private readonly ILogger<HubRuntime> _log;
    private readonly Translation _translation;
    private readonly Router _router;
    private readonly PartMaker _maker;
    private readonly MaintenanceService _maintenance;
    private readonly TextIndexer _indexer;
    private readonly RunWorker _runs;
    private readonly CancellationTokenSource _stopUpkeep = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile Wiring _wiring;
    private ImmutableDictionary<string, RunningPart> _parts;
    private Task _upkeep = Task.CompletedTask;

    public HubRuntime(
        Wiring wiring, HubStores stores, IReadOnlyList<IInBoxSubscriber> subscribers, IReadOnlyList<MessageShape> shapes,
        IChannelFactory channels, TimeProvider time, ILoggerFactory logs, IReadOnlyList<IWatch> watches, ICrossReference? numbers = null)
    {
        (_wiring, _stores, _log) = (wiring, stores, logs.CreateLogger<HubRuntime>());
        _translation = new Translation(time, sequence => stores.Box.NextNumberAsync(sequence, CancellationToken.None).AsTask().GetAwaiter().GetResult(), numbers);
        _router = new Router(wiring, subscribers, shapes);
        _maker = new PartMaker(stores, _translation, _router, channels, time, logs);
        _parts = subscribers.Select(s => _maker.InBox(s, wiring)).Concat(PartMaker.NamesOf(wiring).Select(id => _maker.Make(id, wiring))).ToImmutableDictionary(p => p.Name);
        _maintenance = new MaintenanceService(stores.Upkeep, stores.UsedOnce, stores.Box, stores.States, () => [.. Parts.SelectMany(p => p.Pumps)], () => [.. Parts.SelectMany(p => p.Gates)],
            new ExpectedFileWarnings(new ExpectedFiles(() => _wiring.Config, stores.Transfers, time), wiring.Config, PostAsync, time), watches, PostAsync,
            stop => TakeOverReplaysAsync(new ReplayRunner(stores.Replays, _router, wiring.Config.Node, time), stop), wiring.Config.Lease, wiring.Config.Retention, time, logs.CreateLogger<MaintenanceService>());
        _indexer = new TextIndexer(stores.Texts, stores.Search, time, logs.CreateLogger<TextIndexer>());
        _runs = new RunWorker(stores.Runs, time, logs.CreateLogger<RunWorker>());
        Queries = QueriesOfParts();
    }

    /// <summary>What this node runs by now.</summary>
    public Wiring Wiring => _wiring;

    /// <summary>Health of every inbound channel, by interface.</summary>
    public IReadOnlyDictionary<string, ChannelHealth> Receivers => Parts.Where(p => p.Receiver is not null).ToDictionary(p => p.Name, p => p.Receiver!.Health);

    /// <summary>Endpoints whose calls fail or take long, as this node sees them.</summary>
    public IReadOnlyDictionary<string, SenderHealth> Senders => Parts.SelectMany(p => p.Gates).Select(g => (g.Endpoint, Health: g.Calls.Look())).Where(g => g.Health is not null).DistinctBy(g => g.Endpoint).ToDictionary(g => g.Endpoint, g => g.Health!);

    /// <summary>Questions to other systems, answered while the asker waits.</summary>
    public IQueryThrough Queries { get; private set; }

    private IEnumerable<RunningPart> Parts => Volatile.Read(ref _parts).Values;

    /// <summary>Accepts messages born inside or handed in by hand, routed like any other.</summary>
    public ValueTask<AcceptResult> PostAsync(Envelope envelope, CancellationToken cancellationToken) =>
        _stores.Box.AcceptAsync(new AcceptItem(envelope, _router.Plan(envelope), []), cancellationToken);

    /// <summary>What answers a served SOAP address: all operations of all interfaces on that path.</summary>
    public IRequestSink Requests(string path, Wiring wiring)
    {
        var operations = wiring.Served.Values.SelectMany(o => o.Values).Where(o => o.Config.Path == path).ToDictionary(o => o.Operation);
        return new RequestIn(operations, _stores.Box, _translation, _router, new CallerRights(wiring.Config.Callers, wiring.Config.Jurisdictions), new UnaskedResults(_stores.Operations));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _maintenance.RefreshAsync(cancellationToken);
        _upkeep = Task.WhenAll(_maintenance.RunAsync(_stopUpkeep.Token), _indexer.RunAsync(_stopUpkeep.Token), _runs.RunAsync(_stopUpkeep.Token));
        foreach (var part in Parts)
            part.Start();
        _log.LogInformation("Node {Node} is up: {In} inbound and {Out} outbound interfaces", _wiring.Config.Node, _wiring.Inbound.Count + _wiring.Served.Count, _wiring.Outbound.Count);
    }

    /// <summary>
    /// Takes over a checked configuration: new interfaces start, removed ones stop when what they have claimed is finished, changed ones restart
    /// alone. What can fail is made before anything is stopped: if it throws, all goes on as before.
    /// </summary>
    public async Task<WiringChange> ChangeAsync(Wiring next, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var change = WiringChange.Between(_wiring, next);
            var made = _maker.MakeAll(change.Added.Concat(change.Changed), next);
            await RefreshAsync(made, cancellationToken);
            // From here on, messages are planned for the new subscribers; those of the removed ones wait for nobody.
            (_wiring, var before) = (next, _parts);
            _router.Take(next);
            await Task.WhenAll(change.Removed.Concat(change.Changed).Where(before.ContainsKey).Select(id => before[id].StopAsync(next.Config.StopGrace)));
            Volatile.Write(ref _parts, before.RemoveRange(change.Removed).SetItems(made.Select(p => KeyValuePair.Create(p.Name, p))));
            Queries = QueriesOfParts();
            foreach (var part in made)
                part.Start();
            _log.LogInformation("Node {Node} has taken over its configuration: {Change}", next.Config.Node, change);
            return change;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Takes nothing new, finishes what is under way within the grace, gives back the rest.</summary>
    public async Task StopAsync()
    {
        await _stopUpkeep.CancelAsync();
        await Task.WhenAll(Parts.Select(p => p.StopAsync(_wiring.Config.StopGrace)));
        await _upkeep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeOverReplaysAsync(ReplayRunner runner, CancellationToken cancellationToken)
    {
        while (await runner.TakeOverAsync([.. _wiring.Outbound.Keys], cancellationToken) is { } replay)
        {
            _log.LogInformation("Going on with the replay to {Subscriber}", replay.Wish.Subscriber);
            await runner.RunAsync(replay, null, cancellationToken);
        }
    }

    // A paused endpoint that comes back must not send before its pause is known.
    private async Task RefreshAsync(IReadOnlyList<RunningPart> made, CancellationToken cancellationToken)
    {
        var states = (await _stores.States.ListAsync(cancellationToken)).ToDictionary(s => s.Endpoint);
        foreach (var gate in made.SelectMany(p => p.Gates))
            gate.Refresh(states.GetValueOrDefault(gate.Endpoint));
    }

    private Queries QueriesOfParts() => new([.. Parts.Where(p => p.Question is not null).Select(p => p.Question!.Value)]);
}
