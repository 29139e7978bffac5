using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Hub.Core.Repairing;

/// <summary>What an edited body changes: of JSON each value by its path, of anything else each line by its number.</summary>
public static class BodyDifference
{
    private const int Most = 500, LongestValue = 500, MostLines = 2000;

    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="At">Path of the value, with the record's number before it where there are several; or number of the line.</param>
    /// <param name="Before">Null: it was not there.</param>
    /// <param name="After">Null: it is not there any more.</param>
    public sealed record Change(string At, string? Before, string? After);

    public static IReadOnlyList<Change> Of(string before, string after)
    {
        var changes = new List<Change>();
        if (Records(before) is { } then && Records(after) is { } now && then.Count == now.Count)
        {
            foreach (var (index, (one, other)) in then.Zip(now).Index())
                Compare(then.Count > 1 ? $"{index + 1}: " : "", one, other, changes);
        }
        else
        {
            CompareLines(before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'), changes);
        }
        return changes.Count <= Most ? changes : [.. changes.Take(Most), new Change("…", null, string.Create(CultureInfo.InvariantCulture, $"{changes.Count - Most} more"))];
    }

    public static string Write(IReadOnlyList<Change> changes) => JsonSerializer.Serialize(changes, s_plain);

    public static IReadOnlyList<Change> Read(string written) => JsonSerializer.Deserialize<Change[]>(written, s_plain) ?? [];

    // A batch is one object per line; null: it is no JSON.
    private static List<JsonNode?>? Records(string text)
    {
        try
        {
            return [JsonNode.Parse(text)];
        }
        catch (JsonException)
        {
        }
        try
        {
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonNode.Parse(line))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Compare(string path, JsonNode? one, JsonNode? other, List<Change> changes)
    {
        switch (one, other)
        {
            case (JsonObject a, JsonObject b):
                foreach (var name in a.Select(p => p.Key).Union(b.Select(p => p.Key)))
                    CompareAt(Path(path, name), a.ContainsKey(name), a[name], b.ContainsKey(name), b[name], changes);
                return;
            case (JsonArray a, JsonArray b):
                for (var i = 0; i < Math.Max(a.Count, b.Count); i++)
                    CompareAt(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), i < a.Count, i < a.Count ? a[i] : null, i < b.Count, i < b.Count ? b[i] : null, changes);
                return;
            default:
                if (!JsonNode.DeepEquals(one, other))
                    changes.Add(new Change(path.Length == 0 ? "." : path, Text(one), Text(other)));
                return;
        }
    }

    private static void CompareAt(string path, bool was, JsonNode? one, bool stays, JsonNode? other, List<Change> changes)
    {
        if (was && stays)
            Compare(path, one, other, changes);
        else
            changes.Add(new Change(path, was ? Text(one) : null, stays ? Text(other) : null));
    }

    private static string Path(string path, string name) => path.Length == 0 || path.EndsWith(' ') ? $"{path}{name}" : $"{path}.{name}";

    private static string Text(JsonNode? node) => Short(node?.ToJsonString(s_plain) ?? "null");

    // The lines that both begin and end with are left out; what is between is told line by line. People change a line or two.
    private static void CompareLines(string[] before, string[] after, List<Change> changes)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        var (was, now) = (before[head..^tail], after[head..^tail]);
        for (var i = 0; i < Math.Min(Math.Max(was.Length, now.Length), MostLines); i++)
        {
            if (i >= was.Length || i >= now.Length || was[i] != now[i])
                changes.Add(new Change((head + i + 1).ToString(CultureInfo.InvariantCulture), i < was.Length ? Short(was[i]) : null, i < now.Length ? Short(now[i]) : null));
        }
    }

    private static string Short(string text) => text.Length <= LongestValue ? text : new StringBuilder(text, 0, LongestValue, LongestValue + 1).Append('…').ToString();
}
