using Integration.CanonicalModel;
using Integration.Mappings;

namespace Integration.Hub.Core.Journeys;

/// <summary>
/// Journey of a file: claim → check the whole of it → accept its records in batches, each with the checkpoint → receipts.
/// Two passes, because nothing of a file may be released before its trailer has proved it whole.
/// </summary>
/// <param name="lease">So long does a file whose node was killed wait for another node.</param>
public sealed class FileIn(
    InboundInterface endpoint, IMessageBox box, ITransferLedger ledger, ITransferRejects rejects, Translation translation, Router router,
    string node, TimeSpan lease, TimeProvider time) : IFileSink
{
    public async Task<FileVerdict> ReceiveAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        var key = new TransferKey(file.Interface, TransferDirection.In, file.Name, file.Size, file.ModifiedAt);
        var claim = await ledger.ClaimAsync(key, node, lease, cancellationToken);
        switch (claim.Status)
        {
            case TransferClaimStatus.HeldByOther:
                return new FileVerdict(TransferState.Running, [], null);
            case TransferClaimStatus.AlreadyEnded:
                return Verdict(file, claim.Transfer);
        }
        try
        {
            return await RunAsync(file, claim.Transfer, cancellationToken);
        }
        catch (Exception e) when (e is not TransferLostException)
        {
            // Given back, or the next look would have to wait for the claim to run out. If the store is away too, it does.
            await ledger.ReleaseAsync(claim.Transfer.Id, node, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<FileVerdict> RunAsync(IncomingFile file, Transfer transfer, CancellationToken cancellationToken)
    {
        var check = await CheckAsync(file, transfer, cancellationToken);
        if (transfer.Progress.Line > 0 && transfer.Sha256 is { } begun && begun != check.Sha256)
            return await EndAsync(file, transfer, TransferState.Quarantined, Changed(transfer.Progress), cancellationToken);
        var earlier = await ledger.SetHashAsync(transfer.Id, node, check.Sha256, check.Records, cancellationToken);
        var known = transfer with { Sha256 = check.Sha256, ExpectedRecords = check.Records };
        if (earlier is { State: TransferState.Done or TransferState.Running })
        {
            return await EndAsync(file, known, TransferState.Duplicate, new Failure(FailureKind.Data, "file.duplicate",
                $"The same content came before as {earlier.Key.FileName} ({earlier.StartedAt:u}, transfer {earlier.Id}); nothing of it was taken again."), cancellationToken);
        }
        if (check.Faults.Count > 0)
            return await EndAsync(file, known, TransferState.Quarantined, Quarantine(check), cancellationToken);

        var (progress, differs) = await AcceptRecordsAsync(file, transfer, check, cancellationToken);
        return await EndAsync(file, known with { Progress = progress }, differs is null ? TransferState.Done : TransferState.Quarantined, differs, cancellationToken);
    }

    // The first pass commits nothing, so the claim is kept alive beside it.
    private async Task<FileCheck> CheckAsync(IncomingFile file, Transfer transfer, CancellationToken cancellationToken)
    {
        using var checking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAsync(transfer, checking.Token);
        try
        {
            await using var stream = new WholeStream(await file.OpenAt(0, cancellationToken), file.Size, file.Name);
            return await endpoint.Mapping.CheckAsync(stream, cancellationToken);
        }
        finally
        {
            await checking.CancelAsync();
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepAsync(Transfer transfer, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(lease / 4, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await ledger.ProgressAsync(transfer.Id, node, transfer.Progress, lease, cancellationToken);
    }

    /// <returns>How far it came, and in what the second pass differs from the first; null: in nothing.</returns>
    private async Task<(TransferProgress Progress, Failure? Differs)> AcceptRecordsAsync(IncomingFile file, Transfer transfer, FileCheck check, CancellationToken cancellationToken)
    {
        var start = transfer.Progress;
        // From its beginning, wherever reading goes on: the mapping looks at the first bytes and then finds its place itself.
        await using var stream = new WholeStream(await file.OpenAt(0, cancellationToken), check.Bytes, file.Name);
        var batch = new FileBatch(endpoint, translation, router, check.Sha256, file.Name, time.GetUtcNow());
        var context = translation.Context(endpoint.Config, ("fileName", file.Name));
        // While one batch commits, the next is read and mapped; never more than these two are in memory.
        Task<TransferProgress> committing = Task.FromResult(start);
        var from = new FilePosition(start.Offset, start.Line);
        await foreach (var read in endpoint.Mapping.ReadAsync(stream, from, check, context, cancellationToken))
        {
            // A full batch goes when something comes after it: the last one waits for the proof below.
            if (batch.Size >= endpoint.Config.Batch)
                committing = CommitAsync(transfer.Id, await committing, batch.Take(), cancellationToken);
            batch.Add(read);
        }
        var last = await committing;
        // Before the last batch, so that a file which fits into one is released whole or not at all.
        var differs = await stream.RestAsync(cancellationToken) != check.Sha256 ? Changed(last) : Miscounted(check, last, batch.Size);
        return (differs is null && batch.Size > 0 ? await CommitAsync(transfer.Id, last, batch.Take(), cancellationToken) : last, differs);
    }

    private async Task<TransferProgress> CommitAsync(Guid transfer, TransferProgress before, FileBatch.Taken taken, CancellationToken cancellationToken)
    {
        var after = new TransferProgress(taken.Next.Lines, taken.Next.Offset,
            before.Accepted + taken.Records, before.Duplicates, before.Rejected + taken.Rejects.Count);
        var results = await box.AcceptBatchAsync(taken.Items, new TransferCheckpoint(transfer, node, after, lease, taken.Rejects), cancellationToken);
        // Known only now; the next checkpoint and the end of the transfer carry it.
        var again = taken.Items.Zip(results).Where(r => r.Second.Status != AcceptStatus.Accepted).Sum(r => (long)r.First.Envelope.Count);
        return after with { Accepted = after.Accepted - again, Duplicates = after.Duplicates + again };
    }

    private async Task<FileVerdict> EndAsync(IncomingFile file, Transfer transfer, TransferState state, Failure? failure, CancellationToken cancellationToken)
    {
        await ledger.FinishAsync(transfer.Id, node, state, transfer.Progress, failure, cancellationToken);
        return Verdict(file, transfer with { State = state, Failure = failure });
    }

    // Made from the ledger alone, so that a file whose run was killed between its end and its receipt still gets the receipt.
    private FileVerdict Verdict(IncomingFile file, Transfer transfer)
    {
        if (endpoint.Receipt is not { } receipt)
            return new FileVerdict(transfer.State, [], transfer.Failure);
        var files = new List<OutgoingFile>();
        if (receipt.Rejects is { } rejectMapping && transfer.Progress.Rejected > 0)
        {
            files.Add(new OutgoingFile(receipt.Config.RejectsName!.Replace("{name}", file.Name),
                async (target, ct) => await rejectMapping.WriteAsync(RejectRecords(file, transfer.Id, ct), target, translation.Context(endpoint.Config, ("fileName", file.Name)), ct)));
        }
        files.Add(new OutgoingFile(receipt.Config.ReceiptName.Replace("{name}", file.Name),
            async (target, ct) => await target.WriteAsync(receipt.Receipt.Map(CanonicalJson.Serialize(Received(file, transfer)), translation.Context(endpoint.Config, ("fileName", file.Name))), ct)));
        return new FileVerdict(transfer.State, files, transfer.Failure);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RejectRecords(IncomingFile file, Guid transfer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var reject in rejects.ReadRejectsAsync(transfer, cancellationToken))
            yield return CanonicalJson.Serialize(Rejected(file, reject));
    }

    private FileReceived Received(IncomingFile file, Transfer transfer)
    {
        var p = transfer.Progress;
        return new FileReceived
        {
            FileName = file.Name,
            State = transfer.State switch
            {
                TransferState.Done => p.Rejected > 0 ? FileVerdictState.Partial : FileVerdictState.Accepted,
                TransferState.Duplicate => FileVerdictState.Duplicate,
                _ => FileVerdictState.Quarantined,
            },
            Records = transfer.ExpectedRecords ?? p.Accepted + p.Duplicates + p.Rejected,
            Accepted = p.Accepted,
            Duplicates = p.Duplicates,
            Rejected = p.Rejected,
            Sha256 = transfer.Sha256,
            Code = transfer.Failure?.Code,
            Reason = transfer.Failure?.Message,
            OccurredAt = time.GetUtcNow(),
        };
    }

    private FileLineRejected Rejected(IncomingFile file, TransferReject reject) => new()
    {
        FileName = file.Name,
        Line = reject.Line,
        Code = reject.Failure.Code,
        Reason = reject.Failure.Message,
        Source = reject.Source,
        OccurredAt = time.GetUtcNow(),
    };

    private static Failure Changed(TransferProgress progress) => new(FailureKind.Data, "file.changed",
        $"The file was changed while it was read: its content is no longer what the check of the whole file read. {Released(progress)}");

    // The content is the same, so this is a mistake of the reading itself; it must not pass for a whole file.
    private static Failure? Miscounted(FileCheck check, TransferProgress last, int more)
    {
        var read = last.Accepted + last.Duplicates + last.Rejected + more;
        return read == check.Records || (check.SomeLeftOut && read < check.Records)
            ? null
            : new Failure(FailureKind.Data, "file.miscounted", $"The check of the whole file counted {check.Records:N0} records, reading them gave {read:N0}. {Released(last)}");
    }

    private static string Released(TransferProgress p) => $"Up to line {p.Line:N0} {p.Accepted + p.Duplicates:N0} records had been released and stay so, nothing after it was; a person decides, and the sender sends it again as a new file.";

    private static Failure Quarantine(FileCheck check)
    {
        var first = check.Faults[0];
        var more = check.Faults.Count > 1 ? $" (and {check.Faults.Count - 1} more)" : "";
        return new Failure(FailureKind.Data, first.Code, first.Message + more, first.Location, string.Join('\n', check.Faults.Select(f => $"{f.Location}: {f.Message}")));
    }
}
