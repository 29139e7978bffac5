using Integration.CanonicalModel.Shapes;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.CanonicalModel.Publishing;

/// <summary>JSON Schema (draft 2020-12) of a message's wire form.</summary>
public static class JsonSchema
{
    private const long SmallestSafe = long.MinValue;

    /// <summary>The schema document, indented, ended by a line feed.</summary>
    public static string Of(MessageShape message)
    {
        var defs = new SortedDictionary<string, JObject>(StringComparer.Ordinal);
        var root = new JObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:integration:canonical:{message.Type}:v{message.Version}",
            ["title"] = message.ToString(),
            ["description"] = message.Summary,
        };
        root.Merge(Body(message.Body, defs));
        if (defs.Count > 0)
            root["$defs"] = new JObject(defs.Select(d => new JProperty(d.Key, d.Value)));
        return root.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JObject Body(ObjectShape shape, IDictionary<string, JObject> defs) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JArray(shape.Fields.Where(f => f.Required).Select(f => f.Name)),
        ["properties"] = new JObject(shape.Fields.Select(f => new JProperty(f.Name, Described(Value(f.Value, defs), f.Summary)))),
    };

    private static JObject Described(JObject value, string summary)
    {
        value.AddFirst(new JProperty("description", summary));
        return value;
    }

    private static JObject Value(ValueShape value, IDictionary<string, JObject> defs) => value switch
    {
        ValueShape.Text text => Text(text),
        ValueShape.Integer => new JObject { ["type"] = "integer", ["minimum"] = SmallestSafe, ["maximum"] = long.MaxValue },
        ValueShape.Number => new JObject { ["type"] = "number" },
        ValueShape.Boolean => new JObject { ["type"] = "boolean" },
        ValueShape.Date => new JObject { ["type"] = "string", ["format"] = "date" },
        ValueShape.Instant => new JObject { ["type"] = "string", ["format"] = "date-time" },
        ValueShape.MoneyValue => Reference("Money", defs, Money),
        ValueShape.Code code => Reference(code.Name, defs, () => new JObject { ["type"] = "string", ["enum"] = new JArray(code.Values) }),
        ValueShape.ListOf list => new JObject { ["type"] = "array", ["items"] = Value(list.Item, defs) },
        ValueShape.Nested nested => Reference(nested.Object.Name, defs, () => Described(Body(nested.Object, defs), nested.Object.Summary)),
        _ => throw new NotSupportedException($"no JSON Schema for {value.GetType().Name}"),
    };

    private static JObject Text(ValueShape.Text text)
    {
        var schema = new JObject { ["type"] = "string" };
        if (text.MaxLength is { } most)
            schema["maxLength"] = most;
        if (text.Pattern is { } pattern)
            schema["pattern"] = $"^{pattern}$";
        return schema;
    }

    private static JObject Money() => new()
    {
        ["description"] = "Amount in the smallest unit of the currency: fen for CNY.",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["required"] = new JArray("fen", "currency"),
        ["properties"] = new JObject
        {
            ["fen"] = new JObject { ["type"] = "integer", ["minimum"] = SmallestSafe, ["maximum"] = long.MaxValue },
            ["currency"] = new JObject { ["type"] = "string", ["pattern"] = "^[A-Z]{3}$" },
        },
    };

    private static JObject Reference(string name, IDictionary<string, JObject> defs, Func<JObject> make)
    {
        if (!defs.ContainsKey(name))
            defs[name] = make();
        return new JObject { ["$ref"] = $"#/$defs/{name}" };
    }
}
