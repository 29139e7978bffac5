using Integration.CanonicalModel.Shapes;
using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Journeys;

/// <summary>Who wants a message: in-box subscribers and outbound interfaces, by canonical type.</summary>
public sealed class Router
{
    private readonly IReadOnlyList<IInBoxSubscriber> _subscribers;
    private readonly HashSet<string> _requests;
    private readonly HashSet<string> _questions;
    private volatile Dictionary<string, List<Route>> _routes = [];

    public Router(Wiring wiring, IReadOnlyList<IInBoxSubscriber> subscribers, IReadOnlyList<MessageShape> shapes)
    {
        _subscribers = subscribers;
        _requests = [.. shapes.Where(s => s.Kind is MessageKind.Command or MessageKind.Query).Select(s => s.Type)];
        _questions = [.. shapes.Where(s => s.Kind is MessageKind.Query).Select(s => s.Type)];
        Take(wiring);
    }

    /// <summary>From now on messages are planned by this wiring; a plan that is being made is finished by the one before.</summary>
    public void Take(Wiring wiring)
    {
        var routes = new Dictionary<string, List<Route>>();
        foreach (var subscriber in _subscribers)
        {
            foreach (var type in subscriber.MessageTypes)
                Add(routes, type, new Route(subscriber.Name, Ordered: true, null, In: subscriber));
        }
        // Which peer hears of what is decided by the peer rules, which publish for one peer's interface alone.
        foreach (var outbound in wiring.Outbound.Values.Where(o => o.Config.Peer is null))
        {
            foreach (var (type, route) in outbound.Routes.Where(r => !r.Value.Query))
                Add(routes, type, new Route(outbound.Config.Id, outbound.Config is { Batching: null, Order: not OrderPolicy.None }, route, outbound.Config.Batching));
        }
        _routes = routes;
    }

    /// <summary>Name of the pseudo-subscriber that holds commands nobody receives.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>One delivery per subscriber. A command or query without a receiver is parked: nobody would ever do it.</summary>
    public IReadOnlyList<DeliveryPlan> Plan(Envelope envelope, DateTimeOffset? dueAt = null)
    {
        // A request that every filter refuses is nobody's, as one that nobody takes.
        if (_routes.TryGetValue(envelope.Type, out var all) && Wanted(all, envelope) is var routes && (routes.Count > 0 || !_requests.Contains(envelope.Type)))
            return [.. routes.Select(r => Plan(r, envelope, dueAt))];
        return _requests.Contains(envelope.Type)
            ? [new DeliveryPlan(Unrouted, Parked: new Failure(FailureKind.Data, "route.no-receiver",
                $"No interface takes this {envelope.Type}. Add it to an outbound interface's operations or subscribe list (and see its 'filter'), then resume."))]
            : [];
    }

    /// <summary>The file keeps the order of acceptance; no key holds another message up. All of a file are made by the mapping that is configured then.</summary>
    private static DeliveryPlan Batched(string subscriber, Envelope envelope, BatchConfig batching, DateTimeOffset? dueAt)
    {
        var group = BatchGroups.Of(envelope, batching.GroupBy);
        return new DeliveryPlan(subscriber, DueAt: dueAt, Parked: group is null ? BatchRenderer.MixedGroups(batching.GroupBy) : null) { BatchGroup = group ?? "" };
    }

    /// <summary>
    /// The delivery of an old message to one subscriber, as <see cref="Plan(Envelope, DateTimeOffset?)"/> would have made it; null if it does not want it.
    /// Copies for one peer and questions were never planned for subscribers.
    /// </summary>
    public DeliveryPlan? PlanFor(string subscriber, Envelope envelope) =>
        !envelope.IsForOnePeer && !_questions.Contains(envelope.Type) && _routes.TryGetValue(envelope.Type, out var all) && Wanted(all, envelope).FirstOrDefault(r => r.Subscriber == subscriber) is { } route ? Plan(route, envelope, null) : null;

    private static IReadOnlyList<Route> Wanted(List<Route> all, Envelope envelope) =>
        all.TrueForAll(r => r.Wants(envelope)) ? all : [.. all.Where(r => r.Wants(envelope))];

    private static DeliveryPlan Plan(Route r, Envelope envelope, DateTimeOffset? dueAt) => r.Batching is { } batching
        ? Batched(r.Subscriber, envelope, batching, dueAt)
        : new DeliveryPlan(r.Subscriber, r.Ordered ? envelope.BusinessKey : null, dueAt, Mapping: r.Out?.Mapping.Reference, Operation: r.Out?.Operation);

    private static void Add(Dictionary<string, List<Route>> routes, string type, Route route)
    {
        if (!routes.TryGetValue(type, out var list))
            routes[type] = list = [];
        list.Add(route);
    }

    private sealed record Route(string Subscriber, bool Ordered, OutboundRoute? Out, BatchConfig? Batching = null, IInBoxSubscriber? In = null)
    {
        public bool Wants(Envelope envelope) => In?.Wants(envelope) ?? Out?.Filter?.Wants(envelope) != false;
    }
}
