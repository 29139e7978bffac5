using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Carries runs out. A portion is one transaction under the lock of the run's row: which deliveries went, that they went, and how far the run is are
/// written together, so wherever a node dies, the next portion, on whatever node, begins where the last one was committed.
/// </summary>
internal sealed class RunPortions(BoxDatabase database, BoxClock clock, FilterSearch search)
{
    /// <summary>So long may one node search for a run before another does it.</summary>
    public static readonly TimeSpan SearchLease = TimeSpan.FromSeconds(30);

    private const int Gathered = 2000, Found = 500, LookedAt = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private sealed record Touched(DeliveryId Id, string? OrderKey);

    private sealed record Member(DeliveryId Id, long Sequence, int Attempts);

    private sealed record Portion(bool Worked, RunRow? ToSearch, IReadOnlyCollection<string> Woken)
    {
        public static readonly Portion None = new(false, null, []);
    }

    /// <summary>False: nothing was due. Whoever has new work is to be woken.</summary>
    public async Task<(bool Worked, IReadOnlyCollection<string> Woken)> WorkAsync(CancellationToken cancellationToken)
    {
        // Nearly always there is nothing to do, and to know that takes no lock.
        if ((await database.ReadAsync(new Step<Guid>("due_run", r => r.Id()).With("now", clock.Now), cancellationToken)).Count == 0)
            return (false, []);
        var portion = await Retrying.WriteAsync(database, (session, _) => PortionAsync(session), cancellationToken);
        if (portion.ToSearch is { } run)
            await GatherFoundAsync(run, cancellationToken);
        return (portion.Worked, portion.Woken);
    }

    private async Task<Portion> PortionAsync(BoxSession session)
    {
        var now = clock.Now;
        if (await session.QueryAsync(RunRow.Rows("take_run").With("now", now)) is not [var row])
            return Portion.None;
        if (row is { Run: { State: RunState.Gathering, Wish.Choice.Query: not null } })
        {
            // Searching takes its time and locks nothing: a lease keeps others from doing the same, the number of the portion from doing it twice.
            row = row with { Portion = row.Portion + 1, DueAt = now + SearchLease };
            await session.RunAsync(row.Save());
            return new Portion(true, row, []);
        }
        var (due, woken) = (now, Array.Empty<string>());
        if (row.Run.State == RunState.Gathering)
            row = row.Run.Wish.Choice.Ids is { } ids ? await GatherIdsAsync(session, row, ids) : await GatherGroupAsync(session, row);
        else
        {
            row = await LookAsync(session, row);
            if (row.Run.State == RunState.Running)
                (row, due, woken) = await GoAsync(session, row, now);
        }
        await session.RunAsync(After(row, due, now).Save());
        return new Portion(true, null, woken);
    }

    private static RunRow After(RunRow row, DateTimeOffset due, DateTimeOffset now)
    {
        var (run, next) = RunCourse.After(row.Run, due, now);
        return row with { Run = run, DueAt = next };
    }

    private static async Task<RunRow> GatherGroupAsync(BoxSession session, RunRow row)
    {
        var some = await session.QueryAsync(Candidate.Rows("read_group_members").With("subscriber", row.Subscriber).With("fingerprint", row.Run.Wish.Choice.Group)
            .With("after", row.GatheredSeq).With("parked_before", row.ParkedBefore).With("limit", Gathered));
        return (await AddAsync(session, row, some, all: some.Count < Gathered)) with { GatheredSeq = some.Count > 0 ? some[^1].Sequence : row.GatheredSeq };
    }

    private static async Task<RunRow> GatherIdsAsync(BoxSession session, RunRow row, IReadOnlyList<RunTarget> ids)
    {
        var wanted = ids.ToLookup(i => i.Message, i => i.To);
        var parked = await ParkedOfAsync(session, row, [.. wanted.Select(w => w.Key)]);
        return await AddAsync(session, row, [.. parked.Where(c => wanted[c.Id.Message].Any(to => to is null || to == c.Id.Subscriber))], all: true);
    }

