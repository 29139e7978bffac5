using System.Data.Common;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Shared;
using Integration.Hub;
using Newtonsoft.Json.Linq;

namespace Integration.CoreApp.Archive;

/// <summary>The archive's answers to the warnings: a page of a thousand customers costs a dozen statements, however much they have.</summary>
public sealed class WatchedArchive(SqlDialect dialect) : IWatchedArchive
{
    private const string Of = "c.customer_no, c.name, c.service_level, c.status, c.org_unit, c.manager_id, c.manager_name";

    private readonly TableSpace _tables = new("archive", dialect);

    public async Task<WatchedCustomer?> FindAsync(DbConnection connection, DbTransaction? transaction, WatchedBy by, string key, CancellationToken cancellationToken)
    {
        var number = by switch
        {
            WatchedBy.Customer => "SELECT @key",
            WatchedBy.Account => "SELECT a.customer_no FROM {t}billing_account a WHERE a.account_no = @key",
            WatchedBy.Circuit => "SELECT i.customer_no FROM {t}circuit i WHERE i.circuit_no = @key",
            WatchedBy.Service => "SELECT p.customer_no FROM {t}product p WHERE p.service_key = @key LIMIT 1",
            WatchedBy.Debit => "SELECT a.customer_no FROM {t}direct_debit d JOIN {t}billing_account a ON a.account_no = d.account_no WHERE d.debit_no = @key",
            _ => "SELECT o.customer_no FROM {t}product_order o WHERE o.order_no = @key",
        };
        return (await _tables.ReadAsync(connection, transaction, $$"""
            SELECT {{Of}} FROM {t}customer c
            WHERE c.customer_no = COALESCE((SELECT p.root_no FROM {t}party p WHERE p.party_no = ({{number}})), ({{number}}))
            """, Customer, cancellationToken, ("key", by == WatchedBy.Service ? ServiceKey.Of(key) : key))).SingleOrDefault();
    }

    public async Task<long?> BandwidthAsync(DbConnection connection, DbTransaction? transaction, string serviceNo, CancellationToken cancellationToken) => (await _tables.ReadAsync(connection, transaction,
        "SELECT MAX(p.bandwidth_kbps) AS kbps FROM {t}product p WHERE (p.service_key = @key OR p.circuit_key = @key) AND p.status <> 'terminated'", r => r.Whole("kbps"), cancellationToken, ("key", ServiceKey.Of(serviceNo)))).Single();

    public async Task<IReadOnlyList<CustomerFacts>> PageAsync(
        DbConnection connection, DbTransaction? transaction, string? after, int count, DateTimeOffset now, DateOnly day, int months, CancellationToken cancellationToken)
    {
        var found = await _tables.ReadAsync(connection, transaction,
            $$"""SELECT {{Of}}, c.special_days FROM {t}customer c WHERE c.customer_no > @after AND c.status IN ('active', 'suspended') ORDER BY c.customer_no LIMIT @count""",
            r => (Customer: Customer(r), Days: SpecialDays(r["special_days"])), cancellationToken, ("after", after ?? ""), ("count", (long)count));
        if (found.Count == 0)
            return [];
        // All that follows is asked for a span of numbers, so that an index on the customer serves it.
        (string, object?)[] span = [("first", found[0].Customer.CustomerNo), ("last", found[^1].Customer.CustomerNo)];
        Task<ILookup<string, T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read, params (string, object?)[] values) =>
            LookupAsync(connection, transaction, sql, read, cancellationToken, [.. span, .. values]);

