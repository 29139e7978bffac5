using System.CommandLine;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive;

namespace Integration.Hub.Host.Cli;

/// <summary>The archive's customers: who is who, what waits for a person, where systems differ.</summary>
public static class CustomerVerbs
{
    public static IEnumerable<Command> All() =>
    [
        new("customers", "Customers in the archive: show, identities, merge, undo a merge, facts that wait for a customer, purge.") { Show(), Identities(), Sources(), Merge(), UndoMerge(), Waiting(), PurgeVerb.Make() },
        new("matches", "Records of two systems that may be one customer: list, confirm, reject.") { ListMatches(), Confirm(), Reject() },
        new("differences", "Values on which a system differs from the master: list, accept, ignore, decisions.") { ListDifferences(), Decide("accept", "accepted", "Theirs is right: it is taken into the archive. Listed as accepted until the master is corrected.", (d, of, why, ct) => d.AcceptAsync(of, null, why, Me(), null, ct)),
            Decide("ignore", "ignored", "Ours stays; the same two values are not asked about again.", (d, of, why, ct) => d.IgnoreAsync(of, null, why, Me(), null, ct)), Decisions() },
    ];

    private static Command Show()
    {
        var number = new Argument<string>("number") { Description = "Customer number, also one that was merged" };
        return Verb.OnStores("show", "The customer at one glance.", ["customers show C0001"], async (parse, output, stores, ct) =>
        {
            if (await stores.Archive.FindByCustomerNumberAsync(new CustomerNumber(parse.GetValue(number)!), null, ct) is not { } found)
                return Output.Fail($"There is no customer {parse.GetValue(number)} in the archive.");
            output.One(new { customerNo = found.CustomerNo.Value, found.Name, found.Status, found.ServiceLevel, orgUnit = found.OrgUnit.Value, products = found.ProductCount, openOrders = found.OpenOrders.Count, openTickets = found.OpenTickets.Count },
                c => Console.WriteLine($"{c.customerNo}  {c.Name}  {c.Status}  {c.ServiceLevel}  {c.orgUnit}\n{c.products} products, {c.openOrders} open orders, {c.openTickets} open tickets"));
            return 0;
        }, number);
    }

    private static Command Identities()
    {
        var number = new Argument<string>("number") { Description = "Customer number" };
        return Verb.OnStores("identities", "What other systems call the customer and its accounts.", ["customers identities C0001"], async (parse, output, stores, ct) =>
        {
            output.List(await stores.CrossReference.IdentitiesAsync(parse.GetValue(number)!, null, ct), "No system has named this customer.",
                ("system", i => i.System), ("kind", i => i.Kind), ("their id", i => i.ExternalId), ("as", i => i.PartyNo), ("said", i => Day(i.SaidAt)), ("message", i => i.Message));
            return 0;
        }, number);
    }

    private static Command Sources()
    {
        var entity = new Argument<string>("entity") { Description = "customer, billingAccount, product (key: customer/service) or circuit" }.AcceptOnlyFromAmong("customer", "billingAccount", "product", "circuit");
        var key = new Argument<string>("key") { Description = "Its number" };
        return Verb.OnStores("sources", "Where every value came from: system, interface, message, time.", ["customers sources customer C0001", "customers sources product C0001/057187001234"], async (parse, output, stores, ct) =>
        {
            var values = await stores.Differences.SourcesAsync(parse.GetValue(entity)!, parse.GetValue(key)!, null, ct);
            output.List(values, "The archive does not have it.", ("attribute", v => v.Attribute), ("value", v => v.Value), ("source", v => v.Source), ("at", v => Day(v.At)), ("message", v => v.Message), ("accepted by", v => v.AcceptedBy));
            return values.Count > 0 ? 0 : 1;
        }, entity, key);
    }

    private static Command Merge()
    {
        var number = new Argument<string>("number") { Description = "The one that goes: a customer number, or a waiting party" };
        var into = new Option<string>("--into") { Description = "The one that stays", Required = true };
        var reason = Reason();
        return Verb.OnRoutedStores("merge", "The two are one customer. Nothing is rewritten; undo-merge takes it back.", ["customers merge C0002 --into C0001 --reason \"one bank\""], (parse, output, stores, ct) =>
            TryAsync(output, $"{parse.GetValue(number)} is {parse.GetValue(into)} from now on.", () => stores.CrossReference.MergeAsync(parse.GetValue(number)!, parse.GetValue(into)!, parse.GetValue(reason)!, Me(), null, ct)), number, into, reason);
    }

    private static Command UndoMerge()
    {
        var number = new Argument<string>("number") { Description = "The one that was merged" };
        var reason = Reason();
        return Verb.OnRoutedStores("undo-merge", "It stands by itself again, with everything that came under its number, also since.", ["customers undo-merge C0002 --reason \"two branches\""], (parse, output, stores, ct) =>
            TryAsync(output, $"{parse.GetValue(number)} stands by itself again.", () => stores.CrossReference.UndoMergeAsync(parse.GetValue(number)!, parse.GetValue(reason)!, Me(), null, ct)), number, reason);
    }

    private static Command Waiting() => Verb.OnStores("waiting", "Customers that a system named and nobody knows here: facts about them wait.", ["customers waiting"], async (_, output, stores, ct) =>
    {
        output.List(await stores.CrossReference.WaitingAsync(null, ct), "Nothing waits.", ("party", w => w.PartyNo), ("name", w => w.Name), ("bills", w => Number(w.Bills)), ("products", w => Number(w.Products)));
        return 0;
    });

