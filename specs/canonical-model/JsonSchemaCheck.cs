using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.CanonicalModel;

/// <summary>Checks JSON against the few keywords of JSON Schema that the published schemas use.</summary>
internal static class JsonSchemaCheck
{
    public static IReadOnlyList<string> Faults(JObject schema, JToken value) => [.. Check(schema, schema, value)];

    private static IEnumerable<string> Check(JObject root, JObject schema, JToken value)
    {
        if (schema["$ref"]?.Value<string>() is { } reference)
            return Check(root, (JObject)root["$defs"]![reference["#/$defs/".Length..]]!, value);
        return schema["type"]!.Value<string>() switch
        {
            "object" => CheckObject(root, schema, value),
            "array" => value is JArray items ? items.SelectMany(i => Check(root, (JObject)schema["items"]!, i)) : [$"{value.Path}: no array"],
            "string" => value.Type == JTokenType.String ? CheckText(schema, value) : [$"{value.Path}: no string"],
            "integer" => value.Type == JTokenType.Integer ? [] : [$"{value.Path}: no integer"],
            "number" => value.Type is JTokenType.Integer or JTokenType.Float ? [] : [$"{value.Path}: no number"],
            "boolean" => value.Type == JTokenType.Boolean ? [] : [$"{value.Path}: no boolean"],
            var other => [$"{value.Path}: type {other} is not known to this check"],
        };
    }

    private static IEnumerable<string> CheckObject(JObject root, JObject schema, JToken value)
    {
        if (value is not JObject record)
            return [$"{value.Path}: no object"];
        var properties = (JObject)schema["properties"]!;
        var missing = schema["required"]!.Values<string>().Where(r => record[r!] is null).Select(r => $"{value.Path}: {r} is missing");
        var rest = record.Properties().SelectMany(p => properties[p.Name] is JObject known ? Check(root, known, p.Value) : [$"{p.Path}: unknown"]);
        return missing.Concat(rest);
    }

    private static IEnumerable<string> CheckText(JObject schema, JToken value)
    {
        var text = value.Value<string>()!;
        if (schema["maxLength"]?.Value<int>() < text.Length)
            yield return $"{value.Path}: too long";
        if (schema["pattern"]?.Value<string>() is { } pattern && !Regex.IsMatch(text, pattern))
            yield return $"{value.Path}: does not match {pattern}";
        if (schema["enum"] is JArray codes && !codes.Values<string>().Contains(text))
            yield return $"{value.Path}: {text} is no code";
    }
}
