using System.Text;
using System.Text.Json;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Nested canonical values as JSON columns, in the wire form.</summary>
internal static class JsonColumn
{
    public static string? Of(object? value) => value is null ? null : Encoding.UTF8.GetString(CanonicalJson.Serialize(value));

    public static string List<T>(IReadOnlyList<T> values)
        where T : notnull
    {
        if (values.Count == 0)
            return "[]";
        var lines = Encoding.UTF8.GetString(CanonicalJson.SerializeBatch(values));
        return $"[{lines.TrimEnd('\n').Replace('\n', ',')}]";
    }

    public static T? Read<T>(string? json)
        where T : class => json is null ? null : CanonicalJson.Deserialize<T>(Encoding.UTF8.GetBytes(json));

    public static IReadOnlyList<T> ReadList<T>(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(e => CanonicalJson.Deserialize<T>(Encoding.UTF8.GetBytes(e.GetRawText())))];
    }
}
