using System.CommandLine;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>hub config reload and hub config status.</summary>
public static class ReloadVerb
{
    public static Command Make() => Verb.OnStores("reload", "Let all nodes of this hub's database take over what stands in their configuration folders now, without a restart. If one finds a mistake, none does.",
        ["config reload", "config reload --config /etc/hub"],
        async (parse, output, stores, cancellationToken) =>
        {
            // What is wrong here would be refused by the node that runs from here; asking nobody is quicker, and tells it to who can mend it.
            _ = ConfigCheck.Load(parse.GetValue(Verb.Config)!.FullName);
            var nodes = stores.Hub.Nodes;
            if (!(await nodes.NodesAsync(cancellationToken)).Any(n => n.IsThere(stores.Time.GetUtcNow())))
                return Output.Fail("No node runs on this database. They read their folders when they start.");
            if (await nodes.AskReloadAsync(RepairVerbs.Me(), cancellationToken) is not { } asked)
                return Output.Fail("A reload is being checked just now; look with: hub config status");
            var (reload, waitedFor) = await ReloadEnd.OfAsync(nodes, asked.Generation, stores.Time, cancellationToken);
            return Tell(output, reload, waitedFor);
        });

    public static Command Status() => Verb.OnStores("status", "The nodes of this hub's database, what each runs, and what it said to the last reload.",
        ["config status"],
        async (_, output, stores, cancellationToken) =>
        {
            var now = stores.Time.GetUtcNow();
            var last = await stores.Hub.Nodes.LastReloadAsync(cancellationToken);
            var nodes = await stores.Hub.Nodes.NodesAsync(cancellationToken);
            output.List(nodes.Select(n => new NodeLine(n.Name, n.Address, n.IsThere(now), n.Configuration, n.TakenAt, last?.Of(n.Name)?.Verdict.ToString(), last?.Of(n.Name)?.Said)).ToList(), "No node was seen within the last day.",
                ("node", n => n.Node), ("address", n => n.Address), ("state", n => n.Running ? "running" : "silent"), ("configuration", n => n.Configuration),
                ("since", n => n.Since.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)), ("last reload", n => n.Verdict), ("said", n => n.Said));
            if (!output.Json && last is not null)
                Console.WriteLine($"Reload {last.Generation} of {last.AskedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss} by {last.AskedBy}: {Words(last)}");
            var differ = nodes.Where(n => n.IsThere(now)).Select(n => n.Configuration).Distinct().Count() > 1;
            return differ ? Output.Fail("The nodes run different configurations. Are their folders the same? Then: hub config reload") : 0;
        });

    private static int Tell(Output output, Reload reload, IReadOnlyList<string> missing)
    {
        var good = reload.State == ReloadState.Taking && missing.Count == 0 && reload.Answers.All(a => a.Verdict == ReloadVerdict.Taken);
        if (good)
        {
            output.Said(string.Join('\n', reload.Answers.Select(a => $"Node {a.Node}: {a.Said}.")), reload);
            return 0;
        }
        if (output.Json)
            output.Said("", reload);
        var lines = reload.Answers.Select(a => $"Node {a.Node}: {Words(reload, a)}").Concat(missing.Select(m => $"Node {m}: has not said yet what became of it; look with: hub config status"));
        return Output.Fail($"{Words(reload)}\n{string.Join('\n', lines)}", 2);
    }

    private static string Words(Reload reload) => reload.State switch
    {
        ReloadState.Checking => "being checked",
        ReloadState.Refused => $"refused, all nodes go on with what they had: {reload.Reason}",
        _ => reload.Answers.Any(a => a.Verdict == ReloadVerdict.Failed) ? "taken over, but not by all nodes" : "taken over",
    };

    private static string Words(Reload reload, ReloadAnswer answer) => answer.Verdict switch
    {
        ReloadVerdict.Refused => $"refused it:\n{answer.Said}",
        ReloadVerdict.Failed => $"could not take it over and goes on with what it had: {answer.Said}",
        ReloadVerdict.Taken => $"{answer.Said}",
        _ => reload.State == ReloadState.Refused ? "found its own folder good; goes on with what it had" : "found its own folder good",
    };

    private sealed record NodeLine(string Node, string Address, bool Running, string Configuration, DateTimeOffset Since, string? Verdict, string? Said);
}
