using Integration.CanonicalModel;
using Integration.CoreApp.Shared;

namespace Integration.CoreApp.Warnings;

/// <summary>What a working day's look at one customer finds. Pure: the same facts on the same day find the same.</summary>
public sealed class DailyLook(RuleLibrary rules, DateOnly day, WorkingCalendar calendar)
{
    // What falls before the next working day is told today, so that nothing falls into a weekend.
    private readonly DateOnly _next = calendar.WorkingDay(day.AddDays(1));

    // Days: nobody counts further.
    private const int TrendMonths = 3, LongestStuck = 400;

    /// <summary>Those that see the same of a past day now as they did then.</summary>
    public static IReadOnlyList<string> Tryable { get; } =
        ["consumption-drop", "consumption-rise", "consumption-zero", "consumption-falling", "lines-falling", "agreement-ends", "special-day", "care"];

    /// <summary>Months of bills and lines that the look needs.</summary>
    public const int Months = 13;

    /// <summary>The end of a ticket says nothing of its customer.</summary>
    internal static string TicketCause(string ticketNo) => $"ticket:{ticketNo}";

    internal static string StuckCause(string orderNo) => $"stuck:{orderNo}";

    public IEnumerable<Finding> Look(CustomerFacts facts) =>
        [.. Consumption(facts), .. Lines(facts), .. Agreements(facts), .. SpecialDays(facts), .. Care(facts), .. Tickets(facts), .. Orders(facts), .. Churn(facts)];

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

    private IEnumerable<Finding> Lines(CustomerFacts facts)
    {
        if (Rule("lines-falling", facts) is not { } rule)
            yield break;
        var (before, now) = (facts.LinesOn(day.AddMonths(-(int)Math.Clamp(rule.Of("months"), 1, Months - 1))), facts.LinesOn(day));
        if (before >= Math.Max(1, rule.Of("least")) && (before - now) * 100m / before is var percent && percent > 0 && percent >= rule.Of("percent"))
            yield return rule.Found($"lines-falling:{Written.Month(day)}", [], ("before", $"{before}", before, rule.Of("least")), ("now", $"{now}", now, null), ("percent", Written.Whole(percent), percent, rule.Of("percent")));
    }

    private IEnumerable<Finding> Agreements(CustomerFacts facts)
    {
        if (Rule("agreement-ends", facts) is not { } rule)
            yield break;
        foreach (var (no, ends) in facts.Agreements.Where(a => a.EndsOn >= day))
        {
            // The nearest of the three that has come; the earlier ones have been told, or it came too late for them.
            if (new[] { "third", "second", "first" }.FirstOrDefault(n => ends.AddDays(-(int)rule.Of(n)) < _next) is { } due)
                yield return rule.Found($"agreement:{no}:{due}:{Written.Day(ends)}", [], ("agreement", no, 0, null), ("ends", Written.Day(ends), ends.DayNumber - day.DayNumber, rule.Of(due)), ("days", Written.Whole(rule.Of(due)), rule.Of(due), null));
        }
    }

    private IEnumerable<Finding> SpecialDays(CustomerFacts facts)
    {
        if (Rule("special-day", facts) is not { } rule)
            yield break;
        foreach (var (name, date, birthday) in facts.Days)
        {
            var comes = Comes(date);
            if (comes.AddDays(-(int)rule.Of("days")) < _next)
                yield return rule.Found($"special-day:{(birthday ? name + " 生日" : name)}:{Written.Day(comes)}", [], ("name", birthday ? new Word($"{name} 生日", $"{name}'s birthday") : name, 0, null), ("date", Written.Day(comes), comes.DayNumber - day.DayNumber, rule.Of("days")));
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

    private IEnumerable<Finding> Orders(CustomerFacts facts)
    {
        if (Rule("order-stuck", facts) is not { } rule)
            yield break;
        foreach (var (no, movedAt) in facts.Orders)
        {
            var since = calendar.DayOf(movedAt);
            var days = Enumerable.Range(1, Math.Clamp(day.DayNumber - since.DayNumber, 0, LongestStuck)).Count(n => calendar.IsWorkingDay(since.AddDays(n)));
            // A move ends it; one that comes to a stand again is another cause.
            if (days >= rule.Of("days"))
                yield return rule.Found("", [], ("order", no, 0, null), ("since", Written.Day(since), 0, null), ("days", Written.Whole(days), days, rule.Of("days"))) with { Cause = $"{StuckCause(no)}:{Written.Day(since)}", OrderNo = no };
        }
    }

    /// <summary>A sum that anybody can do again: each reason with its points.</summary>
    private IEnumerable<Finding> Churn(CustomerFacts facts)
    {
        if (Rule("churn-risk", facts) is not { } rule)
            yield break;
        var reasons = ChurnScore.Of(facts, Trend(facts), facts.FenByMonth.TryGetValue(Written.Month(Ended), out var fen) ? fen : null, day);
        var score = reasons.Sum(r => r.Points);
        if (score >= rule.Of("score"))
            yield return rule.Found($"churn-risk:{Written.Month(day)}", Series(facts),
                [("score", Written.Whole(score), score, rule.Of("score")), ("reasons", new Word(string.Join("；", reasons.Select(r => $"{r.Words.Zh} {r.Points}")), string.Join("; ", reasons.Select(r => $"{r.Words.En} {r.Points}"))), 0, null),
                    .. reasons.Select(r => (r.Code, (Word)Written.Whole(r.Points), (decimal)r.Points, (decimal?)null))]);
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
    public Finding Found(string cause, IReadOnlyList<SawPoint> series, params (string Name, Word Word, decimal Figure, decimal? Threshold)[] seen) => new(Rule, $"{Customer.CustomerNo}:{cause}", Customer,
        new Saw(seen.ToDictionary(s => s.Name, s => s.Word.Zh), [.. seen.Where(s => s.Figure != 0 || s.Threshold is not null).Select(s => new SawValue(s.Name, Math.Round(s.Figure, 2), s.Threshold))], series)
        {
            ArgsEn = seen.Any(s => s.Word.En is not null) ? seen.Where(s => s.Word.En is not null).ToDictionary(s => s.Name, s => s.Word.En!) : null,
        });
}
