using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>What 97 says is installed now, with what the archive knew of it.</summary>
/// <param name="Stamp">Lineage of all its values.</param>
/// <param name="Day">The day it happened.</param>
internal sealed record Installation(
    object?[] Stamp, string CustomerNo, ServiceNumber ServiceNo, ProductStatus Status, DateOnly Day, bool Begins,
    string? Offering, string? OfferingName, string? CircuitNo, long? BandwidthKbps, string? AEnd, string? ZEnd)
{
    public bool Removed => Status == ProductStatus.Terminated;

    /// <summary>A completed work order. Of a service that nobody knows it is filed under the line itself, until the work order or its customer comes.</summary>
    public static async Task<Installation> FindAsync(IInBoxTransaction transaction, Arrival<WorkOrderCompleted> arrival, CancellationToken cancellationToken)
    {
        var m = arrival.Message;
        var order = await OrderedWork.FindAsync(transaction, m.WorkOrderNo, cancellationToken);
        var type = m.Type ?? order?.Type ?? WorkOrderType.Install;
        return new Installation(
            arrival.Mixed(m.OccurredAt),
            arrival.Party(m.CustomerNo) ?? order?.CustomerNo ?? await OwnerAsync(transaction, m.Product.ServiceNo, cancellationToken) ?? Line(arrival.System, m.Product.ServiceNo),
            m.Product.ServiceNo,
            type == WorkOrderType.Remove ? ProductStatus.Terminated : ProductStatus.Active,
            DateOnly.FromDateTime(m.CompletedAt.DateTime),
            type == WorkOrderType.Install,
            m.Product.Offering?.Value ?? order?.Offering,
            m.Product.OfferingName,
            m.Product.CircuitNo?.Value ?? order?.CircuitNo,
            m.Product.BandwidthKbps ?? order?.BandwidthKbps,
            JsonColumn.Of(m.Product.AEnd) ?? order?.AEnd,
            JsonColumn.Of(m.Product.ZEnd) ?? order?.ZEnd);
    }

    /// <summary>A change at 97's own counter. Of a line that nobody knows it is filed under the line itself, until the customer is known.</summary>
    public static async Task<Installation> FindAsync(IInBoxTransaction transaction, Arrival<ServiceLineChanged> arrival, CancellationToken cancellationToken)
    {
        var m = arrival.Message;
        return new Installation(
            arrival.Mixed(m.OccurredAt),
            arrival.Party(m.CustomerNo) ?? await OwnerAsync(transaction, m.ServiceNo, cancellationToken) ?? Line(arrival.System, m.ServiceNo),
            m.ServiceNo,
            m.Action switch { OrderAction.Terminate => ProductStatus.Terminated, OrderAction.Suspend => ProductStatus.Suspended, _ => ProductStatus.Active },
            DateOnly.FromDateTime(m.OccurredAt.DateTime),
            m.Action == OrderAction.New,
            m.Product?.Offering?.Value, m.Product?.OfferingName, m.Product?.CircuitNo?.Value, m.Product?.BandwidthKbps, JsonColumn.Of(m.Product?.AEnd), JsonColumn.Of(m.Product?.ZEnd));
    }

    /// <summary>The party that stands for a line as long as nobody is known to have it.</summary>
    public static string Line(string system, ServiceNumber service) => $"{system}/service/{ServiceKey.Of(service.Value)}";

    private static async Task<string?> OwnerAsync(IInBoxTransaction transaction, ServiceNumber service, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(
            transaction.Dialect, "SELECT customer_no FROM {t}product WHERE service_key = @key AND status <> 'terminated' ORDER BY installed_at DESC LIMIT 1"));
        command.Add("@key", ServiceKey.Of(service.Value));
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
