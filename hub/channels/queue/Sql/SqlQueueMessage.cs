namespace Integration.Hub.Channels.Queue;

/// <summary>A message as a queue table holds it.</summary>
/// <param name="Headers">NServiceBus's headers, by name.</param>
/// <param name="Body">Bytes; empty is allowed.</param>
/// <param name="Expires">Consumed without effect after this instant; null: never.</param>
public sealed record SqlQueueMessage(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset? Expires = null);

/// <summary>A row that was taken from a queue table.</summary>
/// <param name="Headers">Text as it stands in the row, readable or not.</param>
internal sealed record SqlQueueRow(Guid Id, bool Expired, string Headers, ReadOnlyMemory<byte> Body, long Sequence);

/// <summary>A row to be written.</summary>
internal sealed record SqlQueueInsert(QueueAddress Queue, Guid RowId, string Headers, ReadOnlyMemory<byte> Body, DateTimeOffset? Expires)
{
    /// <summary>Every row has an id of its own; the message's id stands in the headers.</summary>
    public static SqlQueueInsert Of(QueueAddress queue, SqlQueueMessage message) =>
        new(queue, Guid.NewGuid(), NServiceBusHeaders.Write(message.Headers), message.Body, message.Expires);
}
