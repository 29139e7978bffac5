using System.Text;

namespace Integration.Hub.Channels.Soap;

/// <summary>A character set that messages may have: UTF-8, UTF-16, GBK (also called GB2312), GB18030.</summary>
public sealed class SoapCharset
{
    private readonly byte[] _mark;

    private SoapCharset(string name, string family, Encoding encoding, byte[]? mark = null) =>
        (Name, Family, Encoding, _mark) = (name, family, encoding, mark ?? []);

    public static SoapCharset Utf8 { get; } = new("utf-8", "utf-8", new UTF8Encoding(false, throwOnInvalidBytes: true));

    public static SoapCharset Utf16 { get; } = new("utf-16", "utf-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), [0xFF, 0xFE]);

    public static SoapCharset Gbk { get; } = new("gbk", "gbk", Strict(936));

    public static SoapCharset Gb18030 { get; } = new("gb18030", "gb18030", Strict(54936));

    internal static SoapCharset Utf16BigEndian { get; } =
        new("utf-16", "utf-16", new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), [0xFE, 0xFF]);

    /// <summary>As it is written in Content-Type and in the XML declaration.</summary>
    public string Name { get; }

    /// <summary>Throws on bytes that are not valid.</summary>
    internal Encoding Encoding { get; }

    /// <summary>Byte order does not matter when labels are compared.</summary>
    internal string Family { get; }

    /// <summary>By any of its usual names, in any case; null if it is not one of the four.</summary>
    public static SoapCharset? Find(string name) => name.Trim().ToLowerInvariant() switch
    {
        "utf-8" or "utf8" => Utf8,
        "utf-16" or "utf16" or "utf-16le" or "unicode" => Utf16,
        "utf-16be" => Utf16BigEndian,
        // What calls itself GB2312 is GBK in practice: names of people and places do not fit into GB2312.
        "gbk" or "gb2312" or "cp936" or "windows-936" or "gb_2312-80" => Gbk,
        "gb18030" or "gb18030-2000" or "gb18030-2005" or "gb18030-2022" => Gb18030,
        _ => null,
    };

    /// <summary>What comes before the first element: byte order mark where the charset wants one, and the XML declaration.</summary>
    internal void WriteStart(Stream target)
    {
        target.Write(_mark);
        target.Write(Encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{Name.ToUpperInvariant()}\"?>"));
    }

    public override string ToString() => Name;

    private static Encoding Strict(int codePage)
    {
        // GBK and GB18030 come with .NET but only for those who ask.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
