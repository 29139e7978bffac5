using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;

namespace Integration.Hub.Channels.Soap;

/// <summary>The one place that decides what is known about a call that brought no good answer. Pure.</summary>
internal sealed class OutcomeOf(SoapClientOptions options)
{
    private string Place => options.Address.ToString();

    /// <summary>The call broke, timed out or was cancelled before its answer was read.</summary>
    /// <param name="started">Some of the request went out: the other side may have done the work.</param>
    public ChannelException OfBrokenCall(Exception failed, bool started, bool timedOut)
    {
        if (failed is AnswerTooLargeException)
            return Fail(FailureKind.UnknownOutcome, "soap.answer-too-large", $"{failed.Message} The other side has done the work; raise the limit or ask for less.", failed);
        if (started)
        {
            return timedOut
                ? Fail(FailureKind.UnknownOutcome, "soap.timeout", $"No answer within {options.Timeout.TotalSeconds} s. The other side may have done the work.", failed)
                : Fail(FailureKind.UnknownOutcome, "soap.broken", $"The connection broke after the request was sent: {Innermost(failed)}. The other side may have done the work.", failed);
        }
        return (failed as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Down("soap.dns", $"has a host name that cannot be resolved: {Innermost(failed)}", failed),
            HttpRequestError.SecureConnectionError => Down("soap.tls", $"cannot be reached by TLS: {Innermost(failed)}", failed),
            _ when failed is OperationCanceledException => Down("soap.connect-timeout", "did not take a connection in time", failed),
            _ => Down("soap.connect", $"cannot be reached: {Innermost(failed)}", failed),
        };
    }

    public ChannelException Down(string code, string what, Exception? cause) =>
        Fail(FailureKind.EndpointDown, code, $"{options.Address} {what}. Check address, network and the other system.", cause);

    /// <summary>An HTTP answer without a SOAP message in it.</summary>
    public ChannelException OfStatus(int status, HttpResponseHeaders headers, Payload answer)
    {
        var (kind, advice) = status switch
        {
            401 or 403 => (FailureKind.EndpointDown, "The credential was refused: correct it in the adapter; nothing is lost meanwhile."),
            404 or 405 or 410 or (>= 300 and < 400) => (FailureKind.EndpointDown, $"There is no such service at this address{Location(headers)}: correct the address, or the other system is not deployed."),
            503 => (FailureKind.EndpointDown, "The other system is out of service."),
            502 or 504 => (FailureKind.UnknownOutcome, "A gateway got no answer from the other system, which may have done the work."),
            408 or 425 or 429 or >= 500 => (FailureKind.Transient, "It is tried again."),
            >= 400 => (FailureKind.Data, "The other system did not take the request as it is."),
            _ => (FailureKind.UnknownOutcome, "A SOAP answer was expected; the work may have been done."),
        };
        return Fail(kind, string.Create(CultureInfo.InvariantCulture, $"soap.http.{status}"), $"{options.Address} answered HTTP {status} without a SOAP message. {advice}", null, answer, Excerpt(answer));
    }

    /// <summary>A 2xx answer that is not readable as SOAP.</summary>
    public ChannelException OfMalformed(string reason, Payload answer, Exception? cause) =>
        Fail(FailureKind.UnknownOutcome, "soap.answer-malformed", $"The answer of {options.Address} cannot be read: {reason} The other side may have done the work.", cause, answer, Excerpt(answer));

    /// <summary>A readable answer that breaks the contract: the work is done, and to send it again would not mend the answer.</summary>
    public ChannelException OfInvalidAnswer(SoapOperation operation, string path, string errors, Payload answer) => new(
        new Failure(FailureKind.Data, "soap.answer-invalid", $"The answer to {operation.Name} does not follow the contract: {errors} The other side has probably done the work; its answer is kept.", path, Excerpt(answer)), null, answer);

    public ChannelException OfFault(SoapOperation operation, ReceivedFault fault, Payload answer)
    {
        var declared = fault.DetailElement is { } element ? operation.FindFault(element) : null;
        if (declared is not null)
        {
            var business = options.BusinessFaults is { } names
                ? names.Contains(declared.Name) || names.Contains(declared.Element.Name)
                : declared.Name.Contains("Business", StringComparison.OrdinalIgnoreCase);
            return new ChannelException(new Failure(business ? FailureKind.Business : FailureKind.Transient, $"soap.fault.{declared.Name}", fault.Reason, Place, fault.DetailText), null, answer) { FaultName = declared.Name };
        }
        var kind = fault.IsCredential ? FailureKind.EndpointDown
            : fault.Code is "Server" or "Receiver" ? FailureKind.Transient
            : FailureKind.Data;
        return new ChannelException(new Failure(kind, $"soap.fault.{fault.Subcode ?? fault.Code}", fault.Reason, Place, fault.DetailText), null, answer);
    }

    private ChannelException Fail(FailureKind kind, string code, string message, Exception? cause, Payload? answer = null, string? detail = null) =>
        new(new Failure(kind, code, message, Place, detail ?? cause?.GetType().Name), cause, answer);

    private static string Location(HttpResponseHeaders headers) => headers.Location is { } location ? $" (it points to {location})" : "";

    private static string Innermost(Exception exception)
    {
        var inner = exception.GetBaseException();
        return inner is AuthenticationException || inner.Message.Length > 0 ? inner.Message.TrimEnd('.') : exception.Message.TrimEnd('.');
    }

    private static string Excerpt(Payload answer) => Names.Shorten(Encoding.UTF8.GetString(answer.Bytes.Span[..Math.Min(answer.Bytes.Length, 2000)]), 1000);
}
