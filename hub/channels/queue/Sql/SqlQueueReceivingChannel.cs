namespace Integration.Hub.Channels.Queue;

/// <summary>
/// Brings messages in from one queue table. A batch is deleted in an open transaction and handed to the sink in the queue's order,
/// all at once; the delete commits only after every one of them is durable in the hub.
/// </summary>
/// <remarks>
/// A crash, a lost database or a sink that fails between the two leaves the rows in the queue: they come again under the same
/// <c>NServiceBus.MessageId</c>, and the box knows those it has.
/// </remarks>
public sealed class SqlQueueReceivingChannel(SqlQueueReceivingOptions options, IMessageSink sink, TimeProvider time) : IReceivingChannel
{
    private readonly HealthRecord _health = new(time);
    private readonly CancellationTokenSource _abandon = new();
    private readonly SqlQueueBatch _batch = new(options, sink, time);
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    public ChannelHealth Health => _health.Current;

    /// <summary>Rows dropped because they had expired.</summary>
    public long Expired => _batch.Expired;

    /// <summary>Rows moved to the error queue because they could not be read.</summary>
    public long Unreadable => _batch.Unreadable;

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken) => _running = Task.Run(() => RunUntilStoppedAsync(cancellationToken), CancellationToken.None);

    /// <summary>Ends at once, without waiting for what was handed over: it stays in the queue.</summary>
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
        var poll = new BackOff(options.ShortestPoll, options.LongestPoll, time);
        while (!stop.IsCancellationRequested)
        {
            var error = await TryReceiveAsync(backOff, poll, stop.Token);
            if (error is null)
                continue;
            _health.Down(error);
            await backOff.WaitAsync(stop.Token);
        }
        _health.Down(null);
    }

    /// <summary>Receives until something fails or it is stopped. Returns what failed.</summary>
    private async Task<string?> TryReceiveAsync(BackOff backOff, BackOff poll, CancellationToken stop)
    {
        try
        {
            if (options.CreateTables)
                await CreateTablesAsync(stop);
            while (!stop.IsCancellationRequested)
            {
                var taken = await _batch.ReceiveAsync(_abandon.Token);
                _health.Up();
                backOff.Reset();
                if (taken > 0)
                    poll.Reset();
                else
                    await poll.WaitAsync(stop);
            }
            return null;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (SinkFailedException failed)
        {
            return failed.Message;
        }
        catch (Exception failed)
        {
            return options.Database.Classify(failed, options.Queue).Message;
        }
    }

    private async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        var topology = new SqlQueueTopology(options.Database, time);
        await topology.CreateQueueAsync(options.Queue, cancellationToken);
        await topology.CreateQueueAsync(options.ErrorQueue, cancellationToken);
    }
}
