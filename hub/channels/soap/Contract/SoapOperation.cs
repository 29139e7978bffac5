using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>One operation of a contract, document/literal.</summary>
/// <param name="Input">The body element that asks for this operation; unique in the contract.</param>
/// <param name="Output">The answer's body element; null for a one-way operation.</param>
/// <param name="SoapAction">As the binding states it; may be empty. Sent by the client, ignored by the server.</param>
/// <param name="InputAction">WS-Addressing action of the request.</param>
/// <param name="OutputAction">WS-Addressing action of the answer.</param>
public sealed record SoapOperation(
    string Name,
    XmlQualifiedName Input,
    XmlQualifiedName? Output,
    string SoapAction,
    string InputAction,
    string OutputAction,
    IReadOnlyList<SoapFaultDeclaration> Faults)
{
    /// <summary>A declared fault by its WSDL name or by the local name of its detail element; null if there is none.</summary>
    public SoapFaultDeclaration? FindFault(string name) =>
        Faults.FirstOrDefault(f => f.Name == name) ?? Faults.FirstOrDefault(f => f.Element.Name == name);

    /// <summary>A declared fault by its detail element; null if there is none.</summary>
    public SoapFaultDeclaration? FindFault(XmlQualifiedName element) => Faults.FirstOrDefault(f => f.Element == element);
}

/// <param name="Name">Name of the <c>wsdl:fault</c>.</param>
/// <param name="Element">The one element inside the fault's detail.</param>
/// <param name="Action">WS-Addressing action of the fault.</param>
public sealed record SoapFaultDeclaration(string Name, XmlQualifiedName Element, string Action);
