using System.Net.Http.Headers;
using System.Text;

namespace Integration.Hub.Channels.Soap;

/// <summary>
/// Calls the operations of one SOAP service. <see cref="SendAsync"/> is the whole way of a call: check the request, send it, read the answer,
/// and say in one word what is known of its outcome.
/// </summary>
public sealed class SoapClientChannel : ISendingChannel
{
    private readonly SoapClientOptions _options;
    private readonly HttpClient _http;
    private readonly SoapRequestWriter _requests;
    private readonly SoapAnswerReader _answers;
    private readonly OutcomeOf _outcome;

    public SoapClientChannel(SoapClientOptions options)
    {
        _options = options;
        _http = SoapHttp.Client(options);
        _requests = new SoapRequestWriter(options);
        _outcome = new OutcomeOf(options);
        _answers = new SoapAnswerReader(options, _outcome);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A cancellation before anything was sent throws <see cref="OperationCanceledException"/>; after it, a <see cref="ChannelException"/>
    /// with <see cref="FailureKind.UnknownOutcome"/>, for the other side may do the work all the same.
    /// </remarks>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var operation = _requests.Operation(message);
        using var request = _requests.Write(message, operation);
        using var timeout = new CancellationTokenSource(TimeLeft(message), _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var content = new MarkedContent(request.Message.Written);
        try
        {
            using var http = HttpRequest(content, operation, message);
            using var response = await _http.SendAsync(http, HttpCompletionOption.ResponseHeadersRead, either.Token);
            using var body = await SoapHttp.ReadAsync(response, _options.Limits.MaxBytes, either.Token);
            return new SendResult(_answers.Read(operation, response, body), request.Sent());
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!content.Started && cancellationToken.IsCancellationRequested)
                throw;
            throw _outcome.OfBrokenCall(failed, content.Started, timeout.IsCancellationRequested);
        }
    }

    /// <summary>Asks for the contract (GET ?wsdl): any answer but 503 shows that the service is there.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout + _options.ConnectTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _http.GetAsync(new Uri(_options.Address.GetLeftPart(UriPartial.Path) + "?wsdl"), HttpCompletionOption.ResponseHeadersRead, either.Token);
            if ((int)response.StatusCode == 503)
                throw _outcome.Down("soap.http.503", "answers 503, out of service", null);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw _outcome.OfBrokenCall(failed, started: false, timeout.IsCancellationRequested);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private TimeSpan TimeLeft(OutboundMessage message)
    {
        if (message.Deadline is not { } deadline)
            return _options.Timeout;
        var left = deadline - _options.Time.GetUtcNow();
        return left > TimeSpan.Zero
            ? (left < _options.Timeout ? left : _options.Timeout)
            : throw new ChannelException(new Failure(FailureKind.Transient, "soap.deadline", $"The deadline {deadline:O} has passed; the request was not sent.", _options.Address.ToString())) { NothingSent = true };
    }

    private HttpRequestMessage HttpRequest(MarkedContent content, SoapOperation operation, OutboundMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Address) { Content = content };
        var type = new MediaTypeHeaderValue(_options.Version.MediaType(), _options.Charset.Name);
        if (_options.Version == SoapVersion.Soap11)
            request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{operation.SoapAction}\"");
        else if (operation.SoapAction.Length > 0)
            type.Parameters.Add(new NameValueHeaderValue("action", $"\"{operation.SoapAction}\""));
        content.Headers.ContentType = type;
        if (message.TraceParent is { } trace && TraceParent.IsValid(trace))
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        if (_options.Credential is SoapClientCredential.Basic basic)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.UserName}:{basic.Password}")));
        request.Headers.TryAddWithoutValidation("Accept", "text/xml, application/soap+xml");
        return request;
    }
}
