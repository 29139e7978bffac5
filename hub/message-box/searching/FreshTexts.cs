using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A message that the index has not reached, and what it has by now: who has got another payload since is read anew.</summary>
internal readonly record struct FreshText(Guid Id, long After, long Payloads, long Last);

/// <summary>
/// The grams of texts that the index has not reached, so that a text is read once and not by every question: thousands of messages wait for the index at
/// any time, and what they say was most of the time that a question took. Bounded; what does not fit is read again.
/// </summary>
internal sealed class FreshTexts
{
    private const int ReadTogether = 128;
    private const long MostGrams = 8_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (FreshText Of, uint[] Grams)> _known = [];
    private long _grams;

    /// <summary>Those that have all the grams; their texts prove the rest.</summary>
    public async Task<IReadOnlyList<Guid>> HavingAsync(BoxSession session, IReadOnlyList<FreshText> fresh, uint[] grams)
    {
        var having = new List<Guid>();
        var unknown = new List<FreshText>();
        lock (_lock)
            foreach (var text in fresh)
                if (!_known.TryGetValue(text.Id, out var known) || known.Of != text)
                    unknown.Add(text);
                else if (HasAll(known.Grams, grams))
                    having.Add(text.Id);
        foreach (var some in unknown.Chunk(ReadTogether))
            foreach (var (text, own) in await ReadAsync(session, some))
                if (HasAll(own, grams))
                    having.Add(text.Id);
        return having;
    }

    // What came after the list was made is in the text already, and in the list of the next question: it is read once too often, never too seldom.
    private async Task<List<(FreshText Of, uint[] Grams)>> ReadAsync(BoxSession session, FreshText[] some)
    {
        var texts = await MessageTexts.ReadAsync(session, [.. some.Select(s => s.Id)]);
        var set = new GramSet();
        var read = new List<(FreshText, uint[])>();
        foreach (var text in some)
        {
            if (!texts.TryGetValue(text.Id, out var words))
                continue;
            set.Clear();
            Grams.AddTo(set, words);
            read.Add((text, [.. set.Values.Order()]));
        }
        Keep(read);
        return read;
    }

    private void Keep(List<(FreshText Of, uint[] Grams)> read)
    {
        lock (_lock)
            foreach (var one in read)
            {
                if (_known.Remove(one.Of.Id, out var before))
                    _grams -= before.Grams.Length;
                if (_grams + one.Grams.Length > MostGrams)
                {
                    _known.Clear();
                    _grams = 0;
                }
                _known[one.Of.Id] = one;
                _grams += one.Grams.Length;
            }
    }

    private static bool HasAll(uint[] own, uint[] grams)
    {
        foreach (var gram in grams)
            if (Array.BinarySearch(own, gram) < 0)
                return false;
        return true;
    }
}
