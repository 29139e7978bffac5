using System.Data.Common;
using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders.Store;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>An order as lists show it.</summary>
/// <param name="LateSteps">Steps on their way whose time is over.</param>
/// <param name="FailedSteps">Steps on the fallout desk.</param>
public sealed record OrderView(
    string OrderNo, string CustomerNo, string Name, string State, string OrgUnit, string? Manager, string? ParentOrderNo, DateTimeOffset OrderedAt, DateTimeOffset? EndedAt, long LateSteps, long FailedSteps);

/// <summary>A step of one order, as lists show it.</summary>
/// <param name="Person">Somebody of the role does it; else a system.</param>
/// <param name="Trouble">The other system's code and words, or why it was skipped.</param>
/// <param name="Words">Our own words of it, in both languages; null: they are the other system's.</param>
public sealed record StepView(
    string OrderNo, string OrderName, string CustomerNo, string Step, string State, string Role, bool Person, DateTimeOffset? StartedAt, DateTimeOffset? WarnAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, string? Trouble, Title? Words);

/// <param name="Staff">Who wanted it; null: a system's message.</param>
/// <param name="Message">The message in which it came.</param>
/// <param name="Words">Our own words, in both languages; null: <paramref name="Note"/> is somebody else's.</param>
public sealed record OrderHistoryLine(long Number, DateTimeOffset At, string What, string? Step, string? Staff, string? Note, string Message, string? Code, Title? Words);

/// <summary>One order with its graph: each step names those it waits for.</summary>
public sealed record OrderDetail(OrderView Order, IReadOnlyList<ProductOrderItem> Items, IReadOnlyList<RunningStep> Steps, string? Reason, long Revision, IReadOnlyList<OrderHistoryLine> History);

/// <summary>What orders are looked for by; null: any.</summary>
/// <param name="Text">Part of the name, or the number.</param>
/// <param name="OrgUnits">Units within whose subtrees the asker may look; null: all.</param>
/// <param name="Step">Has this step on its way or failed.</param>
/// <param name="Late">Has a step whose time is over.</param>
/// <param name="Before">Continues after an order of the former page.</param>
public sealed record OrderFilter(
    string? Text = null, string? CustomerNo = null, string? Manager = null, string? State = null, string? Step = null, bool Late = false, bool Open = false,
    DateTimeOffset? From = null, DateTimeOffset? To = null, IReadOnlyList<string>? OrgUnits = null, (DateTimeOffset OrderedAt, string OrderNo)? Before = null, int Limit = 100);

