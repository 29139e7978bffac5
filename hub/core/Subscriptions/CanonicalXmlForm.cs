using System.Text;
using System.Xml;
using Integration.CanonicalModel.Publishing;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;

namespace Integration.Hub.Core.Subscriptions;

/// <summary>Message and file alike: <c>&lt;messages type=… version=…&gt;</c> with the records in their published XML form.</summary>
internal sealed class CanonicalXmlForm(MessageShape shape) : CanonicalForm(CanonicalForms.Xml, shape)
{
    /// <summary>Namespace of the element around the records.</summary>
    public const string Namespace = "urn:integration:canonical:messages:v1";

    public override string ContentType => "text/xml; charset=utf-8";

    protected override ReadOnlyMemory<byte> Foot => "</messages>\n"u8.ToArray();

    protected override ReadOnlyMemory<byte> Head(MappingContext context)
    {
        var attributes = string.Concat(Headers(Shape, context).Select(h => $" {h.Name}=\"{Escaped(h.Value)}\""));
        return Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<messages xmlns=\"{Namespace}\"{attributes}>\n");
    }

    protected override ReadOnlyMemory<byte> Record(ReadOnlyMemory<byte> json)
    {
        var document = CanonicalXml.Of(Shape, json);
        // Every record is a document of its own there; here it stands inside another.
        var end = document.AsSpan().IndexOf("?>"u8);
        return end < 0 ? document : document.AsMemory(end + 2);
    }

    protected override void Write(Stream target, IReadOnlyList<ReadOnlyMemory<byte>> records, MappingContext context)
    {
        // Without a declaration: the same bytes are a SOAP body.
        var head = Head(context).Span;
        target.Write(head[(head.IndexOf((byte)'\n') + 1)..]);
        foreach (var record in records)
            target.Write(Record(record).Span);
        target.Write(Foot.Span);
    }

    private static string Escaped(string value) => System.Security.SecurityElement.Escape(XmlConvert.VerifyXmlChars(value));

}
