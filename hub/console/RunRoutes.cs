using System.Globalization;
using Integration.Hub.Access;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <param name="To">Absent: wherever the message is parked.</param>
public sealed record RunTargetBody(string? Message, string? To);

/// <param name="Steps">Absent: 1, 10, 100 and so on by 100; empty: all without waiting.</param>
public sealed record RunRequest(
    string? RequestId, string? Group, string? Q, IReadOnlyList<RunTargetBody>? Ids, IReadOnlyList<int>? Steps, int? Rate, double? StopAbove, string? Mapping, string? Reason);

/// <param name="Step">The step that is not to be waited for; absent: the present one.</param>
public sealed record NextRequest(int? Step);

/// <param name="Count">How many were named.</param>
public sealed record RunSubject(string? Group, string? Q, int? Count);

/// <param name="StepSize">Absent: all.</param>
/// <param name="Why">A code, where it stopped by itself or had nothing to do.</param>
public sealed record RunAnswer(
    string Run, string Kind, string By, string Via, DateTimeOffset At, RunSubject What, string State, string? Why, int Step, long? StepSize, long StepGone, long StepEnded, long StepFailed, IReadOnlyList<int> Steps,
    long Planned, long Gone, long UnderWay, long Delivered, long FailedAgain, long Otherwise, long PassedOver, long TakenBack, long Left, int? Rate, double? StopAbove, string? Mapping, string? Reason, DateTimeOffset? EndedAt)
{
    public static RunAnswer Of(RepairRun r) => new(
        r.Id.ToString(), Codes.Of(r.Wish.Kind), r.By.Name, r.By.Via, r.MadeAt, new RunSubject(r.Wish.Choice.Group, r.Wish.Choice.Query, r.Wish.Choice.Ids?.Count), Codes.Of(r.State), r.Why,
        r.Step, r.Wish.Steps.Count == 0 ? null : r.StepSize, r.StepGone, r.StepEnded, r.StepFailed, r.Wish.Steps,
        r.Planned, r.Gone, r.Open, r.Delivered, r.FailedAgain, r.Otherwise, r.PassedOver, r.TakenBack, r.Left, r.Wish.Rate, r.Wish.StopAbove, r.Wish.Mapping, r.Wish.Reason, r.EndedAt);
}

public sealed record RunAnswers(IReadOnlyList<RunAnswer> Items, string? Next);

/// <summary>Runs; see hub/console/api.md.</summary>
internal static class RunRoutes
{
    private const int MostSteps = 20, MostInStep = 1_000_000, FastestRate = 10_000, MostNamed = 1000;
    private static readonly int[] UsualSteps = [1, 10, 100];

