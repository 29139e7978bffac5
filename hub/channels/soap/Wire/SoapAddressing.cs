using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>WS-Addressing headers of one message (1.0, or the 2004/08 submission, which older stacks speak).</summary>
/// <param name="Namespace">The version that was used: answers use the same.</param>
internal sealed record SoapAddressing(string Namespace)
{
    public string? MessageId { get; init; }

    public string? RelatesTo { get; init; }

    public string? To { get; init; }

    public string? Action { get; init; }

    public string? ReplyTo { get; init; }

    public string? FaultTo { get; init; }

    /// <summary>The first reply address that is not the connection itself; the hub answers nowhere else.</summary>
    public string? ForeignReply => new[] { ReplyTo, FaultTo }.FirstOrDefault(a => a is not null && a != Anonymous);

    public string Anonymous => AnonymousOf(Namespace);

    public static string AnonymousOf(string space) => space == Names.Wsa ? Names.Wsa + "/anonymous" : Names.WsaSubmission + "/role/anonymous";

    public static bool IsAddressing(XmlQualifiedName name) => name.Namespace is Names.Wsa or Names.WsaSubmission;

    /// <summary>Null if the message has no addressing headers for us.</summary>
    public static SoapAddressing? Read(IReadOnlyList<SoapHeaderBlock> headers)
    {
        var ours = headers.Where(h => h.ForUs && IsAddressing(h.Name)).ToList();
        return ours.Count == 0 ? null : ours.Aggregate(new SoapAddressing(ours[0].Name.Namespace), With);
    }

    /// <summary>Writes the headers that are set.</summary>
    public void Write(XmlWriter writer)
    {
        Write(writer, "Action", Action);
        Write(writer, "MessageID", MessageId);
        Write(writer, "RelatesTo", RelatesTo);
        Write(writer, "To", To);
        if (ReplyTo is null)
            return;
        writer.WriteStartElement("wsa", "ReplyTo", Namespace);
        Write(writer, "Address", ReplyTo);
        writer.WriteEndElement();
    }

    private static SoapAddressing With(SoapAddressing sum, SoapHeaderBlock header) => header.Name.Name switch
    {
        "MessageID" => sum with { MessageId = Text(header) },
        "RelatesTo" => sum with { RelatesTo = Text(header) },
        "To" => sum with { To = Text(header) },
        "Action" => sum with { Action = Text(header) },
        "ReplyTo" => sum with { ReplyTo = Address(header) },
        "FaultTo" => sum with { FaultTo = Address(header) },
        _ => sum,
    };

    private static string? Text(SoapHeaderBlock header) => Element(header).Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Address(SoapHeaderBlock header) =>
        Element(header).Element(XName.Get("Address", header.Name.Namespace))?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static XElement Element(SoapHeaderBlock header) => XElement.Parse(Encoding.UTF8.GetString(header.Xml.Span));

    private void Write(XmlWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteElementString("wsa", name, Namespace, value);
    }
}
