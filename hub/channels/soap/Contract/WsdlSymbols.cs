using System.Xml;
using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>Finds what WSDL attributes refer to by qualified name, over all documents of the contract.</summary>
internal sealed class WsdlSymbols(ContractDocuments documents, ContractErrors errors)
{
    /// <summary>The top-level WSDL element of this kind that the attribute names; null, and an error, if there is none.</summary>
    public XElement? Find(string kind, XElement at, string attribute)
    {
        if (QName(at, attribute) is not { } name)
            return null;
        var found = documents.All.Select(d => d.Root!)
            .Where(r => (string?)r.Attribute("targetNamespace") == name.Namespace)
            .SelectMany(r => r.Elements(Names.Wsdl + kind))
            .FirstOrDefault(e => (string?)e.Attribute("name") == name.Name);
        if (found is null)
            errors.Add(at, $"{attribute}=\"{(string?)at.Attribute(attribute)}\": there is no wsdl:{kind} {name}.");
        return found;
    }

    /// <summary>The attribute's value as a qualified name; null, and an error, if it is missing or its prefix is not declared.</summary>
    public XmlQualifiedName? QName(XElement at, string attribute)
    {
        var value = ((string?)at.Attribute(attribute))?.Trim();
        if (string.IsNullOrEmpty(value))
        {
            errors.Add(at, $"{at.Name.LocalName} has no {attribute}.");
            return null;
        }
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var space = colon < 0 ? at.GetDefaultNamespace() : at.GetNamespaceOfPrefix(value[..colon]);
        if (space is not null)
            return new XmlQualifiedName(value[(colon + 1)..], space.NamespaceName);
        errors.Add(at, $"{attribute}=\"{value}\": the prefix '{value[..colon]}' is not declared.");
        return null;
    }
}
