using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Integration.Hub.Channels.Soap;

namespace Integration.Hub.Contracts;

/// <summary>A WSDL with its schemas, or a schema alone.</summary>
internal static class WsdlShape
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";

    /// <param name="served">Whether the hub serves an operation (the other side asks).</param>
    public static ContractShape OfWsdl(string name, string file, Func<string, bool> served)
    {
        var contract = SoapContract.Load(file);
        var texts = Documentation(file);
        var documents = new Dictionary<string, ContractDocument>();
        foreach (var operation in contract.Operations)
        {
            var (request, answer) = served(operation.Name) ? (Flow.ToHub, Flow.FromHub) : (Flow.FromHub, Flow.ToHub);
            Add(operation.Input, request);
            if (operation.Output is { } output)
                Add(output, answer);
            foreach (var fault in operation.Faults)
                Add(fault.Element, answer);
        }
        return new ContractShape(name,
            [.. contract.Operations.Select(o => new ContractOperation(o.Name, o.Input.Name, o.Output?.Name, [.. o.Faults.Select(f => f.Element.Name)], texts.GetValueOrDefault(o.Name, "")))],
            [.. documents.Values]);

        void Add(XmlQualifiedName element, Flow flow)
        {
            if (!documents.ContainsKey(element.Name) && contract.Schemas.GlobalElements[element] is XmlSchemaElement found)
                documents[element.Name] = SchemaElements.Document(found, flow);
        }
    }

    public static ContractShape OfSchema(string name, string file, Flow flow)
    {
        var set = new XmlSchemaSet();
        using (var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }))
            set.Add(null, reader);
        set.Compile();
        return new ContractShape(name, [], [.. set.GlobalElements.Values.Cast<XmlSchemaElement>().OrderBy(e => e.QualifiedName.Name, StringComparer.Ordinal).Select(e => SchemaElements.Document(e, flow))]);
    }

    /// <summary>What the port type says of its operations.</summary>
    private static Dictionary<string, string> Documentation(string file) => XDocument.Load(file).Descendants(Wsdl + "portType").Elements(Wsdl + "operation")
        .GroupBy(o => (string?)o.Attribute("name") ?? "").ToDictionary(g => g.Key, g => ((string?)g.First().Element(Wsdl + "documentation") ?? "").Trim());
}
