using System.Globalization;
using Integration.Hub.Host.Cli;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>The day in figures, and the hub's books beside those of the counterparts.</summary>
internal sealed class DemoReport
{
    private readonly IReadOnlyList<InterfaceFigures> _figures;
    private readonly List<Check> _checks = [];

    private DemoReport(IReadOnlyList<InterfaceFigures> figures) => _figures = figures;

    public bool Agrees => _checks.All(c => c.Hub == c.Other);

    /// <param name="What">What is counted.</param>
    /// <param name="Other">By the counterpart's own books.</param>
    public sealed record Check(string Interface, string What, long Hub, long Other);

    public static async Task<DemoReport> MakeAsync(RunningHub hub, DemoWorld demo, CustomerServiceCounterpart customerService, DemoDay day, CancellationToken cancellationToken)
    {
        var figures = await hub.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, cancellationToken);
        var report = new DemoReport(figures);
        await report.BillingAsync(hub, demo, cancellationToken);
        report.Calls("RES-1", "checks answered", demo.Resource.Books, b => b.Accepted);
        report.Calls("N97-1", "work orders", demo.Ninety7.Books, b => b.Received);
        report.Events(demo.Ninety7.Books);
        report.Served("CS-1", "questions answered", customerService.Books.Summary("CS-1").Accepted);
        report.Served("CS-2", "tickets", customerService.Tickets.Count);
        report.Answers(day);
        foreach (var (name, books) in new[] { ("BIL", demo.Billing.Books), ("RES", demo.Resource.Books), ("N97", demo.Ninety7.Books), ("CS", customerService.Books) })
            report._checks.Add(new Check(name, "entries in its books that should not be", 0, books.Entries().Count(e => e.Kind == BookKind.Wrong)));
        return report;
    }

    public void Print(Output output)
    {
        if (output.Json)
        {
            output.One(new { agrees = Agrees, figures = _figures, checks = _checks }, _ => { });
            return;
        }
        Console.WriteLine();
        output.List(_figures, "", ("interface", f => f.Interface), ("direction", f => f.Direction), ("received", f => N(f.Received)), ("sent", f => N(f.Sent)),
            ("rejected", f => N(f.Rejected)), ("parked", f => N(f.Parked)), ("unfinished", f => N(f.Unfinished)), ("p50", f => Ms(f.P50)), ("p99", f => Ms(f.P99)));
        output.List(_checks, "", ("interface", c => c.Interface), ("what", c => c.What), ("hub", c => N(c.Hub)), ("counterpart", c => N(c.Other)), ("", c => c.Hub == c.Other ? "✔ agree" : "✖ DIFFER"));
        Console.WriteLine(Agrees ? "All books agree." : "The books do not agree.");
    }

    private async Task BillingAsync(RunningHub hub, DemoWorld demo, CancellationToken cancellationToken)
    {
        var transfers = await hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("BIL-1"), cancellationToken);
        var whole = demo.Billing.Bills.Files.Values.Where(f => !f.Moods.Contains(MoodKind.WrongTotal)).ToList();
        _checks.Add(new Check("BIL-1", "bills taken (ledger | sent and good)", transfers.Sum(t => t.Progress.Accepted), whole.Sum(f => f.GoodBills)));
        _checks.Add(new Check("BIL-1", "bills sent back", transfers.Sum(t => t.Progress.Rejected), whole.Sum(f => f.Bad.Count)));
        var (bills, fen) = await hub.Stores.Archive.BillTotalsAsync(cancellationToken);
        _checks.Add(new Check("BIL-1", "bills in the archive", bills, whole.Sum(f => f.GoodBills)));
        _checks.Add(new Check("BIL-1", "fen in the archive", fen, whole.Sum(f => f.GoodFen)));
        _checks.Add(new Check("BIL-1", "files quarantined", transfers.Count(t => t.State == TransferState.Quarantined), demo.Billing.Bills.Files.Count - whole.Count));
        var bil4 = demo.Billing.Books.Summary("BIL-4");
        _checks.Add(new Check("BIL-4", "accounts opened", Sent("BIL-4"), bil4.Accepted));
        _checks.Add(new Check("BIL-4", "refused, on the fallout desk", Out("BIL-4")?.Parked ?? 0, bil4.Rejected));
    }

    private void Calls(string @interface, string what, Books books, Func<BookSummary, long> count) =>
        _checks.Add(new Check(@interface, what, Sent(@interface), count(books.Summary(@interface))));

    private void Events(Books books)
    {
        var summary = books.Summary("N97-2");
        _checks.Add(new Check("N97-2", "events taken", (Figures("N97-2")?.Received ?? 0) - (Figures("N97-2")?.Parked ?? 0), summary.Sent));
        _checks.Add(new Check("N97-2", "events that cannot be read, kept", Figures("N97-2")?.Parked ?? 0, summary.Failed));
    }

    private void Served(string @interface, string what, long other) => _checks.Add(new Check(@interface, what, Figures(@interface)?.Received ?? 0, other));

    private void Answers(DemoDay day) => _checks.Add(new Check("CS-1", "answers that name the right service",
        day.Calls.Count(c => c.Answer.ServiceNumbers.Contains(DemoFacts.Number(c.Asked)) || c.Answer.ServiceNumbers.Contains(c.Asked.Number)), day.Calls.Count));

    private long Sent(string @interface) => Out(@interface)?.Sent ?? 0;

    private InterfaceFigures? Figures(string @interface) => _figures.FirstOrDefault(f => f.Interface == @interface && f.Direction == "in");

    private InterfaceFigures? Out(string @interface) => _figures.FirstOrDefault(f => f.Interface == @interface && f.Direction == "out");

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ms(TimeSpan? value) => value is { } v ? $"{v.TotalMilliseconds:0} ms" : "";
}
