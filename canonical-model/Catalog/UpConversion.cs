using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.CanonicalModel;

/// <summary>
/// Makes version <see cref="From"/> + 1 of a message out of version <see cref="From"/>. Written when a field changes; called for
/// messages that were stored or sent before the change. Pure: same input, same output.
/// </summary>
public interface ICanonicalUpConverter
{
    string Type { get; }

    int From { get; }

    /// <summary>Changes <paramref name="body"/> in place or returns a new one. Throwing means the old message cannot be told in the new form: it is parked.</summary>
    JObject Convert(JObject body);
}

/// <summary>Up-converters, joined into chains.</summary>
public sealed class UpConversion
{
    private readonly Dictionary<(string Type, int From), ICanonicalUpConverter> _steps;

    /// <exception cref="InvalidOperationException">Two converters for one step.</exception>
    public UpConversion(IEnumerable<ICanonicalUpConverter> converters)
    {
        _steps = [];
        foreach (var converter in converters)
        {
            if (!_steps.TryAdd((converter.Type, converter.From), converter))
                throw new InvalidOperationException($"two converters for {converter.Type} from version {converter.From}");
        }
    }

    /// <summary>The highest version that <paramref name="version"/> can be brought to.</summary>
    public int Latest(string type, int version)
    {
        while (_steps.ContainsKey((type, version)))
            version++;
        return version;
    }

    /// <summary>Every line of the body in version <paramref name="to"/>; the body itself if it already is.</summary>
    /// <exception cref="CanonicalJsonException">No chain leads there (also never downwards), or a line cannot be converted.</exception>
    public ReadOnlyMemory<byte> Convert(string type, int from, int to, ReadOnlyMemory<byte> body)
    {
        if (from == to)
            return body;
        if (to < from || Enumerable.Range(from, to - from).Any(v => !_steps.ContainsKey((type, v))))
            throw new CanonicalJsonException($"{type} version {from} cannot be brought to version {to}: a converter of the chain is missing", "", 1);
        var target = new StringBuilder();
        var batch = body.Span.IndexOf((byte)'\n') >= 0;
        foreach (var (number, line) in NdJson.Lines(body))
            target.Append(ConvertLine(type, from, to, line, number).ToString(Formatting.None)).Append(batch ? "\n" : "");
        return Encoding.UTF8.GetBytes(target.ToString());
    }

    private JObject ConvertLine(string type, int from, int to, ReadOnlyMemory<byte> line, long number)
    {
        StrictJson.Check(line.Span, number);
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(line.Span)))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        var json = JObject.Load(reader);
        try
        {
            for (var version = from; version < to; version++)
                json = _steps[(type, version)].Convert(json);
            return json;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidCastException or ArgumentException or NullReferenceException)
        {
            throw new CanonicalJsonException($"{type} version {from} cannot be brought to version {to}: {e.Message} (line {number})", "", number, e);
        }
    }
}
