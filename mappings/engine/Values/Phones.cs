namespace Integration.Mappings.Values;

/// <summary>Chinese telephone numbers: mobile 1xxxxxxxxxx, land line with area code 0xx(x)-local, 400/800 and short service numbers.</summary>
internal static class Phones
{
    /// <summary>Writes the plain form; false if it is no number that can exist.</summary>
    /// <param name="area">Area code with its 0 for a local number without one, or empty.</param>
    /// <param name="target">At least 24 characters.</param>
    public static bool Normalise(Chars text, Chars area, Span<char> target, out int length)
    {
        length = 0;
        Span<char> digits = stackalloc char[24];
        if (!Plain(text, digits, out var count)) return false;
        var number = (Chars)digits[..count];
        if (number.StartsWith("+86")) number = number[3..];
        else if (number.StartsWith("0086")) number = number[4..];
        else if (number.Length == 13 && number.StartsWith("861")) number = number[2..];
        else if (number.Length > 0 && number[0] == '+') return false;
        else return National(number, area, target, out length);
        if (number.Length is > 8 and < 12 && number[0] is not ('0' or '1' or '4' or '8') || IsForeignLandLine(number)) return International(number, target, out length);
        return National(number, area, target, out length);
    }

    public static bool IsMobile(Chars number) => number.Length == 11 && number[0] == '1' && number[1] is >= '3' and <= '9';

    private static bool IsForeignLandLine(Chars number) => !IsMobile(number) && number.Length is >= 9 and <= 11 && number[0] is >= '1' and <= '9' && !IsService(number);

    private static bool IsService(Chars number) => number.Length == 10 && (number.StartsWith("400") || number.StartsWith("800"));

    /// <summary>After +86 the area code has lost its 0.</summary>
    private static bool International(Chars number, Span<char> target, out int length)
    {
        Span<char> national = stackalloc char[24];
        national[0] = '0';
        number.CopyTo(national[1..]);
        return National(national[..(number.Length + 1)], default, target, out length);
    }

    private static bool National(Chars number, Chars area, Span<char> target, out int length)
    {
        length = 0;
        if (number.Length == 12 && number[0] == '0' && IsMobile(number[1..])) number = number[1..];
        if (IsMobile(number) || IsService(number) || IsShort(number))
        {
            number.CopyTo(target);
            length = number.Length;
            return true;
        }
        if (number.Length > 0 && number[0] == '0')
        {
            var areaLength = number.Length > 2 && number[1] is '1' or '2' ? 3 : 4;
            return number.Length > areaLength && Join(number[..areaLength], number[areaLength..], target, out length);
        }
        return area.Length > 0 && Join(area, number, target, out length);
    }

    private static bool Join(Chars area, Chars local, Span<char> target, out int length)
    {
        length = 0;
        if (area.Length is < 3 or > 4 || area[0] != '0' || area[1] == '0' || local.Length is not (7 or 8) || local[0] is '0' or '1') return false;
        area.CopyTo(target);
        target[area.Length] = '-';
        local.CopyTo(target[(area.Length + 1)..]);
        length = area.Length + 1 + local.Length;
        return true;
    }

    /// <summary>110, 10000, 95588, 12345, 106…: services, not subscribers.</summary>
    private static bool IsShort(Chars number) => number.Length is >= 3 and <= 6 && number[0] is '1' or '9';

    /// <summary>Digits and a leading +, half-width, without what people put between them.</summary>
    private static bool Plain(Chars text, Span<char> digits, out int count)
    {
        count = 0;
        foreach (var wide in text)
        {
            var c = Widths.Half(wide);
            if (c is ' ' or '-' or '(' or ')' or '.' or '—' or '－' or '‐' or '\u00a0') continue;
            if (!char.IsAsciiDigit(c) && !(c == '+' && count == 0)) return false;
            if (count == 20) return false;
            digits[count++] = c;
        }
        return count > 0;
    }
}
