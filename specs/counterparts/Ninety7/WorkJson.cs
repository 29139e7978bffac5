using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>How 97 reads JSON: what the contract does not allow is an <see cref="InvalidDataException"/> that names the field.</summary>
internal static class WorkJson
{
    public static JObject Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body.ToArray()))) { DateParseHandling = DateParseHandling.None };
            var json = JObject.Load(reader);
            return json["version"]?.Type == JTokenType.Integer && (int)json["version"]! == 1
                ? json
                : throw new InvalidDataException($"version must be 1, is {json["version"]}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"body is no JSON object: {e.Message}", e);
        }
    }

    public static string Text(JObject json, string path) =>
        Optional(json, path) is { Length: > 0 } text ? text : throw new InvalidDataException($"{path} is missing");

    public static string? Optional(JObject json, string path) => json.SelectToken(path) switch
    {
        null => null,
        { Type: JTokenType.String } text => (string?)text,
        var other => throw new InvalidDataException($"{path} must be text, is {other.Type}"),
    };

    public static string OneOf(JObject json, string path, params string[] allowed) =>
        Text(json, path) is var text && allowed.Contains(text) ? text : throw new InvalidDataException($"{path} is {text}, must be one of {string.Join(' ', allowed)}");
}
