using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A new message with its number, about to be written.</summary>
internal sealed record NewMessage(AcceptItem Item, long Sequence);

/// <summary>Turns new messages into the rows of their tables.</summary>
internal static class AcceptRows
{
    /// <summary>Key kinds that the box itself adds, so that business keys and conversations are found through the same index.</summary>
    public const string BusinessKind = "business", ConversationKind = "conversation";

    private sealed record PlanRow(NewMessage Message, DeliveryPlan Plan, DeliveryState State)
    {
        public Envelope Envelope => Message.Item.Envelope;
    }

    public static IEnumerable<Step> Steps(IReadOnlyList<NewMessage> messages, DateTimeOffset now)
    {
        yield return Messages(messages, now);
        var plans = messages.SelectMany(m => m.Item.Deliveries.Select(d => new PlanRow(m, d, StateOf(d, now)))).ToLookup(p => p.State == DeliveryState.Done);
        if (plans[false].ToList() is { Count: > 0 } open)
            yield return Deliveries(open, now);
        if (plans[false].Where(p => p.Plan.BatchGroup is not null).ToList() is { Count: > 0 } grouped)
            yield return new Step("set_batch_group")
                .Each("message_id", grouped, p => p.Envelope.Id.Value).Each("subscriber", grouped, p => p.Plan.Subscriber).Each("batch_group", grouped, p => p.Plan.BatchGroup);
        if (plans[true].ToList() is { Count: > 0 } finished)
            yield return Finished(finished, now);
        if (messages.SelectMany(m => KeysOf(m.Item.Envelope)).ToList() is { Count: > 0 } keys)
            yield return new Step("insert_search_key").Each("value", keys, k => k.Value).Each("message_id", keys, k => k.Id.Value).Each("kind", keys, k => k.Kind);
        if (messages.SelectMany(m => PayloadRow.Of(m.Item.Envelope.Id, null, 0, m.Item.Payloads)).ToList() is { Count: > 0 } payloads)
            yield return PayloadRow.Insert(payloads, now);
    }

    public static IEnumerable<string> ReadySubscribers(IReadOnlyList<NewMessage> messages, DateTimeOffset now) =>
        messages.SelectMany(m => m.Item.Deliveries).Where(d => StateOf(d, now) == DeliveryState.Ready).Select(d => d.Subscriber);

    private static DeliveryState StateOf(DeliveryPlan plan, DateTimeOffset now) =>
        plan.Done ? DeliveryState.Done
        : plan.Parked is not null ? DeliveryState.Parked
        : plan.DueAt > now ? DeliveryState.Scheduled
        : DeliveryState.Ready;

    private static Step Messages(IReadOnlyList<NewMessage> messages, DateTimeOffset now)
    {
        var envelopes = messages.Select(m => m.Item.Envelope).ToList();
        return new Step("insert_message")
            .Each("id", envelopes, e => e.Id.Value)
            .Each("seq", messages, m => m.Sequence)
            .Each("type", envelopes, e => e.Type)
            .Each("version", envelopes, e => e.Version)
            .Each("source", envelopes, e => e.Source)
            .Each("interface", envelopes, e => e.Interface)
            .Each("body", envelopes, e => PayloadRow.Array(e.Body))
            .Each("count", envelopes, e => e.Count)
            .Each("business_key", envelopes, e => e.BusinessKey)
            .Each("duplicate_key", envelopes, e => e.DuplicateKey)
            .Each("causation_id", envelopes, e => e.CausationId?.Value)
            .Each("conversation_id", envelopes, e => e.ConversationId)
            .Each("correlation_id", envelopes, e => e.CorrelationId)
            .Each("trace_parent", envelopes, e => e.TraceParent)
            .Each("priority", envelopes, e => (short)e.Priority)
            .Each("received_at", envelopes, e => e.ReceivedAt)
            .Each("translated_at", envelopes, e => e.TranslatedAt)
            .With("accepted_at", now)
            .Each("expires_at", envelopes, e => e.ExpiresAt)
            .Each("mapping", envelopes, e => e.Mapping)
            .Each("keys", envelopes, e => FailureJson.WriteKeys(e.Keys));
    }

    private static Step Deliveries(List<PlanRow> rows, DateTimeOffset now) => new Step("insert_delivery")
        .Each("message_id", rows, r => r.Envelope.Id.Value)
        .Each("subscriber", rows, r => r.Plan.Subscriber)
        .Each("seq", rows, r => r.Message.Sequence)
        .Each("message_type", rows, r => r.Envelope.Type)
        .Each("priority", rows, r => (short)r.Envelope.Priority)
        .Each("order_key", rows, r => r.Plan.OrderKey)
        .Each("state", rows, r => (short)r.State)
        .Each("due_at", rows, r => r.State == DeliveryState.Scheduled ? r.Plan.DueAt : null)
        .Each("expires_at", rows, r => r.Envelope.ExpiresAt)
        .Each("failure", rows, r => FailureJson.Write(r.Plan.Parked))
        .Each("fingerprint", rows, r => r.Plan.Parked?.Fingerprint(r.Plan.Subscriber))
        .With("accepted_at", now)
        .Each("count", rows, r => r.Envelope.Count)
        .Each("mapping", rows, r => r.Plan.Mapping)
        .Each("operation", rows, r => r.Plan.Operation);

    private static Step Finished(List<PlanRow> rows, DateTimeOffset now) => new Step("insert_finished")
        .Each("message_id", rows, r => r.Envelope.Id.Value)
        .Each("subscriber", rows, r => r.Plan.Subscriber)
        .Each("seq", rows, r => r.Message.Sequence)
        .Each("message_type", rows, r => r.Envelope.Type)
        .Each("priority", rows, r => (short)r.Envelope.Priority)
        .Each("order_key", rows, r => r.Plan.OrderKey)
        .Each("failure", rows, r => FailureJson.Write(r.Plan.Refusal))
        .With("accepted_at", now)
        .Each("count", rows, r => r.Envelope.Count);

    private static IEnumerable<(string Value, MessageId Id, string Kind)> KeysOf(Envelope envelope)
    {
        IEnumerable<SearchKey> keys = envelope.Keys;
        if (envelope.BusinessKey is { } business && !envelope.Keys.Any(k => k.Value == business))
            keys = keys.Append(new SearchKey(BusinessKind, business));
        // The first message of a conversation is found by its id.
        if (envelope.ConversationId != envelope.Id.ToString())
            keys = keys.Append(new SearchKey(ConversationKind, envelope.ConversationId));
        return keys.Distinct().Select(k => (k.Value, envelope.Id, k.Kind));
    }
}
