using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>A line of the list of customers.</summary>
public sealed record CustomerRow(
    string CustomerNo, string Name, string? ShortName, string? Industry, string Status, string ServiceLevel, string? CreditClass, string OrgUnit,
    string? ManagerId, string? ManagerName, string? Address, DateTimeOffset ChangedAt);

/// <summary>Which customers, and in which order. Empty lists restrict nothing.</summary>
/// <param name="Managers">Staff ids; <c>none</c>: nobody's.</param>
/// <param name="Sort">number, name, level, status, unit, manager, changed.</param>
/// <param name="After"><see cref="ListPage{T}.Next"/> of the page before; null: from the beginning.</param>
public sealed record CustomerFilter(
    string? Text, IReadOnlyList<string> Units, IReadOnlyList<string> Managers, IReadOnlyList<string> Levels, IReadOnlyList<string> Statuses, IReadOnlyList<string> Industries,
    string Sort = "number", bool Descending = false, string? After = null, int Limit = 50)
{
    /// <summary>Month (<c>yyyy-MM</c>) in which something was billed; null: no matter.</summary>
    public string? Billed { get; init; }

    /// <summary>Where they stand by what they brought in; null: no matter.</summary>
    public IncomeShare? Share { get; init; }
}

/// <summary>A part of the customers by what they brought in within these months, the best first, in per cent: 0 to 20 is the best fifth.</summary>
public sealed record IncomeShare(int From, int To, string FirstMonth, string LastMonth);

/// <param name="Next">Where the next page begins; null: this was the last one.</param>
/// <param name="Total">Null: not counted.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next, long? Total = null);

public sealed record Counted(string Code, long Count);

public sealed record ManagerCount(string StaffId, string Name, long Count);

public sealed record CustomerFilters(IReadOnlyList<string> Industries, IReadOnlyList<ManagerCount> Managers, IReadOnlyList<Counted> Levels, IReadOnlyList<Counted> Statuses);

/// <summary>The list of customers, page by page from where the last one ended, so that a page deep down costs what the first one does.</summary>
public sealed class CustomerList(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect)
{
    /// <summary>Customers are counted no further.</summary>
    public const int CountedAtMost = 10_000;

    private const int ExportedAtOnce = 500;

    private const string Columns =
        "c.customer_no, c.name, c.short_name, c.industry, c.status, c.service_level, c.credit_class, c.org_unit, c.manager_id, c.manager_name, c.address, c.profile_at";

    // Texts that order alike on both databases; names in the order of their pinyin.
    private static readonly Dictionary<string, string> Sorts = new()
    {
        ["number"] = "''", ["name"] = "k.initials", ["status"] = "c.status", ["unit"] = "c.org_unit", ["manager"] = "COALESCE(c.manager_id, '')", ["changed"] = "CAST(c.profile_at AS text)",
        ["level"] = "CASE c.service_level WHEN 'diamond' THEN '1' WHEN 'gold' THEN '2' WHEN 'silver' THEN '3' ELSE '4' END",
    };

    public static IReadOnlyCollection<string> SortNames => Sorts.Keys;

    public async Task<ListPage<CustomerRow>> ListAsync(CustomerFilter filter, Reach reach, bool count, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var (rows, next) = await PageAsync(connection, filter, reach, cancellationToken);
        return new ListPage<CustomerRow>(rows, next, count ? await CountAsync(connection, filter, reach, cancellationToken) : null);
    }

    /// <summary>All of them, some at a time; whoever reads slowly holds no connection.</summary>
    public async IAsyncEnumerable<CustomerRow> AllAsync(CustomerFilter filter, Reach reach, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = filter with { After = null, Limit = ExportedAtOnce };
        do
        {
            var page = await ListAsync(part, reach, count: false, cancellationToken);
            foreach (var row in page.Items)
                yield return row;
            part = part with { After = page.Next };
        }
        while (part.After is not null);
    }

    /// <summary>What there is to filter by.</summary>
    public async Task<CustomerFilters> FiltersAsync(Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        async Task<IReadOnlyList<(string Code, string? Name, long Count)>> GroupAsync(string column, string name)
        {
            var q = new Question(dialect);
            return await q.AskAsync(connection, $"SELECT {column} AS code, MAX({name}) AS title, COUNT(*) AS n FROM {{t}}customer c WHERE {column} IS NOT NULL AND {q.Scope(reach)} GROUP BY {column} ORDER BY {column}",
                r => (r.Text("code")!, r.Text("title"), r.Whole("n")!.Value), cancellationToken);
        }

        return new CustomerFilters(
            [.. (await GroupAsync("c.industry", "c.industry")).Select(g => g.Code)],
            [.. (await GroupAsync("c.manager_id", "c.manager_name")).Select(g => new ManagerCount(g.Code, g.Name ?? g.Code, g.Count))],
            [.. (await GroupAsync("c.service_level", "c.service_level")).Select(g => new Counted(g.Code, g.Count))],
            [.. (await GroupAsync("c.status", "c.status")).Select(g => new Counted(g.Code, g.Count))]);
    }

