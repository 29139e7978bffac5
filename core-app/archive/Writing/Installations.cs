using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Completed work orders and changes at 97's counters: what is installed now, on which circuit. What 97 leaves out is taken from the work order.</summary>
internal static class Installations
{
    public static async Task CompletedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<WorkOrderCompleted>> arrivals, CancellationToken cancellationToken)
    {
        var installed = new List<Installation>();
        foreach (var arrival in arrivals)
            installed.Add(await Installation.FindAsync(transaction, arrival, cancellationToken));
        await WriteAsync(transaction, arrivals[0].Rules, installed, cancellationToken);
    }

    public static async Task ChangedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ServiceLineChanged>> arrivals, CancellationToken cancellationToken)
    {
        // One by one: the second change of a line must find whom the first was filed under.
        foreach (var arrival in arrivals)
            await WriteAsync(transaction, arrival.Rules, [await Installation.FindAsync(transaction, arrival, cancellationToken)], cancellationToken);
    }

    private static async Task WriteAsync(IInBoxTransaction transaction, MasterRules rules, List<Installation> installed, CancellationToken cancellationToken)
    {
        await transaction.WriteMixedAsync(Tables.Product, rules, installed.Select(ProductRow), cancellationToken);
        await transaction.WriteMixedAsync(Tables.Circuit, rules, installed.Where(i => i.CircuitNo is not null).Select(CircuitRow), cancellationToken);
    }

    private static object?[] ProductRow(Installation i)
    {
        var sold = Tables.Product.Facets[1];
        return
        [
            i.CustomerNo, i.ServiceNo.Value,
            ServiceKey.Of(i.ServiceNo.Value), WireNames.Of(i.Status), i.Offering, i.OfferingName,
            i.CircuitNo, i.CircuitNo is null ? null : ServiceKey.Of(i.CircuitNo), i.BandwidthKbps, i.AEnd, i.ZEnd,
            i.Begins ? i.Day : null, i.Removed ? i.Day : null,
            .. i.Stamp,
            .. new object?[sold.Columns.Count + sold.Stamp.Count],
        ];
    }

    private static object?[] CircuitRow(Installation i) =>
    [
        i.CircuitNo,
        i.CustomerNo, i.ServiceNo.Value, WireNames.Of(i.Removed ? ResourceState.Retired : ResourceState.InService), i.BandwidthKbps, i.AEnd, i.ZEnd, null, null,
        .. i.Stamp,
    ];
}
