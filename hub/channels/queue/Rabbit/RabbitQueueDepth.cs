using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Integration.Hub.Channels.Queue;

/// <summary>What lies in a queue, and how many are connected to take it.</summary>
public readonly record struct QueueDepth(uint Messages, uint Readers);

/// <summary>How many messages wait in queues: what the console shows of dead-letter queues and of those that another system reads.</summary>
public static class RabbitQueueDepth
{
    /// <summary>Messages ready to be taken; null if the queue is not there.</summary>
    /// <exception cref="ChannelException">The broker cannot be reached.</exception>
    public static async Task<uint?> CountAsync(RabbitBroker broker, string queue, CancellationToken cancellationToken) =>
        (await LookAsync(broker, [queue], cancellationToken)).TryGetValue(queue, out var depth) ? depth.Messages : null;

    /// <summary>By name; a queue that is not there is left out.</summary>
    /// <exception cref="ChannelException">The broker cannot be reached.</exception>
    public static async Task<IReadOnlyDictionary<string, QueueDepth>> LookAsync(RabbitBroker broker, IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        IConnection? connection = null;
        try
        {
            connection = await RabbitConnector.OpenAsync(broker, "looks at queues", cancellationToken);
            var depths = new Dictionary<string, QueueDepth>(StringComparer.Ordinal);
            foreach (var queue in queues)
            {
                if (await LookAsync(connection, queue, cancellationToken) is { } depth)
                    depths[queue] = depth;
            }
            return depths;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailures.BeforePublishing(broker, failure);
        }
        finally
        {
            if (connection is not null)
                await RabbitConnector.CloseAsync(connection, channel: null);
        }
    }

    // The broker closes the channel on which a queue was asked for that is not there: each has its own.
    private static async Task<QueueDepth?> LookAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            var declared = await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return new QueueDepth(declared.MessageCount, declared.ConsumerCount);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }
}
