using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Integration.CanonicalModel;

/// <summary>Characters that a canonical text may hold: those that every wire form, XML too, can carry.</summary>
public static class WireText
{
    /// <summary>Characters of a long text: descriptions, reasons.</summary>
    public const int Long = 4000;

    /// <summary>Characters of a line of somebody else's file.</summary>
    public const int Line = 1_000_000;

    /// <exception cref="FormatException">Names the first character that must not be there, and its position.</exception>
    public static void Check(string text)
    {
        for (var at = 0; at < text.Length; at += Width(text, at))
        {
            if (!Fits(text, at))
                throw new FormatException($"character U+{(int)text[at]:X4} must not be in a text (at position {at})");
        }
    }

    /// <summary>
    /// Other people's words made fit for the wire: what cannot be carried becomes U+FFFD, what is too long is cut.
    /// Only for texts about a fault; business data is checked, never changed.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text, int maxLength)
    {
        if (text is null)
            return null;
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        for (var at = 0; at < text.Length && clean.Length + Width(text, at) <= maxLength; at += Width(text, at))
        {
            if (Fits(text, at))
                clean.Append(text, at, Width(text, at));
            else
                clean.Append('\uFFFD');
        }

        return clean.ToString();
    }

    private static int Width(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    private static bool Fits(string text, int at) => Width(text, at) == 2
        || !(text[at] is (< ' ' and not ('\t' or '\n' or '\r')) or '\uFFFE' or '\uFFFF' || char.IsSurrogate(text[at]));
}
