using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>One attempt that ended, and how.</summary>
internal sealed record Ended(ClaimedDelivery Delivery, DeliveryOutcome Outcome)
{
    public DeliveryId Id => Delivery.Id;

    public IReadOnlyList<Payload> Payloads => Outcome switch
    {
        DeliveryOutcome.Delivered o => o.Payloads,
        DeliveryOutcome.Retry o => o.Payloads,
        DeliveryOutcome.Park o => o.Payloads,
        _ => [],
    };

    public IReadOnlyList<AcceptItem> Replies => Outcome switch
    {
        DeliveryOutcome.Delivered o => o.Replies,
        DeliveryOutcome.Park o => o.Replies,
        _ => [],
    };

    public DeliveryState State => Outcome switch
    {
        DeliveryOutcome.Delivered => DeliveryState.Done,
        DeliveryOutcome.Expired => DeliveryState.Expired,
        DeliveryOutcome.Retry or DeliveryOutcome.GiveBack { At: not null } => DeliveryState.Retry,
        DeliveryOutcome.GiveBack => DeliveryState.Ready,
        DeliveryOutcome.Park => DeliveryState.Parked,
        _ => throw new ArgumentOutOfRangeException(nameof(Outcome), Outcome, "The box knows no such outcome."),
    };

    public DateTimeOffset? DueAt => Outcome switch
    {
        DeliveryOutcome.Retry o => o.At,
        DeliveryOutcome.GiveBack o => o.At,
        _ => null,
    };

    public Failure? Failure => Outcome switch
    {
        DeliveryOutcome.Retry o => o.Failure,
        DeliveryOutcome.Park o => o.Failure,
        _ => null,
    };

    public bool? InDoubt => Outcome.InDoubt ?? (Failure?.Kind == FailureKind.UnknownOutcome ? true : null);

    public bool LeavesHotTable => State >= DeliveryState.Done;
}

/// <summary>Ends claims inside a transaction: each is moved on if it is still the caller's, then its key is released, then what came of it is stored.</summary>
internal static class Completing
{
    private sealed record Moved(DeliveryId Id, int AttemptInAll);

    /// <summary>Per delivery, in the given order: was the claim still the caller's?</summary>
    public static async Task<bool[]> CompleteAsync(BoxSession session, IReadOnlyList<Ended> all, EarlierTry earlier, DateTimeOffset now, ISet<string> woken)
    {
        // In a fixed order, so that transactions that touch the same rows queue up and do not deadlock.
        var sorted = all.OrderBy(e => e.Id.Message).ThenBy(e => e.Id.Subscriber, StringComparer.Ordinal).ToList();
        var end = EndStep([.. sorted.Where(e => e.LeavesHotTable)], now);
        var giveBack = ReturnStep([.. sorted.Where(e => !e.LeavesHotTable)], now);
        var release = ReleaseStep(sorted.Select(e => (e.Id.Subscriber, e.Delivery.OrderKey)), now);
        await session.RunAsync([.. new[] { end, giveBack, (Step)release }.Where(s => s.Count > 0)]);
        woken.UnionWith(release.Rows);
        woken.UnionWith(sorted.Where(e => e.State == DeliveryState.Ready).Select(e => e.Id.Subscriber));
        var moved = end.Rows.Concat(giveBack.Rows).ToDictionary(m => m.Id, m => m.AttemptInAll);
        await StoreOutcomesAsync(session, [.. all.Where(e => moved.ContainsKey(e.Id))], moved, now, woken);
        var results = all.Select(e => moved.ContainsKey(e.Id)).ToArray();
        if (earlier.Uncertain && results.Contains(false))
            await FindEarlierAsync(session, all, results);
        return results;
    }

    public static Step<string> ReleaseStep(IEnumerable<(string Subscriber, string? OrderKey)> keys, DateTimeOffset now)
    {
        var distinct = keys.Where(k => k.OrderKey is not null).Distinct()
            .OrderBy(k => k.Subscriber, StringComparer.Ordinal).ThenBy(k => k.OrderKey, StringComparer.Ordinal).ToList();
        return new Step<string>("release_keys", r => r.Text())
            .With("now", now)
            .Each("subscriber", distinct, k => k.Subscriber)
            .Each("order_key", distinct, k => k.OrderKey);
    }

