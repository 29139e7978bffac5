using Integration.CanonicalModel.Shapes;
using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Journeys.Through;
using Integration.Hub.Core.Maintenance;
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
    IOutgoingBatches Batches);

/// <summary>One hub node: receivers, pumps and upkeep, started together and stopped cleanly.</summary>
public sealed class HubRuntime
{
    private readonly Wiring _wiring;
    private readonly HubStores _stores;
    private readonly ILogger<HubRuntime> _log;
    private readonly Translation _translation;
    private readonly Router _router;
    private readonly List<SubscriberPump> _pumps = [];
    private readonly List<BatchPump> _batchPumps = [];
    private readonly List<EndpointGate> _gates = [];
    private readonly List<ISendingChannel> _senders = [];
    private readonly List<(OutboundInterface Endpoint, QueryThrough Through)> _questions = [];
    private readonly Dictionary<string, IReceivingChannel> _receivers = [];
    private readonly MaintenanceService _maintenance;
    private readonly CancellationTokenSource _stopReceiving = new();
    private readonly CancellationTokenSource _stopPumps = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<Task> _receiving = [];
    private readonly List<Task> _working = [];

    public HubRuntime(
        Wiring wiring, HubStores stores, IReadOnlyList<IInBoxSubscriber> subscribers, IReadOnlyList<MessageShape> shapes,
        IChannelFactory channels, TimeProvider time, ILoggerFactory logs)
    {
        (_wiring, _stores, _log) = (wiring, stores, logs.CreateLogger<HubRuntime>());
        _translation = new Translation(time, sequence => stores.Box.NextNumberAsync(sequence, CancellationToken.None).AsTask().GetAwaiter().GetResult());
        _router = new Router(wiring, subscribers, shapes);
        var node = wiring.Config.Node;
        var replies = new Replies(_translation, _router, time);
        foreach (var subscriber in subscribers.Concat(Retranslators()).Concat(HandersOn(time)))
            AddPump(new InBoxWorker(subscriber, stores.Box, InBoxConcurrency, time, logs.CreateLogger<InBoxWorker>()), Gate(subscriber.Name, Recoverability.CircuitPolicy.Default));
        foreach (var outbound in wiring.Outbound.Values)
        {
            var gate = Gate(outbound.Config.Id, outbound.Config.Circuit);
            var sender = channels.CreateSender(outbound.Config);
            _senders.Add(sender);
            if (outbound.Config.Batching is not null)
            {
                _batchPumps.Add(BatchPump(outbound, (IFileSendingChannel)sender, gate, time, logs));
                continue;
            }
            if (outbound.Routes.Values.Any(r => r.Query))
                _questions.Add((outbound, new QueryThrough(outbound, sender, gate, stores.Box, stores.Operations, replies, _translation, time, logs.CreateLogger<QueryThrough>())));
            if (outbound.Routes.Values.Any(r => !r.Query))
                AddPump(new OutboundWorker(outbound, sender, gate, stores.Box, replies, _translation, wiring.Mappings, time, logs.CreateLogger<OutboundWorker>()), gate);
        }
        foreach (var inbound in wiring.Inbound.Values)
        {
            _receivers[inbound.Config.Id] = channels.CreateReceiver(inbound.Config,
                new MessageIn(inbound, stores.Box, _translation, _router),
                new FileIn(inbound, stores.Box, stores.Transfers, stores.Rejects, _translation, _router, node, wiring.Config.Lease, time));
        }
        Queries = new Queries(_questions);
        _maintenance = new MaintenanceService(stores.Upkeep, stores.UsedOnce, stores.Box, stores.States, _pumps, _gates,
            new ExpectedFileWarnings(new ExpectedFiles(wiring.Config, stores.Transfers, time), wiring.Config, PostAsync, time), wiring.Config.Lease, wiring.Config.Retention, time, logs.CreateLogger<MaintenanceService>());

        EndpointGate Gate(string endpoint, Recoverability.CircuitPolicy policy)
        {
            var gate = new EndpointGate(endpoint, policy, stores.States, time);
            _gates.Add(gate);
            return gate;
        }

        void AddPump(IDeliveryWorker worker, EndpointGate gate) =>
            _pumps.Add(new SubscriberPump(worker, gate, stores.Box, node, wiring.Config.Lease, time, logs.CreateLogger<SubscriberPump>()));
    }