    private static Command ListMatches()
    {
        var all = new Option<bool>("--all") { Description = "Also those decided" };
        return Verb.OnStores("list", "Doubtful matches, the oldest first.", ["matches list"], async (parse, output, stores, ct) =>
        {
            output.List(await stores.CrossReference.MatchesAsync(parse.GetValue(all), null, ct), "No match waits.", ("id", m => m.Id), ("party", m => m.PartyNo), ("name", m => m.PartyName),
                ("may be", m => m.OtherNo), ("its name", m => m.OtherName), ("why", m => m.Reason), ("evidence", m => m.Evidence), ("state", m => m.State));
            return 0;
        }, all);
    }

    private static Command Confirm() => DecideMatch("confirm", "They are one: merges them.", "merged", (stores, id, note, ct) => stores.CrossReference.ConfirmAsync(id, note, Me(), null, ct));

    private static Command Reject() => DecideMatch("reject", "They are two; the hub does not ask again.", "rejected", (stores, id, note, ct) => stores.CrossReference.RejectAsync(id, note, Me(), null, ct));

    private static Command DecideMatch(string name, string description, string done, Func<Hosting.Stores, string, string, CancellationToken, Task> decide)
    {
        var id = new Argument<string>("match") { Description = "Id from hub matches list" };
        var reason = Reason();
        return Verb.OnRoutedStores(name, description, [$"matches {name} M1f… --reason \"asked billing\""], (parse, output, stores, ct) =>
            TryAsync(output, $"{parse.GetValue(id)}: {done}.", () => decide(stores, parse.GetValue(id)!, parse.GetValue(reason)!, ct)), id, reason);
    }

    private static Command ListDifferences()
    {
        var state = new Option<string>("--state") { Description = "open, accepted, ignored, closed or all", DefaultValueFactory = _ => "open" }.AcceptOnlyFromAmong("open", "accepted", "ignored", "closed", "all");
        var entity = new Option<string?>("--entity") { Description = "customer, billingAccount, product or circuit" };
        var customer = new Option<string?>("--customer") { Description = "Of one customer" };
        var limit = new Option<int>("--limit") { Description = "At most so many", DefaultValueFactory = _ => 100 };
        return Verb.OnStores("list", "Differences, the latest seen first.", ["differences list", "differences list --entity circuit --json"], async (parse, output, stores, ct) =>
        {
            var found = await stores.Differences.ListAsync(parse.GetValue(state) is "all" ? null : parse.GetValue(state), parse.GetValue(entity), parse.GetValue(customer), parse.GetValue(limit), null, ct);
            output.List(found, "There are none.", ("entity", d => d.Entity), ("key", d => d.Key), ("attribute", d => d.Attribute), ("ours", d => d.Ours), ("from", d => d.OursSource),
                ("theirs", d => d.Theirs), ("of", d => d.TheirsSource), ("seen", d => Number(d.Seen)), ("last", d => Day(d.LastSeen)), ("state", d => d.State));
            return 0;
        }, state, entity, customer, limit);
    }

    private static Command Decisions()
    {
        var where = new Argument<string[]>("record") { Description = "entity and key, as hub differences list shows them", Arity = new ArgumentArity(2, 2) };
        return Verb.OnStores("decisions", "What people have decided on a record's values, with both values as they were.", ["differences decisions customer C0001"], async (parse, output, stores, ct) =>
        {
            var d = parse.GetValue(where)!;
            output.List(await stores.Decisions.ListAsync(d[0], d[1], null, ct), "Nothing has been decided.", ("attribute", x => x.Attribute), ("ours", x => x.Ours), ("theirs", x => x.Theirs), ("of", x => x.TheirsSource),
                ("decision", x => x.Decision), ("by", x => x.DecidedBy), ("at", x => Day(x.DecidedAt)), ("why", x => x.Note));
            return 0;
        }, where);
    }

    private static Command Decide(string name, string done, string description, Func<DifferenceDecisions, DifferenceKey, string, CancellationToken, Task> decide)
    {
        var where = new Argument<string[]>("difference") { Description = "entity key attribute system, as hub differences list shows them", Arity = new ArgumentArity(4, 4) };
        var reason = Reason();
        return Verb.OnStores(name, description, [$"differences {name} customer C0001 name billing --reason \"billing cuts names\""], (parse, output, stores, ct) =>
        {
            var of = parse.GetValue(where) is [var entity, var key, var attribute, var system] ? new DifferenceKey(entity, key, attribute, system) : throw new InvalidOperationException("four words name a difference");
            return TryAsync(output, $"{of}: {done}.", () => decide(stores.Decisions, of, parse.GetValue(reason)!, ct));
        }, where, reason);
    }

    private static Option<string> Reason() => new("--reason") { Description = "Why; kept for ever", Required = true };

    private static async Task<int> TryAsync(Output output, string done, Func<Task> work)
    {
        try
        {
            await work();
            output.Said(done);
            return 0;
        }
        catch (RequestRefusedException e)
        {
            return Output.Fail(e.Message);
        }
    }

    private static Actor Me() => new(Environment.UserName, "cli");

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
