using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Reads the canonical messages out of deliveries.</summary>
internal sealed class Arrivals(IReadOnlyList<ClaimedDelivery> deliveries)
{
    /// <summary>Every message of the type, also each line of a batch, in the order of the deliveries.</summary>
    /// <exception cref="InBoxDataException">A body is not what its envelope says.</exception>
    public IReadOnlyList<Arrival<T>> Of<T>()
        where T : class
    {
        var shape = CanonicalCatalog.Of<T>();
        return [.. deliveries.Where(d => d.Envelope.Type == shape.Type).SelectMany(d => Read<T>(d, shape.Version))];
    }

    private static IEnumerable<Arrival<T>> Read<T>(ClaimedDelivery delivery, int version)
        where T : class
    {
        var envelope = delivery.Envelope;
        if (envelope.Version != version)
            throw Unreadable(envelope, $"the archive reads {envelope.Type} version {version}, this is version {envelope.Version}: it needs an up-converter", null);
        try
        {
            var messages = CanonicalJson.DeserializeBatch<T>(envelope.Body);
            if (messages.Count != envelope.Count)
                throw Unreadable(envelope, $"the envelope says {envelope.Count} records, the body has {messages.Count}", null);
            return messages.Select((m, i) => new Arrival<T>(m, envelope.Id, delivery.Sequence, i + 1));
        }
        catch (CanonicalJsonException e)
        {
            throw Unreadable(envelope, e.Message, $"body line {e.Line}, {e.Path}");
        }
    }

    private static InBoxDataException Unreadable(Envelope envelope, string message, string? location) =>
        new(new Failure(FailureKind.Data, "archive.unreadable", $"{envelope.Type}@{envelope.Version}: {message}", location));
}
