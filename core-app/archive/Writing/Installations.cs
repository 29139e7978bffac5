using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Completed work orders: what is installed now, on which circuit. What 97 leaves out is taken from the work order.</summary>
internal static class Installations
{
    public static async Task WriteAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<WorkOrderCompleted>> arrivals, CancellationToken cancellationToken)
    {
        var installed = new List<Installation>();
        foreach (var arrival in arrivals)
            installed.Add(await Installation.FindAsync(transaction, arrival, cancellationToken));
        await transaction.WriteAsync(Tables.Product, installed.Select(ProductRow), cancellationToken);
        await transaction.WriteAsync(Tables.Circuit, installed.Where(i => i.CircuitNo is not null).Select(CircuitRow), cancellationToken);
    }

    private static object?[] ProductRow(Installation i)
    {
        var day = DateOnly.FromDateTime(i.Message.CompletedAt.DateTime);
        var product = Tables.Product.Facets[1];
        return
        [
            i.CustomerNo, i.Product.ServiceNo.Value,
            .. i.Arrival.WithSources(
                Tables.Product.Facets[0],
                ServiceKey.Of(i.Product.ServiceNo.Value), WireNames.Of(i.Removed ? ProductStatus.Terminated : ProductStatus.Active), i.Offering, i.Product.OfferingName,
                i.CircuitNo, i.CircuitNo is null ? null : ServiceKey.Of(i.CircuitNo), i.BandwidthKbps, i.AEnd, i.ZEnd,
                i.Type == WorkOrderType.Install ? day : null, i.Removed ? day : null),
            .. i.Arrival.Stamp(i.Message.OccurredAt),
            .. new object?[product.Columns.Count + product.Stamp.Count],
        ];
    }

    private static object?[] CircuitRow(Installation i) =>
    [
        i.CircuitNo,
        .. i.Arrival.WithSources(
            Tables.Circuit.Facets[0],
            i.CustomerNo, i.Product.ServiceNo.Value, WireNames.Of(i.Removed ? ResourceState.Retired : ResourceState.InService), i.BandwidthKbps, i.AEnd, i.ZEnd),
        .. i.Arrival.Stamp(i.Message.OccurredAt),
    ];
}
