using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Replays of a time to one subscriber; see state-machine.md, "Replays".</summary>
internal sealed class Replays(BoxDatabase database, BoxClock clock)
{
    private const int DropPart = 1000;

    private sealed record SetAside(MessageId Id, string? OrderKey, long Bytes);

    public Task<Replay?> BeginAsync(ReplayWish wish, string node, TimeSpan lease, Actor actor, CancellationToken cancellationToken) => WriteAsync(async session =>
    {
        var now = clock.Now;
        var begun = await session.QueryAsync(Rows("begin_replay").With("subscriber", wish.Subscriber).With("since", wish.Since).With("until", wish.Until)
            .With("types", string.Join(',', wish.Types)).With("rate", wish.Rate).With("node", node).With("lease_until", now + lease).With("now", now));
        if (begun.Count > 0)
            await session.RunAsync(Repairing.Audit(actor, "replay", wish.Subscriber, $"{wish.Since:u} to {wish.Until:u}: {string.Join(", ", wish.Types)}", now));
        return begun.FirstOrDefault();
    }, cancellationToken);

    public Task<Replay?> TakeOverAsync(IReadOnlyList<string> subscribers, string node, TimeSpan lease, CancellationToken cancellationToken) => WriteAsync(async session =>
        (await session.QueryAsync(Rows("take_over_replay").With("subscribers", subscribers.ToArray()).With("node", node).With("lease_until", clock.Now + lease).With("now", clock.Now))).FirstOrDefault(),
        cancellationToken);

    public Task<Replay?> SetAsideAsync(Replay replay, int chunk, TimeSpan lease, CancellationToken cancellationToken) => AloneAsync(replay, ReplayState.SettingAside, async (session, after) =>
    {
        var now = clock.Now;
        var types = replay.Wish.Types.ToArray();
        var range = (await session.QueryAsync(new Step<(Guid? Last, long Looked, long Wanted)>("replay_range", r => (r.IdOrNull(), r.Long(), r.Long()))
            .With("after", after).With("until", DayBounds.LowestAt(replay.Wish.Until)).With("chunk", chunk).With("types", types)))[0];
        if (range.Last is { } last && range.Wanted > 0)
            await session.RunAsync(new Step("set_aside").With("subscriber", replay.Wish.Subscriber).With("after", after).With("reached", last).With("types", types)
                .With("never", BatchRow.Never).With("now", now));
        return await ProgressAsync(session, replay, range.Looked < chunk ? ReplayState.Deciding : ReplayState.SettingAside, range.Last, (range.Looked, range.Wanted, 0, 0), lease);
    }, cancellationToken);

