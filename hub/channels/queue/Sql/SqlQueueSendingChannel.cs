namespace Integration.Hub.Channels.Queue;

/// <summary>Sends into the queue table of an NServiceBus endpoint. Calls at the same time share a transaction; each ends after the commit.</summary>
public sealed class SqlQueueSendingChannel(SqlQueueSendingOptions options, TimeProvider time) : ISendingChannel
{
    private readonly SqlQueueWriter _writer = new(options.Database);
    private readonly SqlQueueTopology _topology = new(options.Database, time);
    private volatile bool _created;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken);
        var headers = NServiceBusOutgoing.Headers(message, options, time.GetUtcNow());
        var expires = options.ExpireAtDeadline ? message.Deadline : null;
        await _writer.WriteAsync(SqlQueueInsert.Of(options.Queue, new SqlQueueMessage(headers, message.Body, expires)), cancellationToken);
        return new SendResult(Answer: null);
    }

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken);
        try
        {
            await using var connection = await options.Database.OpenAsync(cancellationToken);
            await using var peek = connection.Command(null, options.Database.Peek(options.Queue));
            await peek.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelException(options.Database.Classify(failure, options.Queue), failure);
        }
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (_created || !options.CreateTables)
            return;
        try
        {
            await _topology.CreateQueueAsync(options.Queue, cancellationToken);
            _created = true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelException(options.Database.Classify(failure, options.Queue), failure);
        }
    }
}
