using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Hub;

namespace Integration.CoreApp.Shared;

/// <summary>What a part of the core app says itself, accepted in the transaction in which it learnt it.</summary>
/// <param name="routes">Plans the deliveries of what is said.</param>
public sealed class InBoxPost(string source, IInBoxTransaction transaction, Func<Envelope, IReadOnlyList<DeliveryPlan>> routes, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="duplicateKey">A second message with it changes nothing.</param>
    /// <param name="cause">Message because of which it is said; null: a person said so.</param>
    /// <param name="conversation">Null: it begins one.</param>
    public void Say<T>(T message, string? businessKey, string duplicateKey, MessageId? cause, string? conversation, params SearchKey[] keys)
        where T : class => SayAny(message, businessKey, duplicateKey, cause, conversation, keys);

    /// <param name="message">A canonical message of whatever type.</param>
    public void SayAny(object message, string? businessKey, string duplicateKey, MessageId? cause, string? conversation, params SearchKey[] keys)
    {
        var envelope = Envelope(ShapeOf(message.GetType()), CanonicalJson.Serialize(message), 1, businessKey, duplicateKey, cause, conversation, keys);
        transaction.Publish(new AcceptItem(envelope, routes(envelope), []));
    }

    /// <summary>A reminder to a part of the core app, due later; in the box, so that it outlives the node.</summary>
    public void Remind<T>(T reminder, string subscriber, string businessKey, string duplicateKey, MessageId cause, string conversation, DateTimeOffset due)
        where T : class => transaction.Publish(new AcceptItem(
            Envelope(CanonicalCatalog.Of<T>(), CanonicalJson.Serialize(reminder), 1, businessKey, duplicateKey, cause, conversation, []), [new DeliveryPlan(subscriber, businessKey, due)], []));

    /// <summary>Many of a type as one message.</summary>
    public void SayAll<T>(IReadOnlyList<T> messages, string duplicateKey, MessageId cause, string conversation, params SearchKey[] keys)
        where T : class
    {
        if (messages.Count == 0)
            return;
        var envelope = Envelope(CanonicalCatalog.Of<T>(), messages.Count == 1 ? CanonicalJson.Serialize(messages[0]) : CanonicalJson.SerializeBatch(messages), messages.Count, null, duplicateKey, cause, conversation, keys);
        transaction.Publish(new AcceptItem(envelope, routes(envelope), []));
    }

    private static MessageShape ShapeOf(Type type) => CanonicalCatalog.Find(type) ?? throw new InvalidOperationException($"{type.Name} is not a canonical message");

    private Envelope Envelope(MessageShape shape, byte[] body, int count, string? businessKey, string duplicateKey, MessageId? cause, string? conversation, IReadOnlyList<SearchKey> keys)
    {
        var envelope = Said.Envelope(shape, body, count, source, MessageId.New(Now), Now);
        return envelope with
        {
            BusinessKey = businessKey,
            DuplicateKey = duplicateKey,
            CausationId = cause,
            ConversationId = conversation ?? envelope.ConversationId,
            Keys = keys,
        };
    }
}
