using Integration.CanonicalModel;
using Integration.CoreApp.Shared;

namespace Integration.CoreApp.Warnings;

/// <summary>What a working day's look at one customer finds. Pure: the same facts on the same day find the same.</summary>
/// <param name="next">The next working day: what falls before it is told today, so that nothing falls into a weekend.</param>
public sealed class DailyLook(RuleLibrary rules, DateOnly day, DateOnly next)
{
    private const int TrendMonths = 3;

    /// <summary>Those that see the same of a past day now as they did then.</summary>
    public static IReadOnlyList<string> Tryable { get; } =
        ["consumption-drop", "consumption-rise", "consumption-zero", "consumption-falling", "agreement-ends", "special-day", "care"];

    /// <summary>Months of bills that the look needs.</summary>
    public const int Months = 13;

    /// <summary>The end of a ticket says nothing of its customer.</summary>
    internal static string TicketCause(string ticketNo) => $"ticket:{ticketNo}";

    public IEnumerable<Finding> Look(CustomerFacts facts) =>
        [.. Consumption(facts), .. Agreements(facts), .. SpecialDays(facts), .. Care(facts), .. Tickets(facts), .. Churn(facts)];

    // The month that has ended: a running one has no bill yet.
    private DateOnly Ended => new DateOnly(day.Year, day.Month, 1).AddMonths(-1);

    private IEnumerable<Finding> Consumption(CustomerFacts facts)
    {
        var month = Written.Month(Ended);
        if (Trend(facts) is not { } trend || trend <= 0)
            yield break;
        if (!facts.FenByMonth.TryGetValue(month, out var fen) || fen == 0)
        {
            if (Rule("consumption-zero", facts) is { } zero && trend >= zero.Of("leastFen") && (facts.FenByMonth.ContainsKey(month) || day.Day >= zero.Of("fromDay")))
                yield return zero.Found($"consumption-zero:{month}", Series(facts), ("month", month, 0, null), ("trend", Written.Yuan(trend), trend, zero.Of("leastFen")));
            yield break;
        }
        var percent = (fen - trend) * 100 / trend;
        if (Rule("consumption-drop", facts) is { } drop && percent < 0 && -percent >= drop.Of("percent") && trend >= drop.Of("leastFen"))
            yield return Moved(drop, month, fen, trend, -percent, facts);
        if (Rule("consumption-rise", facts) is { } rise && percent >= rise.Of("percent") && fen >= rise.Of("leastFen"))
            yield return Moved(rise, month, fen, trend, percent, facts);
        if (Rule("consumption-falling", facts) is { } falling && Falling(facts) is { } share && share >= falling.Of("percent"))
            yield return falling.Found($"consumption-falling:{month}", Series(facts), ("month", month, fen, null), ("percent", Written.Whole(share), share, falling.Of("percent")));
    }

    private static Finding Moved(InForce rule, string month, long fen, decimal trend, decimal percent, CustomerFacts facts) => rule.Found($"{rule.Rule.Code}:{month}", Series(facts),
        ("month", month, fen, null), ("amount", Written.Yuan(fen), fen, null), ("trend", Written.Yuan(trend), trend, null), ("percent", Written.Whole(percent), percent, rule.Of("percent")));

    private decimal? Trend(CustomerFacts facts)
    {
        var before = Enumerable.Range(1, TrendMonths).Select(n => facts.FenByMonth.TryGetValue(Written.Month(Ended.AddMonths(-n)), out var fen) ? fen : (long?)null).ToList();
        return before.All(b => b is not null) ? before.Sum(b => (decimal)b!.Value) / TrendMonths : null;
    }

    private decimal? Falling(CustomerFacts facts)
    {
        var four = Enumerable.Range(0, TrendMonths + 1).Select(n => facts.FenByMonth.TryGetValue(Written.Month(Ended.AddMonths(-n)), out var fen) ? fen : (long?)null).ToList();
        return four.All(f => f is not null) && four.Zip(four.Skip(1)).All(p => p.First < p.Second) ? (four[^1] - four[0]) * 100m / four[^1] : null;
    }

    private IEnumerable<Finding> Agreements(CustomerFacts facts)
    {
        if (Rule("agreement-ends", facts) is not { } rule)
            yield break;
        foreach (var (no, ends) in facts.Agreements.Where(a => a.EndsOn >= day))
        {
            // The nearest of the three that has come; the earlier ones have been told, or it came too late for them.
            if (new[] { "third", "second", "first" }.FirstOrDefault(n => ends.AddDays(-(int)rule.Of(n)) < next) is { } due)
                yield return rule.Found($"agreement:{no}:{due}:{Written.Day(ends)}", [], ("agreement", no, 0, null), ("ends", Written.Day(ends), ends.DayNumber - day.DayNumber, rule.Of(due)), ("days", Written.Whole(rule.Of(due)), rule.Of(due), null));
        }
    }

