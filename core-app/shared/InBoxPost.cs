using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Shared;

/// <summary>What a part of the core app says itself, accepted in the transaction in which it learnt it.</summary>
/// <param name="routes">Plans the deliveries of what is said.</param>
public sealed class InBoxPost(string source, IInBoxTransaction transaction, Func<Envelope, IReadOnlyList<DeliveryPlan>> routes, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="duplicateKey">A second message with it changes nothing.</param>
    public void Say<T>(T message, string? businessKey, string duplicateKey, MessageId cause, string conversation, params SearchKey[] keys)
        where T : class => Send<T>(CanonicalJson.Serialize(message), 1, businessKey, duplicateKey, cause, conversation, keys);

    /// <summary>Many of a type as one message.</summary>
    public void SayAll<T>(IReadOnlyList<T> messages, string duplicateKey, MessageId cause, string conversation, params SearchKey[] keys)
        where T : class
    {
        if (messages.Count > 0)
            Send<T>(messages.Count == 1 ? CanonicalJson.Serialize(messages[0]) : CanonicalJson.SerializeBatch(messages), messages.Count, null, duplicateKey, cause, conversation, keys);
    }

    private void Send<T>(byte[] body, int count, string? businessKey, string duplicateKey, MessageId cause, string conversation, IReadOnlyList<SearchKey> keys)
        where T : class
    {
        var envelope = Said.Envelope<T>(body, count, source, MessageId.New(Now), Now) with
        {
            BusinessKey = businessKey,
            DuplicateKey = duplicateKey,
            CausationId = cause,
            ConversationId = conversation,
            Keys = keys,
        };
        transaction.Publish(new AcceptItem(envelope, routes(envelope), []));
    }
}
