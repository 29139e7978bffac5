using System.Data.Common;
using Integration.CoreApp.Orders.Store;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>An order under way of which nothing has been heard for long.</summary>
/// <param name="Since">When something of it was last heard or said.</param>
/// <param name="At">Steps that are under way or have failed; empty: it waits for something that nobody does.</param>
public sealed record StuckOrder(string OrderNo, string CustomerNo, string Name, string OrgUnit, string? Manager, DateTimeOffset Since, IReadOnlyList<StuckStep> At);

public sealed record StuckStep(string Key, Title Title);

/// <summary>
/// Orders stuck without progress: under way and not held, and since an instant without a move, without a word of a system that was asked, and without a reminder to anybody.
/// One that is late is no such order: somebody is told of it again and again.
/// </summary>
public static class StuckOrders
{
    /// <summary>The longest silent first.</summary>
    /// <param name="transaction">Null: outside a transaction.</param>
    /// <param name="before">Silent since before this; for whole working days see <see cref="WorkingCalendar.Before"/>.</param>
    /// <param name="after">The last one of the page before; null: from the beginning.</param>
    public static async Task<IReadOnlyList<StuckOrder>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, DateTimeOffset before, StuckOrder? after, int limit, CancellationToken cancellationToken)
    {
        var tables = OrdersSubscriber.Tables(dialect);
        var beyond = after is null ? "" : "AND (o.moved_at, o.order_no) > (@since, @last)";
        var values = new List<(string Name, object? Value)> { ("before", before), ("limit", (long)limit) };
        if (after is not null)
            values.AddRange([("since", after.Since), ("last", after.OrderNo)]);
        var orders = await tables.ReadAsync(connection, transaction, $$"""
            SELECT o.order_no, o.customer_no, o.name, o.org_unit, o.manager, o.moved_at FROM {t}product_order o
            WHERE o.ended_at IS NULL AND o.state <> 'held' AND o.moved_at < @before {{beyond}} ORDER BY o.moved_at, o.order_no LIMIT @limit
            """, r => new StuckOrder(r.Text("order_no")!, r.Text("customer_no")!, r.Text("name")!, r.Text("org_unit")!, r.Text("manager"), r.Instant("moved_at")!.Value, []), cancellationToken, [.. values]);
        if (orders.Count == 0)
            return [];
        var named = new List<(string Name, object? Value)>();
        var steps = (await tables.ReadAsync(connection, transaction, $$"""
            SELECT s.order_no, s.step_key, s.step, s.title_zh, s.title_en FROM {t}step s
            WHERE s.order_no IN ({{Reaching.Names("no", [.. orders.Select(o => o.OrderNo)], named)}}) AND s.state IN ({{OrderList.Running}}, {{OrderList.Fallout}}) ORDER BY s.step_key
            """, r => (OrderNo: r.Text("order_no")!, Step: new StuckStep(r.Text("step_key")!, OrderList.TitleOf(r))), cancellationToken, [.. named])).ToLookup(s => s.OrderNo, s => s.Step);
        return [.. orders.Select(o => o with { At = [.. steps[o.OrderNo]] })];
    }
}
