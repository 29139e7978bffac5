using Integration.Hub.Core.Journeys;

namespace Integration.Hub.Host.Hosting;

/// <param name="Looked">Messages of the time and types.</param>
/// <param name="Planned">Deliveries that were made now.</param>
/// <param name="Had">Messages that the subscriber has had, or has waiting, already.</param>
/// <param name="Unwanted">Messages that its subscription does not want.</param>
internal sealed record ReplayCounts(int Looked, int Planned, int Had, int Unwanted);

/// <summary>
/// Gives a subscriber the messages of a time that it has not had: each at most once, however often this is run, so that a replay that was broken off
/// is run again. While deliveries are being made the subscriber is paused, so that they go out in the order of the messages, before what is live.
/// </summary>
internal sealed class Replaying(Stores stores, Router router, Actor actor)
{
    private const int Page = 500;

    /// <param name="perSecond">Deliveries made per second: the box has other work.</param>
    /// <param name="told">Progress.</param>
    public async Task<ReplayCounts> RunAsync(
        string subscriber, DateTimeOffset from, DateTimeOffset? until, IReadOnlyList<string> types, int perSecond, Action<ReplayCounts>? told, CancellationToken cancellationToken)
    {
        var wasPaused = (await stores.Hub.States.ListAsync(cancellationToken)).Any(s => s.Endpoint == subscriber && s.Paused && s.PauseReason != Reason);
        await stores.Hub.States.PauseAsync(subscriber, actor, Reason, cancellationToken);
        var messages = await FindAsync(from, until, types, cancellationToken);
        var counts = new ReplayCounts(messages.Count, 0, 0, 0);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), stores.Time);
        for (var i = 0; i < messages.Count; i++)
        {
            var (id, had) = messages[i];
            if (had.Contains(subscriber))
                counts = counts with { Had = counts.Had + 1 };
            else if (!await WantsAsync(id, subscriber, cancellationToken))
                counts = counts with { Unwanted = counts.Unwanted + 1 };
            else
                counts = await stores.Operations.ReplayAsync(id, subscriber, actor, cancellationToken) ? counts with { Planned = counts.Planned + 1 } : counts with { Had = counts.Had + 1 };
            if ((i + 1) % perSecond == 0 && i + 1 < messages.Count)
            {
                told?.Invoke(counts);
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        // Broken off before here, it stays paused, and the next run goes on.
        if (!wasPaused)
            await stores.Hub.States.UnpauseAsync(subscriber, actor, cancellationToken);
        return counts;
    }

    private const string Reason = "a replay is being made; if it was broken off, run it again";

    // Newest first as the box lists them; ids alone, so that a month of messages fits into memory.
    private async Task<IReadOnlyList<(MessageId Id, IReadOnlySet<string> Had)>> FindAsync(DateTimeOffset from, DateTimeOffset? until, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var found = new List<(long Sequence, MessageId Id, IReadOnlySet<string> Had)>();
        foreach (var type in types)
        {
            for (MessageId? after = null; ;)
            {
                var page = await stores.Operations.SearchAsync(new MessageQuery { Type = type, Since = from, Until = until, After = after, Limit = Page }, cancellationToken);
                found.AddRange(page.Messages.Select(m => (m.Sequence, m.Id, (IReadOnlySet<string>)m.Deliveries.Select(d => d.Subscriber).ToHashSet())));
                if ((after = page.Next) is null)
                    break;
            }
        }
        return [.. found.OrderBy(m => m.Sequence).Select(m => (m.Id, m.Had))];
    }

    private async Task<bool> WantsAsync(MessageId id, string subscriber, CancellationToken cancellationToken) =>
        await stores.Operations.GetAsync(id, cancellationToken) is { } detail && router.PlanFor(subscriber, detail.Envelope) is not null;
}
