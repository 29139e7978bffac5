using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.CoreApp.Warnings.Store;
using Integration.Hub;

namespace Integration.CoreApp.Warnings;

/// <summary>A warning as lists show it.</summary>
public sealed record WarningView(
    string WarningId, string Kind, string Rule, string Severity, string State, Title Title, string? CustomerNo, string? CustomerName, string? ServiceLevel, string? OrderNo, string OrgUnit, string? ManagerId, string? Owner,
    DateTimeOffset RaisedAt, DateTimeOffset LastSeenAt, long Seen, DateTimeOffset? DueAt, bool Overdue, long Level, DateOnly? MutedUntil, DateTimeOffset? ClosedAt);

/// <param name="Message">The message because of which it was done; null: a person did it here.</param>
public sealed record WarningLogLine(long Number, DateTimeOffset At, string Who, string What, string? Note, string? Message);

public sealed record WarningDetail(WarningView Warning, Saw Saw, IReadOnlyList<WarningLogLine> Log, string Message, string Conversation);

/// <param name="After"><c>Next</c> of the page before.</param>
public sealed record WarningFilter
{
    public IReadOnlyList<string> States { get; init; } = [];

    public IReadOnlyList<string> Severities { get; init; } = [];

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public string? CustomerNo { get; init; }

    public string? OrderNo { get; init; }

    public string? Text { get; init; }

    public string? Manager { get; init; }

    public string? Owner { get; init; }

    public string? Unit { get; init; }

    public bool Overdue { get; init; }

    public bool Open { get; init; }

