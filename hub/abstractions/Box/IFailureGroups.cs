namespace Integration.Hub;

/// <summary>One group of failures from near: its deliveries, and what people say of it.</summary>
public interface IFailureGroups
{
    /// <summary>Null: nobody has heard of it. A group of which nothing is parked any more has the count 0.</summary>
    Task<FailureGroup?> GroupAsync(string fingerprint, CancellationToken cancellationToken);

    /// <summary>What is parked of it, the newest first.</summary>
    /// <param name="below">Go on after the delivery with this number; null: from the newest on.</param>
    Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(FailureGroup group, long? below, int limit, CancellationToken cancellationToken);

    /// <summary>Deliveries of the group that runs sent again, per hour; as <see cref="FailureGroup.Trend"/>.</summary>
    Task<IReadOnlyList<int>> ResumedAsync(string fingerprint, CancellationToken cancellationToken);

    /// <summary>Null: somebody changed it since that version.</summary>
    Task<FailureGroup?> NoteAsync(string fingerprint, int version, string? owner, string? note, Actor actor, CancellationToken cancellationToken);

    /// <summary>The beginnings of messages' canonical bodies, by which personal data in what failures say is known.</summary>
    Task<IReadOnlyDictionary<MessageId, ReadOnlyMemory<byte>>> BodyStartsAsync(IReadOnlyList<MessageId> messages, int bytes, CancellationToken cancellationToken);
}

public sealed record ParkedDelivery(
    DeliveryId Id, long Sequence, string Type, string Source, string? Interface, string? BusinessKey, int Attempts, DateTimeOffset ParkedAt, Failure Failure);
