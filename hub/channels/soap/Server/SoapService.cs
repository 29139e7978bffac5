using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Channels.Soap;

/// <summary>One SOAP address. <see cref="ExchangeAsync"/> is the whole way of a request, step by step.</summary>
public sealed class SoapService
{
    private readonly SoapContract _contract;
    private readonly SoapServerOptions _options;
    private readonly IRequestSink _sink;
    private readonly ILogger _logger;
    private readonly SoapRequestReader _requests;
    private readonly CallerCheck _callers;
    private readonly SoapReply _reply;
    private readonly SoapDescription _description;
    private readonly SemaphoreSlim _room;

    public SoapService(SoapContract contract, SoapServerOptions options, IRequestSink sink, ILogger logger)
    {
        (_contract, _options, _sink, _logger) = (contract, options, sink, logger);
        _callers = new CallerCheck(options, logger);
        _requests = new SoapRequestReader(contract, _callers, options.Time);
        _reply = new SoapReply(contract, options);
        _description = new SoapDescription(contract);
        _room = new SemaphoreSlim(options.MaxConcurrent);
    }

    /// <summary>Handles one HTTP request of any method.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var address = _options.PublicAddress ?? new Uri(UriHelper.BuildAbsolute(http.Request.Scheme, http.Request.Host, http.Request.PathBase, http.Request.Path));
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            await _description.WriteAsync(http, address);
        }
        else if (HttpMethods.IsPost(http.Request.Method))
        {
            await AnswerAsync(new SoapCall(http, address));
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD, POST";
        }
    }

    private async Task AnswerAsync(SoapCall call)
    {
        var aborted = call.Http.RequestAborted;
        try
        {
            await ExchangeAsync(call, aborted);
        }
        catch (SoapFaultException refused)
        {
            _logger.LogInformation("SOAP request to {Address} from {Remote} ended with a fault: {Reason}", call.Address, call.Remote, refused.Fault.Logged ?? Names.Shorten(refused.Fault.Reason));
            await SendFaultAsync(call, refused.Fault);
        }
        catch (Exception gone) when (aborted.IsCancellationRequested)
        {
            _logger.LogInformation("SOAP caller {Remote} went away before its answer: {Reason}", call.Remote, gone.Message);
        }
        catch (Exception unexpected)
        {
            _logger.LogError(unexpected, "SOAP request {Operation} to {Address} from {Remote} failed; trace {Trace}", call.Operation?.Name, call.Address, call.Remote, call.Http.TraceIdentifier);
            await SendFaultAsync(call, SoapFault.Server($"The hub could not handle the request just now. Try again later. Reference: {call.Http.TraceIdentifier}."));
        }
    }

    private async Task ExchangeAsync(SoapCall call, CancellationToken cancellationToken)
    {
        call.Version = MediaType(call);
        if (!_room.Wait(0, CancellationToken.None))
            throw new SoapFaultException(SoapFault.Server("Too many requests are in work. Try again later.") with { Status = StatusCodes.Status503ServiceUnavailable });
        try
        {
            using var bytes = await HttpBody.ReadAsync(call.Http, _options, cancellationToken);
            var (charset, skip) = CharsetDetection.Detect(bytes.Written.Span, call.ContentType?.CharSet);
            call.Charset = charset;
            using var envelope = SoapEnvelopeReader.Open(bytes.Written[skip..], charset, _options.Limits, version => call.Version = version);
            call.Addressing = SoapRequestReader.Addressing(envelope.Headers);
            _requests.Understand(envelope.Headers);
            call.Caller = await _callers.IdentifyAsync(call.Http, envelope.Headers, cancellationToken);
            call.Operation = _requests.Operation(envelope.BodyElement);
            var request = _requests.Request(call, envelope);
            var answer = await AskAsync(request, cancellationToken);
            await SendAsync(call, answer, cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    private static SoapVersion MediaType(SoapCall call)
    {
        var encoding = call.Http.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw Unsupported($"Content-Encoding '{Names.Shorten(encoding, 40)}' is not supported; send the message uncompressed.");
        return SoapVersions.FromMediaType(call.ContentType?.MediaType)
            ?? throw Unsupported($"Content-Type '{Names.Shorten(call.Http.Request.ContentType ?? "")}' is not SOAP; send text/xml (SOAP 1.1) or application/soap+xml (SOAP 1.2).");
    }

    private async Task<RequestAnswer> AskAsync(RawMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.AnswerTimeout, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await _sink.AnswerAsync(request, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SoapFaultException(SoapFault.Server($"No answer within {_options.AnswerTimeout.TotalSeconds} s. The request may have been taken; send it again with the same identity."));
        }
    }

    private async Task SendAsync(SoapCall call, RequestAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is RequestAnswer.Faulted faulted)
            throw new SoapFaultException(Declared(call, faulted));
        if (call.Operation!.Output is null)
        {
            call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        var (message, errors) = _reply.Answer(call, ((RequestAnswer.Ok)answer).Body);
        using (message)
        {
            if (errors.Count == 0)
            {
                await _reply.SendAsync(call, message, null, cancellationToken);
                return;
            }
        }
        _logger.LogError("The answer of {Operation} at {Address} breaks the contract {Contract}: {Errors}", call.Operation.Name, call.Address, _contract.File, string.Join(" | ", errors));
        throw new SoapFaultException(SoapFault.Server($"The hub's answer to {call.Operation.Name} did not follow the contract and was held back ({errors[0].Path}). Reference: {call.Http.TraceIdentifier}."));
    }

    private SoapFault Declared(SoapCall call, RequestAnswer.Faulted faulted)
    {
        var where = faulted.Failure.Location is { } location ? $" ({location})" : "";
        var fault = new SoapFault(faulted.CallersFault ? SoapFaultCode.Client : SoapFaultCode.Server, faulted.Failure.Message + where) { Logged = faulted.Failure.Code };
        if (faulted.Fault is null)
            return fault;
        var declared = call.Operation!.FindFault(faulted.Fault);
        var errors = declared is null ? [new SchemaError("/", 0, 0, $"The contract declares no fault '{faulted.Fault}' on {call.Operation.Name}.")]
            : faulted.Detail is not { } detail ? [new SchemaError("/", 0, 0, $"The fault has no detail; {declared.Element} is expected.")]
            : _reply.Check(detail, declared.Element);
        if (errors.Count == 0)
            return fault with { Detail = faulted.Detail, Action = declared!.Action };
        _logger.LogError("The fault {Fault} of {Operation} at {Address} breaks the contract and goes out without detail: {Errors}", faulted.Fault, call.Operation.Name, call.Address, string.Join(" | ", errors));
        return fault;
    }

    private async Task SendFaultAsync(SoapCall call, SoapFault fault)
    {
        if (call.Http.Response.HasStarted)
        {
            // Half an answer is out: breaking the connection is the only way left to say that it is not whole.
            call.Http.Abort();
            return;
        }
        using var message = _reply.Fault(call, fault);
        await _reply.SendAsync(call, message, fault, call.Http.RequestAborted);
    }

    private static SoapFaultException Unsupported(string reason) =>
        new(SoapFault.Client(reason) with { Status = StatusCodes.Status415UnsupportedMediaType });
}
