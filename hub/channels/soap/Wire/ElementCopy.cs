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
        var inScope = ((IXmlNamespaceResolver)source).GetNamespacesInScope(XmlNamespaceScope.ExcludeXml);
        var outer = source.Depth;
        var path = new ElementPath();
        var errors = new SchemaErrors(limits.MaxErrors);
        using var subtree = source.ReadSubtree();
        using var reader = schemas is null ? subtree : errors.Check(subtree, schemas, path);
        while (reader.Read())
            CopyNode(reader, target, path, limits, outer, inScope);
        return errors.All;
    }

    private static void CopyNode(XmlReader reader, XmlWriter target, ElementPath path, SoapLimits limits, int outer, IDictionary<string, string> inScope)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                StartElement(reader, target, path, limits, outer, inScope);
                break;
            case XmlNodeType.EndElement:
                path.Leave();
                target.WriteFullEndElement();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                target.WriteString(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                throw new SoapFaultException(SoapFault.Client($"A SOAP message must not contain a processing instruction (<?{reader.Name}?> in {path})."));
        }
    }

    private static void StartElement(XmlReader reader, XmlWriter target, ElementPath path, SoapLimits limits, int outer, IDictionary<string, string> inScope)
    {
        path.Enter(reader.LocalName);
        if (outer + reader.Depth + 1 > limits.MaxDepth)
            throw new SoapFaultException(SoapFault.Client($"Elements are nested deeper than {limits.MaxDepth}. Reached at the element '{reader.LocalName}' inside '{Names.Shorten(path.ToString())}'."));
        if (reader.AttributeCount > limits.MaxAttributes + inScope.Count)
            throw new SoapFaultException(SoapFault.Client($"{Names.Shorten(path.ToString())} has {reader.AttributeCount} attributes; at most {limits.MaxAttributes} are allowed."));
        var isEmpty = reader.IsEmptyElement;
        var isRoot = reader.Depth == 0;
        target.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        if (isRoot)
            DeclareInScope(target, inScope);
        CopyAttributes(reader, target, isRoot);
        if (!isEmpty)
            return;
        path.Leave();
        target.WriteEndElement();
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
}
