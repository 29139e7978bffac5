using Integration.CoreApp.Shared;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>How an order will probably go on, from what is known of its steps. Pure.</summary>
/// <param name="ExpectedAt">Probable end; null: it is over, goes back or is held.</param>
/// <param name="Deadline">When it should be over: the day that the customer wants, else when all its steps have used up their time.</param>
/// <param name="LateFrom">From when on the order is predicted late if nothing moves until then; null: it is not judged.</param>
/// <param name="Steps">Probable begin and end of those that are not over.</param>
/// <param name="LookAt">From when on it is no longer true, if nothing moves until then; null: time does not change it.</param>
public sealed record Forecast(
    DateTimeOffset? ExpectedAt, DateTimeOffset Deadline, DateTimeOffset? LateFrom, IReadOnlyDictionary<string, (DateTimeOffset Start, DateTimeOffset End)> Steps, DateTimeOffset? LookAt = null)
{
    // What has taken longer than usual ends "now" whenever one looks: so often is looked.
    private static readonly TimeSpan Again = TimeSpan.FromHours(2);

    public bool IsLate(DateTimeOffset now) => LateFrom <= now;

    /// <param name="usual">Working time that a step mostly takes; null: nobody knows yet, and its SLA counts.</param>
    public static Forecast Of(OrderRun run, DateTimeOffset orderedAt, DateOnly? requestedOn, Func<PlannedStep, TimeSpan?> usual, WorkingCalendar calendar, DateTimeOffset now)
    {
        var steps = OrderPlan.InOrder(run.Steps.Values).Where(s => s.State is not (StepState.Undone or StepState.Cancelled)).ToList();
        var deadline = requestedOn is { } day ? calendar.EndOf(day) : calendar.Add(orderedAt, Longest(steps, s => Sla(s.Plan)));
        if (run.IsOver || run.State is not (ProductOrderState.InProgress or ProductOrderState.Acknowledged))
            return new Forecast(null, deadline, null, new Dictionary<string, (DateTimeOffset, DateTimeOffset)>());
        TimeSpan Takes(RunningStep s) => usual(s.Plan) ?? Sla(s.Plan);
        var ahead = Ahead(steps, orderedAt, Takes, calendar, now);
        var expected = ahead.Count == 0 ? now : ahead.Values.Max(a => a.End);
        var late = expected > deadline ? now : LatestStart(steps, deadline, Takes, calendar);
        var changes = steps.Where(s => s.State != StepState.Waiting && ahead.ContainsKey(s.Key)).Select(s => ahead[s.Key].End).Append(late).ToList();
        var overdue = steps.Exists(s => s.State != StepState.Waiting && ahead.TryGetValue(s.Key, out var a) && a.End <= now);
        var look = changes.Where(c => c > now).Select(c => (DateTimeOffset?)c).Min();
        return new Forecast(expected, deadline, late, ahead, look is { } && !overdue ? look : Earlier(look, calendar.Add(now, Again)));
    }

    /// <summary>Working time along the longest way through steps that have not begun.</summary>
    public static TimeSpan Longest(IEnumerable<PlannedStep> plan, Func<PlannedStep, TimeSpan> takes) =>
        Longest([.. OrderPlan.InOrder(plan.Select(p => new RunningStep { Plan = p, State = StepState.Waiting }))], s => takes(s.Plan));

    public static TimeSpan Sla(PlannedStep step) => TimeSpan.FromHours(step.Step.SlaHours);

    private static TimeSpan Longest(List<RunningStep> inOrder, Func<RunningStep, TimeSpan> takes)
    {
        var until = new Dictionary<string, TimeSpan>();
        foreach (var step in inOrder)
            until[step.Key] = step.Plan.After.Select(a => until.GetValueOrDefault(a)).DefaultIfEmpty().Max() + takes(step);
        return until.Values.DefaultIfEmpty().Max();
    }

    private static Dictionary<string, (DateTimeOffset Start, DateTimeOffset End)> Ahead(
        List<RunningStep> inOrder, DateTimeOffset orderedAt, Func<RunningStep, TimeSpan> takes, WorkingCalendar calendar, DateTimeOffset now)
    {
        var ends = new Dictionary<string, DateTimeOffset>();
        var ahead = new Dictionary<string, (DateTimeOffset Start, DateTimeOffset End)>();
        foreach (var step in inOrder)
        {
            if (step.LetsOthersBegin)
            {
                ends[step.Key] = step.EndedAt ?? orderedAt;
                continue;
            }

            var start = step.State == StepState.Waiting ? Later(now, step.Plan.After.Select(a => ends.GetValueOrDefault(a, now)).DefaultIfEmpty(now).Max()) : step.StartedAt ?? now;
            // One that has taken longer than usual ends now at the earliest.
            var end = Later(now, calendar.Add(start, takes(step)));
            ahead[step.Key] = (start, end);
            ends[step.Key] = end;
        }

        return ahead;
    }

    // Each step under way must end early enough for what is built on it.
    private static DateTimeOffset LatestStart(List<RunningStep> inOrder, DateTimeOffset deadline, Func<RunningStep, TimeSpan> takes, WorkingCalendar calendar)
    {
        var rest = inOrder.ToDictionary(s => s.Key, _ => TimeSpan.Zero);
        foreach (var step in Enumerable.Reverse(inOrder).Where(s => s.State == StepState.Waiting))
        {
            foreach (var before in step.Plan.After.Where(rest.ContainsKey))
                rest[before] = rest[before] > rest[step.Key] + takes(step) ? rest[before] : rest[step.Key] + takes(step);
        }

        var longest = inOrder.Where(s => !s.LetsOthersBegin && s.State != StepState.Waiting).Select(s => rest[s.Key]).DefaultIfEmpty().Max();
        return calendar.Before(deadline, longest);
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
