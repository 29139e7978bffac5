using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>What a work order asked for.</summary>
internal sealed record OrderedWork(string? CustomerNo, WorkOrderType? Type, string? Offering, string? CircuitNo, long? BandwidthKbps, string? AEnd, string? ZEnd)
{
    /// <summary>Null if the archive does not know the work order; all of it null if it only knows its progress.</summary>
    public static async Task<OrderedWork?> FindAsync(IInBoxTransaction transaction, WorkOrderNumber number, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(
            transaction.Dialect, "SELECT customer_no, type, offering, circuit_no, bandwidth_kbps, a_end, z_end FROM {t}work_order WHERE work_order_no = @number"));
        command.Add("@number", number.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new OrderedWork(
                row.Text("customer_no"),
                row.Text("type") is { } type ? Enum.Parse<WorkOrderType>(type, ignoreCase: true) : null,
                row.Text("offering"), row.Text("circuit_no"), row.Whole("bandwidth_kbps"), row.Text("a_end"), row.Text("z_end"))
            : null;
    }
}
