using System.Xml.Linq;

namespace Integration.Specs.Counterparts;

/// <summary>What a counterpart's SOAP service says to one request.</summary>
internal abstract record SoapReply
{
    public sealed record Answer(XElement Body) : SoapReply;

    /// <param name="Client">Client/Sender instead of Server/Receiver.</param>
    public sealed record Fault(bool Client, string Text, XElement? Detail) : SoapReply;

    /// <summary>The connection stays open without an answer until the caller gives up.</summary>
    public sealed record Silence : SoapReply;

    /// <summary>HTTP status without SOAP.</summary>
    public sealed record Plain(int Status) : SoapReply;

    /// <summary>Half of the answer, then the connection breaks.</summary>
    public sealed record CutOff(XElement Body) : SoapReply;
}

internal sealed record SoapCall(XElement Body, string? MessageId, string? UserName);
