using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Adapters.Peer;

/// <summary>
/// What goes from hub to hub: a canonical message with its identity. The members are those of contract/peer-message.schema.json; everything but
/// <c>message</c> is the same for all types.
/// </summary>
/// <param name="Id">Of the change at the hub that told it: the same however often it is sent.</param>
/// <param name="From">Org unit of the hub that sends.</param>
/// <param name="To">Org unit of the hub that is to get it.</param>
/// <param name="Origin">Org unit of the hub where the change arose.</param>
/// <param name="Key">Order is kept within it.</param>
/// <param name="Conversation">The sender's conversation.</param>
/// <param name="Keys">What the sender finds it by: kind → values.</param>
/// <param name="Message">Canonical JSON.</param>
internal sealed record PeerDocument(
    string Id, string From, string To, string Origin, string Type, int Version, string? Key, string? Conversation, IReadOnlyList<KeyValuePair<string, string>> Keys, string Message)
{
    /// <summary>Version of the frame; the message has its own.</summary>
    public const int Frame = 1;

    private static readonly string[] Members = ["peer", "id", "from", "to", "origin", "type", "version", "key", "conversation", "keys", "message"];

    public byte[] Write()
    {
        var text = new StringBuilder();
        using (var json = new JsonTextWriter(new StringWriter(text)))
        {
            json.WriteStartObject();
            Number(json, "peer", Frame);
            foreach (var (name, value) in new[] { ("id", Id), ("from", From), ("to", To), ("origin", Origin), ("type", Type) })
                Text(json, name, value);
            Number(json, "version", Version);
            Text(json, "key", Key);
            Text(json, "conversation", Conversation);
            json.WritePropertyName("keys");
            json.WriteStartObject();
            foreach (var kind in Keys.GroupBy(k => k.Key))
            {
                json.WritePropertyName(kind.Key);
                json.WriteStartArray();
                foreach (var (_, value) in kind)
                    json.WriteValue(value);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WritePropertyName("message");
            json.WriteRawValue(Message);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="FormatException">Not such a document; says where and what was expected.</exception>
    public static PeerDocument Read(ReadOnlyMemory<byte> bytes)
    {
        var top = Load(bytes);
        if (top.Properties().Select(p => p.Name).FirstOrDefault(n => !Members.Contains(n)) is { } strange)
            throw new FormatException($"'{strange}' is no member of a peer message; members are {string.Join(", ", Members)}");
        if (Whole(top, "peer") is var frame && frame != Frame)
            throw new FormatException($"'peer' is {frame}; this hub reads frame {Frame}");
        return new PeerDocument(
            Required(top, "id"), Required(top, "from"), Required(top, "to"), Required(top, "origin"), Required(top, "type"), Whole(top, "version"),
            Optional(top, "key"), Optional(top, "conversation"), [.. KeysOf(top)],
            top["message"] is JObject message ? message.ToString(Formatting.None) : throw new FormatException("'message' is missing or no object; expected the canonical message"));
    }

    private static JObject Load(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(new UTF8Encoding(false, true).GetString(bytes.Span)))
            {
                DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = 40,
            };
            var top = JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            return reader.Read() ? throw new FormatException("something stands behind the object; expected one JSON object") : top;
        }
        catch (JsonException e)
        {
            throw new FormatException($"no JSON object: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException($"no UTF-8 at byte {e.Index}", e);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> KeysOf(JObject top) => top["keys"] switch
    {
        null => [],
        JObject keys => keys.Properties().SelectMany(p => p.Value is JArray values && values.All(v => v.Type == JTokenType.String)
            ? values.Select(v => new KeyValuePair<string, string>(p.Name, (string)v!))
            : throw new FormatException($"'keys.{p.Name}' is no list of texts")),
        _ => throw new FormatException("'keys' is no object; expected kind → list of texts"),
    };

    private static string Required(JObject top, string name) =>
        Optional(top, name) is { Length: > 0 } text ? text : throw new FormatException($"'{name}' is missing or empty; expected a text");

    private static string? Optional(JObject top, string name) => top[name] switch
    {
        null => null,
        { Type: JTokenType.String } text => (string?)text,
        var other => throw new FormatException($"'{name}' is {other.Type}; expected a text"),
    };

    private static int Whole(JObject top, string name) =>
        top[name] is { Type: JTokenType.Integer } number ? (int)number : throw new FormatException($"'{name}' is missing or no whole number");

    private static void Text(JsonTextWriter json, string name, string? value)
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static void Number(JsonTextWriter json, string name, int value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }
}
