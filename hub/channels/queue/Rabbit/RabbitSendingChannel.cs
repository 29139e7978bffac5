namespace Integration.Hub.Channels.Queue;

/// <summary>
/// Publishes to one exchange or queue. Any number of callers share one connection and have their messages under way at once;
/// each call ends with the broker's confirm of its own message.
/// </summary>
public sealed class RabbitSendingChannel(RabbitSendingOptions options, TimeProvider time) : ISendingChannel
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile RabbitPublisher? _publisher;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Body.Length > options.MaxBodyBytes)
            throw new ChannelException(new Failure(FailureKind.Data, "queue.too-large",
                $"The message has {message.Body.Length:N0} bytes; {options.Broker} takes at most {options.MaxBodyBytes:N0}. Send it as a file, or raise the limit on both sides.")) { NothingSent = true };
        var publisher = await OpenAsync(cancellationToken);
        await publisher.PublishAsync(message, cancellationToken);
        return new SendResult(Answer: null);
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellationToken) => await (await OpenAsync(cancellationToken)).CheckTargetAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_publisher is { } publisher)
            await publisher.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<RabbitPublisher> OpenAsync(CancellationToken cancellationToken)
    {
        if (_publisher is { IsOpen: true } open)
            return open;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_publisher is { IsOpen: true } opened)
                return opened;
            if (_publisher is { } dead)
                await dead.DisposeAsync();
            return _publisher = await RabbitPublisher.OpenAsync(options, time, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailures.BeforePublishing(options.Broker, failure);
        }
        finally
        {
            _opening.Release();
        }
    }
}
