using System.Globalization;
using Integration.CoreApp.Archive.Finding;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Pages;

/// <summary>What the customer uses, owes and pays.</summary>
public sealed partial class CustomerPage
{
    // The mean of so many months before is a month's trend.
    private const int TrendMonths = 3;
    private const int MostOfferings = 12;

    public async Task<MoneyView> MoneyAsync(string customerNo, CancellationToken cancellationToken)
    {
        var since = Month(12);
        var sums = (await AskAsync(customerNo, $$"""
            SELECT COALESCE(SUM(arrears_fen), 0) AS arrears, MIN(CASE WHEN arrears_fen > 0 THEN due_date END) AS since,
              COALESCE(SUM(CASE WHEN period >= @since THEN due_fen END), 0) AS due, COALESCE(SUM(CASE WHEN period >= @since THEN paid_fen END), 0) AS paid
            FROM {t}customer_bill WHERE customer_no IN {{Numbers}}
            """, r => (Arrears: r.Whole("arrears")!.Value, Since: r.Day("since"), Due: r.Whole("due")!.Value, Paid: r.Whole("paid")!.Value), cancellationToken, ("since", since)))[0];
        var accounts = await AccountsAsync(customerNo, cancellationToken);
        var last = (await BillsAsync(customerNo, null, 1, cancellationToken)).Items.FirstOrDefault();
        return new MoneyView(sums.Arrears, sums.Since, last, Sum(accounts.Select(a => a.BalanceFen)), Sum(accounts.Select(a => a.CreditLimitFen)), sums.Paid, sums.Due);
    }

    /// <summary>Month by month up to the last full one, the oldest first; every month is there.</summary>
    /// <param name="months">12 to 36.</param>
    public async Task<ConsumptionView> ConsumptionAsync(string customerNo, Reach reach, int months, CancellationToken cancellationToken)
    {
        var names = Enumerable.Range(0, months).Select(i => Month(months - i)).ToList();
        // Earlier ones too, so that the first month has a trend.
        var from = Month(months + TrendMonths);
        var own = (await AskAsync(customerNo, $$"""SELECT period, SUM(due_fen) AS fen FROM {t}customer_bill WHERE customer_no IN {{Numbers}} AND period >= @from GROUP BY period""",
            r => (Month: r.Text("period")!, Fen: r.Whole("fen")!.Value), cancellationToken, ("from", from))).ToDictionary(m => m.Month, m => m.Fen);
        var group = await GroupAsync(customerNo, reach, names[0], cancellationToken);
        return new ConsumptionView(
            [.. names.Select((m, i) => new ConsumptionMonth(m, own.GetValueOrDefault(m), Trend(own, months - i), group.GetValueOrDefault(m)))],
            await OfferingsAsync(customerNo, names, cancellationToken));
    }

    private long? Trend(Dictionary<string, long> own, int ago)
    {
        var before = Enumerable.Range(1, TrendMonths).Select(i => Month(ago + i)).Where(own.ContainsKey).Select(m => own[m]).ToList();
        return before.Count == 0 ? null : (long)Math.Round(before.Average());
    }

    // Head office and branches, as far as the asker sees them.
    private async Task<Dictionary<string, long>> GroupAsync(string customerNo, Reach reach, string from, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var q = new Question(dialect).With("customer", customerNo).With("from", from);
        var seen = q.Scope(reach);
        var months = await q.AskAsync(connection, $$"""
            WITH RECURSIVE up (no) AS (SELECT CAST(@customer AS text) UNION SELECT c.parent_customer_no FROM {t}customer c JOIN up ON c.customer_no = up.no WHERE c.parent_customer_no IS NOT NULL),
            tree (no) AS (SELECT no FROM up UNION SELECT c.customer_no FROM {t}customer c JOIN tree ON c.parent_customer_no = tree.no),
            numbers (no) AS (
              SELECT c.customer_no FROM tree JOIN {t}customer c ON c.customer_no = tree.no WHERE {{seen}}
              UNION SELECT p.party_no FROM tree JOIN {t}customer c ON c.customer_no = tree.no JOIN {t}party p ON p.root_no = c.customer_no WHERE {{seen}})
            SELECT b.period, SUM(b.due_fen) AS fen FROM numbers JOIN {t}customer_bill b ON b.customer_no = numbers.no WHERE b.period >= @from GROUP BY b.period
            """, r => (Month: r.Text("period")!, Fen: r.Whole("fen")!.Value), cancellationToken);
        return months.ToDictionary(m => m.Month, m => m.Fen);
    }

    // A bill's items name the services they are for; what is for the account as a whole stands under its own item.
    private async Task<IReadOnlyList<OfferingMonths>> OfferingsAsync(string customerNo, List<string> months, CancellationToken cancellationToken)
    {
        var offerings = await AskAsync(customerNo, $$"""SELECT service_key, COALESCE(offering, '') AS offering, COALESCE(offering_name, offering, '') AS name FROM {t}product WHERE customer_no IN {{Numbers}}""",
            r => (Key: r.Text("service_key")!, Offering: r.Text("offering")!, Name: r.Text("name")!), cancellationToken);
        var byService = offerings.GroupBy(o => o.Key).ToDictionary(g => g.Key, g => (g.First().Offering, g.First().Name));
        var items = await AskAsync(customerNo, $$"""SELECT period, items FROM {t}customer_bill WHERE customer_no IN {{Numbers}} AND period >= @from""",
            r => (Month: r.Text("period")!, Items: BillView.ReadItems(r.Text("items")!)), cancellationToken, ("from", months[0]));
        var sums = new Dictionary<(string Offering, string Name), long[]>();
        foreach (var (month, lines) in items.Where(i => months.Contains(i.Month)))
        {
            foreach (var line in lines)
            {
                var of = line.ServiceNo is { } service && byService.TryGetValue(ServiceKey.Of(service), out var known) && known.Offering.Length > 0 ? known : (Offering: line.Code, line.Name);
                if (!sums.TryGetValue(of, out var fen))
                    sums[of] = fen = new long[months.Count];
                fen[months.IndexOf(month)] += line.AmountFen;
            }
        }

        return [.. sums.OrderByDescending(s => s.Value.Sum()).ThenBy(s => s.Key.Offering, StringComparer.Ordinal).Take(MostOfferings).Select(s => new OfferingMonths(s.Key.Offering, s.Key.Name, s.Value))];
    }

    // The last full month is one month ago.
    private string Month(int ago) => time.GetLocalNow().AddMonths(-ago).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static long? Sum(IEnumerable<long?> fen) => fen.Any(f => f is not null) ? fen.Sum() : null;
}