    private IEnumerable<Finding> SpecialDays(CustomerFacts facts)
    {
        if (Rule("special-day", facts) is not { } rule)
            yield break;
        foreach (var (name, date) in facts.Days)
        {
            var comes = Comes(date);
            if (comes.AddDays(-(int)rule.Of("days")) < next)
                yield return rule.Found($"special-day:{name}:{Written.Day(comes)}", [], ("name", name, 0, null), ("date", Written.Day(comes), comes.DayNumber - day.DayNumber, rule.Of("days")));
        }
    }

    // Of 29 February the day after, in years that have none.
    private DateOnly Comes(DateOnly date)
    {
        var inYear = (int year) => DateTime.IsLeapYear(year) || date is not { Month: 2, Day: 29 } ? new DateOnly(year, date.Month, date.Day) : new DateOnly(year, 3, 1);
        return inYear(day.Year) >= day ? inYear(day.Year) : inYear(day.Year + 1);
    }

    private IEnumerable<Finding> Care(CustomerFacts facts)
    {
        // Of somebody who was never visited, the time counts from the first bill that is known.
        var since = facts.Visits.Where(v => v <= day).Select(v => (DateOnly?)v).Max() ?? (facts.FenByMonth.Keys.Min() is { } first ? DateOnly.ParseExact(first + "-01", "yyyy-MM-dd", null) : null);
        if (Rule("care", facts) is { } rule && since is { } from && day.DayNumber - from.DayNumber is var days && days >= rule.Of("days"))
            yield return rule.Found($"care:{Written.Day(from)}", [], ("days", Written.Whole(days), days, rule.Of("days")));
    }

    private IEnumerable<Finding> Tickets(CustomerFacts facts) => Rule("ticket-late", facts) is { } rule
        ? facts.LateTickets.Select(t => rule.Found("", [], ("ticket", t.TicketNo, 0, null), ("promised", t.Promised.ToString("yyyy-MM-dd HH:mm", null), 0, null)) with { Cause = TicketCause(t.TicketNo) })
        : [];

    /// <summary>A sum that anybody can do again: each reason with its points.</summary>
    private IEnumerable<Finding> Churn(CustomerFacts facts)
    {
        if (Rule("churn-risk", facts) is not { } rule)
            yield break;
        var reasons = ChurnScore.Of(facts, Trend(facts), facts.FenByMonth.TryGetValue(Written.Month(Ended), out var fen) ? fen : null, day);
        var score = reasons.Sum(r => r.Points);
        if (score >= rule.Of("score"))
            yield return rule.Found($"churn-risk:{Written.Month(day)}", Series(facts),
                [("score", Written.Whole(score), score, rule.Of("score")), ("reasons", string.Join("；", reasons.Select(r => $"{r.Words} {r.Points}")), 0, null), .. reasons.Select(r => (r.Code, Written.Whole(r.Points), (decimal)r.Points, (decimal?)null))]);
    }

    private static List<SawPoint> Series(CustomerFacts facts) => [.. facts.FenByMonth.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new SawPoint(m.Key, m.Value))];

    private InForce? Rule(string code, CustomerFacts facts) => rules.InForce(code) is { } rule ? new InForce(rule, facts.Customer) : null;
}

/// <summary>A rule as it holds for one customer.</summary>
internal sealed record InForce(WarningRule Rule, WatchedCustomer Customer)
{
    public decimal Of(string name) => Rule.Value(name, Customer.Level, Customer.OrgUnit);

    /// <param name="cause">Within the customer.</param>
    /// <param name="seen">Name, word, figure (0 without threshold: none) and its threshold.</param>
    public Finding Found(string cause, IReadOnlyList<SawPoint> series, params (string Name, string Word, decimal Figure, decimal? Threshold)[] seen) => new(Rule, $"{Customer.CustomerNo}:{cause}", Customer, new Saw(
        seen.ToDictionary(s => s.Name, s => s.Word), [.. seen.Where(s => s.Figure != 0 || s.Threshold is not null).Select(s => new SawValue(s.Name, Math.Round(s.Figure, 2), s.Threshold))], series));
}
