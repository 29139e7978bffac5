using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>
/// What resource management assigns to a service: the circuit, its route with stations and ports. It has no state until 97 has built it. Whose it is, its
/// ends and its bandwidth stand in the order, and are the core app's word.
/// </summary>
internal static class Assignments
{
    public static async Task AssignedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ResourceAssigned>> arrivals, CancellationToken cancellationToken)
    {
        var rows = new List<object?[]>();
        foreach (var arrival in arrivals)
        {
            rows.Add(Row(arrival));
            if (await OrderedCircuit.FindAsync(transaction, arrival.Message.OrderNo, arrival.Message.ServiceNo, cancellationToken) is { } ordered)
                rows.Add([arrival.Message.CircuitNo.Value, ordered.CustomerNo, null, null, ordered.BandwidthKbps, ordered.AEnd, ordered.ZEnd, null, null, .. ordered.Stamp]);
        }

        await transaction.WriteMixedAsync(Tables.Circuit, arrivals[0].Rules, rows, cancellationToken);
    }

    /// <summary>Circuits that were assigned for the order and never built are nobody's again.</summary>
    public static async Task ReleasedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ResourceReleased>> arrivals, CancellationToken cancellationToken)
    {
        foreach (var arrival in arrivals)
        {
            var circuits = await OrderedCircuit.AssignedForAsync(transaction, arrival.Message.OrderNo, cancellationToken);
            await transaction.WriteMixedAsync(Tables.Circuit, arrival.Rules, circuits.Select(c => (object?[])
            [
                c, null, null, WireNames.Of(ResourceState.Retired), null, null, null, null, null, .. arrival.Mixed(arrival.Message.OccurredAt),
            ]), cancellationToken);
        }
    }

    private static object?[] Row(Arrival<ResourceAssigned> arrival)
    {
        var m = arrival.Message;
        return
        [
            m.CircuitNo.Value, null, m.ServiceNo.Value, null, null, null, null, m.Route.Count == 0 ? null : JsonColumn.List(m.Route), m.OrderNo.Value,
            .. arrival.Mixed(m.OccurredAt),
        ];
    }
}
