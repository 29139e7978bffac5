using System.CommandLine;
using System.Globalization;

namespace Integration.Hub.Host.Cli;

/// <summary>One-point bills, their shares, and who has not handed in.</summary>
public static class SettlementVerbs
{
    public static Command Make()
    {
        var settlement = new Command("settlement", "One-point bills 一点收费: what they are made of, who gets what, what is missing.");
        settlement.Add(Bills());
        settlement.Add(Shares());
        settlement.Add(Missing());
        return settlement;
    }

    private static Option<string?> Period() => new("--period") { Description = "Month billed, e.g. 2026-10; all if not given" };

    private static Command Bills()
    {
        var period = Period();
        return Verb.OnStores("bills", "List one-point bills with their state.", ["settlement bills --period 2026-10"], async (parse, output, stores, ct) =>
        {
            output.List(await stores.Settlement.BillsAsync(parse.GetValue(period), ct), "No bill has been handed in.",
                ("bill", b => b.BillNo), ("period", b => b.Period), ("yuan", b => Yuan(b.Fen)), ("from", b => $"{b.Bills} bills"), ("state", b => b.State));
            return 0;
        }, period);
    }

    private static Command Shares()
    {
        var period = Period();
        return Verb.OnStores("shares", "List the shares of one-point bills.", ["settlement shares --period 2026-10 --json"], async (parse, output, stores, ct) =>
        {
            output.List(await stores.Settlement.SharesAsync(parse.GetValue(period), ct), "Nothing has been shared out.",
                ("bill", s => s.BillNo), ("unit", s => s.OrgUnit), ("share", s => $"{s.BasisPoints / 100m:0.00} %"), ("yuan", s => Yuan(s.Fen)), ("of", s => Yuan(s.BillFen)));
            return 0;
        }, period);
    }

    private static Command Missing()
    {
        var period = Period();
        return Verb.OnStores("missing", "List accounts that belong to a one-point bill and have not handed in theirs.", ["settlement missing --period 2026-10"], async (parse, output, stores, ct) =>
        {
            output.List(await stores.Settlement.MissingAsync(parse.GetValue(period), ct), "Nothing is missing.",
                ("paid by", m => m.PayingAccountNo), ("period", m => m.Period), ("account", m => m.AccountNo), ("last from", m => m.LastFrom ?? "never"), ("told by", m => m.ToldBy));
            return 0;
        }, period);
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("N2", CultureInfo.InvariantCulture);
}
