using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Integration.Hub.Channels.Queue;

/// <summary>How many messages wait in a queue: what the console shows of dead-letter queues.</summary>
public static class RabbitQueueDepth
{
    /// <summary>Messages ready to be taken; null if the queue is not there.</summary>
    /// <exception cref="ChannelException">The broker cannot be reached.</exception>
    public static async Task<uint?> CountAsync(RabbitBroker broker, string queue, CancellationToken cancellationToken)
    {
        IConnection? connection = null;
        try
        {
            connection = await RabbitConnector.OpenAsync(broker, $"looks at {queue}", cancellationToken);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
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
}
