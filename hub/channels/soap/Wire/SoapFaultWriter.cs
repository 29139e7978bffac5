using System.Text;
using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>Writes a fault in the form of its version.</summary>
internal static class SoapFaultWriter
{
    private const int MaxReason = 6000;

    public static void Write(XmlWriter writer, SoapVersion version, SoapFault fault)
    {
        writer.WriteStartElement(SoapEnvelopeWriter.Prefix, "Fault", version.Namespace());
        if (version == SoapVersion.Soap11)
            Write11(writer, fault);
        else
            Write12(writer, fault);
        writer.WriteEndElement();
    }

    /// <summary>SOAP 1.2 names the header blocks that it did not understand.</summary>
    public static void WriteNotUnderstood(XmlWriter writer, SoapFault fault)
    {
        foreach (var name in fault.NotUnderstood)
        {
            writer.WriteStartElement(SoapEnvelopeWriter.Prefix, "NotUnderstood", Names.Soap12);
            writer.WriteAttributeString("qname", InScope(writer, name));
            writer.WriteEndElement();
        }
    }

    private static void Write11(XmlWriter writer, SoapFault fault)
    {
        writer.WriteStartElement("", "faultcode", "");
        writer.WriteString(fault.Subcode is { } subcode ? InScope(writer, subcode) : $"{SoapEnvelopeWriter.Prefix}:{fault.Code}");
        writer.WriteEndElement();
        writer.WriteElementString("", "faultstring", "", Clean(fault.Reason));
        WriteDetail(writer, fault, "", "detail", "");
    }

    private static void Write12(XmlWriter writer, SoapFault fault)
    {
        const string prefix = SoapEnvelopeWriter.Prefix;
        writer.WriteStartElement(prefix, "Code", Names.Soap12);
        writer.WriteElementString(prefix, "Value", Names.Soap12, $"{prefix}:{Code12(fault.Code)}");
        if (fault.Subcode is { } subcode)
        {
            writer.WriteStartElement(prefix, "Subcode", Names.Soap12);
            writer.WriteStartElement(prefix, "Value", Names.Soap12);
            writer.WriteString(InScope(writer, subcode));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteStartElement(prefix, "Reason", Names.Soap12);
        writer.WriteStartElement(prefix, "Text", Names.Soap12);
        writer.WriteAttributeString("xml", "lang", Names.Xml, "en");
        writer.WriteString(Clean(fault.Reason));
        writer.WriteEndElement();
        writer.WriteEndElement();
        WriteDetail(writer, fault, prefix, "Detail", Names.Soap12);
    }

    private static void WriteDetail(XmlWriter writer, SoapFault fault, string prefix, string name, string space)
    {
        if (fault.Detail is not { } detail)
            return;
        writer.WriteStartElement(prefix, name, space);
        using var reader = SoapXml.Reader(detail, SoapCharset.Utf8);
        reader.MoveToContent();
        ElementCopy.Copy(reader, writer, new SoapLimits());
        writer.WriteEndElement();
    }

    private static string Code12(SoapFaultCode code) => code switch
    {
        SoapFaultCode.Client => "Sender",
        SoapFaultCode.Server => "Receiver",
        _ => code.ToString(),
    };

    // A reason may quote foreign text; characters that XML does not know would make the fault itself unreadable.
    private static string Clean(string reason)
    {
        var text = new StringBuilder(reason.Length);
        foreach (var rune in Names.Shorten(reason, MaxReason).EnumerateRunes())
            text.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        return text.ToString();
    }

    // A qualified name inside text: the prefix has to be declared on the element that is being written.
    private static string InScope(XmlWriter writer, XmlQualifiedName name)
    {
        if (name.Namespace.Length == 0)
            return name.Name;
        var prefix = writer.LookupPrefix(name.Namespace);
        if (string.IsNullOrEmpty(prefix))
            writer.WriteAttributeString("xmlns", prefix = "f", Names.XmlNamespaces, name.Namespace);
        return $"{prefix}:{name.Name}";
    }
}