        var month = new DateOnly(day.Year, day.Month, 1);
        var bills = await ReadAsync("""
            SELECT customer_no, period, SUM(due_fen) AS fen, SUM(arrears_fen) AS arrears FROM {t}customer_bill
            WHERE customer_no BETWEEN @first AND @last AND period >= @from GROUP BY customer_no, period
            """, r => (Month: r.Text("period")!, Fen: r.Whole("fen")!.Value, Arrears: r.Whole("arrears")!.Value), ("from", Month(month.AddMonths(-months))));
        var contacts = await ReadAsync("SELECT customer_no, name, birthday FROM {t}contact WHERE customer_no BETWEEN @first AND @last AND birthday IS NOT NULL", r => (r.Text("name")!, r.Day("birthday")!.Value));
        var agreements = await ReadAsync("SELECT customer_no, agreement_no, ends_on FROM {t}agreement WHERE customer_no BETWEEN @first AND @last AND ends_on >= @day", r => (r.Text("agreement_no")!, r.Day("ends_on")!.Value), ("day", day));
        var visits = await ReadAsync("SELECT customer_no, took_place_at AS at FROM {t}interaction WHERE customer_no BETWEEN @first AND @last AND kind = 'visit'", r => DateOnly.FromDateTime(r.Instant("at")!.Value.ToOffset(now.Offset).DateTime));
        var troubles = await ReadAsync("SELECT customer_no, COUNT(*) AS n FROM {t}interaction WHERE customer_no BETWEEN @first AND @last AND kind = 'complaint' AND took_place_at >= @since GROUP BY customer_no",
            r => (int)r.Whole("n")!.Value, ("since", now.AddDays(-90)));
        var scores = await ReadAsync("""
            SELECT i.customer_no, i.score FROM {t}interaction i WHERE i.customer_no BETWEEN @first AND @last AND i.kind = 'survey' AND i.score IS NOT NULL
              AND i.took_place_at = (SELECT MAX(l.took_place_at) FROM {t}interaction l WHERE l.customer_no = i.customer_no AND l.kind = 'survey' AND l.score IS NOT NULL)
            """, r => r.Whole("score")!.Value);
        var tickets = await ReadAsync("""
            SELECT customer_no, ticket_no, promised_at, reported_at FROM {t}trouble_ticket
            WHERE customer_no BETWEEN @first AND @last AND state NOT IN ('closed', 'cancelled', 'rejected', 'resolved')
            """, r => (No: r.Text("ticket_no")!, Promised: r.Instant("promised_at"), Reported: r.Instant("reported_at")));
        // A line without a first day was there when the archive heard of it first.
        (string, object?) from = ("from", month.AddMonths(-months));
        var lines = await ReadAsync("""
            SELECT customer_no, COUNT(*) AS n FROM {t}product WHERE customer_no BETWEEN @first AND @last
              AND (started_on IS NULL OR started_on <= @from) AND (ended_on > @from OR ended_on IS NULL AND status <> 'terminated') GROUP BY customer_no
            """, r => (int)r.Whole("n")!.Value, from);
        var moves = await ReadAsync("""
            SELECT customer_no, started_on AS day, 1 AS change FROM {t}product WHERE customer_no BETWEEN @first AND @last AND started_on > @from AND (ended_on IS NOT NULL OR status <> 'terminated')
            UNION ALL SELECT customer_no, ended_on, -1 FROM {t}product WHERE customer_no BETWEEN @first AND @last AND ended_on > @from
            """, r => (Day: r.Day("day")!.Value, Change: (int)r.Whole("change")!.Value), from);
        var orders = await ReadAsync("""
            SELECT o.customer_no, o.order_no, o.placed_at, o.progress_at, (SELECT MAX(m.step_at) FROM {t}milestone m WHERE m.order_no = o.order_no) AS step_at FROM {t}product_order o
            WHERE o.customer_no BETWEEN @first AND @last AND COALESCE(o.state, 'acknowledged') IN ('acknowledged', 'pending', 'inProgress')
            """, r => (No: r.Text("order_no")!, Moved: new[] { r.Instant("placed_at"), r.Instant("progress_at"), r.Instant("step_at") }.Max()));
        return [.. found.Select(f =>
        {
            var no = f.Customer.CustomerNo;
            return new CustomerFacts(f.Customer)
            {
                FenByMonth = bills[no].ToDictionary(b => b.Month, b => b.Fen),
                ArrearsFen = bills[no].Sum(b => b.Arrears),
                Visits = [.. visits[no]],
                Agreements = [.. agreements[no]],
                Days = [.. f.Days, .. contacts[no].Select(c => (c.Item1, c.Item2, true))],
                LateTickets = [.. tickets[no].Where(t => t.Promised < now).Select(t => (t.No, t.Promised!.Value))],
                Orders = [.. orders[no].Where(o => o.Moved is not null).Select(o => (o.No, o.Moved!.Value))],
                LinesAtFirst = lines[no].FirstOrDefault(),
                LineMoves = [.. moves[no]],
                Troubles = troubles[no].FirstOrDefault() + tickets[no].Count(t => t.Reported >= now.AddDays(-90)),
                LastScore = scores[no].Select(s => (long?)s).FirstOrDefault(),
            };
        })];
    }

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private async Task<ILookup<string, T>> LookupAsync<T>(
        DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string, object?)[] values) =>
        (await _tables.ReadAsync(connection, transaction, sql, r => (No: r.Text("customer_no")!, Value: read(r)), cancellationToken, values)).ToLookup(r => r.No, r => r.Value);

    private static WatchedCustomer Customer(DbDataReader r) => new(r.Text("customer_no")!, r.Text("name")!, Codes.Read<ServiceLevel>(r.Text("service_level")), Codes.Read<CustomerStatus>(r.Text("status")),
        r.Text("org_unit")!, r.Text("manager_id"), r.Text("manager_name"));

    private static List<(string, DateOnly, bool)> SpecialDays(object json) => json is string text
        ? [.. JArray.Parse(text).Select(d => ((string)d["name"]!, DateOnly.ParseExact((string)d["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), false))]
        : [];
}
