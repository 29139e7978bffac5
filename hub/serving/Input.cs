using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Serving;

/// <summary>Values from requests, checked where they come in.</summary>
public static class Input
{
    public const int MostPerPage = 200;

    public static string Text(string field, string? value, int most, bool required = true)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0 && required)
            throw Problems.Invalid(field, "required");
        if (text.Length > most)
            throw Problems.Invalid(field, "tooLong", ("max", most.ToString(CultureInfo.InvariantCulture)));
        if (text.Any(c => char.IsControl(c) || c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')) || !text.IsNormalizedSafely())
            throw Problems.Invalid(field, "badCharacter");
        return text;
    }

    public static string OneOf(string field, string? value, IReadOnlyCollection<string> allowed) => value is not null && allowed.Contains(value)
        ? value
        : throw Problems.Invalid(field, string.IsNullOrEmpty(value) ? "required" : "notOneOf", ("allowed", string.Join(", ", allowed)));

    public static int Limit(int? limit) => Math.Clamp(limit ?? 50, 1, MostPerPage);

    public static string RequestId(string? value)
    {
        var id = Text("requestId", value, 64);
        return id.Length >= 8 ? id : throw Problems.Invalid("requestId", "badFormat");
    }

    /// <summary>The tag of the record that the person saw.</summary>
    public static string Tag(HttpContext context)
    {
        var tag = context.Request.Headers.IfMatch.ToString();
        // A proxy that compresses may have made it a weak one.
        tag = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' ? tag[1..^1] : throw new ProblemException(428, "if-match.missing", "the header If-Match with the record's ETag is missing");
    }
}
