using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Messages that may have all of some phrases in their text, the newest first: from the index, and whatever it has not reached.</summary>
internal sealed class Candidates
{
    private const int MostTogether = 32, UnindexedTogether = 32_768, MostGrams = 16, GramsTogether = 4, FewEnough = 16;

    private readonly BoxSession _session;
    private readonly FreshTexts _fresh;
    private readonly uint[] _grams;
    private readonly Guid _lowest;
    private readonly Guid _below;
    private readonly (long Message, long Payload) _position;
    private readonly IReadOnlyList<Segment> _segments;
    private readonly SortedSet<Guid> _pool = [];
    private Guid? _unindexedBelow;
    private int _loaded;
    private int _together = 1;

    private sealed record Segment(Guid First, long Number, Guid Last, int Documents, int Bits);

    private Candidates(BoxSession session, FreshTexts fresh, uint[] grams, Guid lowest, Guid below, (long, long) position, IReadOnlyList<Segment> segments) =>
        (_session, _fresh, _grams, _lowest, _below, _position, _segments, _unindexedBelow) = (session, fresh, grams, lowest, below, position, segments, below);

    /// <summary>Null: the phrases are too short for the index.</summary>
    public static async Task<Candidates?> OpenAsync(BoxSession session, FreshTexts fresh, IReadOnlyList<string> phrases, Guid lowest, Guid below)
    {
        // By their numbers they stand in no order of the phrase: the first few are from all over it.
        var grams = phrases.SelectMany(p => Spread(Grams.Of(p))).Distinct().Order().ToArray();
        if (grams.Length == 0)
            return null;
        // The position first: a segment made meanwhile is seen besides, not instead.
        var position = (await session.QueryAsync(new Step<(long, long)>("text_position", r => (r.Long(), r.Long()))))[0];
        var segments = await session.QueryAsync(new Step<Segment>("text_segments", r => new(r.Id(), r.Long(), r.Id(), r.Int(), r.Int())).With("below", below).With("lowest", lowest));
        return new Candidates(session, fresh, grams, lowest, below, position, segments);
    }

    /// <summary>The next ones; none: that was all.</summary>
    public async Task<List<Guid>> NextAsync(int atMost)
    {
        while (true)
        {
            var floor = Floor();
            var ready = _pool.Reverse().TakeWhile(id => floor is null || id >= floor).Take(atMost).ToList();
            if (ready.Count > 0 || floor is null)
            {
                _pool.ExceptWith(ready);
                return ready;
            }
            if (_unindexedBelow is { } unindexed && (_loaded == _segments.Count || unindexed >= _segments[_loaded].Last))
                await LoadUnindexedAsync(unindexed);
            else
                await LoadSegmentsAsync();
        }
    }

    /// <summary>What is not loaded yet stands at or below this; null: all is.</summary>
    private Guid? Floor()
    {
        var segment = _loaded < _segments.Count ? _segments[_loaded].Last : (Guid?)null;
        return segment is null || _unindexedBelow > segment ? _unindexedBelow ?? segment : segment;
    }

    // A long phrase is as rare by some of its grams as by all.
    private static IEnumerable<uint> Spread(uint[] grams) => grams.Length <= MostGrams ? grams : Enumerable.Range(0, MostGrams).Select(i => grams[i * grams.Length / MostGrams]);

    // All of them at once, as a rule: finding a part of them reads as many rows as finding all.
    private async Task LoadUnindexedAsync(Guid below)
    {
        var fresh = await _session.QueryAsync(new Step<FreshText>("text_unindexed", r => new(r.Id(), _position.Payload, r.Long(), r.Long())).With("message", _position.Message).With("payload", _position.Payload)
            .With("below", below).With("lowest", _lowest).With("limit", UnindexedTogether));
        _pool.UnionWith(await _fresh.HavingAsync(_session, fresh, _grams));
        _unindexedBelow = fresh.Count < UnindexedTogether ? null : fresh[^1].Id;
    }

    // One, two, four …: a frequent word fills its page from the first, a rare one is looked for in many at once.
    private async Task LoadSegmentsAsync()
    {
        var some = _segments.Skip(_loaded).Take(_together).ToList();
        (_loaded, _together) = (_loaded + some.Count, Math.Min(MostTogether, _together * 2));
        var hits = some.Select(s => (Segment: s, Documents: (List<int>?)null)).ToList();
        // A few grams at a time: most segments have not even those. What few are left, their own text decides faster.
        foreach (var grams in _grams.Chunk(GramsTogether))
        {
            var pages = await PagesAsync([.. hits.SelectMany(h => grams.Select(g => SegmentPages.PageOf(g, h.Segment.Bits)).Distinct().Select(p => (h.Segment, p)))]);
            hits = [.. hits.Select(h => (h.Segment, Documents: Narrow(h.Segment, h.Documents, grams, pages))).Where(h => h.Documents!.Count > 0)];
            if (hits.Count == 0)
                return;
            if (hits.Sum(h => h.Documents!.Count) <= FewEnough)
                break;
        }
        var ids = await PagesAsync([.. hits.SelectMany(h => h.Documents!.Select(SegmentPages.PageOfId).Distinct().Select(p => (h.Segment, p)))]);
        foreach (var (segment, documents) in hits)
            foreach (var document in documents!)
                if (SegmentPages.ReadId(ids[(segment.Number, SegmentPages.PageOfId(document))], document) is var id && id < _below && id >= _lowest)
                    _pool.Add(id);
    }

    private static List<int>? Narrow(Segment segment, List<int>? documents, IEnumerable<uint> grams, Dictionary<(long, int), byte[]> pages)
    {
        foreach (var gram in grams)
        {
            var some = pages.TryGetValue((segment.Number, SegmentPages.PageOf(gram, segment.Bits)), out var page) ? SegmentPages.Read(page, gram) : [];
            documents = documents is null ? some : Both(documents, some);
            if (documents.Count == 0)
                break;
        }
        return documents;
    }

    private static List<int> Both(List<int> one, List<int> other)
    {
        var both = new List<int>(Math.Min(one.Count, other.Count));
        for (int i = 0, k = 0; i < one.Count && k < other.Count;)
        {
            var difference = one[i] - other[k];
            if (difference == 0)
                both.Add(one[i]);
            i += difference <= 0 ? 1 : 0;
            k += difference >= 0 ? 1 : 0;
        }
        return both;
    }

    private async Task<Dictionary<(long, int), byte[]>> PagesAsync(List<(Segment Segment, int Page)> wanted)
    {
        var read = await _session.QueryAsync(new Step<(Guid First, long Number, int Page, byte[] Bytes)>("text_pages", r => (r.Id(), r.Long(), r.Int(), r.Bytes()))
            .Each("first_id", wanted, w => w.Segment.First).Each("number", wanted, w => w.Segment.Number).Each("page", wanted, w => w.Page));
        return read.ToDictionary(r => (r.Number, r.Page), r => r.Bytes);
    }
}
