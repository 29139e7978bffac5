namespace Integration.Mappings.Values;

/// <summary>Characters as other systems write them, made plain. Each writes to the target and returns how many.</summary>
internal static class Widths
{
    public static int Halve(Chars text, Span<char> target)
    {
        for (var i = 0; i < text.Length; i++) target[i] = Half(text[i]);
        return text.Length;
    }

    public static char Half(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        '\u3000' => ' ',
        _ => c,
    };

    public static int Collapse(Chars text, Span<char> target)
    {
        var written = 0;
        foreach (var c in text.Trim())
        {
            var blank = char.IsWhiteSpace(c);
            if (blank && written > 0 && target[written - 1] == ' ') continue;
            target[written++] = blank ? ' ' : c;
        }
        return written;
    }

    public static int Digits(Chars text, Span<char> target)
    {
        var written = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(Half(c))) target[written++] = Half(c);
        return written;
    }
}
