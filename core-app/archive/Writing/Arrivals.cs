using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Reads the canonical messages out of deliveries.</summary>
internal sealed class Arrivals(IReadOnlyList<ClaimedDelivery> deliveries, MasterRules rules, ArchivePost post)
{
    // A thousand bills are read once, though several writers look at them.
    private readonly Dictionary<Type, object> _read = [];

    /// <summary>Every message of the type, also each line of a batch, in the order of the deliveries.</summary>
    /// <exception cref="InBoxDataException">A body is not what its envelope says.</exception>
    public IReadOnlyList<Arrival<T>> Of<T>()
        where T : class
    {
        if (_read.TryGetValue(typeof(T), out var read))
            return (IReadOnlyList<Arrival<T>>)read;
        var shape = CanonicalCatalog.Of<T>();
        Arrival<T>[] arrivals = [.. deliveries.Where(d => d.Envelope.Type == shape.Type).SelectMany(d => Read<T>(d, shape.Version))];
        _read[typeof(T)] = arrivals;
        return arrivals;
    }

    private IEnumerable<Arrival<T>> Read<T>(ClaimedDelivery delivery, int version)
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
            var source = envelope.Interface is null ? envelope.Source : $"{envelope.Source}/{envelope.Interface}";
            return messages.Select((m, i) => new Arrival<T>(m, envelope.Id, delivery.Sequence, i + 1, source, rules, post, envelope.ConversationId));
        }
        catch (CanonicalJsonException e)
        {
            throw Unreadable(envelope, e.Message, $"body line {e.Line}, {e.Path}");
        }
    }

    private static InBoxDataException Unreadable(Envelope envelope, string message, string? location) =>
        new(new Failure(FailureKind.Data, "archive.unreadable", $"{envelope.Type}@{envelope.Version}: {message}", location));
}
