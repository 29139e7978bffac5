using System.CommandLine;
using System.Globalization;
using Integration.CoreApp.Warnings;
using Integration.Hub.Host.Hosting;

namespace Integration.Hub.Host.Cli;

/// <summary>Warnings 预警: look, handle, and the rules behind them.</summary>
public static class WarningVerbs
{
    public static IEnumerable<Command> All()
    {
        var warnings = new Command("warnings", "Warnings: what rules have found, what is done about it, and the rules themselves.");
        foreach (var verb in new[] { List(), Show(), Counts(), Rules(), Rule(), SetRule(), Try() })
            warnings.Subcommands.Add(verb);
        foreach (var (name, act, says) in new[]
        {
            ("acknowledge", WarningAct.Acknowledge, "Somebody has seen it."), ("handle", WarningAct.Handle, "Somebody does something about it."), ("close", WarningAct.Close, "It is settled."),
            ("mute", WarningAct.Mute, "Nobody wants to hear of it until a day."), ("assign", WarningAct.Assign, "Somebody else is to act."), ("escalate", WarningAct.Escalate, "Hand it to the next one above."),
        })
            warnings.Subcommands.Add(Act(name, act, says));
        return [warnings];
    }

    private static Command List()
    {
        var state = new Option<string[]>("--state") { Description = "raised, acknowledged, handling, suppressed, closed" };
        var kind = new Option<string[]>("--kind") { Description = "orderLink, consumption, arrears, productChange, agreement, service, churnRisk, specialDay, care, interface" };
        var severity = new Option<string[]>("--severity") { Description = "minor, major, critical" };
        var customer = new Option<string>("--customer") { Description = "Customer number" };
        var find = new Option<string>("--find") { Description = "Part of its line or of the customer's name" };
        var unit = new Option<string>("--unit") { Description = "Of this unit and all below it" };
        var overdue = new Option<bool>("--overdue") { Description = "Only those that should have been handled by now" };
        var open = new Option<bool>("--open") { Description = "Only those that are neither closed nor muted" };
        var limit = new Option<int>("--limit") { Description = "At most so many", DefaultValueFactory = _ => 50 };
        return Verb.OnStores("list", "List warnings, the newest first.", ["warnings list --open", "warnings list --kind consumption --severity major critical --json"], async (parse, output, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            var page = await office.Queries.ListAsync(new WarningFilter
            {
                States = parse.GetValue(state) ?? [], Kinds = parse.GetValue(kind) ?? [], Severities = parse.GetValue(severity) ?? [], CustomerNo = parse.GetValue(customer), Text = parse.GetValue(find),
                Unit = parse.GetValue(unit), Overdue = parse.GetValue(overdue), Open = parse.GetValue(open), Limit = parse.GetValue(limit),
            }, Reach.Everything, ct);
            output.List(page.Items, "None.", ("warning", w => w.WarningId), ("severity", w => w.Severity), ("state", w => w.State), ("what", w => w.Title.Zh), ("customer", w => w.CustomerName ?? w.CustomerNo), ("owner", w => w.Owner),
                ("raised", w => At(w.RaisedAt)), ("due", w => At(w.DueAt)), ("seen", w => $"{w.Seen}"), ("level", w => $"{w.Level}"));
            return page.Items.Count > 0 ? 0 : 1;
        }, state, kind, severity, customer, find, unit, overdue, open, limit);
    }

    private static Command Show()
    {
        var number = Number();
        return Verb.OnStores("show", "One warning: what it saw against which thresholds, and what was done about it.", ["warnings show W0123456789ABCDEF"], async (parse, output, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            if (await office.Queries.ShowAsync(parse.GetValue(number)!, Reach.Everything, ct) is not { } found)
                return Output.Fail($"There is no warning {parse.GetValue(number)}.");
            output.One(found, d =>
            {
                var w = d.Warning;
                Console.WriteLine($"{w.WarningId}  {w.Severity}  {w.State}  {w.Title.Zh}");
                Console.WriteLine($"rule {w.Rule}, customer {w.CustomerNo} {w.CustomerName}, unit {w.OrgUnit}, owner {w.Owner ?? "nobody"}, raised {At(w.RaisedAt)}, due {At(w.DueAt)}, seen {w.Seen} times, level {w.Level}, message {d.Message}");
                foreach (var value in d.Saw.Values)
                    Console.WriteLine($"  {value.Name}: {value.Value.ToString(CultureInfo.InvariantCulture)}{(value.Threshold is { } t ? $" (threshold {t.ToString(CultureInfo.InvariantCulture)})" : "")}");
                foreach (var line in d.Log)
                    Console.WriteLine($"  {At(line.At)}  {line.Who}  {line.What}  {line.Note}");
            });
            return 0;
        }, number);
    }

    private static Command Counts()
    {
        var by = new Option<string>("--by") { Description = "kind, severity, unit, manager, state or month", DefaultValueFactory = _ => "kind" };
        return Verb.OnStores("count", "How many were raised, are open, late, handed up.", ["warnings count --by unit"], async (parse, output, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            if (parse.GetValue(by) is not ("kind" or "severity" or "unit" or "manager" or "state" or "month"))
                return Output.Fail("--by is kind, severity, unit, manager, state or month.", 2);
            output.List(await office.Queries.CountAsync(parse.GetValue(by)!, new WarningFilter(), Reach.Everything, ct), "None.",
                (parse.GetValue(by)!, c => c.Key), ("raised", c => $"{c.Raised}"), ("open", c => $"{c.Open}"), ("overdue", c => $"{c.Overdue}"), ("escalated", c => $"{c.Escalated}"));
            return 0;
        }, by);
    }

