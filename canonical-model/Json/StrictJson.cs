using System.Text.Json;

namespace Integration.CanonicalModel;

/// <summary>
/// Lets through only JSON as RFC 8259 has it. Newtonsoft's reader is lenient (comments, single quotes, octal numbers,
/// trailing commas), and what it let through the databases and other systems would refuse later, far from the cause.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = CanonicalJson.MaxDepth,
    };

    /// <exception cref="CanonicalJsonException">Not one JSON object.</exception>
    public static void Check(ReadOnlySpan<byte> json, long line)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new CanonicalJsonException($"a JSON object is expected, found {reader.TokenType} (line {line})", "", line);
            while (reader.Read())
                CheckEscapes(ref reader);
        }
        catch (InvalidOperationException e)
        {
            throw new CanonicalJsonException($"an escaped text holds half a character: {e.Message} (line {line})", "", line, e);
        }
        catch (JsonException e)
        {
            throw new CanonicalJsonException($"the text is not JSON: {e.Message.Split(" LineNumber:")[0]} (line {line}, byte {e.BytePositionInLine})", "", line, e);
        }
    }

    // Half a surrogate pair, escaped, is JSON by the letter; Newtonsoft's reader would replace it without a word.
    private static void CheckEscapes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            reader.GetString();
    }
}
