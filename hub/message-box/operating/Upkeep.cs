using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>What time brings about: due, lease over, expired, stranded, too old. Large sets are moved in parts, so that locks stay short.</summary>
internal sealed class Upkeep(BoxDatabase database, BoxClock clock, TimeSpan keepDuplicateKeys, Archiving? archive)
{
    private const int Part = 2000;
    private const int KeysPerPart = 500;

    private sealed record Rescued(DeliveryId Id, string? OrderKey, int Attempts, DateTimeOffset ClaimedAt, string Node);

    public async Task<(int Moved, DateTimeOffset? NextDue, IReadOnlyCollection<string> Woken)> PromoteDueAsync(CancellationToken cancellationToken)
    {
        var (moved, woken) = await InPartsAsync(async (session, now) =>
        {
            var promoted = await session.QueryAsync(new Step<string>("promote_due", r => r.Text()).With("now", now).With("limit", Part));
            return (promoted.Count, promoted);
        }, cancellationToken);
        var next = await database.ReadAsync(new Step<DateTimeOffset>("next_due", r => r.Time()), cancellationToken);
        return (moved, next.Count == 0 ? null : next[0], woken);
    }

    public Task<(int Moved, IReadOnlyCollection<string> Woken)> RescueAsync(CancellationToken cancellationToken) => InPartsAsync(async (session, now) =>
    {
        var rescued = await session.QueryAsync(new Step<Rescued>("rescue", r => new(new DeliveryId(r.Message(), r.Text()), r.TextOrNull(), r.Int(), r.Time(), r.Text()))
            .With("now", now).With("limit", Part));
        if (rescued.Count > 0)
            await session.RunAsync(LeaseOver(rescued, now));
        await ReleaseAsync(session, rescued.Select(r => (r.Id.Subscriber, r.OrderKey)), now);
        return (rescued.Count, rescued.Select(r => r.Id.Subscriber));
    }, cancellationToken);

    public Task<(int Moved, IReadOnlyCollection<string> Woken)> ExpireAsync(CancellationToken cancellationToken) => InPartsAsync(async (session, now) =>
    {
        var expired = await session.QueryAsync(new Step<(string Subscriber, string? OrderKey)>("expire", r => (r.Text(), r.TextOrNull()))
            .With("now", now).With("limit", Part));
        return (expired.Count, await ReleaseAsync(session, expired, now));
    }, cancellationToken);

    public async Task<(int Moved, IReadOnlyCollection<string> Woken)> ReleaseStrandedAsync(CancellationToken cancellationToken)
    {
        var woken = new HashSet<string>(StringComparer.Ordinal);
        var moved = 0;
        for (var after = (Subscriber: "", OrderKey: ""); ;)
        {
            var start = after;
            var keys = await database.ReadAsync(new Step<(string Subscriber, string OrderKey)>("find_waiting_keys", r => (r.Text(), r.Text()))
                .With("after_subscriber", start.Subscriber).With("after_key", start.OrderKey).With("limit", KeysPerPart), cancellationToken);
            if (keys.Count == 0)
                return (moved, woken);
            var released = await Retrying.WriteAsync(database, (session, _) =>
                ReleaseAsync(session, keys.Select(k => (k.Subscriber, (string?)k.OrderKey)), clock.Now), cancellationToken);
            moved += released.Count;
            woken.UnionWith(released);
            after = keys[^1];
        }
    }

    public Task<RetentionResult> RetainAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        var keys = clock.Now - keepDuplicateKeys;
        return database.RetainAsync(olderThan, olderThan < keys ? olderThan : keys, archive, cancellationToken);
    }

    public async Task<IReadOnlyList<DeliveryId>> RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
            return [];
        // On SQLite in-box work holds the only writer: its own claims cannot be rescued meanwhile either.
        var sorted = deliveries.OrderBy(d => d.Id.Message).ThenBy(d => d.Id.Subscriber, StringComparer.Ordinal).ToList();
        var ours = await Retrying.WriteAsync(database, async (session, _) =>
        {
            var renew = new Step("renew").With("lease_until", clock.Now + lease);
            Fence.Columns(renew, sorted, d => d);
            var find = Fence.Of(new Step<DeliveryId>("find_claimed", r => new(r.Message(), r.Text())), sorted, d => d);
            await session.RunAsync(renew, find);
            return find.Rows;
        }, cancellationToken);
        return [.. deliveries.Select(d => d.Id).Except(ours)];
    }

    private static Step LeaseOver(List<Rescued> rescued, DateTimeOffset now) => new Step("insert_attempt")
        .Each("message_id", rescued, r => r.Id.Message.Value)
        .Each("subscriber", rescued, r => r.Id.Subscriber)
        .Each("number", rescued, r => r.Attempts)
        .Each("started_at", rescued, r => r.ClaimedAt)
        .Each("ended_at", rescued, _ => now)
        .Each("outcome", rescued, _ => "lease over")
        .Each("failure", rescued, _ => (string?)null)
        .Each("node", rescued, r => r.Node);

    private static async Task<List<string>> ReleaseAsync(BoxSession session, IEnumerable<(string, string?)> keys, DateTimeOffset now)
    {
        var release = Completing.ReleaseStep(keys, now);
        return release.Count == 0 ? [] : await session.QueryAsync(release);
    }

    private async Task<(int Moved, IReadOnlyCollection<string> Woken)> InPartsAsync(
        Func<BoxSession, DateTimeOffset, Task<(int Count, IEnumerable<string> Woken)>> part, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var woken = new HashSet<string>(StringComparer.Ordinal);
        for (var moved = 0; ;)
        {
            var (count, subscribers) = await Retrying.WriteAsync(database, (session, _) => part(session, now), cancellationToken);
            woken.UnionWith(subscribers);
            moved += count;
            if (count < Part)
                return (moved, woken);
        }
    }
}
