using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json;

namespace Integration.CanonicalModel;

/// <summary>Values that are one token on the wire.</summary>
internal static class SimpleValues
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(long)] = new PlainValue<long>((w, v) => w.WriteValue(v), r => Whole(r, long.MinValue, long.MaxValue)),
        [typeof(int)] = new PlainValue<int>((w, v) => w.WriteValue(v), r => (int)Whole(r, int.MinValue, int.MaxValue)),
        [typeof(decimal)] = new PlainValue<decimal>((w, v) => w.WriteValue(v), Number),
        [typeof(bool)] = new PlainValue<bool>((w, v) => w.WriteValue(v), Truth),
        [typeof(Money)] = new MoneyValue(),
        [typeof(BillingPeriod)] = new PlainValue<BillingPeriod>((w, v) => w.WriteValue(v.ToString()), r => BillingPeriod.Parse(Text(r, "a billing period (yyyy-MM)"))),
        [typeof(DateOnly)] = new PlainValue<DateOnly>((w, v) => w.WriteValue(v.ToString(DateFormat, CultureInfo.InvariantCulture)), Date),
        [typeof(DateTimeOffset)] = new PlainValue<DateTimeOffset>((w, v) => w.WriteValue(v.ToString(InstantFormat, CultureInfo.InvariantCulture)), Instant),
    };

    public static object? For(Type type, PropertyInfo property) => type == typeof(string)
        ? new TextValue(property.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? ShapeReader.UsualTextLength)
        : ByType.GetValueOrDefault(type);

    public static void Expect(JsonReader reader, JsonToken token, string what)
    {
        if (reader.TokenType != token)
            throw new FormatException($"{what} is expected, found {Found(reader)}");
    }

    public static string Text(JsonReader reader, string what)
    {
        Expect(reader, JsonToken.String, what);
        return (string)reader.Value!;
    }

    public static long Whole(JsonReader reader, long least, long most) =>
        reader.TokenType == JsonToken.Integer && reader.Value is long value && value >= least && value <= most
            ? value
            : throw new FormatException($"a whole number from {least} to {most} is expected, found {Found(reader)}");

    private static decimal Number(JsonReader reader) => reader.TokenType is JsonToken.Integer or JsonToken.Float
        ? Convert.ToDecimal(reader.Value is System.Numerics.BigInteger big ? (decimal)big : reader.Value, CultureInfo.InvariantCulture)
        : throw new FormatException($"a number is expected, found {Found(reader)}");

    private static bool Truth(JsonReader reader)
    {
        Expect(reader, JsonToken.Boolean, "true or false");
        return (bool)reader.Value!;
    }

    private static DateOnly Date(JsonReader reader)
    {
        var text = Text(reader, "a date (yyyy-MM-dd)");
        return DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException($"a date that exists, written yyyy-MM-dd, is expected, found '{text}'");
    }

    private static DateTimeOffset Instant(JsonReader reader)
    {
        var text = Text(reader, "a time with offset (2026-11-22T08:30:00+08:00)");
        return HasOffset(text)
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw new FormatException($"a time with its offset, such as 2026-11-22T08:30:00+08:00, is expected, found '{text}'");
    }

    // Without an offset the time would silently be taken for this machine's own zone.
    private static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');

    private static string Found(JsonReader reader) => reader.TokenType switch
    {
        JsonToken.StartObject => "an object",
        JsonToken.StartArray => "a list",
        JsonToken.Null => "null",
        JsonToken.String => $"the text '{Shortened((string)reader.Value!)}'",
        _ => $"{Convert.ToString(reader.Value, CultureInfo.InvariantCulture)}",
    };

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
