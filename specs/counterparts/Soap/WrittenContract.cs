using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Integration.Specs.Counterparts;

/// <summary>A WSDL as the other side got it: its text, its schema for checking, its namespace.</summary>
internal sealed class WrittenContract
{
    private readonly XmlSchemaSet _schemas = new();

    private WrittenContract(string wsdl)
    {
        Wsdl = wsdl;
        var document = XDocument.Parse(wsdl);
        Namespace = document.Root!.Attribute("targetNamespace")!.Value;
        XNamespace xsd = XmlSchema.Namespace;
        foreach (var schema in document.Descendants(xsd + "schema"))
            _schemas.Add(XmlSchema.Read(new StringReader(WithNamespaces(schema).ToString()), null)!);
        _schemas.Compile();
    }

    public string Wsdl { get; }

    public XNamespace Namespace { get; }

    /// <param name="name">File name, e.g. <c>billing.wsdl</c>; the adapters' contracts are embedded in this assembly.</param>
    public static WrittenContract Load(string name)
    {
        using var stream = typeof(WrittenContract).Assembly.GetManifestResourceStream("contract/" + name)
            ?? throw new InvalidOperationException($"contract {name} is not embedded in {typeof(WrittenContract).Assembly.GetName().Name}");
        using var reader = new StreamReader(stream);
        return new WrittenContract(reader.ReadToEnd());
    }

    /// <summary>Null if the element is what the contract says; else the first fault.</summary>
    public string? Check(XElement element)
    {
        string? fault = null;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        var depth = 0;
        // A warning tells of an element that no schema has: the contract lets in foreign ones below its own, and no other at the top.
        settings.ValidationEventHandler += (_, e) => fault ??= e.Severity == XmlSeverityType.Error || depth == 0 ? e.Message : null;
        using var reader = XmlReader.Create(new StringReader(element.ToString()), settings);
        while (reader.Read())
            depth++;
        return fault;
    }

    // Prefixes declared above the schema element are used inside attribute values (type="tns:…") and must come along.
    private static XElement WithNamespaces(XElement schema)
    {
        var copy = new XElement(schema);
        foreach (var declaration in schema.Ancestors().SelectMany(a => a.Attributes()).Where(a => a.IsNamespaceDeclaration && copy.Attribute(a.Name) is null))
            copy.Add(new XAttribute(declaration.Name, declaration.Value));
        return copy;
    }
}
