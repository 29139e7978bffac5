using System.Text.Json;
using Integration.CanonicalModel.Shapes;

namespace Integration.Hub.Core.Configuration;

/// <summary>Fields of canonical messages, as configuration names them: <c>debtor.bank</c>.</summary>
public static class FieldPaths
{
    /// <summary>What is wrong with a path into a message; null if nothing is.</summary>
    public static string? Problem(ObjectShape shape, IReadOnlyList<string> path, string key)
    {
        for (var n = 0; n < path.Count; n++)
        {
            var field = shape.Find(path[n]);
            if (field is null)
                return $"{key}: {shape.Name} has no field '{path[n]}'{Suggestion.For(path[n], shape.Fields.Select(f => f.Name))}";
            if (n == path.Count - 1)
                return field.Value is ValueShape.Nested or ValueShape.ListOf or ValueShape.MoneyValue ? $"{key}: {string.Join('.', path)} is no single value" : null;
            if (field.Value is not ValueShape.Nested nested)
                return $"{key}: {path[n]} of {shape.Name} has no fields of its own";
            shape = nested.Object;
        }
        return null;
    }

    /// <summary>The field's value as text; "" where it is missing.</summary>
    public static string Read(ReadOnlyMemory<byte> json, IReadOnlyList<string> path)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return "";
        }
        return value.ValueKind is JsonValueKind.Null ? "" : value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
