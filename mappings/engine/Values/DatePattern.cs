using System.Globalization;

namespace Integration.Mappings.Values;

/// <summary>
/// A date and time format: <c>yyyy</c> <c>yy</c> <c>MM</c> <c>M</c> <c>dd</c> <c>d</c> <c>HH</c> <c>H</c> <c>mm</c> <c>ss</c>
/// <c>f</c>…<c>fffffff</c> and <c>K</c> (Z or ±hh:mm); everything else stands for itself.
/// </summary>
internal sealed class DatePattern
{
    private readonly List<(char Letter, int Count)> _parts = [];

    private DatePattern(string text) => Text = text;

    public string Text { get; }

    public bool HasOffset => _parts.Exists(p => p.Letter == 'K');

    /// <summary>Null if the format cannot be used; <paramref name="wrong"/> says why.</summary>
    public static DatePattern? Read(string text, out string wrong)
    {
        var pattern = new DatePattern(text);
        wrong = "";
        for (var at = 0; at < text.Length;)
        {
            var letter = text[at];
            var count = 1;
            while (at + count < text.Length && text[at + count] == letter) count++;
            if (letter is '\'' or '"') wrong = "quotes are not needed in a format: other characters stand for themselves";
            else if (IsPart(letter, count)) pattern._parts.Add((letter, count));
            else if (char.IsAsciiLetter(letter) && letter != 'T') wrong = $"unknown format part '{new string(letter, count)}': expected yyyy, yy, MM, M, dd, d, HH, H, mm, ss, f…, K";
            else for (var i = 0; i < count; i++) pattern._parts.Add(('=', letter));
            at += count;
        }
        return wrong.Length == 0 ? pattern : null;
    }

    private static bool IsPart(char letter, int count) => letter switch
    {
        'y' => count is 2 or 4,
        'M' or 'd' or 'H' => count is 1 or 2,
        'm' or 's' => count == 2,
        'f' => count <= 7,
        'K' => count == 1,
        _ => false,
    };

    /// <summary>Null if all is well, otherwise what is wrong.</summary>
    public string? Parse(Chars text, out DateParts parts)
    {
        parts = new DateParts { Month = 1, Day = 1 };
        var at = 0;
        foreach (var (letter, count) in _parts)
        {
            if (letter == '=' ? !Literal(text, ref at, (char)count) : !Part(text, ref at, letter, count, ref parts))
                return $"is not in the format {Text}";
        }
        return at == text.Length ? parts.Impossible() : $"is longer than the format {Text}";
    }

    public void Format(DateTimeOffset value, System.Text.StringBuilder target)
    {
        foreach (var (letter, count) in _parts)
        {
            if (letter == '=') target.Append((char)count);
            else target.Append(Piece(value, letter, count));
        }
    }

    private static string Piece(DateTimeOffset v, char letter, int count) => letter switch
    {
        'y' => count == 4 ? Digits(v.Year, 4) : Digits(v.Year % 100, 2),
        'M' => Digits(v.Month, count),
        'd' => Digits(v.Day, count),
        'H' => Digits(v.Hour, count),
        'm' => Digits(v.Minute, count),
        's' => Digits(v.Second, count),
        'f' => Digits((int)(v.Ticks % TimeSpan.TicksPerSecond), 7)[..count],
        _ => v.Offset == TimeSpan.Zero ? "Z" : v.ToString("zzz", CultureInfo.InvariantCulture),
    };

    private static string Digits(int value, int count) => value.ToString("D" + count, CultureInfo.InvariantCulture);

    private static bool Literal(Chars text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected) return false;
        at++;
        return true;
    }

    private static bool Part(Chars text, ref int at, char letter, int count, ref DateParts parts)
    {
        if (letter == 'K') return Offset(text, ref at, ref parts);
        if (letter == 'f') return Fraction(text, ref at, count, ref parts);
        var (least, most) = letter is 'M' or 'd' or 'H' && count == 1 ? (1, 2) : (count, count);
        if (!Number(text, ref at, least, most, out var value)) return false;
        switch (letter)
        {
            case 'y': parts.Year = count == 4 ? value : value + (value < 70 ? 2000 : 1900); break;
            case 'M': parts.Month = value; break;
            case 'd': parts.Day = value; break;
            case 'H': parts.Hour = value; break;
            case 'm': parts.Minute = value; break;
            default: parts.Second = value; break;
        }
        return true;
    }

    private static bool Fraction(Chars text, ref int at, int count, ref DateParts parts)
    {
        if (!Number(text, ref at, count, count, out var value)) return false;
        for (var i = count; i < 7; i++) value *= 10;
        parts.Ticks = value;
        return true;
    }

    private static bool Offset(Chars text, ref int at, ref DateParts parts)
    {
        if (at >= text.Length) return false;
        var sign = text[at++];
        parts.Offset = TimeSpan.Zero;
        if (sign == 'Z') return true;
        if (sign is not ('+' or '-') || !Number(text, ref at, 2, 2, out var hours)) return false;
        if (at < text.Length && text[at] == ':') at++;
        if (!Number(text, ref at, 2, 2, out var minutes) || hours > 14 || minutes > 59) return false;
        var offset = new TimeSpan(hours, minutes, 0);
        if (offset > TimeSpan.FromHours(14)) return false;
        parts.Offset = sign == '-' ? -offset : offset;
        return true;
    }

    internal static bool Number(Chars text, ref int at, int least, int most, out int value)
    {
        value = 0;
        var digits = 0;
        for (; digits < most && at < text.Length && char.IsAsciiDigit(text[at]); digits++) value = (value * 10) + text[at++] - '0';
        return digits >= least;
    }
}

/// <summary>A date and time as written, before it is known to exist.</summary>
internal struct DateParts
{
    public int Year, Month, Day, Hour, Minute, Second, Ticks;
    public TimeSpan? Offset;

    /// <summary>What is impossible about it, or null.</summary>
    public readonly string? Impossible()
    {
        if (Year < 1) return "has no year that exists";
        if (Month is < 1 or > 12) return $"is impossible: there is no month {Month}";
        if (Day < 1 || Day > DateTime.DaysInMonth(Year, Month)) return $"is impossible: {Year:0000}-{Month:00} has no day {Day}";
        if (Hour > 23 || Minute > 59 || Second > 59) return $"is impossible: there is no time {Hour:00}:{Minute:00}:{Second:00}";
        return null;
    }

    public readonly DateOnly Date => new(Year, Month, Day);

    public readonly DateTime Local => new DateTime(Year, Month, Day, Hour, Minute, Second).AddTicks(Ticks);
}
