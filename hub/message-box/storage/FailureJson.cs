using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>How failures and search keys stand in text columns: JSON that a person can read in any SQL client.</summary>
internal static class FailureJson
{
    // Chinese text stays readable in the database; the column is never put into a web page unescaped.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(Failure? failure) => failure is null ? null : JsonSerializer.Serialize(failure, Readable);

    public static Failure Read(string json) => JsonSerializer.Deserialize<Failure>(json, Readable)!;

    public static string WriteKeys(IReadOnlyList<SearchKey> keys) => keys.Count == 0 ? "[]" : JsonSerializer.Serialize(keys, Readable);

    public static IReadOnlyList<SearchKey> ReadKeys(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<SearchKey[]>(json, Readable)!;
}
