using System.Text;
using System.Text.RegularExpressions;

namespace Integration.Hub.Channels.Soap;

/// <summary>
/// Finds the charset of a message from three witnesses: byte order mark, Content-Type, XML declaration.
/// Where two of them differ, nobody can know which is right, and a guess would store wrong names: refused.
/// </summary>
internal static partial class CharsetDetection
{
    /// <summary>Charset, and how many bytes of byte order mark to skip. Throws <see cref="SoapFaultException"/> (Client).</summary>
    public static (SoapCharset Charset, int Skip) Detect(ReadOnlySpan<byte> bytes, string? contentTypeCharset)
    {
        var (marked, skip) = ByteOrderMark(bytes);
        var named = contentTypeCharset is null ? null : Known(contentTypeCharset.Trim('"', '\''), "Content-Type");
        var shape = marked ?? Shape(bytes);
        var declaredName = Declaration(bytes[skip..], shape ?? SoapCharset.Utf8);
        var declared = declaredName is null ? null : Known(declaredName, "XML declaration");
        Agree(("byte order mark", marked), ("Content-Type", named));
        Agree(("byte order mark", marked), ("XML declaration", declared));
        Agree(("Content-Type", named), ("XML declaration", declared));
        Agree(("byte pattern", shape), ("Content-Type", named));
        Agree(("byte pattern", shape), ("XML declaration", declared));
        // The mark and the pattern know the byte order, which a label of "utf-16" does not.
        var charset = shape ?? named ?? declared ?? SoapCharset.Utf8;
        return charset.Family == "utf-16" && shape is null
            ? throw Wrong($"{(named is null ? "The XML declaration" : "Content-Type")} says utf-16, but the bytes are not UTF-16.")
            : (charset, skip);
    }

    private static (SoapCharset? Charset, int Length) ByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (SoapCharset.Utf8, 3),
        [0xFF, 0xFE, ..] => (SoapCharset.Utf16, 2),
        [0xFE, 0xFF, ..] => (SoapCharset.Utf16BigEndian, 2),
        _ => (null, 0),
    };

    private static SoapCharset? Shape(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'<', 0, ..] => SoapCharset.Utf16,
        [0, (byte)'<', ..] => SoapCharset.Utf16BigEndian,
        _ => null,
    };

    private static string? Declaration(ReadOnlySpan<byte> bytes, SoapCharset shape)
    {
        var start = bytes[..Math.Min(bytes.Length, 400)];
        var text = shape.Family == "utf-16" ? TwoByteText(start, shape) : Encoding.Latin1.GetString(start);
        return EncodingDeclaration().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static string TwoByteText(ReadOnlySpan<byte> bytes, SoapCharset shape) =>
        (shape == SoapCharset.Utf16 ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[..(bytes.Length & ~1)]);

    private static SoapCharset Known(string name, string place) =>
        SoapCharset.Find(name) ?? throw Wrong($"{place} names the charset '{Names.Shorten(name, 40)}'; supported are utf-8, utf-16, gbk and gb18030.");

    private static void Agree((string Place, SoapCharset? Charset) one, (string Place, SoapCharset? Charset) other)
    {
        if (one.Charset is { } first && other.Charset is { } second && first.Family != second.Family)
            throw Wrong($"The {one.Place} says {first.Name}, the {other.Place} says {second.Name}; send one charset and name it the same in both.");
    }

    private static SoapFaultException Wrong(string reason) => new(SoapFault.Client("Charset not clear. " + reason));

    [GeneratedRegex("""^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["']""")]
    private static partial Regex EncodingDeclaration();
}
