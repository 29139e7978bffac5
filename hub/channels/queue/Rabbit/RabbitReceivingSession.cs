using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Integration.Hub.Channels.Queue;

/// <summary>One connection's worth of receiving: consumer, what was handed over, acknowledgements.</summary>
internal sealed class RabbitReceivingSession : AsyncDefaultBasicConsumer, IAsyncDisposable
{
    private readonly RabbitReceivingOptions _options;
    private readonly IMessageSink _sink;
    private readonly TimeProvider _time;
    private readonly IConnection _connection;
    private readonly CancellationToken _abandon;
    private readonly Channel<HandedOver> _handed = System.Threading.Channels.Channel.CreateUnbounded<HandedOver>(new() { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _handingOver = new();
    private volatile bool _refuse;
    private bool _oneByOne;
    private Exception? _sinkFailure;

    private RabbitReceivingSession(RabbitReceivingOptions options, IMessageSink sink, TimeProvider time, IConnection connection, IChannel channel, bool afterFailure, CancellationToken abandon)
        : base(channel) => (_options, _sink, _time, _connection, _oneByOne, _abandon) = (options, sink, time, connection, afterFailure, abandon);

    private readonly record struct HandedOver(ulong Tag, Task<AcceptStatus> Stored);

    /// <param name="afterFailure">The store failed before: messages go one by one until the first is stored, so that none overtakes one that fails again.</param>
    /// <param name="abandon">Cancelled when the channel is thrown away: then nothing is waited for.</param>
    public static async Task<RabbitReceivingSession> OpenAsync(
        RabbitReceivingOptions options, IMessageSink sink, TimeProvider time, bool afterFailure, CancellationToken cancellationToken, CancellationToken abandon)
    {
        var connection = await RabbitConnector.OpenAsync(options.Broker, $"receives {options.Queue.Name}", cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, consumerDispatchConcurrency: 1), cancellationToken);
            await RabbitTopology.EnsureAsync(connection, channel, options.Queue, cancellationToken);
            await channel.BasicQosAsync(0, options.Prefetch, global: false, cancellationToken);
            var session = new RabbitReceivingSession(options, sink, time, connection, channel, afterFailure, abandon);
            await channel.BasicConsumeAsync(options.Queue.Name, autoAck: false, session, cancellationToken);
            return session;
        }
        catch
        {
            await RabbitConnector.CloseAsync(connection, channel: null);
            throw;
        }
    }

    /// <summary>
    /// Until stopped (returns), the sink fails (<see cref="SinkFailedException"/>) or the broker goes (its exception). In every case what was
    /// handed over has ended, and what was stored is acknowledged if the connection still stands.
    /// </summary>
    public async Task RunAsync(Action onAcknowledged, CancellationToken stop)
    {
        var acknowledging = AcknowledgeAsync(onAcknowledged);
        await _ended.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_handingOver)
        {
            _refuse = true;
            _handed.Writer.TryComplete();
        }
        if (stop.IsCancellationRequested && Channel.IsOpen)
            await CancelConsumerAsync();
        await acknowledging;
        if (_sinkFailure is { } failure)
            throw new SinkFailedException(_options.Queue.Name, failure);
        await _ended.Task.WaitAsync(stop);
    }

    public override async Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var message = RabbitMessages.Read(_options.Queue.Name, redelivered, exchange, routingKey, properties, body.ToArray(), _time.GetUtcNow());
        if (HandOver(deliveryTag, message) is not { } stored || !_oneByOne)
            return;
        await ((Task)stored).WaitAsync(_abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stored.IsCompletedSuccessfully)
            _oneByOne = false;
        else
            _refuse = true;
    }

    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _refuse = true;
        _ended.TrySetException(new AlreadyClosedException(reason));
        return Task.CompletedTask;
    }

    // The broker cancels a consumer when its queue is deleted or moves.
    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _ended.TrySetException(new InvalidOperationException($"The broker cancelled the consumer of queue '{_options.Queue.Name}': the queue was deleted or moved to another node."));
        return Task.CompletedTask;
    }

    /// <summary>Closing gives back what is not acknowledged, in its old order.</summary>
    public ValueTask DisposeAsync() => new(RabbitConnector.CloseAsync(_connection, Channel));

    private async Task AcknowledgeAsync(Action onAcknowledged)
    {
        await foreach (var handed in _handed.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (!await StoredAsync(handed))
                continue;
            // Once one has failed, "all up to here" would take it along.
            var last = _sinkFailure is null ? Furthest(handed) : handed;
            if (await TryAcknowledgeAsync(last.Tag, multiple: _sinkFailure is null))
                onAcknowledged();
        }
    }

    /// <summary>Null if nothing is taken any more. Under the lock nothing slips in between refusing and the end of waiting.</summary>
    private Task<AcceptStatus>? HandOver(ulong tag, RawMessage message)
    {
        lock (_handingOver)
        {
            if (_refuse)
                return null;
            var stored = ReceiveAsync(message);
            _handed.Writer.TryWrite(new HandedOver(tag, stored));
            return stored;
        }
    }

    // Async, so that a sink that throws before its first await gives a failed task like any other.
    private async Task<AcceptStatus> ReceiveAsync(RawMessage message) => await _sink.ReceiveAsync(message, _abandon);

    private HandedOver Furthest(HandedOver last)
    {
        while (_handed.Reader.TryPeek(out var next) && next.Stored.IsCompletedSuccessfully && _handed.Reader.TryRead(out next))
            last = next;
        return last;
    }

    private async Task<bool> StoredAsync(HandedOver handed)
    {
        try
        {
            await handed.Stored.WaitAsync(_abandon);
            return true;
        }
        catch (Exception failure)
        {
            _refuse = true;
            _sinkFailure ??= failure;
            _ended.TrySetResult();
            return false;
        }
    }

    private async Task<bool> TryAcknowledgeAsync(ulong tag, bool multiple)
    {
        try
        {
            await Channel.BasicAckAsync(tag, multiple, _abandon);
            return true;
        }
        catch (Exception failure) when (failure is OperationInterruptedException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Not acknowledged: it comes again and the box knows it.
            return false;
        }
    }

    private async Task CancelConsumerAsync()
    {
        try
        {
            await Channel.BasicCancelAsync(ConsumerTags[0], cancellationToken: _abandon);
        }
        catch (Exception failure) when (failure is OperationInterruptedException or OperationCanceledException or ObjectDisposedException or IOException or TimeoutException)
        {
            // The connection is going anyway; the broker then gives everything unacknowledged to another consumer.
        }
    }
}
