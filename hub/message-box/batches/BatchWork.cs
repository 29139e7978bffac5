using System.Runtime.CompilerServices;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A claimed batch from its messages to its bytes to its end. Every write holds only while the claim is the caller's.</summary>
internal sealed class BatchWork(
    BoxDatabase database, BoxClock clock,
    Func<BoxSession, IReadOnlyList<AcceptItem>, EarlierTry, Task<(AcceptResult[] Results, IReadOnlyCollection<string> Woken)>> accept)
{
    private const int PiecesPerPage = 4;

    private sealed record Left(MessageId Id, int Attempts, DateTimeOffset ClaimedAt, string Node);

    public Task<OutgoingBatch?> ClaimAsync(BatchClaim claim, CancellationToken cancellationToken) => Retrying.WriteAsync(database, async (session, _) =>
    {
        var now = clock.Now;
        var claimed = await session.QueryAsync(new Step<Guid>("claim_batch", r => r.Id())
            .With("interface", claim.Interface).With("node", claim.Node).With("lease_until", now + claim.Lease).With("now", now)
            .With("except_types", claim.ExceptTypes.ToArray()).With("skip_parked", claim.SkipParked));
        return claimed.Count == 0 ? null : (await session.QueryAsync(BatchRow.Find(claimed[0])))[0];
    }, cancellationToken);

    public Task RenewAsync(OutgoingBatch batch, TimeSpan lease, CancellationToken cancellationToken) =>
        OursAsync(batch, (session, _) => session.ExecuteAsync(BatchRow.Fence("renew_batch", batch).With("lease_until", clock.Now + lease)), cancellationToken);

    public Task LeaveOutAsync(OutgoingBatch batch, IReadOnlyList<BatchLeaver> leavers, CancellationToken cancellationToken) => OursAsync(batch, async (session, _) =>
    {
        if (await session.ExecuteAsync(BatchRow.Fence("lock_batch", batch)) == 0)
            return 0;
        var now = clock.Now;
        var failures = leavers.ToDictionary(l => l.Id, l => l.Failure);
        var left = await session.QueryAsync(new Step<Left>("leave_batch", r => new(r.Message(), r.Int(), r.Time(), r.Text()))
            .With("id", batch.Id).With("subscriber", batch.Interface).With("now", now)
            .Each("message_id", leavers, l => l.Id.Value)
            .Each("state", leavers, l => (short)(l.Failure is null ? DeliveryState.Ready : DeliveryState.Parked))
            .Each("batch_group", leavers, l => l.Group)
            .Each("failure", leavers, l => FailureJson.Write(l.Failure))
            .Each("fingerprint", leavers, l => l.Failure?.Fingerprint(batch.Interface))
            .Each("refund", leavers, l => l.Failure is null ? 1 : 0));
        await session.ExecuteAsync(BatchRow.Fence("leave_batch_count", batch).With("count", (long)left.Count));
        if (left.Where(l => failures[l.Id] is not null).ToList() is { Count: > 0 } parked)
            await session.RunAsync(Attempts(batch, parked, failures, now));
        return 1;
    }, cancellationToken);

    public Task AppendAsync(OutgoingBatch batch, int position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => OursAsync(batch, async (session, _) =>
    {
        var ours = await session.ExecuteAsync(BatchRow.Fence("lock_batch", batch));
        if (ours == 0)
            return 0;
        if (position == 0)
            await session.RunAsync(new Step("drop_batch_content").With("id", batch.Id).With("run", batch.Run));
        await session.RunAsync(new Step("insert_batch_content").With("id", batch.Id).With("run", batch.Run).With("position", position).With("bytes", bytes.ToArray()));
        return ours;
    }, cancellationToken);

    public async Task<OutgoingBatch> RenderedAsync(OutgoingBatch batch, BatchContent content, CancellationToken cancellationToken)
    {
        var state = content.Records == 0 ? BatchState.Empty : BatchState.Rendered;
        await OursAsync(batch, (session, _) => session.ExecuteAsync(BatchRow.Fence("batch_rendered", batch)
            .With("state", (short)state).With("records", content.Records).With("size", content.Size).With("sha256", content.Sha256)
            .With("mapping", content.Mapping).With("ended_at", state == BatchState.Empty ? clock.Now : null)), cancellationToken, state);
        return (await database.ReadAsync(BatchRow.Find(batch.Id), cancellationToken))[0];
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadContentAsync(OutgoingBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = -1; ;)
        {
            var page = await database.ReadAsync(new Step<(int Position, byte[] Bytes)>("read_batch_content", r => (r.Int(), r.Bytes()))
                .With("id", batch.Id).With("after", after).With("limit", PiecesPerPage), cancellationToken);
            foreach (var (_, bytes) in page)
                yield return bytes;
            if (page.Count < PiecesPerPage)
                yield break;
            after = page[^1].Position;
        }
    }

    public async Task<IReadOnlyCollection<string>> SentAsync(OutgoingBatch batch, IReadOnlyList<AcceptItem> told, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> woken = [];
        await OursAsync(batch, async (session, earlier) =>
        {
            var now = clock.Now;
            var ours = await session.ExecuteAsync(Finish(batch, BatchState.Sent, null, null, now, refund: 0));
            if (ours == 0)
                return 0;
            await session.RunAsync(new Step("end_batch_deliveries").With("id", batch.Id).With("now", now));
            if (told.Count > 0)
                (_, woken) = await accept(session, told, earlier with { CheckStored = true });
            return ours;
        }, cancellationToken, BatchState.Sent);
        return woken;
    }

    public Task NotSentAsync(OutgoingBatch batch, DateTimeOffset? at, Failure failure, bool countsAttempt, CancellationToken cancellationToken) =>
        OursAsync(batch, (session, _) => session.ExecuteAsync(
            Finish(batch, at is null ? BatchState.Parked : null, at, failure, null, countsAttempt ? 0 : 1)), cancellationToken, at is null ? BatchState.Parked : null);

    private static Step Finish(OutgoingBatch batch, BatchState? state, DateTimeOffset? due, Failure? failure, DateTimeOffset? ended, int refund) =>
        BatchRow.Fence("finish_batch", batch).With("state", state is { } s ? (short)s : null).With("due_at", due).With("failure", FailureJson.Write(failure)).With("ended_at", ended).With("refund", refund);

    /// <param name="end">State that tells, when the answer to an earlier commit was lost, that it was done.</param>
    private async Task OursAsync(OutgoingBatch batch, Func<BoxSession, EarlierTry, Task<int>> work, CancellationToken cancellationToken, BatchState? end = null)
    {
        var ours = await Retrying.WriteAsync(database, async (session, earlier) =>
            await work(session, earlier) > 0
            || (earlier.Uncertain && end is { } state && (await session.QueryAsync(BatchRow.Find(batch.Id))) is [{ } found] && found.State == state && found.Run == batch.Run), cancellationToken);
        if (!ours)
            throw new BatchLostException(batch);
    }

    private static Step Attempts(OutgoingBatch batch, List<Left> parked, Dictionary<MessageId, Failure?> failures, DateTimeOffset now) => new Step("insert_attempt")
        .Each("message_id", parked, l => l.Id.Value)
        .Each("subscriber", parked, _ => batch.Interface)
        .Each("number", parked, l => l.Attempts)
        .Each("started_at", parked, l => l.ClaimedAt)
        .Each("ended_at", parked, _ => now)
        .Each("outcome", parked, _ => "parked")
        .Each("failure", parked, l => FailureJson.Write(failures[l.Id]))
        .Each("node", parked, l => l.Node);
}
