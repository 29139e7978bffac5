using System.CommandLine;
using System.Globalization;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.Operations.Figures;

namespace Integration.Hub.Host.Cli;

/// <summary>Watching: figures, map, alerts.</summary>
public static class WatchVerbs
{
    public static IEnumerable<Command> All() => [Figures(), Alerts()];

    private static Command Figures()
    {
        var @interface = new Option<string?>("--if") { Description = "Interface or part, e.g. BIL-1; all where it is left out" };
        var step = new Option<string>("--step") { Description = "minute, hour or day", DefaultValueFactory = _ => "hour" };
        var hours = new Option<int>("--hours") { Description = "Of the last so many hours", DefaultValueFactory = _ => 24 };
        return Verb.OnStores("figures", "Throughput, errors, times and depth per interface.", ["figures", "figures --if BIL-1 --step minute --hours 1", "figures --step day --hours 720 --json"],
            async (parse, output, stores, ct) =>
            {
                if (!FigureBook.Steps.Contains(parse.GetValue(step)!))
                    return Output.Fail($"--step: '{parse.GetValue(step)}' is none of {string.Join(", ", FigureBook.Steps)}.", 2);
                using var desk = stores.Desk(() => stores.Config);
                var to = stores.Time.GetUtcNow().AddSeconds(1);
                var figures = await desk.Figures.ReadAsync(new FigureQuery(parse.GetValue(@interface), to.AddHours(-Math.Max(1, parse.GetValue(hours))), to, parse.GetValue(step)!), ct);
                output.List([.. figures.Select(f => new Shown(f))], "Nothing was counted in that time.", ("from", r => r.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("interface", r => r.Interface),
                    ("received", r => N(r.Received)), ("repeated", r => N(r.Repeated)), ("refused", r => N(r.Refused)), ("sent", r => N(r.Sent)), ("failed", r => N(r.Failed)), ("parked", r => N(r.Parked)), ("depth", r => N(r.Depth)),
                    ("p50 ms", r => r.P50Ms), ("p95 ms", r => r.P95Ms), ("p99 ms", r => r.P99Ms));
                return 0;
            }, @interface, step, hours);
    }

    private static Command Alerts()
    {
        var alerts = new Command("alerts", "What is the matter, and who knows of it.");
        foreach (var verb in new[] { List(), Show(), Acknowledge(), Silence(), Rules() })
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
            output.One(found, a => Console.WriteLine($"{a.Severity} {a.Rule} of {a.Subject}\n  {a.Words}\n  raised {a.RaisedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}{(a.EndedAt is { } e ? $", ended {e.ToLocalTime():yyyy-MM-dd HH:mm:ss}" : "")}{(a.AcknowledgedBy is { } by ? $", taken by {by}: {a.Note}" : "")}"));
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

    private static Command Rules() => Verb.OnStores("rules", "When alerts are raised; an administrator changes it in the console.", ["alerts rules"], async (_, output, stores, ct) =>
    {
        using var desk = stores.Desk(() => stores.Config);
        output.List(await desk.Alerts.RulesAsync(ct), "", ("rule", r => r.Code), ("on", r => r.Enabled ? "yes" : "no"), ("severity", r => r.Severity.ToString().ToLowerInvariant()), ("threshold", r => N(r.Threshold)), ("for", r => r.For.ToString("c", CultureInfo.InvariantCulture)),
            ("interfaces", r => r.Interfaces.Count == 0 ? "all" : string.Join(", ", r.Interfaces)), ("changed by", r => r.ChangedBy));
        return 0;
    });

    private static Argument<string> Id() => new("alert") { Description = "Id from hub alerts list" };

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Shown(Figure f)
    {
        public DateTimeOffset At => f.At;

        public string Interface => f.Interface;

        public long Received => f[Measure.Received];

        public long Repeated => f[Measure.Repeated];

        public long Refused => f[Measure.Refused];

        public long Sent => f[Measure.Sent];

        public long Failed => f[Measure.Failed];

        public long Parked => f[Measure.Parked];

        public long Depth => f[Measure.Depth];

        public string? P50Ms => Ms(0.5);

        public string? P95Ms => Ms(0.95);

        public string? P99Ms => Ms(0.99);

        private string? Ms(double share) => f.Percentile(share)?.ToString("0.#", CultureInfo.InvariantCulture);
    }
}