    private static Step<Moved> EndStep(List<Ended> rows, DateTimeOffset now) =>
        Fence.Of(new Step<Moved>("end_claimed", Read), rows, r => r.Delivery)
            .Each("state", rows, r => (short)r.State)
            .With("now", now);

    private static Step<Moved> ReturnStep(List<Ended> rows, DateTimeOffset now) =>
        Fence.Of(new Step<Moved>("return_claimed", Read), rows, r => r.Delivery)
            .Each("state", rows, r => (short)r.State)
            .Each("due_at", rows, r => r.DueAt)
            .Each("failure", rows, r => FailureJson.Write(r.Failure))
            .Each("fingerprint", rows, r => r.State == DeliveryState.Parked ? r.Failure!.Fingerprint(r.Id.Subscriber) : null)
            .Each("refund", rows, r => r.Outcome is DeliveryOutcome.GiveBack ? 1 : 0)
            .Each("in_doubt", rows, r => r.InDoubt)
            .With("now", now);

    private static Moved Read(Row row) => new(new DeliveryId(row.Message(), row.Text()), row.Int());

    private static async Task StoreOutcomesAsync(BoxSession session, List<Ended> moved, Dictionary<DeliveryId, int> attempts, DateTimeOffset now, ISet<string> woken)
    {
        var steps = new List<Step>();
        if (moved.SelectMany(e => PayloadRow.Of(e.Id.Message, e.Id.Subscriber, attempts[e.Id], e.Payloads)).ToList() is { Count: > 0 } payloads)
            steps.Add(PayloadRow.Insert(payloads, now));
        if (moved.Where(e => e.Failure is not null).ToList() is { Count: > 0 } failed)
            steps.Add(AttemptStep(failed, attempts, now));
        if (steps.Count > 0)
            await session.RunAsync(steps);
        if (moved.SelectMany(e => e.Replies).ToList() is { Count: > 0 } replies)
            await Accepting.AcceptAsync(session, replies, new EarlierTry(CheckStored: true, Uncertain: false), now, woken);
    }

    private static Step AttemptStep(List<Ended> failed, Dictionary<DeliveryId, int> attempts, DateTimeOffset now) => new Step("insert_attempt")
        .Each("message_id", failed, e => e.Id.Message.Value)
        .Each("subscriber", failed, e => e.Id.Subscriber)
        .Each("number", failed, e => attempts[e.Id])
        .Each("started_at", failed, e => e.Delivery.ClaimedAt)
        .Each("ended_at", failed, _ => now)
        .Each("outcome", failed, e => e.Outcome is DeliveryOutcome.Park ? "parked" : "retry")
        .Each("failure", failed, e => FailureJson.Write(e.Failure))
        .Each("node", failed, e => e.Delivery.Node);

    /// <summary>What the broken commit had written after all, was the caller's.</summary>
    private static async Task FindEarlierAsync(BoxSession session, IReadOnlyList<Ended> all, bool[] results)
    {
        var lost = all.Where((_, i) => !results[i]).ToList();
        var found = await session.QueryAsync(new Step<DeliveryId>("find_outcome", r => new(r.Message(), r.Text()))
            .Each("message_id", lost, e => e.Id.Message.Value)
            .Each("subscriber", lost, e => e.Id.Subscriber)
            .Each("node", lost, e => e.Delivery.Node)
            .Each("claimed_at", lost, e => e.Delivery.ClaimedAt));
        for (var i = 0; i < results.Length; i++)
            results[i] |= found.Contains(all[i].Id);
    }
}

/// <summary>The columns by which a statement knows a claim.</summary>
internal static class Fence
{
    public static Step<T> Of<T, TRow>(Step<T> step, IReadOnlyList<TRow> rows, Func<TRow, ClaimedDelivery> claim)
    {
        Columns(step, rows, claim);
        return step;
    }

    public static void Columns<TRow>(Step step, IReadOnlyList<TRow> rows, Func<TRow, ClaimedDelivery> claim) => step
        .Each("message_id", rows, r => claim(r).Id.Message.Value)
        .Each("subscriber", rows, r => claim(r).Id.Subscriber)
        .Each("attempt", rows, r => claim(r).Attempt)
        .Each("node", rows, r => claim(r).Node)
        .Each("claimed_at", rows, r => claim(r).ClaimedAt);
}
