using Integration.CanonicalModel.Shapes;
using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Journeys;

/// <summary>Who wants a message: in-box subscribers and outbound interfaces, by canonical type. Immutable.</summary>
public sealed class Router
{
    private readonly Dictionary<string, List<Route>> _routes = [];
    private readonly HashSet<string> _requests;

    public Router(Wiring wiring, IReadOnlyList<IInBoxSubscriber> subscribers, IReadOnlyList<MessageShape> shapes)
    {
        _requests = [.. shapes.Where(s => s.Kind is MessageKind.Command or MessageKind.Query).Select(s => s.Type)];
        foreach (var subscriber in subscribers)
        {
            foreach (var type in subscriber.MessageTypes)
                Add(type, new Route(subscriber.Name, Ordered: true, null));
        }
        foreach (var outbound in wiring.Outbound.Values)
        {
            foreach (var (type, route) in outbound.Routes.Where(r => !r.Value.Query))
                Add(type, new Route(outbound.Config.Id, outbound.Config is { Batching: null, Order: not OrderPolicy.None }, route, outbound.Config.Batching));
        }
    }

    /// <summary>Name of the pseudo-subscriber that holds commands nobody receives.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>One delivery per subscriber. A command or query without a receiver is parked: nobody would ever do it.</summary>
    public IReadOnlyList<DeliveryPlan> Plan(Envelope envelope, DateTimeOffset? dueAt = null)
    {
        if (_routes.TryGetValue(envelope.Type, out var routes))
            return [.. routes.Select(r => r.Batching is { } batching ? Batched(r.Subscriber, envelope, batching, dueAt)
                : new DeliveryPlan(r.Subscriber, r.Ordered ? envelope.BusinessKey : null, dueAt, Mapping: r.Out?.Mapping.Reference, Operation: r.Out?.Operation))];
        return _requests.Contains(envelope.Type)
            ? [new DeliveryPlan(Unrouted, Parked: new Failure(FailureKind.Data, "route.no-receiver",
                $"No interface takes the request {envelope.Type}. Add it to an outbound interface's operations or subscribe list, then resume."))]
            : [];
    }

    /// <summary>The file keeps the order of acceptance; no key holds another message up. All of a file are made by the mapping that is configured then.</summary>
    private static DeliveryPlan Batched(string subscriber, Envelope envelope, BatchConfig batching, DateTimeOffset? dueAt)
    {
        var group = BatchGroups.Of(envelope, batching.GroupBy);
        return new DeliveryPlan(subscriber, DueAt: dueAt, Parked: group is null ? BatchRenderer.MixedGroups(batching.GroupBy) : null) { BatchGroup = group ?? "" };
    }

    private void Add(string type, Route route)
    {
        if (!_routes.TryGetValue(type, out var list))
            _routes[type] = list = [];
        list.Add(route);
    }

    private sealed record Route(string Subscriber, bool Ordered, OutboundRoute? Out, BatchConfig? Batching = null);
}
