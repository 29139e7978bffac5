using System.Xml.Linq;

namespace Integration.Hub.Channels.Soap;

/// <summary>WS-Addressing actions of one operation: stated in the WSDL, else by the default pattern of WS-Addressing 1.0 Metadata §4.4.4.</summary>
internal sealed class WsdlActions(XElement portType, XElement operation)
{
    private readonly string _name = (string?)operation.Attribute("name") ?? "";

    public string Input => Of(operation.Element(Names.Wsdl + "input"), $"{_name}Request");

    public string Output => Of(operation.Element(Names.Wsdl + "output"), $"{_name}Response");

    public string Fault(XElement fault) => Stated(fault) ?? $"{Prefix}{Separator}{_name}{Separator}Fault{Separator}{(string?)fault.Attribute("name")}";

    private string TargetNamespace => (string?)portType.Document!.Root!.Attribute("targetNamespace") ?? "";

    private char Separator => TargetNamespace.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? ':' : '/';

    private string Prefix => $"{TargetNamespace.TrimEnd(Separator)}{Separator}{(string?)portType.Attribute("name")}";

    private string Of(XElement? message, string defaultName) =>
        message is null ? "" : Stated(message) ?? $"{Prefix}{Separator}{(string?)message.Attribute("name") ?? defaultName}";

    private static string? Stated(XElement message) =>
        Names.WsdlAddressing.Select(ns => (string?)message.Attribute(ns + "Action")).FirstOrDefault(a => !string.IsNullOrEmpty(a));
}
