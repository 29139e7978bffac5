using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Hub;

namespace Integration.CoreApp.Shared;

/// <summary>Envelopes of what parts of the core app say themselves.</summary>
public static class Said
{
    /// <summary>What nobody's message caused: it begins a conversation.</summary>
    /// <param name="duplicateKey">A second message with it changes nothing.</param>
    public static Envelope Envelope<T>(T message, string source, string? businessKey, string duplicateKey, DateTimeOffset now)
        where T : class
    {
        var id = MessageId.New(now);
        return Envelope(CanonicalCatalog.Of<T>(), CanonicalJson.Serialize(message), 1, source, id, now) with { BusinessKey = businessKey, DuplicateKey = duplicateKey, ConversationId = id.ToString() };
    }

    internal static Envelope Envelope(MessageShape shape, byte[] body, int count, string source, MessageId id, DateTimeOffset now) =>
        new() { Id = id, Type = shape.Type, Version = shape.Version, Source = source, Body = body, Count = count, ConversationId = id.ToString(), ReceivedAt = now };
}
