using RabbitMQ.Client;

namespace Integration.Hub.Channels.Queue;

/// <summary>Creates what is missing at the broker, or checks that what another owns is there.</summary>
internal static class RabbitTopology
{
    public static async Task EnsureAsync(IConnection connection, IChannel channel, RabbitQueue queue, CancellationToken cancellationToken)
    {
        if (!queue.Declare)
        {
            await channel.QueueDeclarePassiveAsync(queue.Name, cancellationToken);
            return;
        }
        if (queue.DeadLetter is { } dead)
            await DeclareDeadLetterAsync(channel, dead, cancellationToken);
        await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, Arguments(queue, RabbitValues.MajorVersion(connection.ServerProperties)), cancellationToken: cancellationToken);
        foreach (var binding in queue.Bindings)
        {
            if (binding.ExchangeType is { } type)
                await channel.ExchangeDeclareAsync(binding.Exchange, type, durable: true, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue.Name, binding.Exchange, binding.RoutingKey, cancellationToken: cancellationToken);
        }
    }

    // One exchange and one queue hold the dead of all queues; the broker's x-death header says which queue and why.
    private static async Task DeclareDeadLetterAsync(IChannel channel, string name, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(name, name, routingKey: "", cancellationToken: cancellationToken);
    }

    private static Dictionary<string, object?> Arguments(RabbitQueue queue, int brokerMajor)
    {
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = queue.Kind == RabbitQueueKind.Quorum ? "quorum" : "classic" };
        if (queue.SingleActiveConsumer)
            arguments["x-single-active-consumer"] = true;
        if (queue.MessageTtl is { } ttl)
            arguments["x-message-ttl"] = (long)ttl.TotalMilliseconds;
        if (queue.Kind == RabbitQueueKind.Classic && queue.MaxPriority > 0)
            arguments["x-max-priority"] = (int)queue.MaxPriority;
        // From version 4 a quorum queue gives up a message after 20 returns; a store that is down for an hour returns more often than that.
        if (queue.Kind == RabbitQueueKind.Quorum && brokerMajor >= 4)
            arguments["x-delivery-limit"] = -1;
        if (queue.DeadLetter is { } dead)
            AddDeadLetter(arguments, queue.Kind, dead);
        return arguments;
    }

    private static void AddDeadLetter(Dictionary<string, object?> arguments, RabbitQueueKind kind, string exchange)
    {
        arguments["x-dead-letter-exchange"] = exchange;
        if (kind != RabbitQueueKind.Quorum)
            return;
        // At least once: the broker forgets an expired message only when the dead-letter queue has confirmed it; it demands reject-publish.
        arguments["x-dead-letter-strategy"] = "at-least-once";
        arguments["x-overflow"] = "reject-publish";
    }
}
