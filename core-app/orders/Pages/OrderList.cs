using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Integration.CoreApp.Shared;
using Integration.Hub;
using HubReach = Integration.Hub.Reach;

namespace Integration.CoreApp.Orders;

/// <summary>The list of orders, page by page from where the last one ended.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class OrderList(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    /// <summary>Orders are counted no further.</summary>
    public const int CountedAtMost = 10_000;

    private const int ExportedAtOnce = 200;

    // Not the order itself and its graph: a list of many would carry megabytes that nobody shows.
    private const string Columns = "o.order_no, o.name, o.customer_no, o.customer_name, o.state, o.org_unit, o.manager, o.manager_name, o.parent_order_no, o.ordered_at, o.requested_on, o.expected_at, o.ended_at, o.late_from, o.steps_total, o.steps_done";

    internal const string Running = "'inProgress', 'undoing'", Fallout = "'failed', 'undoFailed'";

    // Sorts after every day and name that there is: what has none comes last.
    private static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["ordered"] = "o.ordered_at", ["number"] = "o.order_no", ["name"] = "o.name", ["expected"] = "COALESCE(o.expected_at, @never)", ["requested"] = "COALESCE(CAST(o.requested_on AS text), '9000')",
    };

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    public static IReadOnlyCollection<string> SortNames => Sorts.Keys;

    public async Task<OrderRows> ListAsync(OrderSearch search, HubReach reach, bool count, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var now = time.GetUtcNow();
        var values = new List<(string Name, object? Value)> { ("now", now), ("never", Never) };
        var conditions = Conditions(search, reach, values);
        var (all, first) = (conditions, values.ToArray());
        var (key, order, beyond) = (Sorts[search.Sort], search.Descending ? "DESC" : "ASC", search.Descending ? "<" : ">");
        var isInstant = search.Sort is "ordered" or "expected";
        if (search.After is var (place, no))
        {
            conditions += $" AND ({key}, o.order_no) {beyond} (@place, @last)";
            values.AddRange([("place", isInstant ? DateTimeOffset.Parse(place, CultureInfo.InvariantCulture) : place), ("last", no)]);
        }

        var rows = await _tables.ReadAsync(connection, null, $$"""
            SELECT {{Columns}}, {{key}} AS place FROM {t}product_order o WHERE {{conditions}} ORDER BY {{key}} {{order}}, o.order_no {{order}} LIMIT {{search.Limit + 1}}
            """, r => (Row: Row(r, now), Place: isInstant ? r.Instant("place")!.Value.ToString("O", CultureInfo.InvariantCulture) : r.Text("place")!), cancellationToken, [.. values]);
        // What fits on the first page is counted already.
        var total = !count ? (long?)null : search.After is null && rows.Count <= search.Limit ? rows.Count : await CountAsync(connection, all, first, cancellationToken);
        var shown = rows.Take(search.Limit).Select(r => r.Row).ToList();
        var steps = (await StepsAsync(connection, shown, now, cancellationToken)).ToLookup(s => s.OrderNo, s => s.Step);
        return new OrderRows([.. shown.Select(r => With(r, [.. steps[r.OrderNo]]))], rows.Count > search.Limit ? (rows[search.Limit - 1].Place, rows[search.Limit - 1].Row.OrderNo) : null, total);
    }

    /// <summary>All of them, some at a time; whoever reads slowly holds no connection.</summary>
    public async IAsyncEnumerable<OrderRow> AllAsync(OrderSearch search, HubReach reach, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = search with { After = null, Limit = ExportedAtOnce };
        do
        {
            var page = await ListAsync(part, reach, count: false, cancellationToken);
            foreach (var row in page.Items)
                yield return row;
            part = part with { After = page.Next };
        }
        while (part.After is not null);
    }

    /// <summary>What there is to filter by, of orders that are not over.</summary>
    public async Task<OrderFilters> FiltersAsync(HubReach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var values = new List<(string Name, object? Value)>();
        var seen = $"o.ended_at IS NULL AND {Reaching.Condition(reach, "o", values)}";
        var states = await _tables.ReadAsync(connection, null, $"SELECT o.state AS code, COUNT(*) AS n FROM {{t}}product_order o WHERE {seen} GROUP BY o.state ORDER BY o.state",
            r => new StateCount(r.Text("code")!, r.Whole("n")!.Value), cancellationToken, [.. values]);
        var managers = await _tables.ReadAsync(connection, null,
            $"SELECT o.manager AS code, MAX(o.manager_name) AS title, COUNT(*) AS n FROM {{t}}product_order o WHERE o.manager IS NOT NULL AND {seen} GROUP BY o.manager ORDER BY o.manager",
            r => new ManagerOrders(r.Text("code")!, r.Text("title") ?? r.Text("code")!, r.Whole("n")!.Value), cancellationToken, [.. values]);
        var steps = await _tables.ReadAsync(connection, null, $$"""
            SELECT s.step AS code, MAX(s.title_zh) AS zh, MAX(s.title_en) AS en, COUNT(DISTINCT s.order_no) AS n FROM {t}step s JOIN {t}product_order o ON o.order_no = s.order_no
            WHERE s.state IN ({{Running}}, {{Fallout}}) AND {{seen}} GROUP BY s.step ORDER BY s.step
            """, r => new StepCount(r.Text("code")!, new Title(r.Text("zh") ?? r.Text("code")!, r.Text("en") ?? r.Text("code")!), r.Whole("n")!.Value), cancellationToken, [.. values]);
        return new OrderFilters(states, managers, steps);
    }

    private async Task<long> CountAsync(DbConnection connection, string conditions, (string, object?)[] values, CancellationToken cancellationToken) => (await _tables.ReadAsync(connection, null,
        $"SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {{t}}product_order o WHERE {conditions} LIMIT {CountedAtMost}) AS counted", r => r.Whole("n")!.Value, cancellationToken, values))[0];

    private async Task<IReadOnlyList<(string OrderNo, CurrentStep Step)>> StepsAsync(DbConnection connection, List<OrderRow> orders, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = new List<(string Name, object? Value)>();
        var names = Reaching.Names("no", [.. orders.Where(o => o.EndedAt is null).Select(o => o.OrderNo)], values);
        return values.Count == 0 ? [] : await _tables.ReadAsync(connection, null, $$"""
            SELECT s.* FROM {t}step s WHERE s.order_no IN ({{names}}) AND s.state IN ({{Running}}, {{Fallout}}) ORDER BY s.due_at, s.step_key
            """, r => (r.Text("order_no")!, Current(r, now)), cancellationToken, [.. values]);
    }

    private static string Conditions(OrderSearch search, HubReach reach, List<(string Name, object? Value)> values)
    {
        var all = new List<string> { Reaching.Condition(reach, "o", values) };
        void Add(bool asked, string condition, params (string, object?)[] with)
        {
            if (!asked)
                return;
            all.Add(condition);
            values.AddRange(with);
        }

        string AnyStep(string what) => $"EXISTS (SELECT 1 FROM {{t}}step s WHERE s.order_no = o.order_no AND {what})";
        var like = $"%{(search.Text ?? "").Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        Add(!string.IsNullOrEmpty(search.Text), "(o.order_no LIKE @begins ESCAPE '!' OR o.name LIKE @like ESCAPE '!' OR o.customer_name LIKE @like ESCAPE '!')", ("begins", like[1..].ToUpperInvariant()), ("like", like));
        Add(search.CustomerNo is not null, "o.customer_no = @customer", ("customer", search.CustomerNo));
        Add(search.Parent is not null, "o.parent_order_no = @parent", ("parent", search.Parent));
        if (search.Managers.Count > 0)
            all.Add($"COALESCE(o.manager, 'none') IN ({Reaching.Names("staff", search.Managers, values)})");
        if (search.States.Count > 0)
            all.Add($"o.state IN ({Reaching.Names("state", search.States, values)})");
        if (search.Units.Count > 0)
            all.Add(Reaching.Units(search.Units, "o", "in", values));
        Add(search.Open, "o.ended_at IS NULL");
        Add(search.From is not null, "o.ordered_at >= @from", ("from", search.From));
        Add(search.To is not null, "o.ordered_at < @to", ("to", search.To));
        Add(search.Step is not null, AnyStep($"s.step = @step AND s.state IN ({Running}, {Fallout})"), ("step", search.Step));
        Add(search.Late, AnyStep($"s.state IN ({Running}) AND s.due_at < @now"));
        Add(search.Failed, AnyStep($"s.state IN ({Fallout})"));
        Add(search.Predicted, "o.ended_at IS NULL AND o.late_from <= @now");
        return string.Join(" AND ", all);
    }

    private static OrderRow With(OrderRow row, IReadOnlyList<CurrentStep> current) => row with
    {
        Current = current, Steps = row.Steps with { Running = current.Count(c => !IsFallout(c.State)), Late = current.Count(c => c.Late), Failed = current.Count(c => IsFallout(c.State)) },
    };

    internal static bool IsFallout(string state) => state is "failed" or "undoFailed";

    internal static OrderRow Row(DbDataReader r, DateTimeOffset now) => new(
        r.Text("order_no")!, r.Text("name")!, r.Text("customer_no")!, r.Text("customer_name"), r.Text("state")!, r.Text("org_unit")!, r.Text("manager"), r.Text("manager_name"), r.Text("parent_order_no"),
        r.Instant("ordered_at")!.Value, r.Day("requested_on"), r.Instant("expected_at"), r.Instant("ended_at"), r.Instant("ended_at") is null && r.Instant("late_from") <= now,
        new StepCounts(r.Whole("steps_total")!.Value, r.Whole("steps_done")!.Value, 0, 0, 0), []);

    internal static CurrentStep Current(DbDataReader r, DateTimeOffset now) => new(r.Text("step_key")!, r.Text("step")!, TitleOf(r), r.Text("role")!, r.Text("state")!, r.Instant("due_at"),
        !IsFallout(r.Text("state")!) && r.Instant("due_at") < now);

    internal static Title TitleOf(DbDataReader r) => new(r.Text("title_zh") ?? r.Text("step")!, r.Text("title_en") ?? r.Text("step")!);
}
