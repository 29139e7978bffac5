using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Contracts;

/// <summary>A JSON Schema as fields. What it says beyond members and their types (conditions, one of several forms) is kept as rules.</summary>
public sealed class JsonSchemaShape
{
    private static readonly string[] Facets =
        ["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "format", "const", "minItems", "maxItems", "additionalProperties"];

    private static readonly string[] Rules = ["oneOf", "anyOf", "allOf", "not", "if", "then", "else", "dependentRequired"];
    private readonly JObject _root;
    private readonly List<ContractField> _fields = [];
    private readonly HashSet<string> _open = [];

    private JsonSchemaShape(JObject root) => _root = root;

    public static ContractShape Of(string name, string text, Flow flow)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var root = JObject.Load(reader);
        var shape = new JsonSchemaShape(root);
        shape.Members(root, "");
        shape.Conditions(root, "");
        return new ContractShape(name, [], [new ContractDocument((string?)root["title"] ?? name, flow, Positional: false, shape._fields, (string?)root["description"] ?? "")]);
    }

    private void Members(JObject schema, string path)
    {
        var required = (schema["required"] as JArray)?.Select(t => (string?)t).ToHashSet() ?? [];
        foreach (var member in (schema["properties"] as JObject)?.Properties() ?? [])
        {
            if (member.Value is JObject value)
                Value(value, path.Length == 0 ? member.Name : $"{path}/{member.Name}", required.Contains(member.Name), 1);
        }
    }

    private void Value(JObject given, string path, bool required, int? max)
    {
        var (schema, name) = Resolve(given);
        var summary = (string?)given["description"] ?? (string?)schema["description"] ?? (string?)schema["title"] ?? "";
        if ((string?)schema["type"] == "array" && schema["items"] is JObject items)
        {
            Value(items.Property("description") is null && summary.Length > 0 ? new JObject(items) { ["description"] = summary } : items,
                path + "[]", required && ((int?)schema["minItems"] ?? 0) > 0, (int?)schema["maxItems"]);
            return;
        }
        _fields.Add(new ContractField(path, TypeOf(schema), required ? 1 : 0, max, FacetsOf(schema), summary));
        if (name is not null && !_open.Add(name))
            return;
        Members(schema, path);
        Conditions(schema, path);
        if (name is not null)
            _open.Remove(name);
    }

    private void Conditions(JObject schema, string path)
    {
        foreach (var rule in Rules.Where(r => schema[r] is not null))
            _fields.Add(new ContractField($"{(path.Length == 0 ? "." : path)} {rule}", "rule", 0, 1, new Dictionary<string, string> { ["text"] = schema[rule]!.ToString(Formatting.None) }));
    }

    private (JObject Schema, string? Name) Resolve(JObject schema)
    {
        if ((string?)schema["$ref"] is not { } reference || !reference.StartsWith("#/", StringComparison.Ordinal))
            return (schema, null);
        JToken? found = _root;
        foreach (var part in reference[2..].Split('/'))
            found = found?[part];
        return found is JObject target ? (target, reference) : (schema, null);
    }

    private static string TypeOf(JObject schema) => schema["type"] switch
    {
        JArray several => string.Join('|', several.Select(t => (string?)t).Order(StringComparer.Ordinal)),
        JValue one => (string?)one ?? "any",
        _ when schema["enum"] is JArray or JArray => "string",
        _ when schema["const"] is JValue value => value.Type.ToString().ToLowerInvariant(),
        _ => "any",
    };

    private static SortedDictionary<string, string> FacetsOf(JObject schema)
    {
        var facets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Facets.Where(f => schema[f] is JValue))
            facets[name] = ((JValue)schema[name]!).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (schema["enum"] is JArray values)
            facets["values"] = string.Join('|', values.Select(v => v.ToString()).Order(StringComparer.Ordinal));
        return facets;
    }
}
