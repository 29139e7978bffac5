using System.Xml;
using System.Xml.Schema;

namespace Integration.Hub.Channels.Soap;

/// <summary>Copies one element, bounded in depth and attributes, checked against the schemas on the way if they are given.</summary>
internal static class ElementCopy
{
    // Prefixes of these are the framing's: taken along, they would make two equal payloads differ by how they were framed.
    private static readonly HashSet<string> Framing = [Names.Soap11, Names.Soap12, Names.Wsa, Names.WsaSubmission, Names.Wsse, Names.Wsu];

    /// <summary>
    /// Copies the element on which the reader stands and leaves the reader on its end tag. The copy declares every prefix that was in scope,
    /// because values may use them too (<c>xsi:type</c>). Returns the schema errors.
    /// </summary>
    public static IReadOnlyList<SchemaError> Copy(XmlReader source, XmlWriter target, SoapLimits limits, XmlSchemaSet? schemas = null)
    {
        var copy = new Copying(target, limits, source.Depth, ((IXmlNamespaceResolver)source).GetNamespacesInScope(XmlNamespaceScope.ExcludeXml));
        var errors = new SchemaErrors(limits.MaxErrors);
        if (schemas is null)
        {
            CopyNodes(source, copy);
            return errors.All;
        }
        // Not disposed: it owns nothing of its own and would close the source, whose rest is still to be read.
        var checking = errors.Check(source, schemas, copy.Path);
        // The first read of a checking reader is the node that the source stands on.
        checking.Read();
        CopyNodes(checking, copy);
        return errors.All;
    }

    private static void CopyNodes(XmlReader reader, Copying copy)
    {
        do
            CopyNode(reader, copy);
        while (copy.Path.Depth > 0 && reader.Read());
    }

    private static void CopyNode(XmlReader reader, Copying copy)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                StartElement(reader, copy);
                break;
            case XmlNodeType.EndElement:
                copy.Path.Leave();
                copy.Target.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                copy.Target.WriteString(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                throw new SoapFaultException(SoapFault.Client($"A SOAP message must not contain a processing instruction (<?{reader.Name}?> in {copy.Path})."));
        }
    }

    private static void StartElement(XmlReader reader, Copying copy)
    {
        copy.Path.Enter(reader.LocalName);
        if (reader.Depth + 1 > copy.Limits.MaxDepth)
            throw new SoapFaultException(SoapFault.Client($"Elements are nested deeper than {copy.Limits.MaxDepth}: the element '{reader.LocalName}' in '{Names.Shorten(copy.Path.ToString())}'."));
        if (reader.AttributeCount > copy.Limits.MaxAttributes)
            throw new SoapFaultException(SoapFault.Client($"{Names.Shorten(copy.Path.ToString())} has {reader.AttributeCount} attributes; at most {copy.Limits.MaxAttributes} are allowed."));
        var isEmpty = reader.IsEmptyElement;
        var isRoot = reader.Depth == copy.Depth;
        copy.Target.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        if (isRoot)
            DeclareInScope(copy.Target, copy.InScope);
        CopyAttributes(reader, copy.Target, isRoot);
        if (!isEmpty)
            return;
        copy.Path.Leave();
        copy.Target.WriteEndElement();
    }

    private static void DeclareInScope(XmlWriter target, IDictionary<string, string> inScope)
    {
        foreach (var (prefix, space) in inScope)
        {
            if (Framing.Contains(space))
                continue;
            if (prefix.Length == 0)
                target.WriteAttributeString("", "xmlns", Names.XmlNamespaces, space);
            else
                target.WriteAttributeString("xmlns", prefix, Names.XmlNamespaces, space);
        }
    }

    private static void CopyAttributes(XmlReader reader, XmlWriter target, bool isRoot)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            var declaresPrefix = reader.NamespaceURI == Names.XmlNamespaces;
            if (!reader.IsDefault && !(declaresPrefix && isRoot))
                target.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
        }
        reader.MoveToElement();
    }

    private sealed record Copying(XmlWriter Target, SoapLimits Limits, int Depth, IDictionary<string, string> InScope)
    {
        public ElementPath Path { get; } = new();
    }
}
