namespace Integration.Specs.Counterparts;

/// <summary>One durable queue, whatever carries it.</summary>
public interface IQueuePort : IAsyncDisposable
{
    /// <summary>Ends when the queue has it durably.</summary>
    Task SendAsync(QueueMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Hands over messages one by one in queue order until cancelled. A message leaves the queue when the handler has ended;
    /// if it throws, the message stays and comes again.
    /// </summary>
    Task ReceiveAsync(Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken);
}

/// <param name="Id">Message id of the transport; the same when it is sent again.</param>
/// <param name="Type">Message type name, e.g. <c>N97.WorkOrder</c>.</param>
/// <param name="Body">UTF-8 JSON.</param>
public sealed record QueueMessage(string Id, string Type, ReadOnlyMemory<byte> Body, string? TraceParent = null);