    public static void MapRuns(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapPost("/ops/api/runs", async (RunRequest body, Visitor visitor, CancellationToken cancel) =>
        {
            var wish = await AllowedAsync(parts, Wish(body), visitor, cancel);
            if (wish.Mapping is { } mapping && !parts.IsMapping(mapping))
                throw Problems.Refused("mapping.unknown", $"there is no outbound mapping {mapping}");
            var run = await parts.Runs.StartRunAsync(wish, visitor.Actor, cancel) ?? throw Problems.NotFound($"group {wish.Choice.Group}");
            return Results.Created($"/ops/api/runs/{run.Id}", RunAnswer.Of(run));
        }).Needs(Rights.RepairMessages);
        routes.MapGet("/ops/api/runs", async (string? state, string? group, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            var unfinished = !string.IsNullOrEmpty(state) && Input.OneOf("state", state, ["all", "unfinished"]) == "unfinished";
            Guid? below = string.IsNullOrEmpty(after) ? null : Guid.TryParse(after, out var id) ? id : throw Problems.Invalid("after", "badFormat");
            var most = Input.Limit(limit);
            var runs = await parts.Runs.RunsAsync(new RunQuery(unfinished, string.IsNullOrEmpty(group) ? null : group, below, most + 1), cancel);
            var seen = new List<RunAnswer>();
            foreach (var run in runs.Take(most))
            {
                if (await SeesAsync(parts, run, Rights.SeeMessages, visitor, cancel))
                    seen.Add(RunAnswer.Of(run));
            }
            return new RunAnswers(seen, runs.Count > most ? runs[most - 1].Id.ToString() : null);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/runs/{run}", async (string run, Visitor visitor, CancellationToken cancel) => RunAnswer.Of(await FindAsync(parts, run, Rights.SeeMessages, visitor, cancel))).Needs(Rights.SeeMessages);
        MapChange(routes, parts, "pause", new RunChange.Pause());
        MapChange(routes, parts, "go-on", new RunChange.GoOn());
        MapChange(routes, parts, "cancel", new RunChange.Cancel());
        routes.MapPost("/ops/api/runs/{run}/next", async (string run, NextRequest body, Visitor visitor, CancellationToken cancel) =>
            await ChangeAsync(parts, run, new RunChange.Next(body.Step), visitor, cancel)).Needs(Rights.RepairMessages);
    }

    private static void MapChange(IEndpointRouteBuilder routes, ConsoleParts parts, string name, RunChange change) =>
        routes.MapPost($"/ops/api/runs/{{run}}/{name}", async (string run, Visitor visitor, CancellationToken cancel) => await ChangeAsync(parts, run, change, visitor, cancel)).Needs(Rights.RepairMessages);

    private static async Task<RunAnswer> ChangeAsync(ConsoleParts parts, string run, RunChange change, Visitor visitor, CancellationToken cancel)
    {
        var found = await FindAsync(parts, run, Rights.RepairMessages, visitor, cancel);
        return RunAnswer.Of(await parts.Runs.ChangeRunAsync(found.Id, change, visitor.Actor, cancel) ?? throw Problems.NotFound($"run {run}"));
    }

    private static async Task<RepairRun> FindAsync(ConsoleParts parts, string run, string right, Visitor visitor, CancellationToken cancel) =>
        await parts.Runs.FindRunAsync(Id(run), cancel) is { } found && await SeesAsync(parts, found, right, visitor, cancel) ? found : throw Problems.NotFound($"run {run}");

    // One's own; and of a group, who has the right for its system. What another one's search found may be of any system.
    private static async Task<bool> SeesAsync(ConsoleParts parts, RepairRun run, string right, Visitor visitor, CancellationToken cancel) =>
        visitor.Scope(right).All || run.By.Name == visitor.Person.Name
        || (run.Wish.Choice.Group is { } group && await parts.Failures.GroupAsync(group, cancel) is { } of && visitor.Scope(right).Sees(parts.SystemOfSubscriber(of.Subscriber)));

    // A search is narrowed to the receivers that the visitor may repair; deliveries to others of the same message are left alone.
    private static async Task<RunWish> AllowedAsync(ConsoleParts parts, RunWish wish, Visitor visitor, CancellationToken cancel)
    {
        var scope = visitor.Scope(Rights.RepairMessages);
        if (scope.Systems is not { } systems)
            return wish;
        if (wish.Choice.Group is { } group)
            visitor.Check(Rights.RepairMessages, parts.SystemOfSubscriber((await parts.Failures.GroupAsync(group, cancel) ?? throw Problems.NotFound($"group {group}")).Subscriber), $"group {group}");
        foreach (var target in wish.Choice.Ids ?? [])
            visitor.Check(Rights.RepairMessages, parts.SystemOfSubscriber(target.To ?? throw Problems.Invalid("ids", "required")), $"message {target.Message}");
        if (wish.Choice.Query is not { } query)
            return wish;
        var receivers = systems.Order(StringComparer.Ordinal).SelectMany(parts.InterfacesOf).Select(i => $"to:{i}").ToList();
        return receivers.Count == 0 ? throw Sight.Missing(Rights.RepairMessages, string.Join(", ", systems)) : wish with { Choice = wish.Choice with { Query = $"({query}) ({string.Join(" OR ", receivers)})" } };
    }

    private static Guid Id(string run) => Guid.TryParse(run, out var id) ? id : throw Problems.NotFound($"run {run}");

    private static RunWish Wish(RunRequest body)
    {
        var (group, query) = (Input.Text("group", body.Group, 64, required: false), Input.Text("q", body.Q, 2000, required: false));
        if ((group.Length > 0 ? 1 : 0) + (query.Length > 0 ? 1 : 0) + (body.Ids is { Count: > 0 } ? 1 : 0) != 1)
            throw Problems.Invalid("group", "notOneOf", ("allowed", "group, q, ids"));
        var steps = body.Steps ?? UsualSteps;
        if (steps.Count > MostSteps || steps.Any(s => s is < 1 or > MostInStep))
            throw Outside("steps", 1, MostInStep);
        if (body.Rate is < 1 or > FastestRate)
            throw Outside("rate", 1, FastestRate);
        if (body.StopAbove is { } share && !(share >= 0 && share <= 1))
            throw Outside("stopAbove", 0, 1);
        var (mapping, reason) = (Input.Text("mapping", body.Mapping, 200, required: false), Input.Text("reason", body.Reason, 500, required: false));
        return new RunWish(Input.RequestId(body.RequestId), RunKind.Resume, new RunChoice(group.Length > 0 ? group : null, query.Length > 0 ? query : null, body.Ids is { Count: > 0 } ids ? Targets(ids) : null),
            steps, body.Rate, body.StopAbove, mapping.Length > 0 ? mapping : null, reason.Length > 0 ? reason : null, null);
    }

    private static RunTarget[] Targets(IReadOnlyList<RunTargetBody> ids) => ids.Count > MostNamed
        ? throw Problems.Invalid("ids", "tooLong", ("max", MostNamed.ToString(CultureInfo.InvariantCulture)))
        : [.. ids.Select(i => new RunTarget(MessageId.TryParse(i.Message ?? "", out var id) ? id : throw Problems.Invalid("ids", "badFormat"),
            Input.Text("ids", i.To, 100, required: false) is { Length: > 0 } to ? to : null))];

    private static ProblemException Outside(string field, int least, int most) =>
        Problems.Invalid(field, "outOfRange", ("min", least.ToString(CultureInfo.InvariantCulture)), ("max", most.ToString(CultureInfo.InvariantCulture)));
}
