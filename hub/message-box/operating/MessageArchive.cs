using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Integration.Hub.MessageBox;

/// <summary>What one export holds; stands beside its data file and makes it valid.</summary>
/// <param name="Name">Name of the data file without its suffix, e.g. <c>2026-11-22.1</c>.</param>
/// <param name="Messages">Messages in it.</param>
/// <param name="LastEnded">When the last delivery in it ended.</param>
public sealed record ArchivePart(string Name, DateOnly Day, int Number, long Messages, DateTimeOffset? LastEnded, DateTimeOffset ExportedAt);

/// <summary>Reads what retention has put away: one gzip file of JSON lines per day and export, each with its manifest.</summary>
/// <remarks>A message may stand in several parts of its day (an export was done again after an interruption); the highest number is right.</remarks>
public static class MessageArchive
{
    internal const string Data = ".ndjson.gz", Manifest = ".manifest.json";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Complete exports, oldest day first.</summary>
    public static IReadOnlyList<ArchivePart> List(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*" + Manifest).Select(f => JsonSerializer.Deserialize<ArchivePart>(File.ReadAllBytes(f), Json)!).OrderBy(p => p.Day).ThenBy(p => p.Number)];

    /// <summary>JSON lines of archived messages that have this id or key; of a message in several parts of a day the newest.</summary>
    /// <param name="key">Message id, business key, conversation, duplicate key or any search key's value.</param>
    public static async IAsyncEnumerable<string> FindAsync(string folder, string key, DateOnly? from, DateOnly? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var day in List(folder).Where(p => !(p.Day < from) && !(p.Day > to)).GroupBy(p => p.Day))
        {
            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (var part in day.OrderByDescending(p => p.Number))
                await foreach (var line in LinesAsync(Path.Combine(folder, part.Name + Data), cancellationToken))
                    if (line.Contains(key, StringComparison.Ordinal) && Matches(line, key) is { } id && told.Add(id))
                        yield return line;
        }
    }

    internal static string NameOf(DateOnly day, int number) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}.{number}");

    private static async IAsyncEnumerable<string> LinesAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(zip);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return line;
    }

    private static string? Matches(string line, string key)
    {
        using var document = JsonDocument.Parse(line);
        var message = document.RootElement;
        var named = new[] { "id", "businessKey", "conversationId", "correlationId", "duplicateKey" }.Any(n => message.TryGetProperty(n, out var value) && value.ValueEquals(key));
        return named || message.GetProperty("keys").EnumerateArray().Any(k => k.GetProperty("value").ValueEquals(key)) ? message.GetProperty("id").GetString() : null;
    }
}
