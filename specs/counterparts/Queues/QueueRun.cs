using System.Text;

namespace Integration.Specs.Counterparts;

/// <summary>How a system sends messages to the hub's queue in the mood of the day, and books them.</summary>
internal sealed class QueueRun(string @interface, string type, IQueuePort queue, Books books, MoodBoard moods, TimeProvider time)
{
    private int _bad;

    /// <summary>Sends them in this order, unless the mood wants another; ends when the queue has them all.</summary>
    public async Task SendAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        await moods.WaitForEndAsync(@interface, MoodKind.Down, cancellationToken);
        if (moods.Take(@interface, MoodKind.Late) is { } late)
            await Task.Delay(late.By ?? TimeSpan.FromSeconds(5), time, cancellationToken);
        foreach (var message in moods.Take(@interface, MoodKind.OutOfOrder) is null ? messages : messages.Reverse())
        {
            if (moods.Take(@interface, MoodKind.BadLines) is not null)
                await PutAsync(new QueueMessage($"bad-{++_bad}-{message.Id}", type, Encoding.UTF8.GetBytes("{\"version\":1,")), BookKind.Failed, cancellationToken);
            await PutAsync(message, BookKind.Sent, cancellationToken);
            if (moods.Take(@interface, MoodKind.Duplicate) is not null)
                await RepeatAsync(message, cancellationToken);
        }
    }

    /// <summary>The same message once more.</summary>
    public Task RepeatAsync(QueueMessage message, CancellationToken cancellationToken) => PutAsync(message, BookKind.Repeated, cancellationToken);

    private async Task PutAsync(QueueMessage message, BookKind kind, CancellationToken cancellationToken)
    {
        await queue.SendAsync(message, cancellationToken);
        books.Enter(@interface, kind, message.Id);
    }
}
