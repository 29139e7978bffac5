using System.CommandLine;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Alerts;

namespace Integration.Hub.Host.Cli;

/// <summary>Alerts: what is the matter, who knows of it, and when they are raised.</summary>
public static class AlertVerbs
{
    public static Command Make()
    {
        var alerts = new Command("alerts", "What is the matter, and who knows of it.");
        foreach (var verb in new[] { List(), Show(), Acknowledge(), Silence(), Rules(), Rule() })
            alerts.Subcommands.Add(verb);
        return alerts;
    }

    private static Command List()
    {
        var ended = new Option<bool>("--ended") { Description = "Those that are over, too" };
        return Verb.OnStores("list", "Alerts, the newest first.", ["alerts list", "alerts list --ended --json"], async (parse, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            output.List(await desk.Alerts.ListAsync(parse.GetValue(ended) ? null : "standing", null, 200, ct), "Nothing is the matter.", ("alert", a => a.Id), ("severity", a => a.Severity.ToString().ToLowerInvariant()), ("rule", a => a.Rule), ("of", a => a.Subject),
                ("since", a => Output.Age(a.RaisedAt, stores.Time)), ("ended", a => a.EndedAt is null ? "" : Output.Age(a.EndedAt, stores.Time)), ("taken by", a => a.AcknowledgedBy), ("silent until", a => a.SilentUntil?.ToLocalTime().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)), ("what", a => a.Words));
            return 0;
        }, ended);
    }

    private static Command Show()
    {
        var alert = Id();
        return Verb.OnStores("show", "One alert.", ["alerts show 01a2…"], async (parse, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            if (await desk.Alerts.FindAsync(parse.GetValue(alert)!, ct) is not { } found)
                return Output.Fail($"There is no alert '{parse.GetValue(alert)}'.");
            output.One(found, a => Console.WriteLine($"{a.Severity} {a.Rule} of {a.Subject}\n  {a.Words}\n  raised {a.RaisedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}{(a.EndedAt is { } e ? $", ended {e.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : "")}{(a.AcknowledgedBy is { } by ? $", taken by {by}: {a.Note}" : "")}{(Runbook.Find(a.Rule) is { } s ? $"\n  {s.Means}\n  do: {s.Do}\n  ends: {s.Ends}\n  hub runbook {s.Code}" : "")}"));
            return 0;
        }, alert);
    }

    private static Command Acknowledge()
    {
        var (alert, note) = (Id(), new Option<string?>("--note") { Description = "What is being done" });
        return Verb.OnStores("acknowledge", "Say that somebody looks after it.", ["alerts acknowledge 01a2… --note \"calling billing\""], async (parse, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            var (me, id) = (RepairVerbs.Me().Name, parse.GetValue(alert)!);
            var taken = await desk.Alerts.AcknowledgeAsync(id, me, parse.GetValue(note), (c, t, cancel) => stores.CoreApp.Audit("cli").WriteAsync(c, t, me, "alert.acknowledge", id, null, new { note = parse.GetValue(note) }, cancel), ct);
            if (taken is null)
                return Output.Fail($"There is no alert '{id}'.");
            output.Said($"{taken.AcknowledgedBy} looks after it.", taken);
            return 0;
        }, alert, note);
    }

    private static Command Silence()
    {
        var (alert, hours) = (Id(), new Option<int>("--hours") { Description = "For so long", DefaultValueFactory = _ => 1 });
        var reason = new Option<string>("--reason") { Description = "Why; kept in the audit log", Required = true };
        return Verb.OnStores("silence", "Tell nobody of this cause for a while.", ["alerts silence 01a2… --hours 4 --reason \"known, repaired tonight\""], async (parse, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            var (me, id, until) = (RepairVerbs.Me().Name, parse.GetValue(alert)!, stores.Time.GetUtcNow().AddHours(Math.Clamp(parse.GetValue(hours), 1, 720)));
            var silent = await desk.Alerts.SilenceAsync(id, me, until, parse.GetValue(reason)!, (c, t, cancel) => stores.CoreApp.Audit("cli").WriteAsync(c, t, me, "alert.silence", id, null, new { until, reason = parse.GetValue(reason) }, cancel), ct);
            if (silent is null)
                return Output.Fail($"There is no alert '{id}'.");
            output.Said($"Silent until {until.ToLocalTime():yyyy-MM-dd HH:mm}.", silent);
            return 0;
        }, alert, hours, reason);
    }

    private static Command Rules() => Verb.OnStores("rules", "When alerts are raised.", ["alerts rules"], async (_, output, stores, ct) =>
    {
        using var desk = stores.Desk(() => stores.Config);
        output.List(await desk.Alerts.RulesAsync(ct), "", ("rule", r => r.Code), ("on", r => r.Enabled ? "yes" : "no"), ("severity", r => r.Severity.ToString().ToLowerInvariant()), ("threshold", r => N(r.Threshold)), ("for", r => r.For.ToString("c", CultureInfo.InvariantCulture)),
            ("interfaces", r => r.Interfaces.Count == 0 ? "all" : string.Join(", ", r.Interfaces)), ("changed by", r => r.ChangedBy));
        return 0;
    });

    private static Command Rule()
    {
        var rule = new Command("rule", "One rule.");
        rule.Subcommands.Add(Set());
        return rule;
    }

    private static Command Set()
    {
        var code = new Argument<string>("code") { Description = "From hub alerts rules, e.g. queueDepth" };
        var on = new Option<bool?>("--on") { Description = "true or false" };
        var severity = new Option<Severity?>("--severity") { Description = "minor, major or critical" };
        var threshold = new Option<long?>("--threshold") { Description = "So many" };
        var lasts = new Option<TimeSpan?>("--for") { Description = "So long, e.g. 00:05:00" };
        var interfaces = new Option<string[]?>("--if") { Description = "For these interfaces alone; all: for every one", AllowMultipleArgumentsPerToken = true };
        return Verb.OnStores("set", "Change when an alert is raised; what is left out stays.", ["alerts rule set queueDepth --threshold 50000", "alerts rule set noTraffic --on true --if BIL-3 --for 02:00:00"], async (parse, output, stores, ct) =>
        {
            using var desk = stores.Desk(() => stores.Config);
            var name = parse.GetValue(code)!;
            if ((await desk.Alerts.RulesAsync(ct)).FirstOrDefault(r => r.Code == name) is not { } before)
                return Output.Fail($"There is no rule '{name}'; hub alerts rules lists them.");
            if (parse.GetValue(threshold) is < 0 || parse.GetValue(lasts) is { } span && (span < TimeSpan.Zero || span > TimeSpan.FromDays(366)))
                return Output.Fail("--threshold and --for are not negative, and --for at most 366 days.", 2);
            var after = before with
            {
                Enabled = parse.GetValue(on) ?? before.Enabled, Severity = parse.GetValue(severity) ?? before.Severity, Threshold = parse.GetValue(threshold) ?? before.Threshold, For = parse.GetValue(lasts) ?? before.For,
                Interfaces = parse.GetValue(interfaces) is { Length: > 0 } named ? named is ["all"] ? [] : [.. named.Distinct()] : before.Interfaces,
            };
            var me = RepairVerbs.Me().Name;
            if (!await desk.Alerts.PutRuleAsync(after, me, (c, t, cancel) => stores.CoreApp.Audit("cli").WriteAsync(c, t, me, "alert-rule.edit", name, before, after, cancel), ct))
                return Output.Fail("Somebody changed the rule meanwhile; look at it again with hub alerts rules.");
            output.Said($"{name} is changed.", after);
            return 0;
        }, code, on, severity, threshold, lasts, interfaces);
    }

    private static Argument<string> Id() => new("alert") { Description = "Id from hub alerts list" };

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
