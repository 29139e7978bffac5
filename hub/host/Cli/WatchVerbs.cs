using System.CommandLine;
using System.Globalization;
using Integration.Hub.Operations.Map;
using Integration.Hub.Operations.Figures;

namespace Integration.Hub.Host.Cli;

/// <summary>Watching: figures, map, runbook.</summary>
public static class WatchVerbs
{
    public static IEnumerable<Command> All() => [Figures(), Map(), AlertVerbs.Make(), Runbook()];

    private static Command Figures()
    {
        var @interface = new Option<string?>("--if") { Description = "Interface or part, e.g. BIL-1; all where it is left out" };
        var step = new Option<string>("--step") { Description = "minute, hour or day", DefaultValueFactory = _ => "hour" };
        var hours = new Option<int>("--hours") { Description = "Of the last so many hours", DefaultValueFactory = _ => 24 };
        var figures = Verb.OnStores("figures", "Throughput, errors, times and depth per interface.", ["figures", "figures --if BIL-1 --step minute --hours 1", "figures --step day --hours 720 --json"],
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
        foreach (var verb in new[] { CapacityVerbs.Capacity(), CapacityVerbs.Reconciliations() })
            figures.Subcommands.Add(verb);
        return figures;
    }

    private static Command Map() => Verb.OnStores("map", "The flow map: every interface in one word, the worst that is true of it, and why.", ["map", "map --json"], async (_, output, stores, ct) =>
    {
        using var desk = stores.Desk(() => stores.Config);
        var map = await desk.Map.LookAsync(ct);
        if (output.Json)
        {
            output.One(map, _ => { });
            return 0;
        }
        output.List([.. map.Links.OrderByDescending(l => l.State).ThenBy(l => l.Interface, StringComparer.Ordinal)], "Nothing is configured.",
            ("interface", l => l.Interface), ("from", l => l.From), ("to", l => l.To), ("state", l => char.ToLowerInvariant(l.State.ToString()[0]) + l.State.ToString()[1..]), ("per min", l => l.RatePerMinute.ToString("0.#", CultureInfo.InvariantCulture)),
            ("errors", l => l.ErrorsPerMinute.ToString("0.#", CultureInfo.InvariantCulture)), ("waiting", l => N(l.Depth)), ("parked", l => N(l.Parked)), ("oldest", l => Output.Age(l.OldestAt, stores.Time)), ("why", l => l.Why));
        foreach (var dead in map.DeadLetters.DistinctBy(d => d.Address))
            Console.WriteLine($"{N(dead.Messages)} dead letters in {dead.Address}");
        return 0;
    });

    private static Command Runbook()
    {
        var section = new Argument<string?>("section") { Description = "Rule of an alert, suggestion of a failure, or fault; all where it is left out", Arity = ArgumentArity.ZeroOrOne };
        return Verb.Make("runbook", "What to do about an alert, a kind of failure, a fault of another system.", ["runbook", "runbook circuitOpen"], (parse, output, _) =>
        {
            if (parse.GetValue(section) is not { } code)
            {
                output.List(Operations.Runbook.Sections, "", ("section", s => s.Code), ("title", s => s.Title), ("do", s => s.Do));
                return Task.FromResult(0);
            }
            if (Operations.Runbook.Find(code) is not { } found)
                return Task.FromResult(Output.Fail($"The runbook has no section '{code}'; hub runbook lists them."));
            output.One(found, s => Console.WriteLine($"{s.Code}: {s.Title}\n  Seen:  {s.Seen}\n  Means: {s.Means}\n  Safe:  {s.Safe}\n  Do:    {s.Do}\n  Ends:  {s.Ends}"));
            return Task.FromResult(0);
        }, section);
    }

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
