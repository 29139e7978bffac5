using System.Globalization;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Values;

/// <summary>Texts that are numbers: digits, a sign, a decimal point; no blanks, no group separators, no exponent.</summary>
internal static class Numbers
{
    private const NumberStyles Integral = NumberStyles.AllowLeadingSign;
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static Eval<decimal> Read(Eval<Chars> text, Origin at) => (Run run, out decimal v) =>
    {
        v = 0;
        if (!text(run, out var value)) return false;
        if (IsAscii(value) && decimal.TryParse(value, Decimal, CultureInfo.InvariantCulture, out v)) return true;
        throw at.Fault("mapping.number", $"{ValueFault.Quote(value)} is not a number: expected digits with an optional sign and decimal point, e.g. -12.5");
    };

    public static Eval<long> ReadInteger(Eval<Chars> text, Origin at) => (Run run, out long v) =>
    {
        v = 0;
        if (!text(run, out var value)) return false;
        if (long.TryParse(value, Integral, CultureInfo.InvariantCulture, out v)) return true;
        var why = value.TrimStart('-').TrimStart('+').ContainsAnyExceptInRange('0', '9') || value.Length < 18
            ? "is not a whole number: expected digits with an optional sign, e.g. 42"
            : "is too large for a whole number: at most 9223372036854775807";
        throw at.Fault("mapping.number", $"{ValueFault.Quote(value)} {why}");
    };

    private static bool IsAscii(Chars value) => value.Length < 40 && value.IndexOfAnyExceptInRange('!', '~') < 0;
}