    public Task<IReadOnlyList<Envelope>> ReadSetAsideAsync(Replay replay, int atMost, long atMostBytes, CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var waiting = await session.QueryAsync(Waiting(replay.Wish.Subscriber, atMost));
        var bytes = 0L;
        var ids = waiting.TakeWhile((w, n) => (bytes += w.Bytes) <= atMostBytes || n == 0).Select(w => w.Id).ToList();
        if (ids.Count == 0)
            return [];
        var envelopes = (await session.QueryAsync(EnvelopeRow.ById(ids))).ToDictionary(e => e.Envelope.Id, e => e.Envelope);
        return (IReadOnlyList<Envelope>)[.. ids.Select(id => envelopes[id])];
    }, cancellationToken);

    public Task<Replay?> DecideAsync(Replay replay, IReadOnlyList<ReplayDecision> decisions, TimeSpan lease, CancellationToken cancellationToken) => AloneAsync(replay, ReplayState.Deciding, async (session, _) =>
    {
        var waiting = await session.QueryAsync(Waiting(replay.Wish.Subscriber, Math.Max(1, decisions.Count)));
        if (decisions.Count == 0)
            return waiting.Count > 0 ? replay : await ProgressAsync(session, replay, ReplayState.Done, null, default, lease);
        var keys = waiting.ToDictionary(w => w.Id, w => w.OrderKey);
        var here = decisions.Where(d => keys.ContainsKey(d.Message)).ToList();
        var (planned, unwanted) = (here.Where(d => d.Plan is not null).ToList(), here.Where(d => d.Plan is null).Select(d => d.Message).ToList());
        if (planned.Count > 0)
            await session.RunAsync(Plan(replay.Wish.Subscriber, planned, clock.Now));
        await DropAsync(session, replay.Wish.Subscriber, unwanted);
        await ReleaseAsync(session, replay.Wish.Subscriber, here.Select(d => keys[d.Message]));
        return await ProgressAsync(session, replay, ReplayState.Deciding, null, (0, 0, planned.Count, unwanted.Count), lease);
    }, cancellationToken);

    public Task LeaveAsync(Replay replay, CancellationToken cancellationToken) => WriteAsync(session =>
        session.ExecuteAsync(new Step("leave_replay").With("subscriber", replay.Wish.Subscriber).With("run", replay.Run).With("now", clock.Now)), cancellationToken);

    public async Task<bool> StopAsync(string subscriber, Actor actor, CancellationToken cancellationToken)
    {
        var stopped = await WriteAsync(async session =>
        {
            var ended = await session.QueryAsync(Rows("stop_replay").With("subscriber", subscriber).With("now", clock.Now));
            if (ended.Count > 0)
                await session.RunAsync(Repairing.Audit(actor, "stop replay", subscriber, null, clock.Now));
            return ended.Count > 0;
        }, cancellationToken);
        // Also what an earlier stop, broken off, has left.
        while (await WriteAsync(session => DropPartAsync(session, subscriber), cancellationToken) == DropPart) { }
        return stopped;
    }

    public async Task<IReadOnlyList<Replay>> ListAsync(CancellationToken cancellationToken) => await database.ReadAsync(Rows("list_replays"), cancellationToken);

    private async Task<int> DropPartAsync(BoxSession session, string subscriber)
    {
        if ((await session.QueryAsync(Rows("list_replays"))).Any(r => r.Wish.Subscriber == subscriber && r.UnderWay))
            return 0;
        var waiting = await session.QueryAsync(Waiting(subscriber, DropPart));
        await DropAsync(session, subscriber, [.. waiting.Select(w => w.Id)]);
        await ReleaseAsync(session, subscriber, waiting.Select(w => w.OrderKey));
        return waiting.Count;
    }

    private Task<T> WriteAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken) =>
        Retrying.WriteAsync(database, (session, _) => work(session), cancellationToken);

    // How far it is, is asked under the lock, not of the caller: a commit whose answer was lost must not be counted twice.
    private Task<Replay?> AloneAsync(Replay replay, ReplayState state, Func<BoxSession, Guid, Task<Replay?>> work, CancellationToken cancellationToken) => WriteAsync(async session =>
        await session.QueryAsync(new Step<Guid?>("lock_replay", r => r.IdOrNull()).With("subscriber", replay.Wish.Subscriber).With("run", replay.Run).With("state", state)) is [var reached]
            ? await work(session, reached ?? DayBounds.LowestAt(replay.Wish.Since))
            : null, cancellationToken);

    private async Task<Replay?> ProgressAsync(BoxSession session, Replay replay, ReplayState state, Guid? reached, (long Looked, long Wanted, long Planned, long Unwanted) more, TimeSpan lease)
    {
        var now = clock.Now;
        return (await session.QueryAsync(Rows("progress_replay").With("subscriber", replay.Wish.Subscriber).With("run", replay.Run).With("state", state).With("reached", reached)
            .With("looked", more.Looked).With("wanted", more.Wanted).With("planned", more.Planned).With("unwanted", more.Unwanted)
            .With("lease_until", now + lease).With("ended_at", state == ReplayState.Done ? now : (DateTimeOffset?)null))).FirstOrDefault();
    }

    private async Task ReleaseAsync(BoxSession session, string subscriber, IEnumerable<string?> keys)
    {
        var release = Completing.ReleaseStep(keys.Select(k => (subscriber, k)), clock.Now);
        if (release.Count > 0)
            await session.RunAsync(release);
    }

    private static Task DropAsync(BoxSession session, string subscriber, IReadOnlyList<MessageId> messages) => messages.Count == 0
        ? Task.CompletedTask
        : session.RunAsync(new Step("drop_set_aside").With("subscriber", subscriber).Each("message_id", messages, m => m.Value));

    private static Step Plan(string subscriber, List<ReplayDecision> planned, DateTimeOffset now) => new Step("plan_set_aside")
        .With("subscriber", subscriber).With("now", now)
        .Each("message_id", planned, d => d.Message.Value)
        .Each("state", planned, d => (short)(d.Plan!.Parked is null ? DeliveryState.Ready : DeliveryState.Parked))
        .Each("order_key", planned, d => d.Plan!.OrderKey)
        .Each("mapping", planned, d => d.Plan!.Mapping)
        .Each("operation", planned, d => d.Plan!.Operation)
        .Each("batch_group", planned, d => d.Plan!.BatchGroup)
        .Each("failure", planned, d => FailureJson.Write(d.Plan!.Parked))
        .Each("fingerprint", planned, d => d.Plan!.Parked?.Fingerprint(subscriber));

    private static Step<SetAside> Waiting(string subscriber, int limit) =>
        new Step<SetAside>("read_set_aside", r => new(r.Message(), r.TextOrNull(), r.Long())).With("subscriber", subscriber).With("limit", limit);

    private static Step<Replay> Rows(string statement) => new(statement, Read);

    private static Replay Read(Row row)
    {
        var (subscriber, run, since, until) = (row.Text(), row.Int(), row.Time(), row.Time());
        var types = row.Text().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var (state, looked, wanted, planned, unwanted) = (row.State<ReplayState>(), row.Long(), row.Long(), row.Long(), row.Long());
        var (rate, node, lease, started, ended) = (row.Int(), row.Text(), row.Time(), row.Time(), row.TimeOrNull());
        DateTimeOffset? reached = row.IdOrNull() is { } id ? DayBounds.MadeAt(id) : null;
        return new Replay(new ReplayWish(subscriber, since, until, types, rate), run, state, looked, wanted, planned, unwanted, node, lease, started, ended, reached);
    }
}
