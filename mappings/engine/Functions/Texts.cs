using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Functions;

/// <summary>Common shapes of text functions.</summary>
internal static class Texts
{
    public delegate Chars Cut(Chars text);

    public delegate int Write(Chars text, Span<char> target);

    /// <summary>A piece of the text itself: nothing is copied.</summary>
    public static Expr Piece(CallSite site, Cut cut)
    {
        var text = site.Text(0);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = text(run, out var value) ? cut(value) : default;
            return v.Length > 0;
        });
    }

    /// <summary>The text changed character by character, not longer than it was.</summary>
    public static Expr Changed(CallSite site, Write write)
    {
        var text = site.Text(0);
        return site.ReturnText((Run run, out Chars v) =>
        {
            v = default;
            if (!text(run, out var value)) return false;
            var target = run.Text.Take(value.Length);
            var written = write(value, target);
            run.Text.GiveBack(value.Length - written);
            v = target[..written];
            return written > 0;
        });
    }

    /// <summary>Index of the n-th character, counting a surrogate pair as one; the length if there are not so many.</summary>
    public static int IndexOf(Chars text, int characters)
    {
        if (text.IndexOfAnyInRange('\ud800', '\udfff') < 0) return Math.Min(characters, text.Length);
        var at = 0;
        for (; characters > 0 && at < text.Length; characters--) at += Step(text, at);
        return at;
    }

    public static int Count(Chars text)
    {
        if (text.IndexOfAnyInRange('\ud800', '\udfff') < 0) return text.Length;
        var count = 0;
        for (var at = 0; at < text.Length; at += Step(text, at)) count++;
        return count;
    }

    private static int Step(Chars text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
