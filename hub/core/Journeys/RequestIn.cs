using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>
/// Journey of a synchronous request. A command is accepted and answered from what was accepted, a repeated one with the first one's
/// answer; a query is answered by its handler and then recorded.
/// </summary>
public sealed class RequestIn(
    IReadOnlyDictionary<string, ServedOperation> operations, IMessageBox box, Translation translation, Router router,
    CallerRights callers, UnaskedResults unasked) : IRequestSink
{
    public async Task<RequestAnswer> AnswerAsync(RawMessage request, CancellationToken cancellationToken)
    {
        if (request.Operation is null || !operations.TryGetValue(request.Operation, out var operation))
        {
            return new RequestAnswer.Faulted(null, null, new Failure(FailureKind.Data, "request.unknown-operation",
                $"Operation '{request.Operation}' is in the contract but not configured here; configured are {string.Join(", ", operations.Keys)}."), CallersFault: true);
        }
        if (!callers.MayCall(request.Caller, operation.Config))
        {
            return new RequestAnswer.Faulted(null, null, new Failure(FailureKind.Business, "request.not-allowed",
                $"Caller '{request.Caller}' may not call {request.Operation} ({operation.Config.Id})."), CallersFault: true);
        }
        try
        {
            var record = Translate(operation, request);
            return await AnswerAsync(operation, record, request, cancellationToken);
        }
        catch (MappingException e)
        {
            return await RefuseAsync(operation, null, request, request.TransportId, Translation.Failure(e), cancellationToken);
        }
    }

    private async Task<RequestAnswer> AnswerAsync(ServedOperation operation, CanonicalRecord record, RawMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return operation.Query is null
                ? await CommandAsync(operation, record, request, cancellationToken)
                : await QueryAsync(operation, operation.Query, record, request, cancellationToken);
        }
        catch (RequestRefusedException e)
        {
            return await RefuseAsync(operation, record, request, request.TransportId, new Failure(FailureKind.Business, e.Code, e.Message), cancellationToken);
        }
    }

    private CanonicalRecord Translate(ServedOperation operation, RawMessage request)
    {
        var records = operation.Request.Map(request.Body, translation.Context(operation.Config, ("messageId", request.TransportId), ("caller", request.Caller)));
        return records is [var one]
            ? one
            : throw new MappingException("mapping.not-one", $"{operation.Request.Reference} made {records.Count} messages of one request, expected exactly one", operation.Request.File);
    }

    private async Task<RequestAnswer> CommandAsync(ServedOperation operation, CanonicalRecord record, RawMessage request, CancellationToken cancellationToken)
    {
        var envelope = Envelope(operation, record, request);
        var answer = new Payload(PayloadKind.Answer, Map(operation, record.Json), operation.Answer.ContentType, operation.Operation);
        IReadOnlyList<DeliveryPlan> plan = await unasked.FindAsync(operation, envelope, cancellationToken) is { } wait ? [wait] : router.Plan(envelope);
        var result = await box.AcceptAsync(new AcceptItem(envelope, plan, [Raw(request), answer]), cancellationToken);
        switch (result.Status)
        {
            case AcceptStatus.Accepted:
                return new RequestAnswer.Ok(answer.Bytes, result.Id);
            case AcceptStatus.Duplicate:
                var first = await box.FindAnswerAsync(envelope.Source, envelope.Interface, envelope.DuplicateKey!, cancellationToken);
                return new RequestAnswer.Ok((first ?? answer).Bytes, result.Id);
            default:
                return await RefuseAsync(operation, record, request, envelope.DuplicateKey, new Failure(FailureKind.Business, "duplicate.conflict",
                    $"Request {envelope.DuplicateKey} came before with other content (message {result.Id}); use a new id for a new request."), cancellationToken);
        }
    }

    private async Task<RequestAnswer> QueryAsync(ServedOperation operation, IQueryHandler handler, CanonicalRecord record, RawMessage request, CancellationToken cancellationToken)
    {
        var envelope = Envelope(operation, record, request) with { DuplicateKey = null };
        var reply = await handler.AnswerAsync(record.Json, callers.Of(request.Caller, operation.Config), cancellationToken);
        var answer = new Payload(PayloadKind.Answer, Map(operation, reply), operation.Answer.ContentType, operation.Operation);
        // A query changes nothing, so it is recorded after the fact: the console sees it like any other message.
        await box.AcceptAsync(new AcceptItem(envelope, [new DeliveryPlan($"query:{handler.QueryType}", Done: true)], [Raw(request), answer]), cancellationToken);
        return new RequestAnswer.Ok(answer.Bytes, envelope.Id);
    }

    private Envelope Envelope(ServedOperation operation, CanonicalRecord record, RawMessage request) =>
        translation.Envelope(record, operation.Request, operation.Config.System, operation.Config.Id, request.ReceivedAt,
            new Origin(record.ExternalId ?? request.TransportId, Correlation: request.CorrelationId, TraceParent: request.TraceParent));

    private ReadOnlyMemory<byte> Map(ServedOperation operation, ReadOnlyMemory<byte> canonical) =>
        operation.Answer.Map(canonical, translation.Context(operation.Config));

    private static Payload Raw(RawMessage request) => new(PayloadKind.Raw, request.Body, request.ContentType, request.Origin, request.Headers);

    // What a known caller asked and did not get is kept like what it got: raw, with the reason and the answer. Nobody has to repair it, so it is
    // a finished delivery; and it is under no duplicate key, so that the corrected request may come under the same id.
    private async Task<RequestAnswer> RefuseAsync(
        ServedOperation operation, CanonicalRecord? record, RawMessage request, string? requestId, Failure failure, CancellationToken cancellationToken)
    {
        var (answer, detail) = Refusal(operation, requestId, failure);
        if (request.Caller is null)
            return answer;
        var origin = new Origin(Correlation: request.CorrelationId, TraceParent: request.TraceParent);
        var envelope = record is null
            ? translation.Untranslated(request.Body, operation.Config.System, operation.Config.Id, request.ReceivedAt, origin)
            : Envelope(operation, record, request) with { DuplicateKey = null };
        await box.AcceptAsync(new AcceptItem(envelope, [new DeliveryPlan(Refused, Done: true, Refusal: failure)], detail is null ? [Raw(request)] : [Raw(request), detail]), cancellationToken);
        return answer;
    }

    /// <summary>Name of the pseudo-subscriber of requests that were answered with a refusal.</summary>
    public const string Refused = "refused";

    // A refusal speaks through the contract's declared fault where there is one.
    private (RequestAnswer Answer, Payload? Detail) Refusal(ServedOperation operation, string? requestId, Failure failure)
    {
        if (operation.Refusal is not var (fault, mapping))
            return (new RequestAnswer.Faulted(null, null, failure, CallersFault: true), null);
        var refused = new RequestRefused { RequestId = new RequestId(requestId ?? "unknown"), Code = failure.Code, Message = failure.Message };
        var detail = mapping.Map(CanonicalJson.Serialize(refused), translation.Context(operation.Config));
        return (new RequestAnswer.Faulted(fault, detail, failure, CallersFault: true), new Payload(PayloadKind.Answer, detail, mapping.ContentType, fault));
    }
}
