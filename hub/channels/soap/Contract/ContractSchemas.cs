using System.Net;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Integration.Hub.Channels.Soap;

/// <summary>Makes one compiled schema set of the schemas inside the WSDL files and of the XSD files they point to.</summary>
internal static class ContractSchemas
{
    public static XmlSchemaSet Compile(ContractDocuments documents, ContractErrors errors)
    {
        var set = new XmlSchemaSet { XmlResolver = new LoadedFilesOnly(documents) };
        set.ValidationEventHandler += (_, e) => Report(e.Exception, e.Message, e.Severity, documents, errors);
        try
        {
            foreach (var schema in documents.All.SelectMany(Inline))
                set.Add(Read(schema, documents, errors));
            set.Compile();
        }
        catch (XmlSchemaException wrong)
        {
            Report(wrong, wrong.Message, XmlSeverityType.Error, documents, errors);
        }
        return set;
    }

    private static IEnumerable<XElement> Inline(XDocument document) =>
        document.Root!.Elements(Names.Wsdl + "types").Elements(Names.Xsd + "schema");

    private static XmlSchema Read(XElement element, ContractDocuments documents, ContractErrors errors)
    {
        AddNamespacesOfAncestors(element);
        using var reader = element.CreateReader();
        return XmlSchema.Read(reader, (_, e) => Report(e.Exception, e.Message, e.Severity, documents, errors))!;
    }

    // The schema reader only knows prefixes declared on xs:schema itself; inside a WSDL they are often declared on wsdl:definitions.
    private static void AddNamespacesOfAncestors(XElement schema)
    {
        foreach (var declaration in schema.Ancestors().Attributes().Where(a => a.IsNamespaceDeclaration).ToList())
        {
            if (declaration.Name.LocalName != "xmlns" && schema.Attribute(declaration.Name) is null)
                schema.SetAttributeValue(declaration.Name, declaration.Value);
        }
    }

    private static void Report(XmlSchemaException? at, string message, XmlSeverityType severity, ContractDocuments documents, ContractErrors errors)
    {
        var file = at?.SourceUri is { Length: > 0 } uri ? new Uri(uri).LocalPath : documents.Main;
        // An import that was not found comes as a warning, and then its types are missing: as bad as an error.
        errors.Add(file, at?.LineNumber ?? 0, at?.LinePosition ?? 0, $"Schema {(severity == XmlSeverityType.Error ? "error" : "warning")}: {message}");
    }

    private sealed class LoadedFilesOnly(ContractDocuments documents) : XmlResolver
    {
        public override ICredentials Credentials { set { } }

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
            absoluteUri.IsFile && documents.Contains(absoluteUri.LocalPath)
                ? System.IO.File.OpenRead(absoluteUri.LocalPath)
                : throw new XmlException($"{absoluteUri} is not part of the contract.");
    }
}
