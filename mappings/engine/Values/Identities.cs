namespace Integration.Mappings.Values;

/// <summary>Identity numbers with their check characters.</summary>
internal static class Identities
{
    private static readonly int[] CardWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CardChecks = "10X98765432";
    private static readonly int[] CreditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private const string CreditDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Resident identity card (GB 11643): 18 characters; an old one of 15 digits is lengthened. Null if all is well.</summary>
    public static string? Card(Chars text, out string card)
    {
        card = Compact(text);
        if (card.Length == 15 && card.All(char.IsAsciiDigit))
        {
            card = card[..6] + "19" + card[6..];
            card += CardCheck(card);
        }
        if (card.Length != 18 || !card.AsSpan(0, 17).ContainsOnlyDigits() || !(char.IsAsciiDigit(card[17]) || card[17] == 'X'))
            return "is not an identity card number: expected 17 digits and a check character (or 15 digits)";
        var parts = new DateParts { Year = int.Parse(card.AsSpan(6, 4)), Month = int.Parse(card.AsSpan(10, 2)), Day = int.Parse(card.AsSpan(12, 2)) };
        if (parts.Impossible() is not null) return $"has no date of birth that exists ({card.AsSpan(6, 8)})";
        var expected = CardCheck(card);
        return card[17] == expected ? null : $"has the wrong check character: expected {expected} at its end";
    }

    /// <summary>Unified social credit code (GB 32100): 18 characters. Null if all is well.</summary>
    public static string? CreditCode(Chars text, out string code)
    {
        code = Compact(text);
        if (code.Length != 18 || code.Any(c => !CreditDigits.Contains(c)))
            return "is not a unified social credit code: expected 18 digits and capital letters without I, O, S, V, Z";
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += CreditDigits.IndexOf(code[i]) * CreditWeights[i];
        var expected = CreditDigits[(31 - (sum % 31)) % 31];
        return code[17] == expected ? null : $"has the wrong check character: expected {expected} at its end";
    }

    /// <summary>Half-width, upper case, without blanks.</summary>
    public static string Compact(Chars text)
    {
        Span<char> buffer = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) buffer[length++] = char.ToUpperInvariant(Widths.Half(c));
        return buffer[..length].ToString();
    }

    private static char CardCheck(string card)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (card[i] - '0') * CardWeights[i];
        return CardChecks[sum % 11];
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
