using Integration.Hub.Core.Configuration;
using Integration.Hub.Operations.Map;

namespace Integration.Hub.Operations.Endpoints;

/// <summary>Tries one connection without an effect on the other side; throws <see cref="ChannelException"/>. What it did, in words.</summary>
public delegate Task<string> EndpointProbe(InterfaceConfig config, CancellationToken cancellationToken);

/// <summary>Looking after endpoints: what the console and the command line ask and do.</summary>
public sealed class EndpointDesk(MapMaker map, MapSources sources, IEndpointQueues queues, EndpointProbe? probe, TimeProvider time)
{
    private static readonly TimeSpan LongestTest = TimeSpan.FromSeconds(20), LookAgain = TimeSpan.FromMilliseconds(200);
    private const int LastFailures = 10;
    private readonly Expiries _expiries = new();

    public async Task<IReadOnlyList<WatchedEndpoint>> ListAsync(CancellationToken cancellationToken)
    {
        var waiting = Waits.ByInterface(await sources.Operations.SubscriberFiguresAsync(cancellationToken));
        // Anew: whoever has just paused one wants to see that it is.
        return [.. (await map.LookAsync(TimeSpan.Zero, cancellationToken)).Links.Select(l => Of(l, waiting.GetValueOrDefault(l.Interface)))];
    }

    /// <summary>Null: there is none of this name.</summary>
    public async Task<WatchedEndpoint?> FindAsync(string name, CancellationToken cancellationToken) => (await ListAsync(cancellationToken)).FirstOrDefault(e => e.Link.Interface == name);

    public Task<IReadOnlyList<BlockedKey>> BlockedAsync(string name, string? after, int limit, CancellationToken cancellationToken) => queues.BlockedAsync(name, after, limit, cancellationToken);

    public async Task<IReadOnlyList<FailedDelivery>> LastFailuresAsync(string name, CancellationToken cancellationToken)
    {
        var all = new List<FailedDelivery>();
        foreach (var subscriber in sources.Config().Find(name) is { Direction: InterfaceDirection.In } ? Waits.SubscribersOf(name) : [name])
            all.AddRange(await queues.LastFailuresAsync(subscriber, LastFailures, cancellationToken));
        return [.. all.OrderByDescending(f => f.At).Take(LastFailures)];
    }

    /// <summary>Deliveries are held; what is under way comes to its end.</summary>
    /// <exception cref="RequestRefusedException">It has no deliveries.</exception>
    public async Task PauseAsync(string name, Actor actor, string reason, CancellationToken cancellationToken)
    {
        if (sources.Config().Find(name) is { Direction: InterfaceDirection.In })
            throw new RequestRefusedException("endpoint.brings-in", $"{name} brings messages in and has no deliveries to hold; what it brings in waits at the endpoints that it goes to: pause these");
        await sources.States.PauseAsync(name, actor, reason, cancellationToken);
    }

    public Task UnpauseAsync(string name, Actor actor, CancellationToken cancellationToken) => sources.States.UnpauseAsync(name, actor, cancellationToken);

    /// <summary>
    /// Pauses, and waits until nothing is under way on any node: then the other side can be taken down without a message in doubt. A claim that a node
    /// has made in the second before it hears of the pause is under way, too, and waited for.
    /// </summary>
    /// <param name="atMost">Then it tells what is still under way; the pause stays.</param>
    public async Task<Drained> DrainAsync(string name, Actor actor, string reason, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await PauseAsync(name, actor, reason, cancellationToken);
        // Every node has heard of the pause when it has looked once more; see the maintenance service.
        var (started, heard) = (time.GetTimestamp(), TimeSpan.FromSeconds(1.5));
        while (true)
        {
            var f = (await sources.Operations.SubscriberFiguresAsync(cancellationToken)).FirstOrDefault(s => s.Subscriber == name);
            var passed = time.GetElapsedTime(started);
            if ((f is null or { Claimed: 0 } && passed >= heard) || passed >= atMost)
                return new Drained(f is null or { Claimed: 0 } && passed >= heard, f?.Claimed ?? 0, f is null ? 0 : f.Ready + f.Waiting + f.Retry + f.Scheduled);
            await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    /// <summary>Null: there is no interface of this name.</summary>
    public async Task<EndpointTest?> TestAsync(string name, CancellationToken cancellationToken)
    {
        if (sources.Config().Find(name) is not { } config)
            return null;
        if (probe is null || !CanBeTried(config))
            return await ByReceiverAsync(config, cancellationToken);
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestTest);
        try
        {
            return new EndpointTest(true, await probe(config, limit.Token), time.GetElapsedTime(started), null, null, null);
        }
        catch (ChannelException e)
        {
            return Failed(e.Failure.Code, e.Failure.Message, Advice(config, e.Failure));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("endpoint.no-answer", $"no answer within {LongestTest.TotalSeconds:0} s", "A firewall that drops what it does not know looks like this; ask whoever runs the network between.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Failed($"endpoint.{e.GetType().Name}", e.Message, null);
        }

        EndpointTest Failed(string code, string message, string? advice) => new(false, $"connection to {config.ShownAddress}", time.GetElapsedTime(started), code, message, advice);
    }

    private static bool CanBeTried(InterfaceConfig config) => config.Direction == InterfaceDirection.Out || config.Channel == "file";

    // What is always connected need not be connected to once more: its receiver knows.
    private async Task<EndpointTest> ByReceiverAsync(InterfaceConfig config, CancellationToken cancellationToken)
    {
        var link = (await map.LookAsync(cancellationToken)).Find(config.Id);
        var how = config.Channel == "soap" ? $"the hub itself listens at {config.Path}" : "what the running receivers say";
        return link?.Up == false
            ? new EndpointTest(false, how, TimeSpan.Zero, "endpoint.down", link.Why, "The receiver connects again by itself; hub endpoints show tells since when it tries.")
            : new EndpointTest(config.Channel == "soap" || link?.Up == true, how, TimeSpan.Zero, config.Channel == "soap" || link?.Up == true ? null : "endpoint.not-running", link?.Up is null && config.Channel != "soap" ? "no running node tells of it" : null, null);
    }

    private static string? Advice(InterfaceConfig config, Failure failure) => failure.Kind switch
    {
        FailureKind.EndpointDown => $"Is the other side up, and does its name resolve from this machine? The address is {config.ShownAddress}.",
        FailureKind.UnknownOutcome => "It was reached and did not answer in time.",
        _ => config.Credential is { } credential ? $"It was reached. If it refuses the sign-in: the credential '{credential.Name}' stands in hub.yaml." : "It was reached, and no credential is configured for it.",
    };

    private WatchedEndpoint Of(MapLink link, SubscriberFigures? waiting)
    {
        var config = sources.Config().Find(link.Interface);
        return new WatchedEndpoint(link, waiting, config is null ? null : Limits(config), config is not { Direction: InterfaceDirection.In }, config is null ? [] : _expiries.Of(config));
    }

    private static EndpointLimits Limits(InterfaceConfig c) => new(c.Concurrency, c.Timeout, c.Retry.Attempts, c.Circuit.After, c.Order.ToString().ToLowerInvariant(), c.ShownAddress, c.Credential?.Name);
}