    private async Task<(IReadOnlyList<CustomerRow> Rows, string? Next)> PageAsync(DbConnection connection, CustomerFilter filter, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect);
        var (key, order) = (Sorts[filter.Sort], filter.Descending ? "DESC" : "ASC");
        var conditions = Conditions(q, filter, reach);
        if (Cursor.Read(filter.After) is [var place, var no])
        {
            q.With("place", place).With("last", no);
            var beyond = filter.Descending ? "<" : ">";
            conditions += $" AND (({key}) {{binary}} {beyond} @place OR (({key}) {{binary}} = @place AND c.customer_no {{binary}} {beyond} @last))";
        }

        var rows = await q.AskAsync(connection, $$"""
            SELECT {{Columns}}, {{key}} AS place FROM {t}customer c JOIN {t}customer_find k ON k.customer_no = c.customer_no WHERE {{conditions}}
            ORDER BY ({{key}}) {binary} {{order}}, c.customer_no {binary} {{order}} LIMIT {{filter.Limit + 1}}
            """, r => (Row: Row(r), Place: r.Text("place")!), cancellationToken);
        var next = rows.Count > filter.Limit ? Cursor.Of(rows[filter.Limit - 1].Place, rows[filter.Limit - 1].Row.CustomerNo) : null;
        return ([.. rows.Take(filter.Limit).Select(r => r.Row)], next);
    }

    private async Task<long> CountAsync(DbConnection connection, CustomerFilter filter, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect);
        var conditions = Conditions(q, filter, reach);
        return (await q.AskAsync(connection, $"SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {{t}}customer c WHERE {conditions} LIMIT {CountedAtMost}) AS counted", r => r.Whole("n")!.Value, cancellationToken))[0];
    }

    private static string Conditions(Question q, CustomerFilter filter, Reach reach)
    {
        // A record that was merged is found by its number on its customer's page, and stands in no list.
        var all = new List<string> { q.Scope(reach), "c.customer_no NOT IN (SELECT m.party_no FROM {t}party m WHERE m.root_no <> m.party_no)" };
        if (filter.Units.Count > 0)
            all.Add(Subtree.Condition(filter.Units, "c.org_unit", "in", (name, value) => q.With(name, value)));
        if (filter.Managers.Count > 0)
            all.Add($"COALESCE(c.manager_id, 'none') IN ({Names(q, "staff", filter.Managers)})");
        if (filter.Levels.Count > 0)
            all.Add($"c.service_level IN ({Names(q, "level", filter.Levels)})");
        if (filter.Statuses.Count > 0)
            all.Add($"c.status IN ({Names(q, "status", filter.Statuses)})");
        if (filter.Industries.Count > 0)
            all.Add($"c.industry IN ({Names(q, "industry", filter.Industries)})");
        if (filter.Billed is { } month)
        {
            q.With("billed", month);
            all.Add("EXISTS (SELECT 1 FROM {t}customer_bill b WHERE b.customer_no = c.customer_no AND b.period = @billed AND b.due_fen > 0)");
        }

        if (filter.Share is { } share)
            all.Add(Earning(q, share, reach));
        if (filter.Text?.Normalize(NormalizationForm.FormKC).Trim() is { Length: > 0 } text)
            all.Add(NameWords.Key(text) is { Length: > 0 } key ? q.NumberedOrNamed(text, key) : "1 = 0");
        return string.Join(" AND ", all);
    }

    // As the curve of concentration counts them: a part of a customer counts whole.
    private static string Earning(Question q, IncomeShare share, Reach reach)
    {
        q.With("shareFrom", (long)share.From).With("shareTo", (long)share.To).With("firstMonth", share.FirstMonth).With("lastMonth", share.LastMonth);
        // The same units and managers as of the list itself: their parameters are there.
        return $$"""
            c.customer_no IN (SELECT e.no FROM (
              SELECT b.customer_no AS no, ROW_NUMBER() OVER (ORDER BY SUM(b.due_fen) DESC, b.customer_no) AS place, COUNT(*) OVER () AS n FROM {t}customer_bill b JOIN {t}customer k ON k.customer_no = b.customer_no
              WHERE b.period >= @firstMonth AND b.period <= @lastMonth AND {{Jurisdiction.Condition(reach, "k", [])}} GROUP BY b.customer_no HAVING SUM(b.due_fen) > 0) AS e
            WHERE e.place > (e.n * @shareFrom + 99) / 100 AND e.place <= (e.n * @shareTo + 99) / 100)
            """;
    }

    private static string Names(Question q, string name, IReadOnlyList<string> values) => string.Join(", ", values.Select((v, i) =>
    {
        q.With($"{name}{i}", v);
        return $"@{name}{i}";
    }));

    private static CustomerRow Row(DbDataReader r) => new(
        r.Text("customer_no")!, r.Text("name")!, r.Text("short_name"), r.Text("industry"), r.Text("status")!, r.Text("service_level")!, r.Text("credit_class"), r.Text("org_unit")!,
        r.Text("manager_id"), r.Text("manager_name"), r.Text("address"), r.Instant("profile_at")!.Value);
}

/// <summary>Where a page ended, as a text that can stand in an address.</summary>
public static class Cursor
{
    public static string Of(params string[] parts) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(parts)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>Null: there is none, or somebody made it up.</summary>
    public static string[]? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return null;
        try
        {
            var text = cursor.Replace('-', '+').Replace('_', '/');
            var parts = JsonSerializer.Deserialize<string[]>(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
            return parts is not null && Array.TrueForAll(parts, p => p is not null && !p.Any(char.IsControl)) ? parts : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
