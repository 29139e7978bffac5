using System.Runtime.InteropServices;
using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>XML readers and writers as SOAP wants them: no DTD, no entities but the built-in five, nothing fetched.</summary>
internal static class SoapXml
{
    private static readonly XmlReaderSettings ReaderSettings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        CloseInput = true,
    };

    /// <summary>A reader over bytes in this charset. Reading may throw what <see cref="Explain"/> puts in words.</summary>
    public static XmlReader Reader(ReadOnlyMemory<byte> bytes, SoapCharset charset) => charset == SoapCharset.Utf8
        ? XmlReader.Create(AsStream(bytes), ReaderSettings)
        : XmlReader.Create(new StringReader(charset.Encoding.GetString(bytes.Span)), ReaderSettings);

    /// <summary>A writer of fragments: the XML declaration is <see cref="SoapCharset.WriteStart"/>'s, who names GBK by its usual name.</summary>
    public static XmlWriter Writer(Stream target, SoapCharset charset) => XmlWriter.Create(target, new XmlWriterSettings
    {
        Encoding = charset.Encoding,
        OmitXmlDeclaration = true,
        // A carriage return that came as a character reference leaves as one.
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    });

    /// <summary>What is wrong with the bytes and where; null if the exception is about something else.</summary>
    public static string? Explain(Exception exception, SoapCharset charset) => exception switch
    {
        XmlException dtd when IsDtd(dtd) => "A document type declaration (DTD) is not allowed; remove it and any entity that it declares.",
        XmlException wrong => $"Not well-formed XML: {wrong.Message}",
        System.Text.DecoderFallbackException undecodable =>
            $"The bytes are not valid {charset.Name} (byte {undecodable.Index}): the charset label is wrong or the text is damaged.",
        _ => null,
    };

    /// <summary>The reader tells this one without a place.</summary>
    public static bool IsDtd(XmlException exception) => exception.Message.Contains("DTD", StringComparison.Ordinal);

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
