namespace Integration.Hub.MessageBox;

/// <summary>
/// What the text index knows of a text: pairs of neighbouring Chinese characters and triples of neighbouring letters and digits, each as a number.
/// A text that holds a phrase holds all grams of the phrase, so nothing is missed; that the grams stand in the phrase's order is for the text itself to prove.
/// </summary>
internal static class Grams
{
    private const int None = 0, Alphanumeric = 1, Ideographic = 2;

    /// <summary>As texts are compared: small letters, full-width forms as the others, any white space as one blank.</summary>
    public static string Fold(string text)
    {
        var folded = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            var one = char.IsWhiteSpace(c) ? ' ' : c is > '\uff00' and < '\uff5f' ? char.ToLowerInvariant((char)(c - 0xfee0)) : char.ToLowerInvariant(c);
            if (one != ' ' || length == 0 || folded[length - 1] != ' ')
                folded[length++] = one;
        }
        return new string(folded, 0, length);
    }

    /// <summary>Adds the grams of a folded text.</summary>
    public static void AddTo(GramSet set, ReadOnlySpan<char> text)
    {
        var (kind, run) = (None, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var here = KindOf(text[i]);
            run = here == kind ? run + 1 : 1;
            kind = here;
            if (kind == Ideographic && run >= 2)
                set.Add(Number(((ulong)text[i - 1] << 16) | text[i]));
            else if (kind == Alphanumeric && run >= 3)
                set.Add(Number((1UL << 48) | ((ulong)text[i - 2] << 32) | ((ulong)text[i - 1] << 16) | text[i]));
        }
    }

    /// <summary>Those of a phrase; none: it is too short for the index.</summary>
    public static uint[] Of(string folded)
    {
        var set = new GramSet();
        AddTo(set, folded);
        return [.. set.Values];
    }

    // Halves of rare characters count as Chinese: a pair of halves is one character.
    private static int KindOf(char c) => c < 128
        ? char.IsAsciiLetterOrDigit(c) ? Alphanumeric : None
        : c >= '\u2e80' ? char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? Ideographic : None
        : char.IsLetterOrDigit(c) ? Alphanumeric : None;

    private static uint Number(ulong gram) => (uint)((gram * 0x9E37_79B9_7F4A_7C15UL) >> 32);
}

/// <summary>Numbers without repetition, cleared at no cost: faster than a hash set where thousands are asked per text.</summary>
internal sealed class GramSet
{
    private uint[] _slots = new uint[4096];
    private int[] _rounds = new int[4096];
    private int _round = 1;

    public List<uint> Values { get; } = [];

    public void Clear()
    {
        Values.Clear();
        _round++;
    }

    public void Add(uint value)
    {
        if (!TryPlace(value))
            return;
        Values.Add(value);
        if (Values.Count * 2 > _slots.Length)
            Grow();
    }

    private bool TryPlace(uint value)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(value * 0x85EB_CA6BU >> 7) & mask;
        for (; _rounds[slot] == _round; slot = (slot + 1) & mask)
            if (_slots[slot] == value)
                return false;
        (_slots[slot], _rounds[slot]) = (value, _round);
        return true;
    }

    private void Grow()
    {
        _slots = new uint[_slots.Length * 2];
        _rounds = new int[_slots.Length];
        _round = 1;
        foreach (var value in Values)
            TryPlace(value);
    }
}
