using System.Reflection;
using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Shared;

/// <summary>A canonical message with its place in the box.</summary>
/// <param name="Source">System it came from.</param>
/// <param name="Line">Line within a batch message, from 1.</param>
/// <param name="Interface">Interface that brought it; null: the hub says it itself.</param>
public readonly record struct Arrived<T>(T Message, string Source, MessageId Id, string Conversation, long Sequence, long Line, string? Interface);

/// <summary>Reads canonical messages out of deliveries.</summary>
public static class Arrived
{
    /// <summary>Every message of the type, also each line of a batch, in the order of the deliveries.</summary>
    /// <exception cref="InBoxDataException">A body is not what its envelope says.</exception>
    public static IReadOnlyList<Arrived<T>> Of<T>(IReadOnlyList<ClaimedDelivery> deliveries)
        where T : class
    {
        var shape = CanonicalCatalog.Of<T>();
        return [.. deliveries.Where(d => d.Envelope.Type == shape.Type).SelectMany(d => Read<T>(d, shape.Version))];
    }

    /// <summary>The messages of one delivery, whatever their type, in order.</summary>
    /// <exception cref="InBoxDataException">The body is not what the envelope says.</exception>
    public static IReadOnlyList<object> Messages(ClaimedDelivery delivery)
    {
        var type = (CanonicalCatalog.FindLatest(delivery.Envelope.Type) ?? throw Unreadable(delivery.Envelope, "there is no such message", null)).ClrType;
        return (IReadOnlyList<object>)ReadAny.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [delivery], null)!;
    }

    private static readonly MethodInfo ReadAny = typeof(Arrived).GetMethod(nameof(ReadObjects), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static IReadOnlyList<object> ReadObjects<T>(ClaimedDelivery delivery)
        where T : class => [.. Of<T>([delivery]).Select(a => (object)a.Message)];

    private static IEnumerable<Arrived<T>> Read<T>(ClaimedDelivery delivery, int version)
        where T : class
    {
        var envelope = delivery.Envelope;
        if (envelope.Version != version)
            throw Unreadable(envelope, $"version {version} is read here, this is version {envelope.Version}: it needs an up-converter", null);
        try
        {
            var messages = CanonicalJson.DeserializeBatch<T>(envelope.Body);
            if (messages.Count != envelope.Count)
                throw Unreadable(envelope, $"the envelope says {envelope.Count} records, the body has {messages.Count}", null);
            return messages.Select((m, i) => new Arrived<T>(m, envelope.Source, envelope.Id, envelope.ConversationId, delivery.Sequence, i + 1, envelope.Interface));
        }
        catch (CanonicalJsonException e)
        {
            throw Unreadable(envelope, e.Message, $"body line {e.Line}, {e.Path}");
        }
    }

    private static InBoxDataException Unreadable(Envelope envelope, string message, string? location) =>
        new(new Failure(FailureKind.Data, "inbox.unreadable", $"{envelope.Type}@{envelope.Version}: {message}", location));
}
