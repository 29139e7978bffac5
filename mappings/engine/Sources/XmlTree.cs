using System.Text;
using System.Xml;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>XML → nodes by local names. No DTD, no entities but the five, limited depth and size.</summary>
internal static class XmlTree
{
    private const int DeclarationLength = 256;

    public static XmlReaderSettings Settings(bool async) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersFromEntities = 0,
        Async = async,
        CloseInput = false,
    };

    /// <summary>Charset by byte order mark, then by XML declaration, then the mapping's, then UTF-8. Throws <see cref="ValueFault"/> for one that does not exist here.</summary>
    public static Charset CharsetOf(ReadOnlySpan<byte> start, Charset? otherwise)
    {
        if (Charset.ByMark(start) is { } marked) return marked;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x3c, 0, 0x3f, 0])) return Utf16Charset.Little;
        if (start.StartsWith((ReadOnlySpan<byte>)[0, 0x3c, 0, 0x3f])) return Utf16Charset.Big;
        var declared = Declared(Encoding.Latin1.GetString(start[..Math.Min(start.Length, DeclarationLength)]));
        if (declared is null) return otherwise ?? Utf8Charset.Instance;
        var charset = Charset.Find(declared);
        if (charset is null) throw new ValueFault("mapping.charset", $"the XML declaration names the charset \"{declared}\": expected one of {string.Join(", ", Charset.Names)}", place: "line 1");
        // Latin bytes that declare UTF-16 cannot be it; every byte of them would be misread.
        return charset.Unit == 1 ? charset : throw new ValueFault("mapping.charset", $"the XML declaration names \"{declared}\", the bytes are not UTF-16", place: "line 1");
    }

    /// <summary>Throws <see cref="ValueFault"/> with the place of what is wrong.</summary>
    public static TreeNode Parse(ReadOnlyMemory<byte> bytes, Charset? charset, Limits limits)
    {
        var text = Decode(bytes.Span, CharsetOf(bytes.Span, charset));
        using var reader = XmlReader.Create(new StringReader(text), Settings(async: false));
        try
        {
            reader.MoveToContent();
            if (reader.NodeType != XmlNodeType.Element) throw new ValueFault("mapping.xml", "the document is empty: expected an XML element", place: "line 1");
            var root = new XmlBuilder(reader, limits).Element(null);
            while (reader.Read())
            {
                // What stands after the root element must be well-formed too.
            }
            return root;
        }
        catch (XmlException e)
        {
            throw Fault(e);
        }
    }

    public static ValueFault Fault(XmlException e) =>
        new("mapping.xml", "the XML is not well-formed or not allowed: " + e.Message, place: $"line {e.LineNumber}, column {e.LinePosition}");

    private static string Decode(ReadOnlySpan<byte> bytes, Charset charset)
    {
        if (bytes.StartsWith(charset.Preamble) && charset.Preamble.Length > 0) bytes = bytes[charset.Preamble.Length..];
        else if (bytes.StartsWith(Gb.Mark) && charset is Gb) bytes = bytes[Gb.Mark.Length..];
        var chars = new char[bytes.Length];
        var count = charset.Decode(bytes, chars);
        if (count >= 0) return new string(chars, 0, count);
        var at = -1 - count;
        var line = 1 + bytes[..at].Count((byte)'\n');
        throw new ValueFault("mapping.charset", $"byte 0x{bytes[at]:X2} at offset {at} is no character of {charset.Name}", place: $"line {line}");
    }

    private static string? Declared(string start)
    {
        if (!start.StartsWith("<?xml", StringComparison.Ordinal)) return null;
        var end = start.IndexOf("?>", StringComparison.Ordinal);
        var declaration = end < 0 ? start : start[..end];
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0) return null;
        var open = declaration.AsSpan(at).IndexOfAny('"', '\'');
        if (open < 0) return null;
        var value = declaration.AsSpan(at + open + 1);
        var close = value.IndexOfAny('"', '\'');
        return close < 0 ? null : value[..close].ToString();
    }
}