    private async Task GatherFoundAsync(RunRow row, CancellationToken cancellationToken)
    {
        try
        {
            // "Two hours ago" is two hours before the run was made, however long it takes to find all.
            var asked = FilterLanguage.Parse(row.Run.Wish.Choice.Query!, new StoodStill(row.Run.MadeAt, clock.Time.LocalTimeZone));
            var parked = new MessageFilter.All([asked, new MessageFilter.InState(DeliveryState.Parked)]);
            var page = await search.FindAsync(new MessageFinding(parked, row.GatheredId is { } after ? new MessageId(after) : null, Found, Patience), cancellationToken);
            await WriteFoundAsync(row, async (session, locked) => (await AddAsync(session, locked,
                [.. (await ParkedOfAsync(session, locked, [.. page.Messages.Select(m => m.Id)])).Where(c => Meant.By(asked, c))], all: page.Next is null)) with { GatheredId = page.Next?.Value }, cancellationToken);
        }
        catch (FilterException e)
        {
            await WriteFoundAsync(row, (_, locked) => Task.FromResult(locked with { Run = locked.Run with { State = RunState.Stopped, Why = e.Code } }), cancellationToken);
        }
    }

    // A run that was paused or cancelled meanwhile, or taken over by another node, is left as it is.
    private Task<int> WriteFoundAsync(RunRow row, Func<BoxSession, RunRow, Task<RunRow>> work, CancellationToken cancellationToken) => Retrying.WriteAsync(database, async (session, _) =>
    {
        if (await session.QueryAsync(RunRow.Rows("lock_run").With("id", row.Run.Id)) is [{ Run.State: RunState.Gathering } locked] && locked.Portion == row.Portion)
            await session.RunAsync(After(await work(session, locked), clock.Now, clock.Now).Save());
        return 0;
    }, cancellationToken);

    private static async Task<List<Candidate>> ParkedOfAsync(BoxSession session, RunRow row, IReadOnlyList<MessageId> messages) => messages.Count == 0
        ? []
        : [.. (await session.QueryAsync(Candidate.Rows("read_parked_of").Each("id", messages, m => m.Value))).Where(c => c.ParkedAt <= row.ParkedBefore)];

    private static async Task<RunRow> AddAsync(BoxSession session, RunRow row, IReadOnlyList<Candidate> some, bool all)
    {
        var run = row.Run;
        if (some.Count > 0)
            run = run with
            {
                Planned = run.Planned + await session.ExecuteAsync(new Step("insert_run_members").With("run_id", run.Id)
                    .Each("seq", some, c => c.Sequence).Each("subscriber", some, c => c.Id.Subscriber).Each("message_id", some, c => c.Id.Message.Value).Each("attempts", some, c => c.Attempts)),
            };
        return row with { Gathered = all, Run = all ? run with { State = RunState.Running } : run };
    }