    private static Command Rules() => Verb.OnStores("rules", "Rules in force.", ["warnings rules"], async (_, output, stores, ct) =>
    {
        if (Office(stores) is not { } office)
            return NotHere();
        output.List((await office.RulesAsync(ct)).All, "None.", ("rule", r => r.Code), ("version", r => $"{r.Version}"), ("title", r => r.Title.Zh), ("kind", r => CanonicalModel.WireNames.Of(r.Kind)), ("severity", r => CanonicalModel.WireNames.Of(r.Severity)),
            ("on", r => r.Enabled ? "yes" : "no"), ("due", r => $"{r.DueHours} h"), ("thresholds", r => string.Join(", ", r.Values.Select(v => $"{v.Key} {v.Value.Usual}"))));
        return 0;
    });

    private static Command Rule()
    {
        var code = Code();
        return Verb.OnStores("rule", "One rule as JSON, to be edited and given to set-rule.", ["warnings rule consumption-drop > rule.json"], async (parse, _, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            if ((await office.RulesAsync(ct)).Find(parse.GetValue(code)!) is not { } rule)
                return Output.Fail($"There is no rule {parse.GetValue(code)}; hub warnings rules lists them.");
            Console.WriteLine(RuleLibrary.Write(rule));
            return 0;
        }, code);
    }

    private static Command SetRule()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON of the rule; its version is the one that it was made from" };
        return Verb.OnStores("set-rule", "Take a changed rule into force.", ["warnings set-rule rule.json"], async (parse, output, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            return await ReadAsync(parse.GetValue(file), async rule =>
            {
                if (!await office.SetRuleAsync(rule, Environment.UserName, null, ct))
                    return Output.Fail($"{rule.Code} has another version than {rule.Version} by now: take it anew (hub warnings rule {rule.Code}) and change that.");
                output.Said($"{rule.Code}@{rule.Version + 1} is in force.");
                return 0;
            });
        }, file);
    }

    private static Command Try()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON of the rule" };
        var months = new Option<int>("--months") { Description = "Months that have ended, at most 12", DefaultValueFactory = _ => 6 };
        return Verb.OnStores("try", "How many warnings a rule would have raised in the past months, on what the archive has; nothing is written.", ["warnings try rule.json --months 12"], async (parse, output, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            return await ReadAsync(parse.GetValue(file), async rule =>
            {
                var tried = await office.TryAsync(rule, parse.GetValue(months), Reach.Everything, ct);
                output.List(tried.Months, "", ("month", m => m.Month), ("raised", m => $"{m.Raised}"), ("customers", m => $"{m.Customers}"));
                return 0;
            });
        }, file, months);
    }

    private static Command Act(string name, WarningAct act, string says)
    {
        var numbers = new Argument<string[]>("warnings") { Description = "Numbers", Arity = ArgumentArity.OneOrMore };
        var note = new Option<string>("--note") { Description = "What was done, or why; kept for ever", Required = act is WarningAct.Close or WarningAct.Mute or WarningAct.Handle };
        var until = new Option<DateOnly?>("--until") { Description = "Last day of the silence", Required = act == WarningAct.Mute };
        var owner = new Option<string>("--to") { Description = "Staff id", Required = act == WarningAct.Assign };
        Symbol[] symbols = [numbers, note, .. act == WarningAct.Mute ? new Symbol[] { until } : [], .. act == WarningAct.Assign ? new Symbol[] { owner } : []];
        return Verb.OnStores(name, says, [$"warnings {name} W0123456789ABCDEF{(act == WarningAct.Mute ? " --until 2026-12-31" : "")}{(act == WarningAct.Assign ? " --to M0571001" : "")} --note \"已联系客户\""], async (parse, output, stores, ct) =>
        {
            if (Office(stores) is not { } office)
                return NotHere();
            var asked = parse.GetValue(numbers)!;
            var refused = await office.ActAsync(null, asked, act, Environment.UserName, parse.GetValue(note), act == WarningAct.Mute ? parse.GetValue(until) : null, act == WarningAct.Assign ? parse.GetValue(owner) : null, Reach.Everything, null, ct);
            if (refused.Count > 0)
                return Output.Fail(string.Join('\n', refused.Select(r => $"{r.WarningId}: {r.Reason}")));
            output.Said($"{asked.Distinct().Count()} done.");
            return 0;
        }, symbols);
    }

    private static async Task<int> ReadAsync(FileInfo? file, Func<WarningRule, Task<int>> work)
    {
        if (file is not { Exists: true })
            return Output.Fail($"File {file} does not exist.", 2);
        try
        {
            return await work(RuleLibrary.Read(await File.ReadAllTextAsync(file.FullName), file.Name));
        }
        catch (RuleException e)
        {
            return Output.Fail($"{file.Name} has {e.Problems.Count} problem(s):\n" + string.Join('\n', e.Problems.Select(p => $"  {p.Field}: {p.Message}")));
        }
    }

    private static WarningOffice? Office(Stores stores) => stores.Warnings;

    private static int NotHere() => Output.Fail("This hub raises no warnings: hub.yaml has no 'warnings:' section (warnings: {} takes all defaults).");

    private static Argument<string> Number() => new("warning") { Description = "Number" };

    private static Argument<string> Code() => new("rule") { Description = "Code, e.g. consumption-drop" };

    private static string? At(DateTimeOffset? at) => at?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
