using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Finding;

/// <summary>A customer by what it brought in.</summary>
public sealed record Earner(string CustomerNo, string Name, string ServiceLevel, long Fen);

/// <param name="Customers">Share of the customers, the best first, in per cent.</param>
/// <param name="Income">Share of the income that they bring, in per cent.</param>
public sealed record Share(int Customers, double Income);

/// <summary>How far income hangs on few customers: the 80/20 rule as it is.</summary>
/// <param name="Count">Customers that brought in anything.</param>
/// <param name="TopFifth">What the best fifth brings, in per cent.</param>
public sealed record Concentration(long TotalFen, int Count, double TopFifth, IReadOnlyList<Share> Curve, IReadOnlyList<Earner> Best);

public sealed record LevelMonth(string Month, string ServiceLevel, long Fen);

public sealed record UnitIncome(string OrgUnit, long Fen, long BeforeFen, int Customers);

public sealed record Satisfaction(string Month, double Score, long Count);

/// <summary>Income and satisfaction over all customers that one sees.</summary>
public sealed class Income(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, TimeProvider time)
{
    private const int CurvePoints = 20, BestShown = 10;

    private readonly TableSpace _tables = new("archive", dialect);

    /// <summary>Of the twelve months that have ended.</summary>
    public async Task<Concentration> ConcentrationAsync(Reach reach, CancellationToken cancellationToken)
    {
        var earners = await AskAsync("""
            SELECT c.customer_no, c.name, c.service_level, b.fen FROM
              (SELECT customer_no, SUM(due_fen) AS fen FROM {t}customer_bill WHERE period >= @from AND period <= @until GROUP BY customer_no HAVING SUM(due_fen) > 0) b
            JOIN {t}customer c ON c.customer_no = b.customer_no WHERE {seen} ORDER BY b.fen DESC, c.customer_no
            """, r => new Earner(r.Text("customer_no")!, r.Text("name")!, r.Text("service_level")!, r.Whole("fen")!.Value), reach, cancellationToken, ("from", Month(12)), ("until", Month(1)));
        var total = earners.Sum(e => e.Fen);
        if (total == 0)
            return new Concentration(0, 0, 0, [], []);
        var sums = new long[earners.Count + 1];
        for (var i = 0; i < earners.Count; i++)
            sums[i + 1] = sums[i] + earners[i].Fen;
        double Of(double share) => Math.Round(sums[(int)Math.Ceiling(earners.Count * share)] * 100.0 / total, 1);
        return new Concentration(total, earners.Count, Of(0.2), [.. Enumerable.Range(0, CurvePoints + 1).Select(n => new Share(n * 100 / CurvePoints, Of((double)n / CurvePoints)))], [.. earners.Take(BestShown)]);
    }

    /// <summary>What each level brought in, month by month.</summary>
    public Task<IReadOnlyList<LevelMonth>> TrendAsync(Reach reach, int months, CancellationToken cancellationToken) => AskAsync("""
        SELECT b.period, c.service_level, SUM(b.due_fen) AS fen FROM {t}customer_bill b JOIN {t}customer c ON c.customer_no = b.customer_no
        WHERE b.period >= @from AND b.period <= @until AND {seen} GROUP BY b.period, c.service_level ORDER BY b.period, c.service_level
        """, r => new LevelMonth(r.Text("period")!, r.Text("service_level")!, r.Whole("fen")!.Value), reach, cancellationToken, ("from", Month(months)), ("until", Month(1)));

    /// <summary>The last month that has ended beside the one before.</summary>
    public Task<IReadOnlyList<UnitIncome>> UnitsAsync(Reach reach, CancellationToken cancellationToken) => AskAsync("""
        SELECT c.org_unit, SUM(CASE WHEN b.period = @last THEN b.due_fen ELSE 0 END) AS fen, SUM(CASE WHEN b.period = @before THEN b.due_fen ELSE 0 END) AS earlier, COUNT(DISTINCT c.customer_no) AS n
        FROM {t}customer_bill b JOIN {t}customer c ON c.customer_no = b.customer_no WHERE b.period IN (@last, @before) AND {seen} GROUP BY c.org_unit ORDER BY 2 DESC
        """, r => new UnitIncome(r.Text("org_unit")!, r.Whole("fen")!.Value, r.Whole("earlier")!.Value, (int)r.Whole("n")!.Value), reach, cancellationToken, ("last", Month(1)), ("before", Month(2)));

    /// <summary>Income of the twelve months that have ended of these customers, as far as they are seen.</summary>
    public async Task<IReadOnlyList<Earner>> OfAsync(IReadOnlyList<string> customers, Reach reach, CancellationToken cancellationToken) => customers.Count == 0 ? [] : await AskAsync($$"""
        SELECT c.customer_no, c.name, c.service_level, SUM(b.due_fen) AS fen FROM {t}customer c JOIN {t}customer_bill b ON b.customer_no = c.customer_no
        WHERE c.customer_no IN ({{string.Join(", ", customers.Select((_, i) => $"@no{i}"))}}) AND b.period >= @from AND {seen} GROUP BY c.customer_no, c.name, c.service_level ORDER BY 4 DESC
        """, r => new Earner(r.Text("customer_no")!, r.Text("name")!, r.Text("service_level")!, r.Whole("fen")!.Value), reach, cancellationToken, [("from", Month(12)), .. customers.Select((c, i) => ($"no{i}", (object?)c))]);

    /// <summary>Mean by month of what customers said how content they are: in surveys, visits and calls, and with what became of their tickets.</summary>
    public async Task<IReadOnlyList<Satisfaction>> SatisfactionAsync(Reach reach, int months, CancellationToken cancellationToken)
    {
        var now = time.GetLocalNow();
        var scores = await AskAsync("""
            SELECT i.took_place_at, i.score FROM {t}interaction i JOIN {t}customer c ON c.customer_no = i.customer_no WHERE i.score IS NOT NULL AND i.took_place_at >= @since AND {seen}
            UNION ALL SELECT k.progress_at, k.satisfaction FROM {t}trouble_ticket k JOIN {t}customer c ON c.customer_no = k.customer_no WHERE k.satisfaction IS NOT NULL AND k.progress_at >= @since AND {seen}
            """, r => (At: r.Instant("took_place_at")!.Value, Score: r.Whole("score")!.Value), reach, cancellationToken, ("since", now.AddMonths(-months)));
        return [.. scores.GroupBy(s => s.At.ToOffset(now.Offset).ToString("yyyy-MM", CultureInfo.InvariantCulture)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Satisfaction(g.Key, Math.Round(g.Average(s => s.Score), 1), g.Count()))];
    }

    // The last full month is one month ago.
    private string Month(int ago) => time.GetLocalNow().AddMonths(-ago).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<T>> AskAsync<T>(string sql, Func<DbDataReader, T> read, Reach reach, CancellationToken cancellationToken, params (string, object?)[] more)
    {
        var values = new List<(string Name, object? Value)>();
        var seen = Jurisdiction.Condition(reach, "c", values);
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, sql.Replace("{seen}", seen, StringComparison.Ordinal), read, cancellationToken, [.. values, .. more]);
    }
}
