using System.CommandLine;
using System.Globalization;
using Integration.CoreApp.Archive.Purging;

namespace Integration.Hub.Host.Cli;

/// <summary>Clearing away customers that left and old facts.</summary>
internal static class PurgeVerb
{
    public static Command Make()
    {
        var preview = new Option<bool>("--preview") { Description = "Only show what would go, and why others may not (also without --confirm)" };
        var confirm = new Option<string?>("--confirm") { Description = "How many records go, as --preview tells it" };
        var history = new Option<bool>("--history") { Description = "Also old bills, payments, usage, visits, tickets and orders of customers that stay" };
        return Verb.OnStores("purge", "Clear away customers that left or were merged long ago and have nothing open (hub.yaml: purge).", ["customers purge --preview", "customers purge --confirm 12", "customers purge --history --confirm 40312"], async (parse, output, stores, ct) =>
        {
            var (purge, withHistory) = (stores.CoreApp.Purge, parse.GetValue(history));
            if (parse.GetValue(preview) || parse.GetValue(confirm) is not { } confirmed)
            {
                Show(output, await purge.PreviewAsync(null, ct), withHistory);
                return 0;
            }
            var audit = stores.CoreApp.Audit("cli");
            try
            {
                var done = await purge.RunAsync(confirmed, withHistory, new Purger(Environment.UserName, null, (connection, transaction, on, what, c) => audit.WriteAsync(connection, transaction, Environment.UserName, "customer.purge", on, what, null, c)), ct);
                output.Said($"{done.Customers} customers are gone, with {done.Facts} facts; {done.History} old facts of others.", done);
                return 0;
            }
            catch (RequestRefusedException e)
            {
                return Output.Fail(e.Message);
            }
        }, preview, confirm, history);
    }

    private static void Show(Output output, PurgePreview p, bool history)
    {
        output.List(p.Items, "No customer has left.", ("customer", c => c.CustomerNo), ("name", c => c.Name), ("kind", c => c.Kind), ("unit", c => c.OrgUnit), ("since", c => c.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("may go", c => c.Held.Count == 0 ? "yes" : string.Join(", ", c.Held)));
        output.Said($"{p.Customers} customers may go, {p.Held} may not. Old facts of others: {string.Join(", ", p.History.Select(h => $"{h.Code} {h.Count}"))}.\nTo clear away: hub customers purge {(history ? "--history " : "")}--confirm {p.Confirmation(history)}", p);
    }
}
