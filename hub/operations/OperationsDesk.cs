using Integration.Hub.Core.Dispatch;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.Operations.Endpoints;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Operations.Map;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Operations;

/// <summary>How a node's own connections are.</summary>
/// <param name="Senders">Only those where something is the matter.</param>
public sealed record NodeHealth(IReadOnlyDictionary<string, ChannelHealth> Receivers, IReadOnlyDictionary<string, SenderHealth> Senders);

/// <summary>Everything that watches over a hub, on one node or beside it: figures, map, endpoints, alerts.</summary>
public sealed class OperationsDesk : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), LookForAlerts = TimeSpan.FromSeconds(2), LookIntoQueues = TimeSpan.FromSeconds(5), Depths = TimeSpan.FromSeconds(15), Tidy = TimeSpan.FromHours(1);
    private readonly OperationsStore _store;
    private readonly MapSources _sources;
    private readonly ReceiverBook _receivers;
    private readonly SenderBook _senders;
    private readonly QueueBook _queues;
    private readonly QueueLooking? _looking;
    private readonly FigureWriter _writer;
    private readonly Expiries _expiries = new();
    private DateTimeOffset _depthsAt, _tidiedAt;

    /// <param name="probe">Null: nothing can be tried from here.</param>
    /// <param name="looking">Null: brokers cannot be asked from here.</param>
    public OperationsDesk(OperationsStore store, MapSources sources, IEndpointQueues queues, FigureCounter counter, EndpointProbe? probe, QueueLooking? looking = null)
    {
        (_store, _sources, Counter, _looking) = (store, sources, counter, looking);
        _writer = new FigureWriter(store, counter);
        _receivers = new ReceiverBook(store);
        Figures = new FigureBook(store);
        _senders = new SenderBook(store);
        _queues = new QueueBook(store);
        Map = new MapMaker(store, sources, Figures, _receivers, _senders, _queues);
        Endpoints = new EndpointDesk(Map, sources, queues, probe, store.Time);
        Alerts = new AlertBook(store);
        Capacity = new CapacityBook(store, sources.Config, sources.Operations, Figures);
    }

    public FigureCounter Counter { get; }

    public FigureBook Figures { get; }

    public CapacityBook Capacity { get; }

    public MapMaker Map { get; }

    public EndpointDesk Endpoints { get; }

    public AlertBook Alerts { get; }

    /// <summary>Raises alerts and ends them, told on these routes.</summary>
    public AlertWatch Watch(IReadOnlyList<IAlertRoute> routes) => new(_store, SeeAsync, Alerts, routes);

    public AlertTeller Teller(IReadOnlyList<IAlertRoute> routes, ILogger log) => new(_store, Alerts, routes, log);

    /// <summary>Watches and tells until it is told to stop; on every node, of which one at a time looks.</summary>
    public Task WatchAsync(IReadOnlyList<IAlertRoute> routes, ILogger log, CancellationToken stop)
    {
        var (watch, teller) = (Watch(routes), Teller(routes, log));
        return Task.WhenAll(
            EveryAsync(LookForAlerts, () => watch.LookAsync(stop), "Could not look for alerts; trying again", log, stop),
            EveryAsync(Look, () => teller.TellAsync(stop), "Could not tell alerts; trying again", log, stop),
            _looking is null ? Task.CompletedTask : EveryAsync(LookIntoQueues, () => LookIntoQueuesAsync(watch, stop), "Could not look into the brokers' queues; trying again", log, stop));
    }

    /// <summary>Writes down what this node has counted and how its receivers are, until it is told to stop; then once more.</summary>
    public async Task RunAsync(Func<NodeHealth> health, ILogger log, CancellationToken stop)
    {
        const string failed = "Could not write figures down; they are kept and written the next time";
        await EveryAsync(Look, () => WriteAsync(health(), stop), failed, log, stop);
        await TryAsync(() => _writer.WriteAsync(new Dictionary<string, long>(), CancellationToken.None), failed, log);
    }

    /// <summary>One turn of <see cref="RunAsync"/>.</summary>
    public async Task WriteAsync(NodeHealth health, CancellationToken cancellationToken)
    {
        var now = _store.Time.GetUtcNow();
        var depths = new Dictionary<string, long>();
        if (now - _depthsAt >= Depths)
        {
            _depthsAt = now;
            foreach (var f in await _sources.Operations.SubscriberFiguresAsync(cancellationToken))
                depths[f.Subscriber] = f.Ready + f.Waiting + f.Claimed + f.Retry + f.Scheduled + f.Parked;
        }
        await _writer.WriteAsync(depths, cancellationToken);
        await _receivers.SayAsync(health.Receivers, cancellationToken);
        await _senders.SayAsync(health.Senders, cancellationToken);
        if (now - _tidiedAt < Tidy)
            return;
        _tidiedAt = now;
        await Figures.TidyAsync(cancellationToken);
        await Capacity.NoteAsync(cancellationToken);
    }

    /// <summary>Writes down how the queues of brokers stand; one node does it for all, the one that looks for alerts.</summary>
    public async Task LookIntoQueuesAsync(AlertWatch watch, CancellationToken cancellationToken)
    {
        if (watch.HasTurn && _looking is not null)
            await _queues.NoteAsync(await _looking(cancellationToken), cancellationToken);
    }

    public void Dispose()
    {
        _writer.Dispose();
        Map.Dispose();
    }

    private async Task<Sight> SeeAsync(CancellationToken cancellationToken)
    {
        var config = _sources.Config();
        var expiries = new Dictionary<string, IReadOnlyList<Expiry>>();
        foreach (var i in config.Interfaces)
            expiries[i.Id] = _expiries.Of(i);
        if (config.Tls is { } tls)
            expiries["tls"] = _expiries.Of(tls.Credential);
        return new Sight(await Map.LookAsync(TimeSpan.Zero, cancellationToken), expiries, await Figures.LastTrafficAsync(cancellationToken), FreeShare(config.Store));
    }

    private static double? FreeShare(Core.Configuration.StoreConfig store)
    {
        return CapacityBook.Disk(store) is { } drive ? 100.0 * drive.AvailableFreeSpace / drive.TotalSize : null;
    }

    private async Task EveryAsync(TimeSpan period, Func<Task> work, string failed, ILogger log, CancellationToken stop)
    {
        var time = _store.Time;
        while (!stop.IsCancellationRequested)
        {
            await TryAsync(work, failed, log);
            await Task.Delay(period, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task TryAsync(Func<Task> work, string failed, ILogger log)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{What}", failed);
        }
    }
}
