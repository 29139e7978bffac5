using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.CoreApp.Orders;

/// <summary>The one written form of a template: the shipped files, the database and the designer in the browser share it. Strict: what is not known is refused.</summary>
public static class TemplateJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write(OrderTemplate template) => JsonSerializer.Serialize(template, Options);

    /// <summary>As it is written, sound or not: what is being drawn is looked at too, and a stored one was sound when it was saved.</summary>
    /// <param name="name">Where it comes from, for the error.</param>
    /// <exception cref="TemplateException">It cannot be read.</exception>
    public static OrderTemplate Parse(string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<OrderTemplate>(json, Options) ?? throw new JsonException("nothing is there");
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $"line {line + 1}, {e.Path}: " : "";
            throw new TemplateException(name, [new TemplateProblem("template.unreadable", [], where + e.Message)]);
        }
    }

    /// <param name="name">Where it comes from, for the error.</param>
    /// <exception cref="TemplateException">It cannot be read, or is not sound.</exception>
    public static OrderTemplate Read(string json, string name)
    {
        var template = Parse(json, name);
        return TemplateCheck.Problems(template) is { Count: > 0 } problems ? throw new TemplateException(name, problems) : template;
    }
}
