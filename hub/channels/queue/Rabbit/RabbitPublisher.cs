using RabbitMQ.Client;

namespace Integration.Hub.Channels.Queue;

/// <summary>One open connection to publish on. Closed for good when the broker goes; its owner then opens another.</summary>
internal sealed class RabbitPublisher : IAsyncDisposable
{
    private readonly RabbitSendingOptions _options;
    private readonly TimeProvider _time;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private volatile string? _blocked;

    private RabbitPublisher(RabbitSendingOptions options, TimeProvider time, IConnection connection, IChannel channel)
    {
        (_options, _time, _connection, _channel) = (options, time, connection, channel);
        connection.ConnectionBlockedAsync += (_, blocked) => Remember(blocked.Reason);
        connection.ConnectionUnblockedAsync += (_, _) => Remember(null);
    }

    public bool IsOpen => _channel.IsOpen && _connection.IsOpen;

    public static async Task<RabbitPublisher> OpenAsync(RabbitSendingOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = await RabbitConnector.OpenAsync(options.Broker, $"sends {options.Exchange}/{options.RoutingKey}", cancellationToken);
        try
        {
            // No limit of its own on open confirms: the dispatcher's workers are the limit, and the library's would add waits.
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), cancellationToken);
            if (options.Queue is { } queue)
                await RabbitTopology.EnsureAsync(connection, channel, queue, cancellationToken);
            return new RabbitPublisher(options, time, connection, channel);
        }
        catch
        {
            await RabbitConnector.CloseAsync(connection, channel: null);
            throw;
        }
    }

    public async Task PublishAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ThrowIfBlocked();
        var routingKey = _options.RoutingKey.Replace("{operation}", message.Operation, StringComparison.Ordinal);
        var target = _options.Exchange.Length == 0 ? $"queue '{routingKey}'" : $"exchange '{_options.Exchange}' with routing key '{routingKey}'";
        using var limit = new CancellationTokenSource(_options.ConfirmTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _channel.BasicPublishAsync(_options.Exchange, routingKey, mandatory: true,
                RabbitMessages.Write(message, _options, _time.GetUtcNow()), message.Body, either.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailures.WhilePublishing(_options.Broker, target, failure);
        }
    }

    /// <summary>Asks whether the exchange or queue is there. On a channel of its own: the broker closes the one that asked in vain.</summary>
    public async Task CheckTargetAsync(CancellationToken cancellationToken)
    {
        ThrowIfBlocked();
        try
        {
            await using var asking = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
            if (_options.Exchange.Length > 0)
                await asking.ExchangeDeclarePassiveAsync(_options.Exchange, cancellationToken);
            else if (!_options.RoutingKey.Contains('{'))
                await asking.QueueDeclarePassiveAsync(_options.RoutingKey, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailures.BeforePublishing(_options.Broker, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RabbitConnector.CloseAsync(_connection, _channel);
    }

    // A broker short of memory or disk stops reading: a publish would hang until its time-out with an unknown outcome.
    private void ThrowIfBlocked()
    {
        if (_blocked is { } reason)
            throw new ChannelException(new Failure(FailureKind.EndpointDown, "queue.broker-blocked",
                $"{_options.Broker} takes no messages at present: {reason}. Free memory or disk at the broker."));
    }

    private Task Remember(string? blocked)
    {
        _blocked = blocked;
        return Task.CompletedTask;
    }
}