    public string? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <param name="Next">Null: this was the last page.</param>
public sealed record WarningPage(IReadOnlyList<WarningView> Items, string? Next, long Total);

/// <param name="Key">Kind, severity, unit, manager or month.</param>
public sealed record WarningCount(string Key, long Raised, long Open, long Overdue, long Escalated);

/// <summary>Questions to the warnings; every one within the asker's reach.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class WarningQueries(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeZoneInfo zone, TimeProvider time)
{
    /// <summary>Counted no further.</summary>
    public const int CountedAtMost = 10_000;

    private const string IsOverdue = "w.closed_at IS NULL AND w.state <> 'suppressed' AND w.due_at < @now";

    private readonly TableSpace _tables = WarningsSubscriber.Tables(dialect);

    /// <summary>The newest first.</summary>
    public async Task<WarningPage> ListAsync(WarningFilter filter, Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var values = new List<(string, object?)> { ("now", time.GetUtcNow()) };
        var where = Where(filter, reach, values);
        var counted = await _tables.ReadAsync(connection, null, $"SELECT COUNT(*) AS n FROM (SELECT 1 FROM {{t}}warning w WHERE {where} LIMIT {CountedAtMost}) AS counted", r => r.Whole("n")!.Value, cancellationToken, [.. values]);
        if (filter.After?.Split('|') is [var at, var no])
        {
            where += " AND (w.raised_at, w.warning_no) < (@at, @no)";
            values.AddRange([("at", DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), ("no", no)]);
        }
        var found = await _tables.ReadAsync(connection, null, $"SELECT w.* FROM {{t}}warning w WHERE {where} ORDER BY w.raised_at DESC, w.warning_no DESC LIMIT {filter.Limit + 1}", View, cancellationToken, [.. values]);
        var page = found.Take(filter.Limit).ToList();
        return new WarningPage(page, found.Count > filter.Limit ? $"{page[^1].RaisedAt:O}|{page[^1].WarningId}" : null, counted[0]);
    }

    /// <summary>Null: there is none, or it is not the asker's to see.</summary>
    public async Task<WarningDetail?> ShowAsync(string no, Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var values = new List<(string, object?)> { ("no", no), ("now", time.GetUtcNow()) };
        var where = Where(new WarningFilter(), reach, values);
        var found = (await _tables.ReadAsync(connection, null, $"SELECT w.* FROM {{t}}warning w WHERE w.warning_no = @no AND {where}",
            r => (View: View(r), Saw: JsonSerializer.Deserialize<Saw>(r.Text("saw")!, WarningBook.Json)!, Message: r.Text("message")!, Conversation: r.Text("conversation")!), cancellationToken, [.. values])).SingleOrDefault();
        if (found.View is null)
            return null;
        var log = await _tables.ReadAsync(connection, null, "SELECT l.* FROM {t}log l WHERE l.warning_no = @no ORDER BY l.number",
            r => new WarningLogLine(r.Whole("number")!.Value, r.Instant("at")!.Value, r.Text("who")!, r.Text("what")!, r.Text("note"), r.Text("message")), cancellationToken, ("no", no));
        return new WarningDetail(found.View, found.Saw, log, found.Message, found.Conversation);
    }

    /// <summary>Those of the numbers that the asker may see.</summary>
    public async Task<IReadOnlySet<string>> SeenAsync(IReadOnlyList<string> numbers, Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var values = new List<(string, object?)> { ("rows", JsonSerializer.Serialize(numbers.Select(n => new { no = n }))), ("now", time.GetUtcNow()) };
        var where = Where(new WarningFilter(), reach, values);
        return (await _tables.ReadAsync(connection, null, $"SELECT w.warning_no FROM {{t}}warning w WHERE w.warning_no {{among}}SELECT u.no FROM {_tables.Rows("no")}{{end}} AND {where}", r => r.Text("warning_no")!, cancellationToken, [.. values])).ToHashSet();
    }

    /// <param name="by">kind, severity, unit, manager, month or state.</param>
    public async Task<IReadOnlyList<WarningCount>> CountAsync(string by, WarningFilter filter, Reach reach, CancellationToken cancellationToken)
    {
        var key = by switch
        {
            "kind" => "w.kind",
            "severity" => "w.severity",
            "unit" => "w.org_unit",
            "manager" => "COALESCE(w.manager_id, '')",
            "state" => "w.state",
            "month" => dialect == SqlDialect.PostgreSql ? "to_char(w.raised_at AT TIME ZONE 'UTC' + @offset * interval '1 minute', 'YYYY-MM')" : "strftime('%Y-%m', w.raised_at, @offset || ' minutes')",
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "expected kind, severity, unit, manager, state or month"),
        };
        var values = new List<(string, object?)> { ("now", time.GetUtcNow()) };
        if (by == "month")
            values.Add(("offset", (long)zone.GetUtcOffset(time.GetUtcNow()).TotalMinutes));
        var where = Where(filter, reach, values);
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, $"""
            SELECT {key} AS what, COUNT(*) AS raised, SUM(CASE WHEN w.closed_at IS NULL THEN 1 ELSE 0 END) AS still, SUM(CASE WHEN {IsOverdue} THEN 1 ELSE 0 END) AS late,
              SUM(CASE WHEN w.closed_at IS NULL AND w.level > 0 THEN 1 ELSE 0 END) AS up
            FROM {_tables.Sql("{t}")}warning w WHERE {where} GROUP BY {key} ORDER BY {key}
            """, r => new WarningCount(r.Text("what")!, r.Whole("raised")!.Value, r.Whole("still")!.Value, r.Whole("late")!.Value, r.Whole("up")!.Value), cancellationToken, [.. values]);
    }

    private static string Where(WarningFilter filter, Reach reach, List<(string, object?)> values)
    {
        var parts = new List<string> { "@now = @now" };
        void Add(bool asked, string condition, params (string, object?)[] with)
        {
            if (!asked)
                return;
            parts.Add(condition);
            values.AddRange(with);
        }
        void Among(string column, string name, IReadOnlyList<string>? codes) =>
            Add(codes is { Count: > 0 }, $"{column} IN ({string.Join(", ", codes!.Select((_, i) => $"@{name}{i}"))})", [.. codes!.Select((c, i) => ($"{name}{i}", (object?)c))]);
        void Within(string name, IReadOnlyList<string> units) => parts.Add(Subtree.Condition(units, "w.org_unit", name, (parameter, value) => values.Add((parameter, value))));

        Among("w.state", "state", filter.States);
        Among("w.severity", "severity", filter.Severities);
        Among("w.kind", "kind", filter.Kinds);
        Add(filter.CustomerNo is not null, "w.customer_no = @customer", ("customer", filter.CustomerNo));
        Add(filter.OrderNo is not null, "w.order_no = @order", ("order", filter.OrderNo));
        Add(filter.Manager is not null, "w.manager_id = @of", ("of", filter.Manager));
        Add(filter.Owner is not null, "w.owner_id = @owner", ("owner", filter.Owner));
        Add(filter.Open, "w.closed_at IS NULL AND w.state <> 'suppressed'");
        Add(filter.Overdue, IsOverdue);
        Add(filter.Text is not null, "(w.title_zh LIKE @like ESCAPE '!' OR w.customer_name LIKE @like ESCAPE '!' OR w.warning_no = @text)", ("text", filter.Text), ("like", $"%{Literal(filter.Text)}%"));
        if (filter.Unit is { } unit)
            Within("within", [unit]);
        if (reach.OrgUnits is { } units)
            Within("unit", units);
        // One's own are also those that were handed to one.
        if (reach.Managers is { } managers)
            Add(true, managers.Count == 0 ? "1 = 0" : $"({Any("w.manager_id", managers)} OR {Any("w.owner_id", managers)})", [.. managers.Select((m, i) => ($"m{i}", (object?)m))]);
        return string.Join(" AND ", parts);
    }

    private static string Any(string column, IReadOnlyList<string> managers) => $"{column} IN ({string.Join(", ", managers.Select((_, i) => $"@m{i}"))})";

    private static string Literal(string? text) => (text ?? "").Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    private WarningView View(DbDataReader r)
    {
        var (closed, due, state) = (r.Instant("closed_at"), r.Instant("due_at"), r.Text("state")!);
        return new WarningView(r.Text("warning_no")!, r.Text("kind")!, r.Text("rule")!, r.Text("severity")!, state, new Title(r.Text("title_zh")!, r.Text("title_en")!), r.Text("customer_no"), r.Text("customer_name"),
            r.Text("service_level"), r.Text("order_no"), r.Text("org_unit")!, r.Text("manager_id"), r.Text("owner_id"), r.Instant("raised_at")!.Value, r.Instant("last_seen_at")!.Value, r.Whole("seen")!.Value, due,
            closed is null && state != "suppressed" && due < time.GetUtcNow(), r.Whole("level")!.Value, r.Day("muted_until"), closed);
    }
}
