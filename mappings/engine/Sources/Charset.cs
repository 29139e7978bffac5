using System.Text;

namespace Integration.Mappings.Sources;

/// <summary>A character set that reads strictly: what is no character is reported with its place, never replaced.</summary>
internal abstract class Charset(string name, Encoding encoding)
{
    public static IReadOnlyList<string> Names { get; } =
        ["gb18030", "gbk", "gb2312", "utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"];

    /// <summary>As mapping files write it, lower case.</summary>
    public string Name { get; } = name;

    /// <summary>Throws on what it cannot write or read.</summary>
    public Encoding Encoding { get; } = encoding;

    /// <summary>Name for media types and XML declarations: UTF-16 without its byte order, which the mark tells.</summary>
    public string WebName => Unit == 2 ? "utf-16" : Name;

    /// <summary>Bytes of the smallest character: 1, or 2 for UTF-16.</summary>
    public virtual int Unit => 1;

    /// <summary>The bytes that a file of this charset may begin with.</summary>
    public ReadOnlySpan<byte> Preamble => Encoding.Preamble;

    /// <summary>Decodes into <paramref name="target"/> (as long as <paramref name="source"/> at least).</summary>
    /// <returns>Characters written, or −1 − the offset of the first byte that is no character.</returns>
    public abstract int Decode(ReadOnlySpan<byte> source, Span<char> target);

    /// <summary>Null if there is no such charset here.</summary>
    public static Charset? Find(string name) => name.ToLowerInvariant() switch
    {
        "gb18030" => Gb.Gb18030,
        "gbk" or "gb2312" or "cp936" => Gb.Gbk,
        "utf-8" or "utf8" => Utf8Charset.Instance,
        "utf-16" or "utf-16le" => Utf16Charset.Little,
        "utf-16be" => Utf16Charset.Big,
        "us-ascii" or "ascii" => SingleByteCharset.Ascii,
        "iso-8859-1" or "latin1" => SingleByteCharset.Latin1,
        _ => null,
    };

    /// <summary>The charset whose byte order mark these first bytes carry, or null.</summary>
    public static Charset? ByMark(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Utf8Charset.Instance.Preamble)) return Utf8Charset.Instance;
        if (start.StartsWith(Utf16Charset.Little.Preamble)) return Utf16Charset.Little;
        if (start.StartsWith(Utf16Charset.Big.Preamble)) return Utf16Charset.Big;
        return start.StartsWith(Gb.Mark) ? Gb.Gb18030 : null;
    }

    /// <summary>Text with U+FFFD for what is no character, for messages and reject files.</summary>
    public string Lenient(ReadOnlySpan<byte> bytes)
    {
        var lenient = (Encoding)Encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient.GetString(bytes);
    }

    public static int BadAt(int offset) => -1 - offset;

    protected static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        return strict;
    }
}
