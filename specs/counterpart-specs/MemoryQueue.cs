using System.Threading.Channels;
using Integration.Specs.Counterparts;

namespace Integration.Specs.CounterpartSpecs;

/// <summary>A queue in memory with the promises of <see cref="IQueuePort"/>.</summary>
internal sealed class MemoryQueue : IQueuePort
{
    private readonly Channel<QueueMessage> _messages = Channel.CreateUnbounded<QueueMessage>();

    public Task SendAsync(QueueMessage message, CancellationToken cancellationToken) => _messages.Writer.WriteAsync(message, cancellationToken).AsTask();

    public async Task ReceiveAsync(Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(cancellationToken))
            await handle(message, cancellationToken);
    }

    public async Task<IReadOnlyList<QueueMessage>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var taken = new List<QueueMessage>();
        while (taken.Count < count)
            taken.Add(await _messages.Reader.ReadAsync(cancellationToken));
        return taken;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
