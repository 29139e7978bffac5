namespace Integration.Hub.Operations.Figures;

/// <summary>
/// The box as the path sees it, with what happens counted and, where somebody listens, traced. All that comes in and goes out passes here, and only
/// what the box has committed is counted; nothing is asked of the database.
/// </summary>
public sealed class ObservedBox(IMessageBox box, FigureCounter counter, TimeProvider time) : IMessageBox
{
    public async ValueTask<AcceptResult> AcceptAsync(AcceptItem item, CancellationToken cancellationToken)
    {
        var result = await box.AcceptAsync(item, cancellationToken);
        Accepted(item, result);
        return result;
    }

    public async Task<IReadOnlyList<AcceptResult>> AcceptBatchAsync(IReadOnlyList<AcceptItem> items, TransferCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        var results = await box.AcceptBatchAsync(items, checkpoint, cancellationToken);
        for (var i = 0; i < items.Count; i++)
            Accepted(items[i], results[i]);
        if (checkpoint is { Rejects.Count: > 0 } && items.Count > 0 && items[0].Envelope.Interface is { } name)
            counter.Add(name, Measure.Refused, checkpoint.Rejects.Count);
        return results;
    }

    public Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => box.ClaimAsync(request, cancellationToken);

    public async ValueTask<bool> CompleteAsync(ClaimedDelivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        var done = await box.CompleteAsync(delivery, outcome, cancellationToken);
        if (done)
            Completed(delivery, outcome);
        return done;
    }

    public async Task<IReadOnlyList<DeliveryId>> RunInBoxAsync(
        IReadOnlyList<ClaimedDelivery> deliveries, Func<IInBoxTransaction, IReadOnlyList<ClaimedDelivery>, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var lost = await box.RunInBoxAsync(deliveries, work, cancellationToken);
        foreach (var delivery in lost.Count == 0 ? deliveries : deliveries.Where(d => !lost.Contains(d.Id)))
            Delivered(delivery);
        return lost;
    }

    public Task RunInBoxAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken) => box.RunInBoxAsync(work, cancellationToken);

    public Task<IReadOnlyList<DeliveryId>> RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken) => box.RenewAsync(deliveries, lease, cancellationToken);

    public Task WaitForWorkAsync(string subscriber, TimeSpan atMost, CancellationToken cancellationToken) => box.WaitForWorkAsync(subscriber, atMost, cancellationToken);

    public ValueTask<long> NextNumberAsync(string sequence, CancellationToken cancellationToken) => box.NextNumberAsync(sequence, cancellationToken);

    public Task<Payload?> FindAnswerAsync(string source, string? @interface, string duplicateKey, CancellationToken cancellationToken) => box.FindAnswerAsync(source, @interface, duplicateKey, cancellationToken);

    private void Accepted(AcceptItem item, AcceptResult result)
    {
        var e = item.Envelope;
        if (e.Interface is { } name)
        {
            counter.Add(name, result.Status == AcceptStatus.Duplicate ? Measure.Repeated : Measure.Received, e.Count);
            if (result.Status == AcceptStatus.Accepted && item.Deliveries.Any(d => d.Refusal is not null))
                counter.Add(name, Measure.Refused, e.Count);
        }
        if (result.Status != AcceptStatus.Accepted)
            return;
        foreach (var delivery in item.Deliveries)
        {
            if (delivery.Parked is not null)
                counter.Add(delivery.Subscriber, Measure.Parked, e.Count);
            else if (delivery is { Done: true, Refusal: null })
                Sent(delivery.Subscriber, e);
        }
        HubTraces.Accepted(e, time.GetUtcNow());
    }

    private void Completed(ClaimedDelivery delivery, DeliveryOutcome outcome)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Delivered delivered:
                Delivered(delivery);
                foreach (var reply in delivered.Replies.Where(r => r.Envelope.Interface is not null))
                    counter.Add(reply.Envelope.Interface!, Measure.Received, reply.Envelope.Count);
                break;
            case DeliveryOutcome.Retry retry:
                counter.Add(delivery.Id.Subscriber, Measure.Failed, delivery.Envelope.Count);
                HubTraces.Delivered(delivery, retry.Failure, time.GetUtcNow());
                break;
            case DeliveryOutcome.Park park:
                counter.Add(delivery.Id.Subscriber, Measure.Parked, delivery.Envelope.Count);
                HubTraces.Delivered(delivery, park.Failure, time.GetUtcNow());
                break;
        }
    }

    private void Delivered(ClaimedDelivery delivery)
    {
        Sent(delivery.Id.Subscriber, delivery.Envelope);
        HubTraces.Delivered(delivery, null, time.GetUtcNow());
    }

    private void Sent(string subscriber, Envelope e)
    {
        counter.Add(subscriber, Measure.Sent, e.Count);
        counter.Took(subscriber, time.GetUtcNow() - e.ReceivedAt);
    }
}
