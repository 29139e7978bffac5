using System.Diagnostics;
using Integration.CanonicalModel;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Recoverability;
using Integration.Mappings;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Integration.Hub.Core.Dispatch;

/// <param name="Ended">How the delivery ended by what the other side said; null: it is to be sent (again).</param>
/// <param name="NotDone">The other side said that nothing was done: the doubt is over.</param>
internal readonly record struct AskResult(DeliveryOutcome? Ended, bool NotDone = false);

/// <summary>
/// Asks the other side what became of a delivery that may have reached it. Done: it is complete, with the reply that the contract gives.
/// Not done, not known, or nobody answers the question: it is sent again under its own id, which the contract allows.
/// </summary>
internal sealed class Asking(
    OutboundInterface endpoint, AskRoute ask, ISendingChannel channel, EndpointGate gate, Replies replies, Translation translation, TimeProvider time, ILogger log)
{
    private string Name => endpoint.Config.Id;

    public async Task<AskResult> AskAsync(ClaimedDelivery delivery, OutboundRoute route, CancellationToken hurry)
    {
        var envelope = delivery.Envelope;
        try
        {
            var (sent, answer) = await CallAsync(envelope, hurry);
            await gate.SucceededAsync(envelope.Type);
            var result = Judge(envelope, route, sent, answer);
            log.LogInformation("{Endpoint} was asked about {Id}: {Result}", Name, envelope.Id, result.Ended?.GetType().Name ?? (result.NotDone ? "not done" : "unknown"));
            return result;
        }
        catch (ChannelException e) when (e.Failure.Kind == FailureKind.EndpointDown)
        {
            await gate.FailedAsync(envelope.Type, e.Failure);
            return Wait(delivery, e.Failure);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            return new AskResult(new DeliveryOutcome.GiveBack("the hub is stopping"));
        }
        catch (Exception e) when (e is ChannelException or MappingException or OperationCanceledException)
        {
            log.LogWarning("{Endpoint} could not be asked about {Id}, so it is sent again under the same id: {Reason}", Name, envelope.Id, e.Message);
            return default;
        }
    }

    private async Task<(Payload Sent, Payload Answer)> CallAsync(Envelope envelope, CancellationToken hurry)
    {
        var now = time.GetUtcNow();
        var question = new OutcomeAsked { RequestId = RequestIdOf(envelope), MessageType = envelope.Type };
        var body = ask.Request.Map(CanonicalJson.Serialize(question), translation.Context(endpoint.Config, ("messageId", envelope.Id.ToString())));
        using var limit = new CancellationTokenSource(endpoint.Config.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hurry);
        // A question of its own: under the id of what it asks about, the other side might take it for that.
        var message = new OutboundMessage(MessageId.New(now), body, ask.Request.ContentType, ask.Operation,
            Activity.Current?.Id ?? envelope.TraceParent, envelope.Id.ToString(), now + endpoint.Config.Timeout);
        using var call = gate.Calls.Begin();
        var result = await channel.SendAsync(message, either.Token);
        var answer = result.Answer ?? throw new MappingException("ask.no-answer", $"{ask.Operation} answered nothing", endpoint.Config.Section.File);
        return (result.Sent ?? new Payload(PayloadKind.Outbound, body, ask.Request.ContentType, $"{Name} {ask.Operation}"), answer);
    }

    private AskResult Judge(Envelope envelope, OutboundRoute route, Payload sent, Payload answer)
    {
        var record = ask.Answer.Map(answer.Bytes, translation.Context(endpoint.Config, ("messageId", envelope.Id.ToString()))).FirstOrDefault()
            ?? throw new MappingException("ask.no-answer", $"{ask.Answer.Reference} made nothing of the answer", ask.Answer.File);
        var told = CanonicalJson.Deserialize<OutcomeTold>(record.Json);
        return told.Outcome switch
        {
            RequestOutcome.Done => new AskResult(Done(envelope, route, sent, answer)),
            RequestOutcome.Refused => new AskResult(Refused(envelope, told, sent, answer)),
            RequestOutcome.NotDone => new AskResult(null, NotDone: true),
            _ => default,
        };
    }

    private DeliveryOutcome Done(Envelope envelope, OutboundRoute route, Payload sent, Payload answer)
    {
        if (route.Operation is null || !ask.Done.TryGetValue(route.Operation, out var mapping))
            return new DeliveryOutcome.Delivered([sent, answer], []);
        try
        {
            return new DeliveryOutcome.Delivered([sent, answer], replies.Make(mapping, answer, envelope, endpoint.Config));
        }
        catch (MappingException e)
        {
            // The other side did it; only its words are not understood. Nothing is sent again before a person has looked.
            return new DeliveryOutcome.Park(Translation.Failure(e), [sent, answer], []);
        }
    }

    private DeliveryOutcome.Park Refused(Envelope envelope, OutcomeTold told, Payload sent, Payload answer)
    {
        var failure = new Failure(FailureKind.Business, $"asked.refused.{told.Code}", $"{told.Code} {told.Reason}".Trim(), $"{Name} {ask.Operation}");
        return new DeliveryOutcome.Park(failure, [sent, answer], ask.Refused is { } mapping ? replies.Make(mapping, answer, envelope, endpoint.Config) : []) { InDoubt = false };
    }

    private AskResult Wait(ClaimedDelivery delivery, Failure failure) =>
        new(Recover.Decide(failure, delivery.Attempt, endpoint.Config.Retry, time.GetUtcNow(), Random.Shared.NextDouble()) is Decision.Wait wait
            ? new DeliveryOutcome.GiveBack(wait.Failure.Message, wait.At)
            : new DeliveryOutcome.GiveBack(failure.Message));

    // The id under which the other side knows the request is the canonical request's own.
    private static RequestId RequestIdOf(Envelope envelope) =>
        new((string?)JObject.Parse(System.Text.Encoding.UTF8.GetString(envelope.Body.Span))["requestId"] ?? envelope.Id.ToString());
}
