namespace Integration.Hub.Channels.Queue;

/// <summary>
/// Brings messages in from one RabbitMQ queue. Each is handed to the sink in delivery order without waiting for the one before it
/// (they share the box's group commit) and acknowledged after its own commit.
/// </summary>
/// <remarks>
/// When the sink cannot store a message, nothing further is handed over, what was stored is acknowledged, the rest goes
/// back to the queue in its old order, and the channel starts again after a back-off.
/// </remarks>
public sealed class RabbitReceivingChannel(RabbitReceivingOptions options, IMessageSink sink, TimeProvider time) : IReceivingChannel
{
    private readonly HealthRecord _health = new(time);
    private readonly CancellationTokenSource _abandon = new();
    private Task _running = Task.CompletedTask;
    private bool _disposed;
    private bool _sinkFailed;

    public ChannelHealth Health => _health.Current;

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => _running = Task.Run(() => RunUntilStoppedAsync(cancellationToken), CancellationToken.None);

    /// <summary>Ends at once, without waiting for what was handed over: the broker will deliver it again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _abandon.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _abandon.Dispose();
    }

    private async Task RunUntilStoppedAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandon.Token);
        var backOff = new BackOff(options.FirstBackOff, options.LongestBackOff, time);
        while (!stop.IsCancellationRequested)
        {
            var error = await RunSessionAsync(backOff, stop.Token);
            _health.Down(error);
            if (!stop.IsCancellationRequested)
                await backOff.WaitAsync(stop.Token);
        }
    }

    /// <summary>One connection from opening to end. Returns why it ended; null after a clean stop.</summary>
    private async Task<string?> RunSessionAsync(BackOff backOff, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        try
        {
            await using var session = await RabbitReceivingSession.OpenAsync(options, sink, time, afterFailure: _sinkFailed, stop, _abandon.Token);
            _health.Up();
            await session.RunAsync(onAcknowledged: Recovered, stop);
            return null;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (SinkFailedException failed)
        {
            _sinkFailed = true;
            return failed.Message;
        }
        catch (Exception failed)
        {
            if (time.GetElapsedTime(began) > backOff.Longest)
                backOff.Reset();
            return RabbitFailures.Down(options.Broker, failed).Message;
        }

        void Recovered()
        {
            backOff.Reset();
            _sinkFailed = false;
        }
    }
}
