namespace Integration.Hub.Operations.Figures;

/// <summary>Files of many messages, counted as they go out; see <see cref="ObservedBox"/>. Their messages are not timed: they wait for their file on purpose.</summary>
public sealed class ObservedBatches(IOutgoingBatches batches, FigureCounter counter) : IOutgoingBatches
{
    public Task<IReadOnlyList<BatchWaiting>> WaitingAsync(string @interface, int count, CancellationToken cancellationToken) => batches.WaitingAsync(@interface, count, cancellationToken);

    public Task<int> AdoptAsync(string @interface, CancellationToken cancellationToken) => batches.AdoptAsync(@interface, cancellationToken);

    public Task<DateTimeOffset> LastHourAsync(string @interface, CancellationToken cancellationToken) => batches.LastHourAsync(@interface, cancellationToken);

    public Task HourDoneAsync(string @interface, DateTimeOffset hour, CancellationToken cancellationToken) => batches.HourDoneAsync(@interface, hour, cancellationToken);

    public Task<OutgoingBatch?> CloseAsync(BatchClosing closing, CancellationToken cancellationToken) => batches.CloseAsync(closing, cancellationToken);

    public Task<OutgoingBatch?> ClaimAsync(BatchClaim claim, CancellationToken cancellationToken) => batches.ClaimAsync(claim, cancellationToken);

    public Task RenewAsync(OutgoingBatch batch, TimeSpan lease, CancellationToken cancellationToken) => batches.RenewAsync(batch, lease, cancellationToken);

    public IAsyncEnumerable<BatchMessage> ReadMessagesAsync(Guid batchId, CancellationToken cancellationToken) => batches.ReadMessagesAsync(batchId, cancellationToken);

    public Task LeaveOutAsync(OutgoingBatch batch, IReadOnlyList<BatchLeaver> leavers, CancellationToken cancellationToken) => batches.LeaveOutAsync(batch, leavers, cancellationToken);

    public Task AppendAsync(OutgoingBatch batch, int position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => batches.AppendAsync(batch, position, bytes, cancellationToken);

    public Task<OutgoingBatch> RenderedAsync(OutgoingBatch batch, BatchContent content, CancellationToken cancellationToken) => batches.RenderedAsync(batch, content, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadContentAsync(OutgoingBatch batch, CancellationToken cancellationToken) => batches.ReadContentAsync(batch, cancellationToken);

    public async Task SentAsync(OutgoingBatch batch, IReadOnlyList<AcceptItem> told, CancellationToken cancellationToken)
    {
        await batches.SentAsync(batch, told, cancellationToken);
        counter.Add(batch.Interface, Measure.Sent, batch.Content?.Records ?? 0);
    }

    public async Task NotSentAsync(OutgoingBatch batch, DateTimeOffset? at, Failure failure, bool countsAttempt, CancellationToken cancellationToken)
    {
        await batches.NotSentAsync(batch, at, failure, countsAttempt, cancellationToken);
        if (countsAttempt)
            counter.Add(batch.Interface, at is null ? Measure.Parked : Measure.Failed, 1);
    }

    public Task<bool> ResendAsync(Guid batchId, Actor actor, string reason, CancellationToken cancellationToken) => batches.ResendAsync(batchId, actor, reason, cancellationToken);

    public Task<IReadOnlyList<OutgoingBatch>> ListAsync(BatchQuery query, CancellationToken cancellationToken) => batches.ListAsync(query, cancellationToken);

    public Task<IReadOnlyList<MessageId>> ListMessagesAsync(Guid batchId, int limit, CancellationToken cancellationToken) => batches.ListMessagesAsync(batchId, limit, cancellationToken);
}
