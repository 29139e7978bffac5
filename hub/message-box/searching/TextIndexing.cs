using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Makes the text index, some thousand messages at a time: reads their texts, writes a segment per day and moves the position, in one transaction.
/// What it has not reached, the search looks through itself, so it may be as late as it likes.
/// </summary>
/// <param name="enough">New messages that are worth a segment.</param>
internal sealed class TextIndexing(BoxDatabase database, BoxClock clock, string node, int enough)
{
    private const int MostDocuments = 16_384, ReadTogether = 64;
    private const long EnoughBytes = 32 << 20;
    private const int MostGrams = 4_000_000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private (Ends Ends, long Mark)? _unsettled;
    private Ends _settled;

    private readonly record struct Ends(long Message, long Payload);

    private sealed record Position(long Message, long Payload, long Segments);

    /// <param name="Number">Of the message, or of its last payload.</param>
    private sealed record Waiting(Guid Id, long Number, string Type, long Bytes);

    private sealed record Document(Guid Id, string Type, uint[] Grams);

    /// <summary>Texts of a batch, and how far they reach.</summary>
    private sealed record Batch(List<Document> Documents, Position Next);

    public async Task<int> IndexSomeAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        if (!await IsEnoughAsync(cancellationToken))
            return 0;
        var taken = await Retrying.WriteAsync(database, (session, _) => session.QueryAsync(new Step<Position>("text_take", r => new(r.Long(), r.Long(), r.Long()))
            .With("node", node).With("lease_until", clock.Now + Lease).With("now", clock.Now)), cancellationToken);
        if (taken is not [var position])
            return 0;
        var batch = await database.ReadAsync(session => ReadAsync(session, position), cancellationToken);
        if (batch.Next == position)
            return 0;
        var segments = batch.Documents.GroupBy(d => DayBounds.DayOf(DayBounds.MadeAt(d.Id))).Select(Segment.Of).ToList();
        await database.PrepareAsync([.. segments.Select(s => DayBounds.MadeAt(s.First)).DistinctBy(DayBounds.DayOf)], cancellationToken);
        return await Retrying.WriteAsync(database, (session, _) => WriteAsync(session, position, batch, segments), cancellationToken) ? Math.Max(1, batch.Documents.Count) : 0;
    }

    /// <summary>Numbers are drawn before the commit: only those below which nobody is at work any more are followed.</summary>
    private Task SettleAsync(CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        if (_unsettled is null)
        {
            var ends = (await session.QueryAsync(new Step<Ends>("text_ends", r => new(r.Long(), r.Long()))))[0];
            _unsettled = (ends, (await session.QueryAsync(new Step<long>("text_mark", r => r.Long())))[0]);
        }
        if ((await session.QueryAsync(new Step<long>("text_settled", r => r.Long())))[0] > _unsettled.Value.Mark)
            (_settled, _unsettled) = (_unsettled.Value.Ends, null);
        return 0;
    }, cancellationToken);

    /// <summary>A few messages are looked through as fast as they are found in an index; many, or big ones, are not.</summary>
    private Task<bool> IsEnoughAsync(CancellationToken cancellationToken) => database.ReadAsync(async session =>
    {
        var (message, payload) = (await session.QueryAsync(new Step<(long, long)>("text_position", r => (r.Long(), r.Long()))))[0];
        var waiting = _settled.Message - message + _settled.Payload - payload;
        return waiting >= enough || (waiting > 0 && (await FreshAsync(session, message)).Sum(w => w.Bytes) >= EnoughBytes);
    }, cancellationToken);

    private Task<List<Waiting>> FreshAsync(BoxSession session, long after) => session.QueryAsync(
        new Step<Waiting>("text_fresh", r => new(r.Id(), r.Long(), r.Text(), r.Long())).With("after", after).With("up_to", Math.Min(_settled.Message, after + MostDocuments)));

    private async Task<Batch> ReadAsync(BoxSession session, Position position)
    {
        var payloads = Math.Min(_settled.Payload, position.Payload + MostDocuments);
        var late = (await session.QueryAsync(new Step<Waiting>("text_late", r => new(r.Id(), r.Long(), r.Text(), r.Long()))
            .With("after", position.Payload).With("up_to", payloads).With("message", position.Message))).OrderBy(w => w.Number).ToList();
        var fresh = await FreshAsync(session, position.Message);
        var whole = new Position(Math.Max(position.Message, Math.Min(_settled.Message, position.Message + MostDocuments)), Math.Max(position.Payload, payloads), position.Segments);
        var documents = new List<Document>();
        var (grams, bytes) = (new GramSet(), 0L);
        foreach (var chunk in Chunks([.. late, .. fresh]))
        {
            if (documents.Sum(d => (long)d.Grams.Length) > MostGrams || bytes > EnoughBytes * 2)
                return new Batch(documents, Before(chunk[0], late, fresh, position, whole));
            var texts = await MessageTexts.ReadAsync(session, [.. chunk.Select(w => w.Id)]);
            foreach (var waiting in chunk)
            {
                if (!texts.TryGetValue(waiting.Id, out var text))
                    continue;
                grams.Clear();
                Grams.AddTo(grams, text);
                documents.Add(new Document(waiting.Id, waiting.Type, [.. grams.Values]));
                bytes += text.Length;
            }
        }
        return new Batch(documents, whole);
    }

    /// <summary>The position after what stands before this one: texts that came late are taken first.</summary>
    private static Position Before(Waiting next, List<Waiting> late, List<Waiting> fresh, Position was, Position whole)
    {
        var at = late.IndexOf(next);
        return at >= 0
            ? was with { Payload = at == 0 ? was.Payload : late[at - 1].Number }
            : whole with { Message = fresh.IndexOf(next) is > 0 and var n ? fresh[n - 1].Number : was.Message };
    }

    // Few together where they are big: all their texts are in memory at once.
    private static IEnumerable<List<Waiting>> Chunks(IReadOnlyList<Waiting> all)
    {
        for (var i = 0; i < all.Count;)
        {
            var (chunk, bytes) = (new List<Waiting>(), 0L);
            for (; i < all.Count && chunk.Count < ReadTogether && (chunk.Count == 0 || bytes + all[i].Bytes < EnoughBytes / 8); i++)
            {
                chunk.Add(all[i]);
                bytes += all[i].Bytes;
            }
            yield return chunk;
        }
    }

    private async Task<bool> WriteAsync(BoxSession session, Position was, Batch batch, IReadOnlyList<Segment> segments)
    {
        var now = clock.Now;
        var advanced = await session.QueryAsync(new Step<long>("text_advance", r => r.Long()).With("node", node).With("lease_until", now + Lease).With("now", now)
            .With("message", batch.Next.Message).With("payload", batch.Next.Payload).With("added", (long)segments.Count)
            .With("was_message", was.Message).With("was_payload", was.Payload).With("was_segments", was.Segments));
        if (advanced is not [var last])
            return false;
        for (var i = 0; i < segments.Count; i++)
        {
            var (segment, number) = (segments[i], last - i);
            await session.RunAsync(
                new Step("text_insert_segment").With("first_id", segment.First).With("number", number).With("last_id", segment.Last).With("documents", segment.Documents)
                    .With("bits", (short)segment.Bits).With("bytes", segment.Pages.Sum(p => (long)p.Bytes.Length)).With("now", now),
                new Step("text_insert_page").With("first_id", segment.First).With("number", number)
                    .Each("page", segment.Pages, p => p.Number).Each("bytes", segment.Pages, p => p.Bytes));
        }
        return true;
    }

    private sealed record Segment(Guid First, Guid Last, int Documents, int Bits, IReadOnlyList<(int Number, byte[] Bytes)> Pages)
    {
        // By type: messages of one type have the same field names, which makes runs.
        public static Segment Of(IEnumerable<Document> documents)
        {
            var sorted = documents.OrderBy(d => d.Type, StringComparer.Ordinal).ThenBy(d => d.Id).ToList();
            var entries = new ulong[sorted.Sum(d => d.Grams.Length)];
            var next = 0;
            for (var i = 0; i < sorted.Count; i++)
                foreach (var gram in sorted[i].Grams)
                    entries[next++] = ((ulong)gram << 32) | (uint)i;
            var (bits, pages) = SegmentPages.Write(entries, [.. sorted.Select(d => d.Id)]);
            return new Segment(sorted.Min(d => d.Id), sorted.Max(d => d.Id), sorted.Count, bits, pages);
        }
    }
}
