using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>The four fault codes, in SOAP 1.1's words (1.2: Sender, Receiver).</summary>
internal enum SoapFaultCode
{
    Client,
    Server,
    MustUnderstand,
    VersionMismatch,
}

/// <summary>A fault, in neither version's form.</summary>
/// <param name="Subcode">1.2: the Subcode; 1.1: stands in place of the code.</param>
/// <param name="Detail">UTF-8 bytes of the element inside the detail.</param>
internal sealed record SoapFault(SoapFaultCode Code, string Reason, XmlQualifiedName? Subcode = null, ReadOnlyMemory<byte>? Detail = null)
{
    /// <summary>HTTP status where it says more than SOAP's own 500 (1.1) or 400/500 (1.2).</summary>
    public int? Status { get; init; }

    /// <summary>What the log says in place of the reason, where the reason quotes customers' data.</summary>
    public string? Logged { get; init; }

    /// <summary>WS-Addressing action of the fault message.</summary>
    public string? Action { get; init; }

    /// <summary>Header blocks that were not understood.</summary>
    public IReadOnlyList<XmlQualifiedName> NotUnderstood { get; init; } = [];

    public static SoapFault Client(string reason) => new(SoapFaultCode.Client, reason);

    public static SoapFault Server(string reason) => new(SoapFaultCode.Server, reason);

    /// <summary>A fault of WS-Security 1.1 §12, e.g. <c>FailedAuthentication</c>.</summary>
    public static SoapFault Security(string name, string reason) => new(SoapFaultCode.Client, reason, new XmlQualifiedName(name, Names.Wsse));
}

/// <summary>Ends the handling of a message with a fault.</summary>
internal sealed class SoapFaultException(SoapFault fault, Exception? inner = null) : Exception(fault.Reason, inner)
{
    public SoapFault Fault { get; } = fault;
}
