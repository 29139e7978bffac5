using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Shared;
using Integration.Hub;
using HubReach = Integration.Hub.Reach;

namespace Integration.CoreApp.Orders;

/// <summary>Which tasks. An empty list of roles: none at all.</summary>
/// <param name="Mine">Of an account manager's tasks only those of orders that this staff id looks after; null: all within reach.</param>
public sealed record TaskSearch(IReadOnlyList<string>? Roles, string? Mine, string? CustomerNo, (string Place, string OrderNo, string Key)? After, int Limit);

public sealed record TaskRows(IReadOnlyList<TaskRow> Items, (string Place, string OrderNo, string Key)? Next);

/// <summary>What is on people's lists and on the fallout desk.</summary>
public sealed class OrderTasks(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    /// <summary>What people have to do, the next due first.</summary>
    public Task<TaskRows> ListAsync(TaskSearch search, HubReach reach, CancellationToken cancellationToken) =>
        AskAsync("s.state = 'inProgress' AND s.person = 1", "s.due_at", search, reach, cancellationToken);

    /// <summary>What has failed, the longest failed first.</summary>
    public Task<TaskRows> FalloutAsync(TaskSearch search, HubReach reach, CancellationToken cancellationToken) =>
        AskAsync($"s.state IN ({OrderList.Fallout})", "COALESCE(s.ended_at, s.started_at)", search, reach, cancellationToken);

    private async Task<TaskRows> AskAsync(string condition, string key, TaskSearch search, HubReach reach, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var values = new List<(string Name, object? Value)>();
        var where = $"{condition} AND {Reaching.Condition(reach, "o", values)}";
        if (search.Roles is { } roles)
            where += $" AND s.role IN ({Reaching.Names("role", roles, values)})";
        if (search.Mine is { } mine)
        {
            where += " AND (s.role <> 'accountManager' OR o.manager = @mine)";
            values.Add(("mine", mine));
        }

        if (search.CustomerNo is { } customer)
        {
            where += " AND o.customer_no = @customer";
            values.Add(("customer", customer));
        }

        if (search.After is var (place, no, step))
        {
            where += $" AND ({key} > @place OR ({key} = @place AND (s.order_no, s.step_key) > (@no, @step)))";
            values.AddRange([("place", DateTimeOffset.Parse(place, CultureInfo.InvariantCulture)), ("no", no), ("step", step)]);
        }

        await using var connection = await open(cancellationToken);
        var rows = await _tables.ReadAsync(connection, null, $$"""
            SELECT s.*, {{key}} AS place, o.name, o.customer_no, o.customer_name, o.org_unit, o.manager, o.manager_name FROM {t}step s JOIN {t}product_order o ON o.order_no = s.order_no
            WHERE {{where}} ORDER BY {{key}}, s.order_no, s.step_key LIMIT {{search.Limit + 1}}
            """, r => (Row: Row(r, now), Place: r.Instant("place")!.Value.ToString("O", CultureInfo.InvariantCulture)), cancellationToken, [.. values]);
        return new TaskRows([.. rows.Take(search.Limit).Select(r => r.Row)],
            rows.Count > search.Limit ? (rows[search.Limit - 1].Place, rows[search.Limit - 1].Row.OrderNo, rows[search.Limit - 1].Row.Key) : null);
    }

    private static TaskRow Row(DbDataReader r, DateTimeOffset now)
    {
        var current = OrderList.Current(r, now);
        return new TaskRow(
            r.Text("order_no")!, r.Text("name")!, r.Text("customer_no")!, r.Text("customer_name"), r.Text("org_unit")!, r.Text("manager"), r.Text("manager_name"), current.Key, current.Step, current.Title, current.Role,
            r.Whole("person") == 1, current.State, r.Instant("started_at"), r.Instant("warn_at"), r.Instant("due_at"), current.Late, r.Instant("warn_at") < now,
            r.Text("code") is { } code ? new PageTrouble(code, r.Text("reason") ?? "", OrderQueries.WordsOf(r)) : null);
    }
}
