using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>What the order said of a circuit.</summary>
/// <param name="Stamp">Lineage: the order's own message.</param>
internal sealed record OrderedCircuit(string? CustomerNo, long? BandwidthKbps, string? AEnd, string? ZEnd, object?[] Stamp)
{
    /// <summary>Null if the archive does not know the order. Of several items it is the service's; a new service has no number yet, so the only circuit ordered is meant.</summary>
    public static Task<OrderedCircuit?> FindAsync(IInBoxTransaction transaction, OrderNumber order, ServiceNumber service, CancellationToken cancellationToken)
    {
        var key = ServiceKey.Of(service.Value);
        return FindAsync(transaction, order, items =>
        {
            var circuits = items.Where(i => i.ZEnd is not null).ToList();
            return items.FirstOrDefault(i => i.ServiceNo is { } no && ServiceKey.Of(no.Value) == key) ?? (circuits is [var only] && only.ServiceNo is null ? only : null);
        }, cancellationToken);
    }

    /// <summary>Null if the archive does not know the order.</summary>
    public static Task<OrderedCircuit?> FindAsync(IInBoxTransaction transaction, OrderNumber order, OrderItemNumber item, CancellationToken cancellationToken) =>
        FindAsync(transaction, order, items => items.FirstOrDefault(i => i.ItemNo == item), cancellationToken);

    private static async Task<OrderedCircuit?> FindAsync(IInBoxTransaction transaction, OrderNumber order, Func<IReadOnlyList<ProductOrderItem>, ProductOrderItem?> which, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, """
            SELECT customer_no, items, placed_at, placed_sequence, placed_line, placed_message, placed_source FROM {t}product_order WHERE order_no = @order AND placed_at IS NOT NULL
            """));
        command.AddTyped("@order", order.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            return null;
        var item = which(JsonColumn.ReadList<ProductOrderItem>(row.Text("items") ?? "[]"));
        return new OrderedCircuit(row.Text("customer_no"), item?.BandwidthKbps, JsonColumn.Of(item?.AEnd), JsonColumn.Of(item?.ZEnd),
        [
            row.Instant("placed_at"), row.Whole("placed_sequence"), row.Whole("placed_line"), Guid.Parse(Convert.ToString(row["placed_message"], CultureInfo.InvariantCulture)!), row.Text("placed_source"), "{}",
        ]);
    }

    /// <summary>Circuits assigned for the order that nobody has built yet.</summary>
    public static async Task<IReadOnlyList<string>> AssignedForAsync(IInBoxTransaction transaction, OrderNumber order, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(
            transaction.Dialect, "SELECT circuit_no FROM {t}circuit WHERE order_no = @order AND state IS NULL ORDER BY circuit_no"));
        command.AddTyped("@order", order.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<string>();
        while (await row.ReadAsync(cancellationToken))
            found.Add(row.Text("circuit_no")!);
        return found;
    }
}
