using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Integration.Hub.Channels.Soap;

/// <summary>Reads the SOAP operations out of WSDL 1.1 documents; document/literal with one part per message.</summary>
internal sealed class WsdlReader(ContractDocuments documents, XmlSchemaSet schemas, ContractErrors errors)
{
    private const string HttpTransport = "http://schemas.xmlsoap.org/soap/http";

    private readonly WsdlSymbols _symbols = new(documents, errors);
    private readonly HashSet<XmlQualifiedName> _headers = [];

    public SoapContract Read()
    {
        var main = documents.All.First(d => ContractDocuments.PathOf(d) == documents.Main).Root!;
        if (main.Name != Names.Wsdl + "definitions")
            errors.Add(main, $"The root element is {main.Name}; a WSDL 1.1 contract starts with wsdl:definitions.");
        var operations = new Dictionary<XmlQualifiedName, (SoapOperation Operation, XElement At)>();
        foreach (var binding in SoapBindings())
            ReadBinding(binding, operations);
        if (operations.Count == 0)
            errors.Add(main, "No operation found: a contract needs a binding with soap:binding or soap12:binding over HTTP.");
        return new SoapContract(documents.Main, (string?)main.Attribute("targetNamespace") ?? "",
            [.. operations.Values.Select(o => o.Operation)], schemas, _headers, documents.ByName());
    }

    private IEnumerable<XElement> SoapBindings() => documents.All
        .SelectMany(d => d.Root!.Elements(Names.Wsdl + "binding"))
        .Where(b => SoapElement(b, "binding") is not null);

    private void ReadBinding(XElement binding, Dictionary<XmlQualifiedName, (SoapOperation Operation, XElement At)> operations)
    {
        var soap = SoapElement(binding, "binding")!;
        if ((string?)soap.Attribute("transport") is var transport && transport != HttpTransport)
            errors.Add(soap, $"transport is '{transport}'; only {HttpTransport} is supported.");
        if (_symbols.Find("portType", binding, "type") is not { } portType)
            return;
        foreach (var bound in binding.Elements(Names.Wsdl + "operation"))
        {
            if (ReadOperation(bound, soap, portType) is not { } operation)
                continue;
            if (!operations.TryGetValue(operation.Input, out var known))
                operations.Add(operation.Input, (operation, bound));
            else if (known.Operation.Name != operation.Name)
                errors.Add(bound, $"Operations '{known.Operation.Name}' and '{operation.Name}' have the same body element {operation.Input}; requests are told apart by it, so it must be unique.");
        }
    }

    private SoapOperation? ReadOperation(XElement bound, XElement soapBinding, XElement portType)
    {
        var name = (string?)bound.Attribute("name") ?? "";
        var declared = portType.Elements(Names.Wsdl + "operation").FirstOrDefault(o => (string?)o.Attribute("name") == name);
        if (declared is null)
        {
            errors.Add(bound, $"Operation '{name}' is bound but portType '{(string?)portType.Attribute("name")}' does not have it.");
            return null;
        }
        CheckStyle(bound, soapBinding);
        var action = (string?)SoapElement(bound, "operation")?.Attribute("soapAction") ?? "";
        var actions = new WsdlActions(portType, declared);
        return MessageElement(declared.Element(Names.Wsdl + "input"), declared) is not { } input ? null
            : new SoapOperation(name, input, Output(declared), action, action.Length > 0 ? action : actions.Input, actions.Output, Faults(declared, actions));
    }

    private void CheckStyle(XElement bound, XElement soapBinding)
    {
        var style = (string?)SoapElement(bound, "operation")?.Attribute("style") ?? (string?)soapBinding.Attribute("style") ?? "document";
        if (style != "document")
            errors.Add(bound, $"style is '{style}'; only document/literal is supported.");
        foreach (var soap in bound.Descendants().Where(e => Names.WsdlSoap.Contains(e.Name.Namespace) && e.Attribute("use") is not null))
        {
            if ((string?)soap.Attribute("use") != "literal")
                errors.Add(soap, $"use is '{(string?)soap.Attribute("use")}'; only literal is supported.");
            if (soap.Name.LocalName == "header" && _symbols.Find("message", soap, "message") is { } message)
                _headers.UnionWith(Parts(message).Select(p => ElementOf(p)).OfType<XmlQualifiedName>());
        }
    }

    private XmlQualifiedName? Output(XElement declared) =>
        declared.Element(Names.Wsdl + "output") is { } output ? MessageElement(output, declared) : null;

    private IReadOnlyList<SoapFaultDeclaration> Faults(XElement declared, WsdlActions actions) =>
        [.. from fault in declared.Elements(Names.Wsdl + "fault")
            let element = MessageElement(fault, declared)
            where element is not null
            select new SoapFaultDeclaration((string?)fault.Attribute("name") ?? element.Name, element, actions.Fault(fault))];

    private XmlQualifiedName? MessageElement(XElement? use, XElement operation)
    {
        if (use is null)
        {
            errors.Add(operation, $"Operation '{(string?)operation.Attribute("name")}' has no input.");
            return null;
        }
        if (_symbols.Find("message", use, "message") is not { } message)
            return null;
        var parts = Parts(message).ToList();
        if (parts.Count == 1)
            return ElementOf(parts[0]);
        errors.Add(message, $"Message '{(string?)message.Attribute("name")}' has {parts.Count} parts; document/literal wrapped has exactly one.");
        return null;
    }

    private XmlQualifiedName? ElementOf(XElement part)
    {
        if (part.Attribute("element") is null)
        {
            errors.Add(part, $"Part '{(string?)part.Attribute("name")}' must name an element (element=…), not a type.");
            return null;
        }
        var name = _symbols.QName(part, "element");
        if (name is null || schemas.GlobalElements.Contains(name))
            return name;
        errors.Add(part, $"The schemas declare no element {name}.");
        return null;
    }

    private static IEnumerable<XElement> Parts(XElement message) => message.Elements(Names.Wsdl + "part");

    private static XElement? SoapElement(XElement parent, string name) =>
        Names.WsdlSoap.Select(ns => parent.Element(ns + name)).FirstOrDefault(e => e is not null);
}