    private async Task<(RunRow Row, DateTimeOffset Due, string[] Woken)> GoAsync(BoxSession session, RunRow row, DateTimeOffset now)
    {
        var run = row.Run;
        var next = await session.QueryAsync(new Step<Member>("next_run_members", r => new(new DeliveryId(r.Message(), r.Text()), r.Long(), r.Int()))
            .With("run_id", run.Id).With("limit", RunCourse.Room(run)));
        if (next.Count == 0)
            return (row, now, []);
        var isResume = run.Wish.Kind == RunKind.Resume;
        var touched = await session.QueryAsync(new Step<Touched>(isResume ? "resume_members" : "discard_members", r => new(new DeliveryId(r.Message(), r.Text()), r.TextOrNull()))
            .With("mapping", run.Wish.Mapping).With("now", now)
            .Each("message_id", next, m => m.Id.Message.Value).Each("subscriber", next, m => m.Id.Subscriber).Each("attempts", next, m => m.Attempts));
        var moved = touched.Select(t => t.Id).ToHashSet();
        await NoteAsync(session, run, [.. next.Where(m => moved.Contains(m.Id))], isResume ? MemberState.Gone : MemberState.Otherwise, run.Step, now);
        await NoteAsync(session, run, [.. next.Where(m => !moved.Contains(m.Id))], MemberState.PassedOver, null, null);
        if (touched.Count > 0)
        {
            await session.RunAsync(Repairing.Audit(run.By, isResume ? "resume" : "discard", [.. moved], $"run {run.Id}{(run.Wish.Reason is { } why ? $": {why}" : "")}", now));
            if (Completing.ReleaseStep(touched.Select(t => (t.Id.Subscriber, t.OrderKey)), now) is { Count: > 0 } release)
                await session.RunAsync(release);
        }
        run = run with
        {
            Gone = run.Gone + touched.Count, StepGone = run.StepGone + touched.Count, PassedOver = run.PassedOver + next.Count - touched.Count,
            Otherwise = run.Otherwise + (isResume ? 0 : touched.Count), StepEnded = run.StepEnded + (isResume ? 0 : touched.Count),
        };
        return (row with { Run = run }, RunCourse.DueAfter(run, row.DueAt, touched.Count, now), [.. moved.Select(m => m.Subscriber).Distinct()]);
    }

    private static async Task NoteAsync(BoxSession session, RepairRun run, IReadOnlyList<Member> members, MemberState state, int? step, DateTimeOffset? at)
    {
        if (members.Count > 0)
            await session.RunAsync(new Step("mark_run_members").With("run_id", run.Id).With("step", step).With("gone_at", at)
                .Each("seq", members, m => m.Sequence).Each("subscriber", members, m => m.Id.Subscriber).Each("state", members, _ => (short)state));
    }

    /// <summary>Some of those that are under way, the next ones each time: what has come to an end is counted.</summary>
    private static async Task<RunRow> LookAsync(BoxSession session, RunRow row)
    {
        if (row.Run.Open == 0)
            return row;
        var looked = await session.QueryAsync(new Step<(long Sequence, string Subscriber, int Step, long? Unfinished, long? Finished)>("look_run_members",
            r => (r.Long(), r.Text(), r.Int(), r.LongOrNull(), r.LongOrNull())).With("run_id", row.Run.Id).With("from", row.LookedSeq).With("limit", LookedAt));
        var ended = looked.Select(m => (Member: m, State: End(m.Unfinished, m.Finished))).Where(m => m.State is not null).ToList();
        if (ended.Count > 0)
            await session.RunAsync(new Step("end_run_members").With("run_id", row.Run.Id)
                .Each("seq", ended, m => m.Member.Sequence).Each("subscriber", ended, m => m.Member.Subscriber).Each("state", ended, m => (short)m.State!));
        var run = row.Run;
        return row with
        {
            LookedSeq = looked.Count < LookedAt ? 0 : looked[^1].Sequence,
            Run = run with
            {
                Delivered = run.Delivered + ended.Count(m => m.State == MemberState.Delivered),
                FailedAgain = run.FailedAgain + ended.Count(m => m.State == MemberState.FailedAgain),
                Otherwise = run.Otherwise + ended.Count(m => m.State == MemberState.Otherwise),
                StepEnded = run.StepEnded + ended.Count(m => m.Member.Step == run.Step),
                StepFailed = run.StepFailed + ended.Count(m => m.Member.Step == run.Step && m.State == MemberState.FailedAgain),
            },
        };
    }

    /// <summary>Null: it is under way. One that is nowhere was dropped with its day.</summary>
    private static MemberState? End(long? unfinished, long? finished) => ((DeliveryState?)unfinished, (DeliveryState?)finished) switch
    {
        (DeliveryState.Parked, _) => MemberState.FailedAgain,
        (not null, _) => null,
        (null, DeliveryState.Done) => MemberState.Delivered,
        _ => MemberState.Otherwise,
    };

    private sealed class StoodStill(DateTimeOffset at, TimeZoneInfo zone) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;

        public override TimeZoneInfo LocalTimeZone => zone;
    }
}
