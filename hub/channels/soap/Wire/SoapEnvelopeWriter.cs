using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>Writes whole messages, in either version and any of the charsets.</summary>
internal static class SoapEnvelopeWriter
{
    public const string Prefix = "soap";

    /// <param name="header">Writes header blocks; null: no Header element.</param>
    /// <param name="body">Writes the element inside Body.</param>
    public static void Write(Stream target, SoapVersion version, SoapCharset charset, Action<XmlWriter>? header, Action<XmlWriter> body)
    {
        charset.WriteStart(target);
        using var writer = SoapXml.Writer(target, charset);
        var soap = version.Namespace();
        writer.WriteStartElement(Prefix, "Envelope", soap);
        if (header is not null)
        {
            writer.WriteStartElement(Prefix, "Header", soap);
            header(writer);
            writer.WriteEndElement();
        }
        writer.WriteStartElement(Prefix, "Body", soap);
        body(writer);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
