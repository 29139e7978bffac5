using System.Data.Common;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Shared;
using Integration.Hub;
using Newtonsoft.Json.Linq;

namespace Integration.CoreApp.Archive;

/// <summary>The archive's answers to the warnings: a page of a thousand customers costs eight statements, however much they have.</summary>
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
            WatchedBy.Debit => "SELECT a.customer_no FROM {t}direct_debit d JOIN {t}billing_account a ON a.account_no = d.account_no WHERE d.debit_no = @key",
            _ => "SELECT o.customer_no FROM {t}product_order o WHERE o.order_no = @key",
        };
        return (await _tables.ReadAsync(connection, transaction, $$"""
            SELECT {{Of}} FROM {t}customer c
            WHERE c.customer_no = COALESCE((SELECT p.root_no FROM {t}party p WHERE p.party_no = ({{number}})), ({{number}}))
            """, Customer, cancellationToken, ("key", key))).SingleOrDefault();
    }

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
        return [.. found.Select(f =>
        {
            var no = f.Customer.CustomerNo;
            return new CustomerFacts(f.Customer)
            {
                FenByMonth = bills[no].ToDictionary(b => b.Month, b => b.Fen),
                ArrearsFen = bills[no].Sum(b => b.Arrears),
                Visits = [.. visits[no]],
                Agreements = [.. agreements[no]],
                Days = [.. f.Days, .. contacts[no].Select(c => (c.Item1 + " 生日", c.Item2))],
                LateTickets = [.. tickets[no].Where(t => t.Promised < now).Select(t => (t.No, t.Promised!.Value))],
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

    private static List<(string, DateOnly)> SpecialDays(object json) => json is string text
        ? [.. JArray.Parse(text).Select(d => ((string)d["name"]!, DateOnly.ParseExact((string)d["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture)))]
        : [];
}
