using System.Globalization;
using System.Xml;

namespace Integration.Hub.Channels.Soap;

/// <summary>Envelope → request for the hub: what must be understood is, the operation is known, the body follows the contract.</summary>
internal sealed class SoapRequestReader(SoapContract contract, CallerCheck callers, TimeProvider time)
{
    /// <summary>Refuses header blocks that say they must be understood and are not.</summary>
    public void Understand(IReadOnlyList<SoapHeaderBlock> headers)
    {
        var strange = headers.Where(h => h.MustUnderstand && h.ForUs && !IsUnderstood(h.Name)).Select(h => h.Name).ToList();
        if (strange.Count > 0)
            throw new SoapFaultException(new SoapFault(SoapFaultCode.MustUnderstand, $"Header blocks not understood: {string.Join(", ", strange)}.") { NotUnderstood = strange });
    }

    /// <summary>The addressing headers, if there are any; answers only go back over the connection.</summary>
    public static SoapAddressing? Addressing(IReadOnlyList<SoapHeaderBlock> headers)
    {
        var addressing = SoapAddressing.Read(headers);
        return addressing?.ForeignReply is not { } foreign ? addressing
            : throw new SoapFaultException(SoapFault.Client($"The reply address '{Names.Shorten(foreign)}' is not supported; use {addressing.Anonymous}.")
                with { Subcode = new XmlQualifiedName("OnlyAnonymousAddressSupported", addressing.Namespace) });
    }

    public SoapOperation Operation(XmlQualifiedName? body)
    {
        if (body is null)
            throw new SoapFaultException(SoapFault.Client($"Body is empty. Expected one of: {Known()}."));
        return contract.FindByInput(body)
            ?? throw new SoapFaultException(SoapFault.Client($"Unknown operation: the body element is {Names.Shorten(body.ToString())}. Expected one of: {Known()}."));
    }

    public RawMessage Request(SoapCall call, SoapEnvelopeReader envelope)
    {
        var (element, errors) = envelope.ReadBody(contract.Schemas);
        if (errors.Count > 0)
            throw new SoapFaultException(SoapFault.Client("The request does not follow the contract. " + string.Join(" | ", errors)) with
            {
                Logged = "the request does not follow the contract at " + string.Join(", ", errors.Select(e => e.Path)),
            });
        return new RawMessage(element, "application/xml; charset=utf-8", call.Addressing?.MessageId, call.Addressing?.RelatesTo, call.Operation!.Name,
            TraceParentOf(call), call.Caller, string.Create(CultureInfo.InvariantCulture, $"{call.Address} from {call.Remote}"),
            RequestHeaders.ToJson(call.Http.Request, envelope.Headers), time.GetUtcNow());
    }

    private bool IsUnderstood(XmlQualifiedName name) =>
        SoapAddressing.IsAddressing(name)
        || contract.HeaderElements.Contains(name)
        || (callers.ReadsSecurityHeader && name is { Name: "Security", Namespace: Names.Wsse });

    private string Known() => string.Join(", ", contract.Operations.Select(o => $"{o.Input} ({o.Name})"));

    private static string? TraceParentOf(SoapCall call) =>
        call.Http.Request.Headers["traceparent"].ToString() is { Length: > 0 } trace && TraceParent.IsValid(trace) ? trace : null;
}
