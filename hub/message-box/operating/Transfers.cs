using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>The ledger of files, and accepting a part of a file together with its checkpoint.</summary>
internal sealed class Transfers(
    BoxDatabase database, BoxClock clock,
    Func<BoxSession, IReadOnlyList<AcceptItem>, EarlierTry, Task<(AcceptResult[] Results, IReadOnlyCollection<string> Woken)>> accept)
{
    private const int RejectsPerPage = 1000;

    /// <summary>Files this process works on: a second look at the same file in the same process must not take it again.</summary>
    private readonly ConcurrentDictionary<Guid, bool> _held = [];

    public async Task<(AcceptResult[] Results, IReadOnlyCollection<string> Woken)> AcceptBatchAsync(
        IReadOnlyList<AcceptItem> items, TransferCheckpoint? checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await Retrying.WriteAsync(database, async (session, earlier) =>
            {
                if (checkpoint is not null)
                    await MoveAsync(session, checkpoint, earlier);
                var accepted = await accept(session, items, earlier);
                if (checkpoint is not null && DuplicateRecords(items, accepted.Results) is > 0 and var again)
                    await session.ExecuteAsync(With(new Step("progress_transfer"), checkpoint.TransferId, checkpoint.Node, Corrected(checkpoint.Progress, again))
                        .With("lease_until", clock.Now + checkpoint.Lease));
                return accepted;
            }, cancellationToken);
        }
        catch (TransferLostException)
        {
            _held.TryRemove(checkpoint!.TransferId, out _);
            throw;
        }
    }

    public async Task<TransferClaim> ClaimAsync(TransferKey key, string node, TimeSpan lease, CancellationToken cancellationToken)
    {
        var whole = key with { ModifiedAt = key.ModifiedAt is { } time ? BoxClock.Whole(time) : null };
        var claim = await Retrying.WriteAsync(database, (session, _) => ClaimAsync(session, whole, node, lease), cancellationToken);
        if (claim.Status == TransferClaimStatus.Claimed)
            _held[claim.Transfer.Id] = true;
        return claim;
    }

    public async Task<Transfer?> SetHashAsync(Guid transferId, string node, string sha256, long? expectedRecords, CancellationToken cancellationToken) =>
        await Retrying.WriteAsync(database, async (session, _) =>
        {
            var transfer = await FindAsync(session, transferId);
            if (transfer is null)
                throw new TransferLostException(transferId);
            await session.QueryAsync(new Step<int>("lock_hash", r => r.Int()).With("interface", transfer.Transfer.Key.Interface).With("sha256", sha256));
            var set = await session.QueryAsync(new Step<long>("set_hash", r => r.Long())
                .With("id", transferId).With("node", node).With("sha256", sha256).With("expected_records", expectedRecords));
            if (set.Count == 0)
                throw new TransferLostException(transferId);
            return (await session.QueryAsync(new Step<TransferRow>("find_same_content", TransferRow.Read).With("id", transferId))).FirstOrDefault()?.Transfer;
        }, cancellationToken);

    public Task ProgressAsync(Guid transferId, string node, TransferProgress progress, TimeSpan lease, CancellationToken cancellationToken) =>
        ChangeAsync(transferId, With(new Step("progress_transfer"), transferId, node, progress).With("lease_until", clock.Now + lease), cancellationToken);

    public async Task FinishAsync(Guid transferId, string node, TransferState state, TransferProgress progress, Failure? failure, CancellationToken cancellationToken)
    {
        if (state == TransferState.Running)
            throw new ArgumentException($"Transfer {transferId} cannot end as {state}; expected an ended state, or ReleaseAsync to give the file back.");
        var step = With(new Step("finish_transfer"), transferId, node, progress)
            .With("state", (short)state).With("failure", FailureJson.Write(failure)).With("now", clock.Now);
        await ChangeAsync(transferId, step, cancellationToken, ended: state);
        _held.TryRemove(transferId, out _);
    }

    public async Task ReleaseAsync(Guid transferId, string node, CancellationToken cancellationToken)
    {
        await Retrying.WriteAsync(database, (session, _) => session.ExecuteAsync(new Step("release_transfer").With("id", transferId).With("node", node)), cancellationToken);
        _held.TryRemove(transferId, out _);
    }

    public async Task<IReadOnlyList<Transfer>> ListAsync(TransferQuery query, CancellationToken cancellationToken) =>
        (await database.ReadAsync(List(query), cancellationToken)).ConvertAll(t => t.Transfer);

    public async IAsyncEnumerable<TransferReject> ReadRejectsAsync(Guid transferId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = -1L; ;)
        {
            var page = await database.ReadAsync(new Step<TransferReject>("read_rejects", r => new(r.Long(), r.FailureOrNull()!, r.Text()))
                .With("transfer_id", transferId).With("after_line", after).With("limit", RejectsPerPage), cancellationToken);
            foreach (var reject in page)
                yield return reject;
            if (page.Count < RejectsPerPage)
                yield break;
            after = page[^1].Line;
        }
    }

    private async Task<TransferClaim> ClaimAsync(BoxSession session, TransferKey key, string node, TimeSpan lease)
    {
        var now = clock.Now;
        await session.ExecuteAsync(Key(new Step("insert_transfer"), key).With("id", Guid.CreateVersion7(now)).With("now", now));
        var select = new Step<TransferRow>("lock_transfer_by_key", TransferRow.Read);
        Key(select, key);
        var row = (await session.QueryAsync(select))[0];
        if (row.Transfer.State != TransferState.Running)
            return new(TransferClaimStatus.AlreadyEnded, row.Transfer);
        // The same node's name without the file in this process's hands: it was killed and started again.
        var free = row.Transfer.Node is null || row.LeaseUntil <= now || row.Transfer.Node == node;
        if (!free || (_held.ContainsKey(row.Transfer.Id) && row.Transfer.Node == node && row.LeaseUntil > now))
            return new(TransferClaimStatus.HeldByOther, row.Transfer);
        await session.ExecuteAsync(new Step("take_transfer").With("id", row.Transfer.Id).With("node", node).With("lease_until", now + lease));
        return new(TransferClaimStatus.Claimed, row.Transfer with { Node = node });
    }

    private static long DuplicateRecords(IReadOnlyList<AcceptItem> items, AcceptResult[] results) =>
        items.Zip(results).Where(r => r.Second.Status != AcceptStatus.Accepted).Sum(r => (long)r.First.Envelope.Count);

    // The checkpoint counts all as new; what came before is known only after the look-up.
    private static TransferProgress Corrected(TransferProgress progress, long again) =>
        progress with { Accepted = progress.Accepted - again, Duplicates = progress.Duplicates + again };

    private async Task MoveAsync(BoxSession session, TransferCheckpoint checkpoint, EarlierTry earlier)
    {
        // The broken commit may have got through: then the rejects stand already.
        var done = earlier.Uncertain && (await FindAsync(session, checkpoint.TransferId))?.Transfer.Progress == checkpoint.Progress;
        var move = With(new Step("progress_transfer"), checkpoint.TransferId, checkpoint.Node, checkpoint.Progress).With("lease_until", clock.Now + checkpoint.Lease);
        if (await session.ExecuteAsync(move) == 0)
            throw new TransferLostException(checkpoint.TransferId);
        if (!done && checkpoint.Rejects.Count > 0)
            await session.RunAsync(new Step("insert_reject")
                .With("transfer_id", checkpoint.TransferId)
                .Each("line", checkpoint.Rejects, r => r.Line)
                .Each("failure", checkpoint.Rejects, r => FailureJson.Write(r.Failure))
                .Each("source", checkpoint.Rejects, r => r.Source));
    }

    private async Task ChangeAsync(Guid transferId, Step step, CancellationToken cancellationToken, TransferState? ended = null)
    {
        var ours = await Retrying.WriteAsync(database, async (session, earlier) =>
            await session.ExecuteAsync(step) > 0
            || (earlier.Uncertain && ended is not null && (await FindAsync(session, transferId))?.Transfer.State == ended), cancellationToken);
        if (ours)
            return;
        _held.TryRemove(transferId, out _);
        throw new TransferLostException(transferId);
    }

    private static async Task<TransferRow?> FindAsync(BoxSession session, Guid id) =>
        (await session.QueryAsync(List(new TransferQuery(Limit: 1) { Id = id }))).FirstOrDefault();

    private static Step<TransferRow> List(TransferQuery q) => new Step<TransferRow>("list_transfers", TransferRow.Read)
        .With("id", q.Id).With("interface", q.Interface).With("state", (short?)q.State).With("since", q.Since).With("before", q.Before).With("direction", (short?)q.Direction).With("limit", q.Limit);

    private static Step Key(Step step, TransferKey key) => step
        .With("interface", key.Interface).With("direction", (short)key.Direction).With("file_name", key.FileName)
        .With("size", key.Size).With("modified_at", key.ModifiedAt);

    private static Step With(Step step, Guid id, string node, TransferProgress progress) => step
        .With("id", id).With("node", node).With("line", progress.Line).With("byte_offset", progress.Offset)
        .With("accepted", progress.Accepted).With("duplicates", progress.Duplicates).With("rejected", progress.Rejected);
}

internal sealed record TransferRow(Transfer Transfer, DateTimeOffset? LeaseUntil)
{
    public static TransferRow Read(Row row)
    {
        var id = row.Id();
        var @interface = row.Text();
        var key = new TransferKey(@interface, row.State<TransferDirection>(), row.Text(), row.Long(), row.TimeOrNull());
        var transfer = new Transfer(id, key, row.State<TransferState>(), row.TextOrNull(), row.Time(), row.TimeOrNull(), row.TextOrNull(), row.LongOrNull(),
            new TransferProgress(row.Long(), row.Long(), row.Long(), row.Long(), row.Long()), row.FailureOrNull());
        return new TransferRow(transfer, row.TimeOrNull());
    }
}
