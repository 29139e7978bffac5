namespace Integration.Hub;

/// <summary>
/// Which files are being read or written by whom and how far: two nodes never take one file, and a killed run
/// goes on after its last committed batch. Same database as the box.
/// </summary>
public interface ITransferLedger
{
    /// <summary>Takes a file for this node, or says why not.</summary>
    Task<TransferClaim> ClaimAsync(TransferKey key, string node, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Stores the content hash and what was found about it; returns an earlier transfer of the same interface with the same hash, if any.</summary>
    Task<Transfer?> SetHashAsync(Guid transferId, string node, string sha256, long? expectedRecords, CancellationToken cancellationToken);

    /// <summary>Extends the lease and shows progress without accepting anything.</summary>
    Task ProgressAsync(Guid transferId, string node, TransferProgress progress, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends the transfer; from then on the file is never taken again under this key.</summary>
    Task FinishAsync(Guid transferId, string node, TransferState state, TransferProgress progress, Failure? failure, CancellationToken cancellationToken);

    /// <summary>Gives the file back untouched (clean stop, endpoint went away); the next claim resumes from the checkpoint.</summary>
    Task ReleaseAsync(Guid transferId, string node, CancellationToken cancellationToken);

    Task<IReadOnlyList<Transfer>> ListAsync(TransferQuery query, CancellationToken cancellationToken);
}

/// <summary>A file as the channel sees it. The same name with another size or time is another transfer.</summary>
public sealed record TransferKey(string Interface, TransferDirection Direction, string FileName, long Size, DateTimeOffset? ModifiedAt);

public enum TransferDirection
{
    In = 0,
    Out = 1,
}

public enum TransferState
{
    Running = 0,
    Done = 1,

    /// <summary>Structurally wrong (control total, no trailer …): kept aside whole, nothing of it was released; or changed while it was read: nothing after that was.</summary>
    Quarantined = 2,

    /// <summary>The same content came before under this or another name.</summary>
    Duplicate = 3,

    /// <summary>A person gave up on it.</summary>
    Discarded = 4,
}

public enum TransferClaimStatus
{
    /// <summary>Yours, from the checkpoint in <see cref="TransferClaim.Transfer"/>.</summary>
    Claimed,

    /// <summary>Another node has it.</summary>
    HeldByOther,

    /// <summary>It has ended before; see its state.</summary>
    AlreadyEnded,
}

public sealed record TransferClaim(TransferClaimStatus Status, Transfer Transfer);

/// <param name="Line">Last source line whose record was committed.</param>
/// <param name="Offset">Byte offset after that line, where a resumed run starts.</param>
public sealed record TransferProgress(long Line, long Offset, long Accepted, long Duplicates, long Rejected);

/// <summary>Moves a running transfer within an accept. The progress counts all records as new; the box moves those that came before to the duplicates.</summary>
public sealed record TransferCheckpoint(Guid TransferId, string Node, TransferProgress Progress, TimeSpan Lease, IReadOnlyList<TransferReject> Rejects);

/// <summary>A record of the file that was not taken: goes back to the sender with line and reason.</summary>
public sealed record TransferReject(long Line, Failure Failure, string Source);

public sealed record Transfer(
    Guid Id,
    TransferKey Key,
    TransferState State,
    string? Node,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Sha256,
    long? ExpectedRecords,
    TransferProgress Progress,
    Failure? Failure);

public sealed record TransferQuery(string? Interface = null, TransferState? State = null, DateTimeOffset? Since = null, int Limit = 100)
{
    /// <summary>Only this one; its rejects are read with <see cref="ITransferRejects"/>.</summary>
    public Guid? Id { get; init; }

    public TransferDirection? Direction { get; init; }

    /// <summary>Go on after this one; the newest stand first.</summary>
    public Guid? Before { get; init; }
}

/// <summary>Reject lines, read back for the receipt file and the console.</summary>
public interface ITransferRejects
{
    IAsyncEnumerable<TransferReject> ReadRejectsAsync(Guid transferId, CancellationToken cancellationToken);
}

/// <summary>The lease ran out and another node has the file now.</summary>
public sealed class TransferLostException(Guid transferId)
    : Exception($"Transfer {transferId} is no longer this node's: its lease ran out and another node took it. Nothing was written; stop working on it.");
