namespace Integration.CanonicalModel;

/// <summary>Characters that a canonical text may hold: those that every wire form, XML too, can carry.</summary>
public static class WireText
{
    /// <exception cref="FormatException">Names the first character that must not be there, and its position.</exception>
    public static void Check(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (c is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF' || char.IsSurrogate(c))
                throw new FormatException($"character U+{(int)c:X4} must not be in a text (at position {i})");
        }
    }
}
