using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Finds messages by a filter, the newest first. Each alternative of the filter is followed by the way that suits it: through the text index, a key, the
/// unfinished deliveries, or along the messages themselves; what it gives is proved on columns and text.
/// </summary>
internal sealed class FilterSearch(BoxDatabase database, BoxClock clock)
{
    private const int MostCounted = 10_000;
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(5);
    private static readonly Guid Highest = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private readonly FreshTexts _fresh = new();

    /// <param name="DoneDownTo">Everything from here on was looked through; null: everything.</param>
    private sealed record Some(IReadOnlyList<MessageSummary> Found, Guid? DoneDownTo);

    public Task<FoundPage> FindAsync(MessageFinding finding, CancellationToken cancellationToken)
    {
        var alternatives = Alternative.Of(finding.Filter);
        return database.ReadAsync(async session =>
        {
            var (some, late) = await CollectAsync(session, alternatives, finding.After?.Value ?? Highest, finding.Limit, Deadline(finding.Patience), cancellationToken);
            var page = some.Found.Take(finding.Limit).ToList();
            var next = some.Found.Count > finding.Limit ? page[^1].Id.Value : some.DoneDownTo;
            return new FoundPage(await Reading.WithDeliveriesAsync(session, page), next is { } n ? new MessageId(n) : null,
                late && some.Found.Count <= finding.Limit && next is { } reached ? DayBounds.MadeAt(reached) : null);
        }, cancellationToken);
    }

    public Task<FoundCounts> CountAsync(MessageCounting counting, CancellationToken cancellationToken)
    {
        var filter = new MessageFilter.All([counting.Filter, new MessageFilter.Since(counting.From), new MessageFilter.Until(counting.To)]);
        var alternatives = Alternative.Of(filter);
        var step = TimeSpan.FromTicks(Math.Max(1, (counting.To - counting.From).Ticks / counting.Steps));
        var deadline = Deadline(counting.Patience ?? TimeSpan.FromSeconds(2));
        return database.ReadAsync(async session =>
        {
            var counts = new long[counting.Steps];
            if (alternatives is [var one] && !one.LooksAtText && Ways.Of(one) is null)
                return new FoundCounts(counting.From, step, counts, await CountColumnsAsync(session, one, counting.From, step, counts, deadline, cancellationToken));
            var (some, _) = await CollectAsync(session, alternatives, Highest, MostCounted, deadline, cancellationToken);
            foreach (var message in some.Found)
                counts[Math.Clamp((int)((DayBounds.MadeAt(message.Id.Value) - counting.From) / step), 0, counting.Steps - 1)]++;
            return new FoundCounts(counting.From, step, counts, some.DoneDownTo is { } reached ? DayBounds.MadeAt(reached) : null);
        }, cancellationToken);
    }

    public Task<TextIndexState> StateAsync(CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var position = (await session.QueryAsync(new Step<(long Message, long Payload, DateTimeOffset? At)>("text_position", r => (r.Long(), r.Long(), r.TimeOrNull()))))[0];
        var (messages, payloads) = (await session.QueryAsync(new Step<(long, long)>("text_ends", r => (r.Long(), r.Long()))))[0];
        var (segments, documents, bytes) = (await session.QueryAsync(new Step<(long, long, long)>("text_state", r => (r.Long(), r.Long(), r.Long()))))[0];
        return new TextIndexState(Math.Max(0, messages - position.Message) + Math.Max(0, payloads - position.Payload), position.At, segments, documents, bytes);
    }, cancellationToken);

    private Func<bool> Deadline(TimeSpan? patience)
    {
        var started = clock.Time.GetTimestamp();
        return () => clock.Time.GetElapsedTime(started) > (patience ?? UsualPatience);
    }

    /// <summary>One more than asked for, if there is one. What an alternative has not reached, no other may show either: pages follow one another without a gap.</summary>
    private async Task<(Some Some, bool Late)> CollectAsync(BoxSession session, IReadOnlyList<Alternative> alternatives, Guid below, int limit, Func<bool> isLate, CancellationToken cancellationToken)
    {
        var oldest = await session.QueryAsync(new Step<Guid>("oldest_message", r => r.Id()));
        if (oldest.Count == 0)
            return (new Some([], null), false);
        var all = new List<Some>();
        foreach (var alternative in alternatives)
            all.Add(await FollowAsync(session, alternative, oldest[0], below, limit + 1, isLate, cancellationToken));
        var floor = all.Max(s => s.DoneDownTo);
        var found = all.SelectMany(s => s.Found).Where(m => floor is null || m.Id.Value >= floor).DistinctBy(m => m.Id).OrderByDescending(m => m.Id.Value).Take(limit + 1).ToList();
        return (new Some(found, floor), floor is not null && found.Count <= limit);
    }

    private async Task<Some> FollowAsync(BoxSession session, Alternative alternative, Guid oldest, Guid below, int want, Func<bool> isLate, CancellationToken cancellationToken)
    {
        var lowest = alternative.Since is { } since && DayBounds.LowestAt(since) is var s && s > oldest ? s : oldest;
        if (alternative.Until is { } until && DayBounds.LowestAt(until) is var u && u < below)
            below = u;
        var found = new List<MessageSummary>();
        var way = Ways.Of(alternative) is { } ids ? (INextMessages)new ByIds(ids(session, lowest, below))
            : await Candidates.OpenAsync(session, _fresh, alternative.Texts, lowest, below) is { } candidates ? new ByIds(candidates.NextAsync)
            : new Along(lowest, below);
        while (await way.NextAsync(session, alternative, want - found.Count) is { } rows)
        {
            var texts = alternative.LooksAtText ? await MessageTexts.ReadAsync(session, [.. rows.Select(r => r.Id.Value)]) : null;
            foreach (var row in rows.Where(r => texts is null || (texts.TryGetValue(r.Id.Value, out var text) && alternative.Fits(text))))
            {
                found.Add(row);
                if (found.Count == want)
                    return new Some(found, row.Id.Value);
            }
            cancellationToken.ThrowIfCancellationRequested();
            if (isLate() && way.DoneDownTo is { } reached)
                return new Some(found, reached);
        }
        return new Some(found, null);
    }

    /// <summary>Newest step first, so that what is given up for lack of time is the oldest. Returns since when all is counted.</summary>
    private static async Task<DateTimeOffset?> CountColumnsAsync(BoxSession session, Alternative alternative, DateTimeOffset from, TimeSpan step, long[] counts, Func<bool> isLate, CancellationToken cancellationToken)
    {
        for (var i = counts.Length - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isLate())
                return from + (step * (i + 1));
            var composed = new Composed(session.Dialect);
            composed.Where($"m.id >= {composed.Add(DayBounds.LowestAt(from + (step * i)))} AND m.id < {composed.Add(DayBounds.LowestAt(from + (step * (i + 1))))}");
            FieldSql.Add(composed, alternative.Fields);
            counts[i] = (await composed.RunAsync(session, $"SELECT count(*) FROM {composed.Table("message")} m", "", 1, r => r.Long()))[0];
        }
        return null;
    }
}
