using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Shared;
using Integration.Hub;
using HubReach = Integration.Hub.Reach;

namespace Integration.CoreApp.Orders;

/// <param name="OnTime">Completed by their deadline.</param>
public sealed record OnTimeMonth(string Month, int Completed, int OnTime);

/// <summary>What somebody has under way.</summary>
public sealed record ManagerLoad(string? Manager, string? Name, int Open, int Late, int Predicted, int Failed);

/// <summary>Orders in sum, within the asker's reach.</summary>
public sealed class OrderFigures(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    /// <summary>Orders that have no deadline are not counted.</summary>
    public async Task<IReadOnlyList<OnTimeMonth>> OnTimeAsync(HubReach reach, int months, CancellationToken cancellationToken)
    {
        var now = time.GetLocalNow();
        var values = new List<(string Name, object? Value)> { ("since", now.AddMonths(-months)) };
        var ended = await ReadAsync($$"""
            SELECT o.ended_at, o.deadline FROM {t}product_order o WHERE o.state = 'completed' AND o.ended_at >= @since AND o.deadline IS NOT NULL AND {{Reaching.Condition(reach, "o", values)}}
            """, r => (Ended: r.Instant("ended_at")!.Value, Deadline: r.Instant("deadline")!.Value), values, cancellationToken);
        return [.. ended.GroupBy(e => e.Ended.ToOffset(now.Offset).ToString("yyyy-MM", CultureInfo.InvariantCulture)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new OnTimeMonth(g.Key, g.Count(), g.Count(e => e.Ended <= e.Deadline)))];
    }

    /// <summary>Of each account manager, the most loaded first.</summary>
    public async Task<IReadOnlyList<ManagerLoad>> LoadAsync(HubReach reach, CancellationToken cancellationToken)
    {
        var values = new List<(string Name, object? Value)> { ("now", time.GetUtcNow()) };
        return await ReadAsync($$"""
            SELECT o.manager, MAX(o.manager_name) AS name, COUNT(*) AS n, SUM(CASE WHEN o.late_from <= @now THEN 1 ELSE 0 END) AS predicted,
              SUM(CASE WHEN EXISTS (SELECT 1 FROM {t}step s WHERE s.order_no = o.order_no AND s.state IN ({{OrderList.Running}}) AND s.due_at < @now) THEN 1 ELSE 0 END) AS late,
              SUM(CASE WHEN EXISTS (SELECT 1 FROM {t}step s WHERE s.order_no = o.order_no AND s.state IN ({{OrderList.Fallout}})) THEN 1 ELSE 0 END) AS failed
            FROM {t}product_order o WHERE o.ended_at IS NULL AND {{Reaching.Condition(reach, "o", values)}} GROUP BY o.manager ORDER BY 3 DESC, 1
            """, r => new ManagerLoad(r.Text("manager"), r.Text("name"), Whole(r, "n"), Whole(r, "late"), Whole(r, "predicted"), Whole(r, "failed")), values, cancellationToken);
    }

    private static int Whole(DbDataReader r, string name) => (int)(r.Whole(name) ?? 0);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, List<(string Name, object? Value)> values, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, sql, read, cancellationToken, [.. values]);
    }
}
