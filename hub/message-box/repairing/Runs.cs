using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Runs as people make, see and change them; each change and its audit entry are one transaction.</summary>
internal sealed class Runs(BoxDatabase database, BoxClock clock, FilterSearch search)
{
    public async Task<RepairRun?> StartAsync(RunWish wish, Actor actor, CancellationToken cancellationToken)
    {
        // What cannot be read or is too much for a search is told to the one who asks, and not to the log.
        if (wish.Choice.Query is { } query)
            await search.FindAsync(new MessageFinding(FilterLanguage.Parse(query, clock.Time), Limit: 1, Patience: TimeSpan.Zero), cancellationToken);
        return await Retrying.WriteAsync(database, (session, _) => StartAsync(session, wish, actor), cancellationToken);
    }

    public async Task<RepairRun?> FindAsync(Guid run, CancellationToken cancellationToken) =>
        (await database.ReadAsync(RunRow.Rows("read_run").With("id", run), cancellationToken)).FirstOrDefault()?.Run;

    public async Task<IReadOnlyList<RepairRun>> ListAsync(RunQuery query, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(RunRow.Rows("list_runs").With("unfinished", query.Unfinished).With("fingerprint", query.Group).With("below", query.Below).With("limit", query.Limit), cancellationToken)).Select(r => r.Run)];

    public Task<RepairRun?> ChangeAsync(Guid id, RunChange change, Actor actor, CancellationToken cancellationToken) => Retrying.WriteAsync(database, async (session, _) =>
    {
        if ((await session.QueryAsync(RunRow.Rows("lock_run").With("id", id))) is not [var row])
            return null;
        var now = clock.Now;
        var changed = Changed(row, change, now);
        if (changed == row.Run)
            return changed;
        if (change is RunChange.Cancel)
            changed = changed with { TakenBack = await session.ExecuteAsync(new Step("take_back_run_members").With("run_id", id)) };
        // At once where something goes on; where something under way is only counted, in a while.
        DateTimeOffset? due = changed.State <= RunState.Waiting ? now : changed.Open > 0 ? now + RunCourse.SlowLook : null;
        await session.RunAsync((row with { Run = changed, DueAt = due }).Save(), Repairing.Audit(actor, Name(change), $"run {id}", null, now));
        return changed;
    }, cancellationToken);

    public Task<int> ForgetMembersAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, (session, _) => session.ExecuteAsync(new Step("forget_run_members").With("before", endedBefore)), cancellationToken);

    private async Task<RepairRun?> StartAsync(BoxSession session, RunWish wish, Actor actor)
    {
        var now = clock.Now;
        var id = MessageId.New(now).Value;
        string? subscriber = null;
        if (wish.Choice.Group is { } group)
        {
            await session.RunAsync(new Step("keep_failure_group").With("fingerprint", group));
            if (await session.QueryAsync(new Step<string>("read_failure_group", r => r.Text()).With("fingerprint", group)) is not [var of])
                return null;
            subscriber = of;
        }
        var made = await session.QueryAsync(new Step<Guid>("insert_run", r => r.Id())
            .With("id", id).With("request_id", wish.RequestId).With("kind", wish.Kind).With("made_by", actor.Name).With("via", actor.Via).With("now", now)
            .With("fingerprint", wish.Choice.Group).With("subscriber", subscriber).With("query", wish.Choice.Query).With("ids", RunRow.Ids(wish.Choice))
            .With("parked_before", wish.ParkedBefore ?? now).With("steps", RunRow.Steps(wish)).With("rate", wish.Rate).With("stop_above", wish.StopAbove)
            .With("mapping", wish.Mapping).With("reason", wish.Reason));
        var run = (await session.QueryAsync(RunRow.Rows("read_run_of_request").With("request_id", wish.RequestId)))[0].Run;
        if (made.Count > 0)
            await session.RunAsync(Repairing.Audit(actor, wish.Kind == RunKind.Resume ? "run" : "run discard", $"run {id}",
                string.Join(", ", new[] { wish.Choice.Group is { } g ? $"group {g}" : wish.Choice.Query ?? $"{wish.Choice.Ids!.Count} named", wish.Reason }.Where(t => t is not null)), now));
        else if (run.By != actor || run.Wish.Kind != wish.Kind || run.Wish.Choice.Group != wish.Choice.Group || run.Wish.Choice.Query != wish.Choice.Query || RunRow.Ids(run.Wish.Choice) != RunRow.Ids(wish.Choice))
            throw new RequestRefusedException("request.reused", $"the request {wish.RequestId} stands for another run: {run.Id}");
        return run;
    }

    private static RepairRun Changed(RunRow row, RunChange change, DateTimeOffset now)
    {
        var run = row.Run;
        return (change, run.State) switch
        {
            (RunChange.Cancel, RunState.Cancelled) => run,
            (_, RunState.Done or RunState.Cancelled) => throw new RequestRefusedException("run.over", $"the run {run.Id} is over"),
            (RunChange.Cancel, _) => run with { State = RunState.Cancelled, EndedAt = now },
            (RunChange.Pause, RunState.Gathering or RunState.Running or RunState.Waiting) => run with { State = RunState.Paused },
            (RunChange.GoOn, RunState.Stopped) when row.Gathered => RunCourse.StepAgain(run),
            (RunChange.GoOn, RunState.Paused or RunState.Stopped) => run with { State = row.Gathered ? RunState.Running : RunState.Gathering, Why = null },
            (RunChange.Next next, RunState.Waiting) when (next.Step ?? run.Step) == run.Step => run.Left > 0 ? RunCourse.NextStep(run) : RunCourse.Ended(run, now),
            _ => run,
        };
    }

    private static string Name(RunChange change) => change switch
    {
        RunChange.Pause => "run pause",
        RunChange.GoOn => "run go-on",
        RunChange.Next => "run next",
        _ => "run cancel",
    };
}
