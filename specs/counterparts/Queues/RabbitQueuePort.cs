using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Integration.Specs.Counterparts;

/// <summary>A durable queue on RabbitMQ: persistent messages, publisher confirms, acknowledgement after the work.</summary>
/// <param name="broker"><c>amqp://user:password@host:port/</c></param>
public sealed class RabbitQueuePort(Uri broker, string queue) : IQueuePort
{
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private IConnection? _connection;
    private IChannel? _sender;

    public async Task SendAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            _sender ??= await OpenAsync(cancellationToken);
            await _sender.BasicPublishAsync("", queue, mandatory: true, Properties(message), message.Body, cancellationToken);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>A system comes back to its queue when the connection broke: it must not stop listening for good.</summary>
    public async Task ReceiveAsync(Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            try
            {
                await ListenAsync(handle, cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException)
            {
                await again.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private async Task ListenAsync(Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        IChannel channel;
        try
        {
            channel = await OpenAsync(cancellationToken);
        }
        finally
        {
            _connecting.Release();
        }
        await using (channel)
        {
            await channel.BasicQosAsync(0, 50, global: false, cancellationToken);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => HandleAsync(channel, delivery, handle, cancellationToken);
            var tag = await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancellationToken);
            await UntilCancelledAsync(cancellationToken);
            await channel.BasicCancelAsync(tag, cancellationToken: CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await _sender.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connecting.Dispose();
    }

    private static async Task HandleAsync(IChannel channel, BasicDeliverEventArgs delivery, Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        var properties = delivery.BasicProperties;
        var message = new QueueMessage(properties.MessageId ?? "", properties.Type ?? "", delivery.Body.ToArray(), Header(properties, "traceparent"));
        try
        {
            await handle(message, cancellationToken);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None);
        }
        catch (Exception e) when (e is not AlreadyClosedException)
        {
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true, CancellationToken.None);
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        _connection ??= await new ConnectionFactory { Uri = broker }.CreateConnectionAsync("counterpart", cancellationToken);
        await WaitForQueueAsync(_connection, cancellationToken);
        return await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
    }

    // The broker's queues belong to the hub, with arguments of its choice: the other side waits for them and makes none.
    private async Task WaitForQueueAsync(IConnection connection, CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await IsThereAsync(connection, cancellationToken))
            await look.WaitForNextTickAsync(cancellationToken);
    }

    private async Task<bool> IsThereAsync(IConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }

    private static BasicProperties Properties(QueueMessage message) => new()
    {
        MessageId = message.Id,
        Type = message.Type,
        ContentType = "application/json",
        ContentEncoding = "utf-8",
        DeliveryMode = DeliveryModes.Persistent,
        Headers = message.TraceParent is null ? null : new Dictionary<string, object?> { ["traceparent"] = message.TraceParent },
    };

    private static string? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    private static async Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
