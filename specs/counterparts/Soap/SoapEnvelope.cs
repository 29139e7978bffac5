using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>SOAP 1.1 and 1.2 envelopes, written and read by the counterparts' own code.</summary>
internal static class SoapEnvelope
{
    public static byte[] Write(XElement body, bool soap12, Encoding encoding, params XElement[] headers)
    {
        var soap = soap12 ? SoapNames.Soap12 : SoapNames.Soap11;
        var envelope = new XElement(soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soap", soap.NamespaceName),
            headers.Length == 0 ? null : new XElement(soap + "Header", headers),
            new XElement(soap + "Body", body));
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = encoding }))
            envelope.Save(writer);
        return stream.ToArray();
    }

    public static XElement Fault(bool soap12, bool client, string text, XElement? detail) => soap12
        ? new XElement(SoapNames.Soap12 + "Fault",
            new XElement(SoapNames.Soap12 + "Code", new XElement(SoapNames.Soap12 + "Value", "soap:" + (client ? "Sender" : "Receiver"))),
            new XElement(SoapNames.Soap12 + "Reason", new XElement(SoapNames.Soap12 + "Text", new XAttribute(XNamespace.Xml + "lang", "zh"), text)),
            detail is null ? null : new XElement(SoapNames.Soap12 + "Detail", detail))
        : new XElement(SoapNames.Soap11 + "Fault",
            new XElement("faultcode", "soap:" + (client ? "Client" : "Server")),
            new XElement("faultstring", text),
            detail is null ? null : new XElement("detail", detail));

    /// <summary>Throws <see cref="XmlException"/> for what is no SOAP envelope.</summary>
    /// <param name="charset">From the Content-Type; null: the XML declaration decides.</param>
    public static SoapParts Read(ReadOnlyMemory<byte> bytes, string? charset)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var stream = new MemoryStream(bytes.ToArray());
        using TextReader? text = charset is null ? null : new StreamReader(stream, Chinese.Named(charset));
        using var reader = text is null ? XmlReader.Create(stream, settings) : XmlReader.Create(text, settings);
        var envelope = XDocument.Load(reader).Root!;
        var soap = envelope.Name.Namespace;
        if (envelope.Name.LocalName != "Envelope" || (soap != SoapNames.Soap11 && soap != SoapNames.Soap12))
            throw new XmlException($"not a SOAP envelope: {envelope.Name}");
        var body = envelope.Element(soap + "Body")?.Elements().FirstOrDefault() ?? throw new XmlException("SOAP body is empty");
        return new SoapParts(soap == SoapNames.Soap12, envelope.Element(soap + "Header"), body);
    }
}

/// <param name="Body">First element of the body: request, answer or Fault.</param>
internal sealed record SoapParts(bool Soap12, XElement? Header, XElement Body)
{
    public bool IsFault => Body.Name.LocalName == "Fault" && (Body.Name.Namespace == SoapNames.Soap11 || Body.Name.Namespace == SoapNames.Soap12);

    public string? MessageId => Header?.Element(SoapNames.Addressing + "MessageID")?.Value;

    public string FaultText => Soap12
        ? Body.Element(SoapNames.Soap12 + "Reason")?.Element(SoapNames.Soap12 + "Text")?.Value ?? ""
        : Body.Element("faultstring")?.Value ?? "";

    public string FaultCode => (Soap12
        ? Body.Element(SoapNames.Soap12 + "Code")?.Element(SoapNames.Soap12 + "Value")?.Value
        : Body.Element("faultcode")?.Value)?.Split(':')[^1] ?? "";

    public XElement? FaultDetail => (Soap12 ? Body.Element(SoapNames.Soap12 + "Detail") : Body.Element("detail"))?.Elements().FirstOrDefault();
}
