using System.Net.Http.Headers;

namespace Integration.Hub.Channels.Soap;

/// <summary>HTTP answer → the answer's body element, or a <see cref="ChannelException"/> that says what is known.</summary>
internal sealed class SoapAnswerReader(SoapClientOptions options, OutcomeOf outcome)
{
    /// <summary>Null for a one-way operation.</summary>
    public Payload? Read(SoapOperation operation, HttpResponseMessage response, PooledStream body)
    {
        var status = (int)response.StatusCode;
        if (operation.Output is null && response.IsSuccessStatusCode && body.Length == 0)
            return null;
        var type = response.Content.Headers.ContentType;
        if (SoapVersions.FromMediaType(type?.MediaType) is null && !(response.IsSuccessStatusCode && LooksLikeXml(body)))
            throw outcome.OfStatus(status, response.Headers, Raw(response, body));
        try
        {
            return ReadEnvelope(operation, response, body, type);
        }
        catch (SoapFaultException unreadable)
        {
            throw response.IsSuccessStatusCode
                ? outcome.OfMalformed(unreadable.Fault.Reason, Raw(response, body), unreadable)
                : outcome.OfStatus(status, response.Headers, Raw(response, body));
        }
    }

    private Payload ReadEnvelope(SoapOperation operation, HttpResponseMessage response, PooledStream body, MediaTypeHeaderValue? type)
    {
        if (body.Length == 0)
            throw new SoapFaultException(SoapFault.Client("It is empty."));
        var (charset, skip) = CharsetDetection.Detect(body.Written.Span, type?.CharSet);
        using var envelope = SoapEnvelopeReader.Open(body.Written[skip..], charset, options.Limits);
        if (envelope.IsFault)
            throw Fault(operation, envelope, response);
        if (!response.IsSuccessStatusCode)
            throw outcome.OfStatus((int)response.StatusCode, response.Headers, Raw(response, body));
        return envelope.BodyElement == operation.Output
            ? Answer(operation, envelope, response, body)
            : throw outcome.OfInvalidAnswer(operation, "/Envelope/Body", $"Body has {envelope.BodyElement?.ToString() ?? "nothing"}, expected is {operation.Output}.", Raw(response, body));
    }

    private Payload Answer(SoapOperation operation, SoapEnvelopeReader envelope, HttpResponseMessage response, PooledStream body)
    {
        var (element, errors) = envelope.ReadBody(options.Contract.Schemas);
        return errors.Count == 0
            ? Xml(element, response)
            : throw outcome.OfInvalidAnswer(operation, $"{errors[0].Path} (line {errors[0].Line}, column {errors[0].Column})", errors[0].Message, Raw(response, body));
    }

    private ChannelException Fault(SoapOperation operation, SoapEnvelopeReader envelope, HttpResponseMessage response)
    {
        var (element, _) = envelope.ReadBody(null);
        var fault = ReceivedFault.Read(element, envelope.Version);
        return outcome.OfFault(operation, fault, Xml(fault.Detail ?? element, response));
    }

    private static bool LooksLikeXml(PooledStream body) => body.Written.Span is [(byte)'<', ..] or [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private Payload Xml(byte[] element, HttpResponseMessage response) =>
        new(PayloadKind.Answer, element, "application/xml; charset=utf-8", Origin(response));

    private Payload Raw(HttpResponseMessage response, PooledStream body) =>
        new(PayloadKind.Answer, body.Written.ToArray(), response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream", Origin(response));

    private string Origin(HttpResponseMessage response) => $"{options.Address} (HTTP {(int)response.StatusCode})";
}
