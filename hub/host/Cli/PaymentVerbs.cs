using System.CommandLine;
using System.Globalization;
using Integration.CoreApp.Payments;

namespace Integration.Hub.Host.Cli;

/// <summary>Payments 托收与对账: what stands where, what differs from the banks, and what a person says to it.</summary>
public static class PaymentVerbs
{
    public static IEnumerable<Command> All()
    {
        var payments = new Command("payments", "Direct debits, payments, and their differences from bank statements and billing.");
        foreach (var verb in new[] { Differences(), Difference(), Explain(), Close(), List(), Overdue(), Show() })
            payments.Subcommands.Add(verb);
        return [payments];
    }

    private static Option<int> Limit() => new("--limit") { Description = "At most so many", DefaultValueFactory = _ => 100 };

    private static Argument<long> Number() => new("number") { Description = "Number of the difference" };

    private static Command Differences()
    {
        var state = new Option<string>("--state") { Description = "open, explained, closed, all (default: all that are not closed)" };
        var bank = new Option<string>("--bank") { Description = "Of one bank" };
        var limit = Limit();
        return Verb.OnStores("differences", "List what does not agree. Exit code 1 if something is open.",
            ["payments differences", "payments differences --bank bank-a --state all --json"], async (parse, output, stores, ct) =>
            {
                var found = await stores.Payments.DifferencesAsync(parse.GetValue(state), parse.GetValue(bank), parse.GetValue(limit), ct);
                output.List(found, "Everything agrees.", ("no", d => N(d.No)), ("state", d => d.State), ("kind", d => d.Kind), ("what", d => d.Subject), ("ours", d => Yuan(d.OursFen)),
                    ("theirs", d => Yuan(d.TheirsFen)), ("day", d => d.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("", d => d.Words));
                return found.Any(d => d.State == "open") ? 1 : 0;
            }, state, bank, limit);
    }

    private static Command Difference()
    {
        var number = Number();
        return Verb.OnStores("difference", "One difference with its history and what was said about the payment.", ["payments difference 12"], async (parse, output, stores, ct) =>
        {
            if (await FindAsync(stores.Payments, parse.GetValue(number), ct) is not { } found)
                return Output.Fail($"There is no difference {parse.GetValue(number)}.");
            var history = await stores.Payments.HistoryAsync(found.No, ct);
            var payment = await stores.Payments.ShowAsync(found.Subject, ct);
            output.One(new { difference = found, history, facts = payment?.Facts ?? [] }, _ =>
            {
                Console.WriteLine($"{found.No} {found.State} {found.Kind} {found.Subject}\n{found.Words}\nmessage {found.Message}");
                foreach (var e in history)
                    Console.WriteLine($"  {e.At:u} {e.What} by {e.Who}: {e.Words}");
                Print(payment?.Facts ?? []);
            });
            return 0;
        }, number);
    }

    private static Command Explain() => Decide("explain", "Say why it differs; it stays on the list until the facts agree or you close it.", (q, no, who, why, ct) => q.ExplainAsync(no, who, why, ct));

    private static Command Close() => Decide("close", "Take it as it is; it opens again only if its figures change.", (q, no, who, why, ct) => q.CloseAsync(no, who, why, ct));

    private static Command Decide(string name, string description, Func<PaymentQueries, long, string, string, CancellationToken, Task<bool>> decide)
    {
        var number = Number();
        var reason = new Option<string>("--reason") { Description = "Why; kept for ever", Required = true };
        return Verb.OnStores(name, description, [$"payments {name} 12 --reason \"账户管理费\""], async (parse, output, stores, ct) =>
        {
            var no = parse.GetValue(number);
            if (!await decide(stores.Payments, no, RepairVerbs.Me().Name, parse.GetValue(reason)!, ct))
                return Output.Fail($"There is no difference {no} that is not closed.");
            output.Said($"Difference {no}: {name}.");
            return 0;
        }, number, reason);
    }

    private static Command List()
    {
        var state = new Option<string>("--state") { Description = "instructed, settled, failed, received, unknown" };
        var posting = new Option<string>("--posting") { Description = "ordered, posted, rejected" };
        var text = new Option<string>("--find") { Description = "Part of the number, or an account" };
        var limit = Limit();
        return Verb.OnStores("list", "List payments as they stand.", ["payments list --state instructed", "payments list --find A000000001"], async (parse, output, stores, ct) =>
        {
            var found = await stores.Payments.ListAsync(parse.GetValue(state), parse.GetValue(posting), parse.GetValue(text), parse.GetValue(limit), ct);
            output.List(found, "None.", ("payment", p => p.PaymentNo), ("state", p => p.State), ("yuan", p => Yuan(p.Fen)), ("account", p => p.AccountNo), ("bank", p => p.Bank),
                ("day", p => p.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("booked", p => p.Booked ? "yes" : "no"), ("posting", p => p.Posting));
            return found.Count > 0 ? 0 : 1;
        }, state, posting, text, limit);
    }

    private static Command Overdue()
    {
        var limit = Limit();
        return Verb.OnStores("overdue", "List debits whose bank has not said by its hour what became of them. Exit code 1 if there are any.", ["payments overdue", "payments overdue --json"], async (parse, output, stores, ct) =>
        {
            var found = await stores.Overdue.ListAsync(parse.GetValue(limit), ct);
            output.List(found, "None: every result that was due has come.", ("debit", d => d.DebitNo), ("bank", d => d.Bank), ("day", d => d.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("due", d => d.DueAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("yuan", d => Yuan(d.Fen)), ("account", d => d.AccountNo));
            return found.Count == 0 ? 0 : 1;
        }, limit);
    }

    private static Command Show()
    {
        var number = new Argument<string>("number") { Description = "Debit, payment or bank reference (bank-a:REF)" };
        return Verb.OnStores("show", "One payment: where it stands and who said what.", ["payments show DD-20261122001"], async (parse, output, stores, ct) =>
        {
            if (await stores.Payments.ShowAsync(parse.GetValue(number)!, ct) is not { } found)
                return Output.Fail($"There is no payment {parse.GetValue(number)}.");
            output.One(new { payment = found.Payment, facts = found.Facts }, f =>
            {
                var p = f.payment;
                Console.WriteLine($"{p.PaymentNo} {p.State} {Yuan(p.Fen)} {p.Currency}, account {p.AccountNo ?? "-"}, bank {p.Bank ?? "-"}, {(p.Booked ? "in a statement" : "in no statement")}, posting {p.Posting ?? "-"}");
                Print(f.facts);
            });
            return 0;
        }, number);
    }

    private static void Print(IReadOnlyList<PaymentFact> facts)
    {
        foreach (var f in facts)
            Console.WriteLine($"  {f.Day:yyyy-MM-dd} {f.Kind,-10} {Yuan(f.Fen),14} {f.Code} {f.Words} (message {f.Message})");
    }

    private static async Task<PaymentDifference?> FindAsync(PaymentQueries payments, long number, CancellationToken cancellationToken) =>
        (await payments.DifferencesAsync("all", null, int.MaxValue, cancellationToken)).FirstOrDefault(d => d.No == number);

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Yuan(long? fen) => fen is { } f ? ((decimal)f / 100).ToString("N2", CultureInfo.InvariantCulture) : null;
}
