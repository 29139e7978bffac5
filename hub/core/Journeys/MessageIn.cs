using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>Journey of a queue message: raw → canonical → accepted. What cannot be translated is accepted raw, parked.</summary>
public sealed class MessageIn(InboundInterface endpoint, IMessageBox box, Translation translation, Router router) : IMessageSink
{
    private readonly string _system = endpoint.Config.System;
    private readonly string _interface = endpoint.Config.Id;

    /// <summary>Subscriber that retranslates what a person resumes.</summary>
    public static string IntakeSubscriber(string @interface) => $"intake:{@interface}";

    /// <summary>Subscriber that takes a conflicting message after all when a person says so.</summary>
    public static string ConflictSubscriber(string @interface) => $"conflict:{@interface}";

    // No await stands before the accept, so the order in which the channel calls is the order in the box.
    public Task<AcceptStatus> ReceiveAsync(RawMessage message, CancellationToken cancellationToken)
    {
        var raw = new Payload(PayloadKind.Raw, message.Body, message.ContentType, message.Origin, message.Headers);
        IReadOnlyList<AcceptItem> items;
        try
        {
            items = Translate(message, raw);
        }
        catch (MappingException e)
        {
            items = [Keep(message, raw, IntakeSubscriber(_interface), Translation.Failure(e), message.TransportId)];
        }
        return AcceptAsync(items, message, raw, cancellationToken);
    }

    private IReadOnlyList<AcceptItem> Translate(RawMessage message, Payload raw)
    {
        var context = translation.Context(endpoint.Config, ("messageId", message.TransportId), ("operation", message.Operation), ("correlationId", message.CorrelationId));
        var records = endpoint.Mapping.Map(message.Body, context);
        if (records.Count == 0)
            throw new MappingException("mapping.no-message", $"{endpoint.Mapping.Reference} made no canonical message of this; every message of the contract must become at least one", endpoint.Mapping.File);
        return [.. records.Select((record, n) => Item(record, n, message, raw))];
    }

    private AcceptItem Item(CanonicalRecord record, int n, RawMessage message, Payload raw)
    {
        var duplicateKey = record.ExternalId ?? (message.TransportId is null ? null : n == 0 ? message.TransportId : $"{message.TransportId}#{n}");
        var origin = new Origin(duplicateKey, Correlation: message.CorrelationId, TraceParent: message.TraceParent);
        var envelope = translation.Envelope(record, endpoint.Mapping, _system, _interface, message.ReceivedAt, origin) with { Priority = endpoint.Config.Priority };
        return new AcceptItem(envelope, router.Plan(envelope), n == 0 ? [raw] : []);
    }

    private async Task<AcceptStatus> AcceptAsync(IReadOnlyList<AcceptItem> items, RawMessage message, Payload raw, CancellationToken cancellationToken)
    {
        // Several records of one message go the way of all others, so that order holds between messages too: after a crash between two of them the
        // message comes again and the duplicate keys catch the first. Without such keys all must be one transaction.
        IReadOnlyList<AcceptResult> results = items.All(i => i.Envelope.DuplicateKey is not null) || items.Count == 1
            ? await Task.WhenAll(items.Select(i => box.AcceptAsync(i, cancellationToken).AsTask()))
            : await box.AcceptBatchAsync(items, null, cancellationToken);
        if (results.All(r => r.Status != AcceptStatus.Conflict))
            return results.Any(r => r.Status == AcceptStatus.Accepted) ? AcceptStatus.Accepted : AcceptStatus.Duplicate;

        var first = results.First(r => r.Status == AcceptStatus.Conflict);
        var failure = new Failure(FailureKind.Data, "duplicate.conflict",
            $"Message {first.Id} came before under the same id with other content. Compare the two; resume to take this one too, or discard it.", _interface);
        await box.AcceptAsync(Keep(message, raw, ConflictSubscriber(_interface), failure, duplicateKey: null), cancellationToken);
        return AcceptStatus.Conflict;
    }

    private AcceptItem Keep(RawMessage message, Payload raw, string subscriber, Failure failure, string? duplicateKey)
    {
        var origin = new Origin(duplicateKey, Correlation: message.CorrelationId, TraceParent: message.TraceParent);
        var envelope = translation.Untranslated(message.Body, _system, _interface, message.ReceivedAt, origin);
        return new AcceptItem(envelope, [new DeliveryPlan(subscriber, Parked: failure)], [raw]);
    }
}

/// <summary>
/// Journey of a parked raw message that a person resumed (perhaps after editing it, or after the mapping was mended):
/// translated again, and accepted in the transaction that completes it.
/// </summary>
public sealed class RetranslateParked(InboundInterface endpoint, bool conflict, Translation translation, Router router) : IInBoxSubscriber
{
    public string Name { get; } = conflict
        ? MessageIn.ConflictSubscriber(endpoint.Config.Id)
        : MessageIn.IntakeSubscriber(endpoint.Config.Id);

    public IReadOnlyList<string> MessageTypes => [];

    public Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (var delivery in deliveries)
        {
            var kept = delivery.Envelope;
            var records = endpoint.Mapping.Map(kept.Body, translation.Context(endpoint.Config, ("correlationId", kept.CorrelationId)));
            foreach (var record in records)
            {
                // A person decided that a conflicting message is to be taken: it goes in beside the earlier one.
                var origin = new Origin(record.ExternalId, kept.Id, kept.ConversationId, kept.CorrelationId, kept.TraceParent);
                var envelope = translation.Envelope(record, endpoint.Mapping, kept.Source, kept.Interface, kept.ReceivedAt, origin);
                if (conflict)
                    envelope = envelope with { DuplicateKey = null };
                transaction.Publish(new AcceptItem(envelope, router.Plan(envelope), []));
            }
        }
        return Task.CompletedTask;
    }
}
