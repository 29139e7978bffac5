using System.Globalization;

namespace Integration.Mappings.Values;

/// <summary>An amount in integer fen (1/100 of the currency's unit).</summary>
internal readonly record struct Money(long Fen, string Currency)
{
    public const string Yuan = "CNY";

    /// <summary><c>123.45</c>.</summary>
    public string InUnits()
    {
        var sign = Fen < 0 ? "-" : "";
        var (units, cents) = Math.DivRem(Fen < 0 ? 0UL - (ulong)Fen : (ulong)Fen, 100UL);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{units}.{cents:00}");
    }

    /// <summary>Yuan text → fen. Null if all is well, otherwise what is wrong.</summary>
    public static string? Parse(Chars text, out long fen)
    {
        fen = 0;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+')) at++;
        long value = 0;
        var (digits, decimals, point) = (0, 0, false);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !point && digits > 0)
            {
                point = true;
                continue;
            }
            var digit = c - '0';
            if (digit is < 0 or > 9) return "is not an amount in yuan: expected digits with at most two decimals, e.g. 123.45";
            if (point && ++decimals > 2)
            {
                if (digit != 0) return "has fractions of a fen: at most two decimals are allowed";
                continue;
            }
            digits++;
            if (value > (long.MaxValue - digit) / 10) return TooLarge;
            value = (value * 10) + digit;
        }
        if (digits == 0 || (point && decimals == 0)) return "is not an amount in yuan: expected digits with at most two decimals, e.g. 123.45";
        for (; decimals < 2; decimals++)
        {
            if (value > long.MaxValue / 10) return TooLarge;
            value *= 10;
        }
        fen = negative ? -value : value;
        return null;
    }

    public const string TooLarge = "is too large for an amount: at most 92233720368547758.07 yuan";
}
