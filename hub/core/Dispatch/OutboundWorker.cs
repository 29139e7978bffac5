using System.Diagnostics;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Recoverability;
using Integration.Mappings;
using Microsoft.Extensions.Logging;

namespace Integration.Hub.Core.Dispatch;

/// <summary>Journey of an outbound delivery: canonical → mapping → channel → answer → complete, retry or park. No transaction is open meanwhile.</summary>
public sealed class OutboundWorker(
    OutboundInterface endpoint, ISendingChannel channel, EndpointGate gate, IMessageBox box, Replies replies, Translation translation,
    IMappingLibrary mappings, TimeProvider time, ILogger<OutboundWorker> log) : IDeliveryWorker
{
    private readonly InterfaceConfig _config = endpoint.Config;
    private readonly PinnedRoutes _routes = new(endpoint, mappings);
    private readonly Asking? _asking = endpoint.Ask is { } ask ? new Asking(endpoint, ask, channel, gate, replies, translation, time, log) : null;
    private readonly Polly.ResiliencePipeline _completing = StorePatience.Make(6, $"completing a delivery of {endpoint.Config.Id}", time, log);

    public string Subscriber => _config.Id;

    public int Concurrency => _config.Concurrency;

    public int BatchSize => 1;

    public bool SkipParked => _config.Order != OrderPolicy.Wait;

    public async Task WorkAsync(IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken hurry)
    {
        foreach (var delivery in deliveries)
        {
            var outcome = await AttemptAsync(delivery, hurry);
            // It has gone out: as long as the claim lasts, its outcome is worth another try, or it would be sent again.
            var ours = await _completing.ExecuteAsync(async _ => await box.CompleteAsync(delivery, outcome, CancellationToken.None), CancellationToken.None);
            if (!ours)
                log.LogWarning("{Endpoint}: delivery of {Id} ended after its lease was over; another attempt has it", Subscriber, delivery.Id.Message);
        }
    }

    private async Task<DeliveryOutcome> AttemptAsync(ClaimedDelivery delivery, CancellationToken hurry)
    {
        var envelope = delivery.Envelope;
        if (hurry.IsCancellationRequested)
            return new DeliveryOutcome.GiveBack("the hub is stopping");
        if (envelope.ExpiresAt <= time.GetUtcNow() || envelope.ReceivedAt + _config.Expiry <= time.GetUtcNow())
            return new DeliveryOutcome.Expired();
        if (!gate.TryEnter(envelope.Type))
            return new DeliveryOutcome.GiveBack("the circuit is open");
        try
        {
            return await AskOrSendAsync(delivery, hurry);
        }
        catch (MappingException e)
        {
            gate.Left(envelope.Type);
            return new DeliveryOutcome.Park(Translation.Failure(e), [], []);
        }
        catch (Exception e)
        {
            gate.Left(envelope.Type);
            log.LogError(e, "{Endpoint}: delivery of {Id} failed inside the hub", Subscriber, envelope.Id);
            return Decide(delivery, new Failure(FailureKind.Internal, $"hub.{e.GetType().Name}", e.Message, Detail: e.ToString()), [], []);
        }
    }

    private async Task<DeliveryOutcome> AskOrSendAsync(ClaimedDelivery delivery, CancellationToken hurry)
    {
        var route = _routes.Find(delivery);
        if (!delivery.InDoubt || _asking is null)
            return await SendAsync(delivery, route, hurry);
        var asked = await _asking.AskAsync(delivery, route, hurry);
        if (asked.Ended is { } ended)
            return ended;
        var outcome = await SendAsync(delivery, route, hurry);
        var doubtful = outcome is DeliveryOutcome.GiveBack { InDoubt: true } or DeliveryOutcome.Retry { Failure.Kind: FailureKind.UnknownOutcome } or DeliveryOutcome.Park { Failure.Kind: FailureKind.UnknownOutcome };
        return asked.NotDone && !doubtful ? outcome with { InDoubt = false } : outcome;
    }

    private async Task<DeliveryOutcome> SendAsync(ClaimedDelivery delivery, OutboundRoute route, CancellationToken hurry)
    {
        var sent = new DeliveryOutcome.Delivered([], []);
        foreach (var piece in Pieces.Of(delivery.Envelope, route))
        {
            var outcome = await SendAsync(delivery, route, piece, hurry);
            // What went out before goes out again, under the same ids.
            if (outcome is not DeliveryOutcome.Delivered one)
                return outcome;
            sent = new DeliveryOutcome.Delivered([.. sent.Payloads, .. one.Payloads], [.. sent.Replies, .. one.Replies]) { InDoubt = one.InDoubt };
        }
        return sent;
    }

    private async Task<DeliveryOutcome> SendAsync(ClaimedDelivery delivery, OutboundRoute route, Piece piece, CancellationToken hurry)
    {
        var envelope = delivery.Envelope;
        var body = route.Mapping.Map(piece.Canonical, Context(envelope, piece.Id));
        var operation = route.Operation ?? FileName(route, envelope) ?? envelope.Type;
        var sent = new Payload(PayloadKind.Outbound, body, route.Mapping.ContentType, $"{Subscriber} {operation}");
        using var limit = new CancellationTokenSource(_config.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hurry);
        try
        {
            var message = new OutboundMessage(piece.Id, body, route.Mapping.ContentType, operation,
                Activity.Current?.Id ?? envelope.TraceParent, envelope.CorrelationId ?? envelope.ConversationId, time.GetUtcNow() + _config.Timeout);
            using var call = gate.Calls.Begin();
            var result = await channel.SendAsync(message, either.Token);
            await gate.SucceededAsync(envelope.Type);
            return Delivered(delivery, route, result.Sent ?? sent, result.Answer);
        }
        catch (ChannelException e)
        {
            return await FailedAsync(delivery, route, sent, e);
        }
        catch (OperationCanceledException)
        {
            var failure = new Failure(FailureKind.UnknownOutcome, "send.no-answer", $"No answer within {_config.Timeout.TotalSeconds:0} s; it may have been done. It is asked for where the contract allows, else sent again under the same id {envelope.Id}.");
            return await FailedAsync(delivery, route, sent, new ChannelException(failure));
        }
    }

    private DeliveryOutcome Delivered(ClaimedDelivery delivery, OutboundRoute route, Payload sent, Payload? answer)
    {
        IReadOnlyList<Payload> payloads = answer is null ? [sent] : [sent, answer];
        if (answer is null || route.Answer is null)
            return new DeliveryOutcome.Delivered(payloads, []);
        try
        {
            return new DeliveryOutcome.Delivered(payloads, replies.Make(route.Answer, answer, delivery.Envelope, _config));
        }
        catch (MappingException e)
        {
            // The other side did it; only its words are not understood. Nothing is sent again before a person has looked.
            return new DeliveryOutcome.Park(Translation.Failure(e), payloads, []);
        }
    }

    private async Task<DeliveryOutcome> FailedAsync(ClaimedDelivery delivery, OutboundRoute route, Payload sent, ChannelException e)
    {
        if (e.NothingSent)
            gate.Left(delivery.Envelope.Type);
        else
            await gate.FailedAsync(delivery.Envelope.Type, e.Failure);
        IReadOnlyList<Payload> payloads = e.Answer is null ? [sent] : [sent, e.Answer];
        IReadOnlyList<AcceptItem> told = e is { FaultName: { } fault, Answer: { } answer } && route.Faults.TryGetValue(fault, out var mapping)
            ? replies.Make(mapping, answer, delivery.Envelope, _config)
            : [];
        return Decide(delivery, e.Failure, payloads, told);
    }

    private DeliveryOutcome Decide(ClaimedDelivery delivery, Failure failure, IReadOnlyList<Payload> payloads, IReadOnlyList<AcceptItem> told) =>
        Recover.Decide(failure, delivery.Attempt, _config.Retry, time.GetUtcNow(), Random.Shared.NextDouble(), gate.IsOpen(delivery.Envelope.Type)) switch
        {
            Decision.Park park => new DeliveryOutcome.Park(park.Failure, payloads, told),
            Decision.Retry retry => new DeliveryOutcome.Retry(retry.At, retry.Failure, payloads),
            Decision.Wait wait => new DeliveryOutcome.GiveBack(wait.Failure.Message, wait.At) { InDoubt = wait.Failure.Kind == FailureKind.UnknownOutcome ? true : null },
            _ => throw new InvalidOperationException("unknown decision"),
        };

    private MappingContext Context(Envelope envelope, MessageId id) => translation.Context(_config,
    [
        ("messageId", id.ToString()), ("conversationId", envelope.ConversationId), ("correlationId", envelope.CorrelationId),
        ("key", envelope.BusinessKey), ("source", envelope.Source), ("receivedOver", envelope.Interface),
        ("receivedAt", envelope.ReceivedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        // A peer hub is told under which identity and keys the message goes here.
        .. _config.Peer is null ? [] : Identity(envelope),
    ]);

    private static IEnumerable<(string Name, string? Value)> Identity(Envelope envelope) =>
    [
        ("duplicateKey", envelope.DuplicateKey), ("businessKey", envelope.BusinessKey),
        .. envelope.Keys.GroupBy(k => k.Kind).Select(k => ("key." + k.Key, (string?)string.Join('\n', k.Select(v => v.Value)))),
    ];

    private static string? FileName(OutboundRoute route, Envelope envelope) => route.FileName?
        .Replace("{messageId}", envelope.Id.ToString()).Replace("{key}", envelope.BusinessKey ?? envelope.Id.ToString());
}