    private const int InBoxConcurrency = 2;

    /// <summary>Health of every inbound channel, by interface.</summary>
    public IReadOnlyDictionary<string, ChannelHealth> Receivers => _receivers.ToDictionary(r => r.Key, r => r.Value.Health);

    /// <summary>Questions to other systems, answered while the asker waits.</summary>
    public IQueryThrough Queries { get; }

    /// <summary>Accepts messages born inside or handed in by hand, routed like any other.</summary>
    public ValueTask<AcceptResult> PostAsync(Envelope envelope, CancellationToken cancellationToken) =>
        _stores.Box.AcceptAsync(new AcceptItem(envelope, _router.Plan(envelope), []), cancellationToken);

    /// <summary>What answers a served SOAP address: all operations of all interfaces on that path.</summary>
    public IRequestSink Requests(string path)
    {
        var operations = _wiring.Served.Values.SelectMany(o => o.Values).Where(o => o.Config.Path == path).ToDictionary(o => o.Operation);
        return new RequestIn(operations, _stores.Box, _translation, _router, new CallerRights(_wiring.Config.Callers, _wiring.Config.Jurisdictions), new UnaskedResults(_stores.Operations));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _maintenance.RefreshAsync(cancellationToken);
        _working.Add(_maintenance.RunAsync(_stopPumps.Token));
        _working.AddRange(_pumps.Select(p => Task.Run(() => p.RunAsync(_stopPumps.Token, _hurry.Token), CancellationToken.None)));
        _working.AddRange(_batchPumps.Select(p => Task.Run(() => p.RunAsync(_stopPumps.Token, _hurry.Token), CancellationToken.None)));
        _receiving.AddRange(_receivers.Select(r => Task.Run(() => r.Value.RunAsync(_stopReceiving.Token), CancellationToken.None)));
        _log.LogInformation("Node {Node} is up: {In} inbound and {Out} outbound interfaces", _wiring.Config.Node, _receivers.Count + _wiring.Served.Count, _wiring.Outbound.Count);
    }

    /// <summary>Takes nothing new, finishes what is under way within the grace, gives back the rest.</summary>
    public async Task StopAsync()
    {
        await _stopReceiving.CancelAsync();
        await _stopPumps.CancelAsync();
        _hurry.CancelAfter(_wiring.Config.StopGrace);
        foreach (var task in _receiving.Concat(_working))
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (_, through) in _questions)
            await through.DisposeAsync();
        foreach (var sender in _senders)
            await sender.DisposeAsync();
        foreach (var receiver in _receivers.Values)
            await receiver.DisposeAsync();
    }

    private BatchPump BatchPump(OutboundInterface outbound, IFileSendingChannel channel, EndpointGate gate, TimeProvider time, ILoggerFactory logs)
    {
        var (config, lease) = (_wiring.Config, _wiring.Config.Lease);
        var log = logs.CreateLogger<BatchPump>();
        var sender = new BatchSender(outbound, channel, gate, _stores.Batches, new BatchRenderer(outbound, _stores.Batches, _translation), _router, lease, time, log);
        return new BatchPump(outbound.Config.Id, new BatchPlanner(outbound), sender, gate, _stores.Batches, outbound.Config.Order != OrderPolicy.Wait, config.Node, lease, time, log);
    }

    private IEnumerable<IInBoxSubscriber> HandersOn(TimeProvider time) => _wiring.Served.Values.SelectMany(o => o.Values)
        .Where(o => o.Answers is not null).Select(o => o.Config.Id).Distinct().Select(i => new HandOnUnasked(i, _router, time));

    private IEnumerable<IInBoxSubscriber> Retranslators() => _wiring.Inbound.Values
        .Where(i => i.Config.Channel == "queue")
        .SelectMany(i => new[] { new RetranslateParked(i, conflict: false, _translation, _router), new RetranslateParked(i, conflict: true, _translation, _router) });
}
