using System.Globalization;
using System.Xml;
using Microsoft.AspNetCore.Http;

namespace Integration.Hub.Channels.Soap;

/// <summary>Writes the answer or the fault back, in the caller's version and charset.</summary>
internal sealed class SoapReply(SoapContract contract, SoapServerOptions options)
{
    // Our own answers are bounded by the contract, not by what strangers may send.
    private static readonly SoapLimits Unbounded = new() { MaxBytes = int.MaxValue, MaxDepth = 1000, MaxAttributes = 10_000 };

    /// <summary>The whole message with the answer in it; the errors say where it breaks the contract, and then it must not be sent.</summary>
    public (PooledStream Message, IReadOnlyList<SchemaError> Errors) Answer(SoapCall call, ReadOnlyMemory<byte> body)
    {
        IReadOnlyList<SchemaError> errors = [];
        var message = Envelope(call, call.Operation!.OutputAction, null, writer => errors = CopyChecked(body, writer, call.Operation.Output!));
        return (message, errors);
    }

    /// <summary>What is wrong with a fault's detail; empty if it is as declared.</summary>
    public IReadOnlyList<SchemaError> Check(ReadOnlyMemory<byte> detail, XmlQualifiedName element)
    {
        using var nowhere = new PooledStream();
        using var writer = SoapXml.Writer(nowhere, SoapCharset.Utf8);
        return CopyChecked(detail, writer, element);
    }

    public PooledStream Fault(SoapCall call, SoapFault fault)
    {
        var action = fault.Action ?? (call.Addressing?.Namespace ?? Names.Wsa) + (call.Addressing?.Namespace == Names.WsaSubmission ? "/fault" : "/soap/fault");
        return Envelope(call, action, fault, writer => SoapFaultWriter.Write(writer, call.Version, fault));
    }

    public async Task SendAsync(SoapCall call, PooledStream message, SoapFault? fault, CancellationToken cancellationToken)
    {
        var response = call.Http.Response;
        response.StatusCode = fault is null ? StatusCodes.Status200OK : Status(call.Version, fault);
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Basic realm=\"hub\", charset=\"UTF-8\"";
        if (fault?.Code == SoapFaultCode.Server)
            response.Headers.RetryAfter = ((int)Math.Ceiling(options.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.ContentType = $"{call.Version.MediaType()}; charset={call.Charset.Name}";
        response.ContentLength = message.Length;
        await response.Body.WriteAsync(message.Written, cancellationToken);
    }

    private IReadOnlyList<SchemaError> CopyChecked(ReadOnlyMemory<byte> element, XmlWriter writer, XmlQualifiedName expected)
    {
        try
        {
            using var reader = SoapXml.Reader(element, SoapCharset.Utf8);
            reader.MoveToContent();
            if (reader.LocalName != expected.Name || reader.NamespaceURI != expected.Namespace)
                return [new SchemaError("/", 1, 1, $"The element is {{{reader.NamespaceURI}}}{reader.LocalName}; the contract says {expected}.")];
            return ElementCopy.Copy(reader, writer, Unbounded, contract.Schemas);
        }
        catch (Exception wrong) when (SoapXml.Explain(wrong, SoapCharset.Utf8) is { } reason)
        {
            return [new SchemaError("/", (wrong as XmlException)?.LineNumber ?? 0, (wrong as XmlException)?.LinePosition ?? 0, reason)];
        }
    }

    private static PooledStream Envelope(SoapCall call, string action, SoapFault? fault, Action<XmlWriter> body)
    {
        var message = new PooledStream();
        try
        {
            SoapEnvelopeWriter.Write(message, call.Version, call.Charset, Header(call, action, fault), body);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private static Action<XmlWriter>? Header(SoapCall call, string action, SoapFault? fault)
    {
        var notUnderstood = call.Version == SoapVersion.Soap12 && fault is { NotUnderstood.Count: > 0 };
        if (call.Addressing is not { } addressing)
            return notUnderstood ? writer => SoapFaultWriter.WriteNotUnderstood(writer, fault!) : null;
        var answer = new SoapAddressing(addressing.Namespace)
        {
            Action = action,
            MessageId = $"urn:uuid:{Guid.NewGuid()}",
            RelatesTo = addressing.MessageId,
            To = addressing.Anonymous,
        };
        return writer =>
        {
            answer.Write(writer);
            if (notUnderstood)
                SoapFaultWriter.WriteNotUnderstood(writer, fault!);
        };
    }

    private static int Status(SoapVersion version, SoapFault fault) => fault.Status
        ?? (version == SoapVersion.Soap12 && fault.Code == SoapFaultCode.Client ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError);
}
