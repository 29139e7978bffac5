namespace Integration.Specs.Counterparts;

/// <summary>Sends until the queue has it: it may be away for a while, and the sender keeps what it has to say for as long as it runs.</summary>
internal static class QueueDelivery
{
    public static async Task SendAsync(
        IQueuePort queue, QueueMessage message, string @interface, BookKind kind, Books books, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await queue.SendAsync(message, cancellationToken);
                books.Enter(@interface, kind, message.Id);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }
}
