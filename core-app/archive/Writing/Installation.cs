using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>A completion with what the archive knew of its work order.</summary>
internal sealed record Installation(
    Arrival<WorkOrderCompleted> Arrival, string CustomerNo, WorkOrderType Type, string? Offering, string? CircuitNo, long? BandwidthKbps, string? AEnd, string? ZEnd)
{
    public WorkOrderCompleted Message => Arrival.Message;

    public InstalledProduct Product => Message.Product;

    public bool Removed => Type == WorkOrderType.Remove;

    /// <exception cref="InBoxDataException">Nobody says whose product it is.</exception>
    public static async Task<Installation> FindAsync(IInBoxTransaction transaction, Arrival<WorkOrderCompleted> arrival, CancellationToken cancellationToken)
    {
        var m = arrival.Message;
        var order = await OrderedWork.FindAsync(transaction, m.WorkOrderNo, cancellationToken);
        return new Installation(
            arrival,
            m.CustomerNo?.Value ?? order?.CustomerNo ?? await OwnerAsync(transaction, m, cancellationToken),
            m.Type ?? order?.Type ?? WorkOrderType.Install,
            m.Product.Offering?.Value ?? order?.Offering,
            m.Product.CircuitNo?.Value ?? order?.CircuitNo,
            m.Product.BandwidthKbps ?? order?.BandwidthKbps,
            JsonColumn.Of(m.Product.AEnd) ?? order?.AEnd,
            JsonColumn.Of(m.Product.ZEnd) ?? order?.ZEnd);
    }

    private static async Task<string> OwnerAsync(IInBoxTransaction transaction, WorkOrderCompleted message, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(
            transaction.Dialect, "SELECT customer_no FROM {a}product WHERE service_key = @key AND status <> 'terminated' ORDER BY installed_at DESC LIMIT 1"));
        command.Add("@key", ServiceKey.Of(message.Product.ServiceNo.Value));
        return await command.ExecuteScalarAsync(cancellationToken) as string
            ?? throw new InBoxDataException(new Failure(
                FailureKind.Data,
                "archive.customer-unknown",
                $"work order {message.WorkOrderNo} is completed, but nobody says whose service {message.Product.ServiceNo} is: the message names no customer, the archive has neither the work order nor the service. " +
                "Resume this message when the work order or the customer's product has arrived, or add customerNo to it."));
    }
}
