namespace Integration.CoreApp.Archive;

/// <summary>What a phone or circuit number is looked up by: the same for all ways people and systems write it.</summary>
/// <remarks><c>0571-8700 1234</c>, <c>(0571)87001234</c>, <c>+86 571 87001234</c> and <c>057187001234</c> have one key; letters count, their case does not.</remarks>
public static class ServiceKey
{
    public static string Of(string number)
    {
        var trimmed = number.Normalize(System.Text.NormalizationForm.FormKC).Trim();
        var international = trimmed.StartsWith('+') || trimmed.StartsWith("00", StringComparison.Ordinal);
        var plain = string.Concat(trimmed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return international ? National(plain.TrimStart('0')) : plain;
    }

    // Abroad the area code is written without its zero; mobile numbers never had one.
    private static string National(string digits)
    {
        if (!digits.StartsWith("86", StringComparison.Ordinal))
            return "00" + digits;
        var national = digits[2..];
        return IsMobile(national) || national.StartsWith('0') ? national : "0" + national;
    }

    private static bool IsMobile(string national) => national.Length == 11 && national[0] == '1' && national[1] is >= '3' and <= '9';
}
