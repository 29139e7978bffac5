namespace Integration.Hub.MessageBox;

/// <content>Files of many messages.</content>
public sealed partial class MessageBoxStore : IOutgoingBatches
{
    /// <inheritdoc />
    public Task<IReadOnlyList<BatchWaiting>> WaitingAsync(string @interface, int count, CancellationToken cancellationToken) => _closer.WaitingAsync(@interface, count, cancellationToken);

    /// <inheritdoc />
    public Task<int> AdoptAsync(string @interface, CancellationToken cancellationToken) => _closer.AdoptAsync(@interface, cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset> LastHourAsync(string @interface, CancellationToken cancellationToken) => _closer.LastHourAsync(@interface, cancellationToken);

    /// <inheritdoc />
    public Task HourDoneAsync(string @interface, DateTimeOffset hour, CancellationToken cancellationToken) => _closer.HourDoneAsync(@interface, hour, cancellationToken);

    /// <inheritdoc />
    public Task<OutgoingBatch?> CloseAsync(BatchClosing closing, CancellationToken cancellationToken) => _closer.CloseAsync(closing, cancellationToken);

    /// <inheritdoc />
    public Task<OutgoingBatch?> ClaimAsync(BatchClaim claim, CancellationToken cancellationToken) => _batchWork.ClaimAsync(claim, cancellationToken);

    /// <inheritdoc />
    public Task RenewAsync(OutgoingBatch batch, TimeSpan lease, CancellationToken cancellationToken) => _batchWork.RenewAsync(batch, lease, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<BatchMessage> ReadMessagesAsync(Guid batchId, CancellationToken cancellationToken) => _batchReading.MessagesAsync(batchId, cancellationToken);

    /// <inheritdoc />
    public Task LeaveOutAsync(OutgoingBatch batch, IReadOnlyList<BatchLeaver> leavers, CancellationToken cancellationToken) => _batchWork.LeaveOutAsync(batch, leavers, cancellationToken);

    /// <inheritdoc />
    public async Task AppendAsync(OutgoingBatch batch, int position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (position == 0)
            await _database.PrepareAsync([Storage.DayBounds.MadeAt(batch.Id)], cancellationToken);
        await _batchWork.AppendAsync(batch, position, bytes, cancellationToken);
    }

    /// <inheritdoc />
    public Task<OutgoingBatch> RenderedAsync(OutgoingBatch batch, BatchContent content, CancellationToken cancellationToken) => _batchWork.RenderedAsync(batch, content, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadContentAsync(OutgoingBatch batch, CancellationToken cancellationToken) => _batchWork.ReadContentAsync(batch, cancellationToken);

    /// <inheritdoc />
    public async Task SentAsync(OutgoingBatch batch, IReadOnlyList<AcceptItem> told, CancellationToken cancellationToken)
    {
        foreach (var item in told)
            Accepting.Check(item);
        await PreparePartitionsAsync(told, cancellationToken);
        Wake(await _batchWork.SentAsync(batch, told, cancellationToken));
    }

    /// <inheritdoc />
    public Task NotSentAsync(OutgoingBatch batch, DateTimeOffset? at, Failure failure, bool countsAttempt, CancellationToken cancellationToken) =>
        _batchWork.NotSentAsync(batch, at, failure, countsAttempt, cancellationToken);

    /// <inheritdoc />
    public Task<bool> ResendAsync(Guid batchId, Actor actor, string reason, CancellationToken cancellationToken) => _batchReading.ResendAsync(batchId, actor, reason, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<OutgoingBatch>> ListAsync(BatchQuery query, CancellationToken cancellationToken) => _batchReading.ListAsync(query, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MessageId>> ListMessagesAsync(Guid batchId, int limit, CancellationToken cancellationToken) => _batchReading.ListMessagesAsync(batchId, limit, cancellationToken);
}
