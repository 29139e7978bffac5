using System.Text;

namespace Integration.Hub.Serving;

/// <summary>In which characters a body was written, as its content type says.</summary>
public static class BodyCharset
{
    public static Encoding Of(string contentType) =>
        CodePagesEncodingProvider.Instance.GetEncoding(NameOf(contentType) ?? "utf-8")
        ?? Encoding.GetEncodings().FirstOrDefault(e => string.Equals(e.Name, NameOf(contentType), StringComparison.OrdinalIgnoreCase))?.GetEncoding() ?? Encoding.UTF8;

    /// <summary>Null: it does not say.</summary>
    public static string? NameOf(string contentType)
    {
        var at = contentType.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : contentType[(at + 8)..].Split(';')[0].Trim(' ', '"');
    }
}
