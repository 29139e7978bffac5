using Integration.Hub.Core.Dispatch;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys.Through;

/// <summary>One call of the other system: gate → free place → mapping → channel → mapping. Ends within its limit whatever the other side does.</summary>
internal sealed class QueryCall(
    OutboundInterface endpoint, ISendingChannel channel, EndpointGate gate, Replies replies, Translation translation, TimeProvider time, Action<Task> keep) : IDisposable
{
    // So many questions are with the other system at once; a slow one must not be buried under callers who have long gone.
    private readonly SemaphoreSlim _places = new(endpoint.Config.Concurrency);

    public async Task<Asked> AskAsync(Question question, OutboundRoute route, TimeSpan limit)
    {
        using var ends = new CancellationTokenSource(limit, time);
        if (gate.Look().Paused)
            return Not("query.paused", $"{endpoint.Config.Id} is paused");
        // Before the queue for a place: whoever cannot be asked is not waited for.
        if (!gate.TryEnter(question.Envelope.Type))
            return Not("query.circuit-open", $"{endpoint.Config.Id} has failed again and again; its circuit is open");
        try
        {
            await _places.WaitAsync(ends.Token);
        }
        catch (OperationCanceledException)
        {
            gate.Left(question.Envelope.Type);
            return Not("query.busy", $"{endpoint.Config.Concurrency} questions were under way at {endpoint.Config.Id} and none ended within {limit.TotalSeconds:0.#} s");
        }
        var asking = SendAsync(question, route, limit, ends.Token);
        // A place is free again when the channel lets go, not when the caller has stopped waiting.
        keep(asking.ContinueWith(_ => _places.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        try
        {
            return await asking.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            return NoAnswer(limit, null);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<Asked> SendAsync(Question question, OutboundRoute route, TimeSpan limit, CancellationToken ends)
    {
        var envelope = question.Envelope;
        Payload? sent = null;
        try
        {
            var body = route.Mapping.Map(envelope.Body, translation.Context(endpoint.Config, ("messageId", envelope.Id.ToString())));
            sent = new Payload(PayloadKind.Outbound, body, route.Mapping.ContentType, $"{endpoint.Config.Id} {route.Operation}");
            var message = new OutboundMessage(envelope.Id, body, route.Mapping.ContentType, route.Operation, envelope.TraceParent, envelope.ConversationId, time.GetUtcNow() + limit);
            using var call = gate.Calls.Begin();
            var result = await channel.SendAsync(message, ends);
            keep(gate.SucceededAsync(envelope.Type));
            return Understood(question, route, result.Sent ?? sent, result.Answer);
        }
        catch (ChannelException e)
        {
            if (e.NothingSent)
                gate.Left(envelope.Type);
            else
                keep(gate.FailedAsync(envelope.Type, e.Failure));
            return Refused(question, route, sent, e);
        }
        catch (OperationCanceledException)
        {
            var silent = NoAnswer(limit, sent);
            keep(gate.FailedAsync(envelope.Type, silent.Failure));
            return silent;
        }
        catch (MappingException e)
        {
            gate.Left(envelope.Type);
            return new Asked.Failed(sent, null, Translation.Failure(e));
        }
    }

    private Asked Understood(Question question, OutboundRoute route, Payload sent, Payload? answer)
    {
        if (answer is null)
            return new Asked.Failed(sent, null, new Failure(FailureKind.Data, "query.empty", $"{endpoint.Config.Id} answered {route.Operation} with nothing"));
        try
        {
            var made = replies.Make(route.Answer!, answer, question.Envelope, endpoint.Config);
            return made is [var reply]
                ? new Asked.Answered(sent, answer, Findable(reply, question))
                : new Asked.Failed(sent, answer, new Failure(FailureKind.Data, "mapping.not-one", $"{route.Answer!.Reference} made {made.Count} messages of one answer, expected exactly one"));
        }
        catch (MappingException e)
        {
            return new Asked.Failed(sent, answer, Translation.Failure(e));
        }
    }

    private Asked Refused(Question question, OutboundRoute route, Payload? sent, ChannelException e)
    {
        if (e.Failure.Kind != FailureKind.Business)
            return new Asked.Failed(sent, e.Answer, e.Failure);
        try
        {
            IReadOnlyList<AcceptItem> told = e is { FaultName: { } fault, Answer: { } answer } && route.Faults.TryGetValue(fault, out var mapping)
                ? replies.Make(mapping, answer, question.Envelope, endpoint.Config)
                : [];
            return new Asked.Refused(sent, e.Answer, e.Failure, told);
        }
        catch (MappingException)
        {
            // It said no; only its words are not understood.
            return new Asked.Refused(sent, e.Answer, e.Failure, []);
        }
    }

    private static AcceptItem Findable(AcceptItem reply, Question question) =>
        reply with { Envelope = reply.Envelope with { Keys = [.. reply.Envelope.Keys, new SearchKey(Question.KeyKind, question.Key)] } };

    private Asked.Failed NoAnswer(TimeSpan limit, Payload? sent) => new(sent, null,
        new Failure(FailureKind.UnknownOutcome, "query.no-answer-in-time", $"{endpoint.Config.Id} did not answer within {limit.TotalSeconds:0.#} s"));

    private static Asked.Failed Not(string code, string message) => new(null, null, new Failure(FailureKind.EndpointDown, code, message));
}