/// <summary>Questions to the orders; every one within the asker's units.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class OrderQueries(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    private const string Running = "'inProgress', 'undoing'", Fallout = "'failed', 'undoFailed'";

    private const string View = $$"""
        o.order_no, o.customer_no, o.name, o.state, o.org_unit, o.manager, o.parent_order_no, o.ordered_at, o.ended_at,
          (SELECT COUNT(*) FROM {t}step s WHERE s.order_no = o.order_no AND s.state IN ({{Running}}) AND s.due_at < @now) AS late_steps,
          (SELECT COUNT(*) FROM {t}step s WHERE s.order_no = o.order_no AND s.state IN ({{Fallout}})) AS failed_steps
        """;

    private readonly TableSpace _tables = OrdersSubscriber.Tables(dialect);

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<OrderView>> ListAsync(OrderFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var where = new List<string>();
        var values = new List<(string, object?)> { ("now", now), ("limit", (long)filter.Limit) };
        void Add(bool asked, string condition, params (string, object?)[] with)
        {
            if (!asked)
                return;
            where.Add(condition);
            values.AddRange(with);
        }

        Add(filter.Text is not null, "(o.order_no = @text OR o.name LIKE @like ESCAPE '!')", ("text", filter.Text), ("like", $"%{Literal(filter.Text)}%"));
        Add(filter.CustomerNo is not null, "o.customer_no = @customer", ("customer", filter.CustomerNo));
        Add(filter.Manager is not null, "o.manager = @manager", ("manager", filter.Manager));
        Add(filter.State is not null, "o.state = @state", ("state", filter.State));
        Add(filter.Open, "o.ended_at IS NULL");
        Add(filter.From is not null, "o.ordered_at >= @from", ("from", filter.From));
        Add(filter.To is not null, "o.ordered_at < @to", ("to", filter.To));
        Add(filter.Step is not null, $"EXISTS (SELECT 1 FROM {{t}}step s WHERE s.order_no = o.order_no AND s.step = @step AND s.state IN ({Running}, {Fallout}))", ("step", filter.Step));
        Add(filter.Late, $"EXISTS (SELECT 1 FROM {{t}}step s WHERE s.order_no = o.order_no AND s.state IN ({Running}) AND s.due_at < @now)");
        Add(filter.Before is not null, "(o.ordered_at, o.order_no) < (@before, @before_no)", ("before", filter.Before?.OrderedAt), ("before_no", filter.Before?.OrderNo));
        Within(filter.OrgUnits, where, values);
        return ReadAsync($"SELECT {View} FROM {{t}}product_order o {Where(where)} ORDER BY o.ordered_at DESC, o.order_no DESC LIMIT @limit", Order, cancellationToken, [.. values]);
    }

    /// <summary>Null: there is no such order, or it is not the asker's to see.</summary>
    public async Task<OrderDetail?> ShowAsync(string orderNo, IReadOnlyList<string>? orgUnits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> where = ["o.order_no = @no"];
        var values = new List<(string, object?)> { ("now", now), ("no", orderNo) };
        Within(orgUnits, where, values);
        var found = await ReadAsync($"SELECT {View}, o.placed, o.run, o.revision FROM {{t}}product_order o {Where(where)}",
            r => (View: Order(r), Placed: r.Text("placed")!, Run: r.Text("run")!, Revision: r.Whole("revision")!.Value), cancellationToken, [.. values]);
        if (found.Count == 0)
            return null;
        var placed = CanonicalJson.Deserialize<ProductOrderPlaced>(Encoding.UTF8.GetBytes(found[0].Placed));
        var run = RunJson.Read(placed, found[0].Run);
        var history = await ReadAsync("SELECT * FROM {t}event WHERE order_no = @no ORDER BY number", Line, cancellationToken, ("no", orderNo));
        return new OrderDetail(found[0].View, run.Items, [.. OrderPlan.InOrder(run.Steps.Values)], run.Reason, found[0].Revision, history);
    }

    /// <summary>What is on people's lists, the next due first.</summary>
    /// <param name="role">Null: of all roles.</param>
    public Task<IReadOnlyList<StepView>> TasksAsync(string? role, IReadOnlyList<string>? orgUnits, int limit, CancellationToken cancellationToken) =>
        StepsAsync("s.state = 'inProgress' AND s.person = 1", role, orgUnits, limit, cancellationToken);

    /// <summary>Steps that failed and wait for a person.</summary>
    public Task<IReadOnlyList<StepView>> FalloutAsync(IReadOnlyList<string>? orgUnits, int limit, CancellationToken cancellationToken) =>
        StepsAsync($"s.state IN ({Fallout})", null, orgUnits, limit, cancellationToken);

    /// <summary>Orders stuck without progress, the longest silent first; see <see cref="StuckOrders"/>.</summary>
    /// <param name="before">Silent since before this.</param>
    public async Task<IReadOnlyList<StuckOrder>> StuckAsync(DateTimeOffset before, StuckOrder? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await StuckOrders.ReadAsync(connection, null, dialect, before, after, limit, cancellationToken);
    }

    private Task<IReadOnlyList<StepView>> StepsAsync(string condition, string? role, IReadOnlyList<string>? orgUnits, int limit, CancellationToken cancellationToken)
    {
        List<string> where = [condition];
        var values = new List<(string, object?)> { ("limit", (long)limit) };
        if (role is not null)
        {
            where.Add("s.role = @role");
            values.Add(("role", role));
        }
        Within(orgUnits, where, values);
        return ReadAsync($$"""
            SELECT s.*, o.name, o.customer_no FROM {t}step s JOIN {t}product_order o ON o.order_no = s.order_no {{Where(where)}}
            ORDER BY s.due_at, s.order_no, s.step_key LIMIT @limit
            """, Step, cancellationToken, [.. values]);
    }

    // A unit and everything below it.
    private static void Within(IReadOnlyList<string>? orgUnits, List<string> where, List<(string, object?)> values)
    {
        if (orgUnits is null)
            return;
        where.Add(orgUnits.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", orgUnits.Select((_, n) => $"o.org_unit = @unit{n} OR o.org_unit LIKE @below{n} ESCAPE '!'"))})");
        values.AddRange(orgUnits.SelectMany((u, n) => new (string, object?)[] { ($"unit{n}", u), ($"below{n}", Literal(u) + ".%") }));
    }

    private static string Where(List<string> conditions) => conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);

    private static string Literal(string? text) => (text ?? "").Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, sql, read, cancellationToken, values);
    }

    private static OrderView Order(DbDataReader r) => new(
        r.Text("order_no")!, r.Text("customer_no")!, r.Text("name")!, r.Text("state")!, r.Text("org_unit")!, r.Text("manager"), r.Text("parent_order_no"), r.Instant("ordered_at")!.Value, r.Instant("ended_at"),
        r.Whole("late_steps")!.Value, r.Whole("failed_steps")!.Value);

    private static StepView Step(DbDataReader r) => new(
        r.Text("order_no")!, r.Text("name")!, r.Text("customer_no")!, r.Text("step_key")!, r.Text("state")!, r.Text("role")!, r.Whole("person") == 1, r.Instant("started_at"), r.Instant("warn_at"), r.Instant("due_at"),
        r.Instant("ended_at"), r.Text("code") is { } code ? $"{code}: {r.Text("reason")}" : r.Text("reason"), WordsOf(r));

    private static OrderHistoryLine Line(DbDataReader r) => new(r.Whole("number")!.Value, r.Instant("at")!.Value, r.Text("what")!, r.Text("step_key"), r.Text("staff"), r.Text("note"), r.Text("message")!,
        r.Text("code"), WordsOf(r));

    internal static Title? WordsOf(DbDataReader r) => OrderWords.Find(r.Text("code"), RunJson.Values(r.Text("named")));
}
