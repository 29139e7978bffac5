using Newtonsoft.Json;

namespace Integration.CanonicalModel;

internal sealed class OptionalValue<T>(WireValue<T> inner) : WireValue<T?>
    where T : struct
{
    public override void Write(JsonWriter writer, T? value) => inner.Write(writer, value!.Value);

    public override T? Read(JsonReader reader) => inner.Read(reader);
}

internal sealed class ListValue<T>(WireValue<T> item) : WireValue<IReadOnlyList<T>>
{
    public override void Write(JsonWriter writer, IReadOnlyList<T> value)
    {
        writer.WriteStartArray();
        foreach (var one in value)
        {
            if (one is null)
                throw new FormatException("a list must not hold null");
            item.Write(writer, one);
        }

        writer.WriteEndArray();
    }

    public override IReadOnlyList<T> Read(JsonReader reader)
    {
        SimpleValues.Expect(reader, JsonToken.StartArray, "a list");
        var all = new List<T>();
        while (reader.Read() && reader.TokenType != JsonToken.EndArray)
            all.Add(item.Read(reader));
        return all;
    }
}

internal sealed class IdValue<T> : WireValue<T>
    where T : struct, IId<T>
{
    // A default struct never went through its constructor: it holds no text at all.
    public override void Write(JsonWriter writer, T value) => writer.WriteValue(value.Value ?? throw new FormatException($"an empty {typeof(T).Name}"));

    public override T Read(JsonReader reader) => T.Of(SimpleValues.Text(reader, $"a text ({typeof(T).Name})"));
}

internal sealed class CodeValue<T> : WireValue<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _byName = Enum.GetValues<T>().ToDictionary(v => WireNames.Of(v), StringComparer.Ordinal);
    private readonly Dictionary<T, string> _byValue = Enum.GetValues<T>().ToDictionary(v => v, v => WireNames.Of(v));

    public override void Write(JsonWriter writer, T value) => writer.WriteValue(_byValue.TryGetValue(value, out var name)
        ? name
        : throw new FormatException($"{value} is no {typeof(T).Name}"));

    public override T Read(JsonReader reader)
    {
        var name = SimpleValues.Text(reader, $"a text ({typeof(T).Name})");
        return _byName.TryGetValue(name, out var value)
            ? value
            : throw new FormatException($"'{name}' is no {typeof(T).Name}; there are {string.Join(", ", _byName.Keys)}");
    }
}

internal sealed class TextValue(int maxLength) : WireValue<string>
{
    public override void Write(JsonWriter writer, string value) => writer.WriteValue(Valid(value));

    public override string Read(JsonReader reader) => Valid(SimpleValues.Text(reader, "a text"));

    private string Valid(string value)
    {
        if (value.Length > maxLength)
            throw new FormatException($"a text of at most {maxLength} characters is expected; this one has {value.Length}");
        WireText.Check(value);
        return value;
    }
}

internal sealed class MoneyValue : WireValue<Money>
{
    public override void Write(JsonWriter writer, Money value)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("fen");
        writer.WriteValue(value.Fen);
        writer.WritePropertyName("currency");
        writer.WriteValue(value.Currency);
        writer.WriteEndObject();
    }

    public override Money Read(JsonReader reader)
    {
        SimpleValues.Expect(reader, JsonToken.StartObject, "money ({\"fen\":12345,\"currency\":\"CNY\"})");
        long? fen = null;
        string? currency = null;
        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            var name = (string)reader.Value!;
            reader.Read();
            if (name == "fen" && fen is null)
                fen = SimpleValues.Whole(reader, long.MinValue, long.MaxValue);
            else if (name == "currency" && currency is null)
                currency = SimpleValues.Text(reader, "a currency");
            else
                throw new FormatException($"money has fen and currency, each once; found '{name}'");
        }

        return new Money(
            fen ?? throw new FormatException("money needs member 'fen'"),
            currency ?? throw new FormatException("money needs member 'currency'"));
    }
}

/// <summary>A value written and read by two functions.</summary>
internal sealed class PlainValue<T>(Action<JsonWriter, T> write, Func<JsonReader, T> read) : WireValue<T>
{
    public override void Write(JsonWriter writer, T value) => write(writer, value);

    public override T Read(JsonReader reader) => read(reader);
}
