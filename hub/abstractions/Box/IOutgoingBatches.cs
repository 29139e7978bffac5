namespace Integration.Hub;

/// <summary>
/// Files of many messages on their way out. Closing a batch assigns deliveries to it for good, with its number and its name; then its
/// bytes are made once and kept; then they go out, as often as need be, always the same. Same database as the box.
/// </summary>
/// <remarks>State machine: hub/message-box/state-machine.md, "Batches".</remarks>
public interface IOutgoingBatches
{
    /// <summary>What waits to be closed, by message type and group. <paramref name="count"/>: count no further than this.</summary>
    Task<IReadOnlyList<BatchWaiting>> WaitingAsync(string @interface, int count, CancellationToken cancellationToken);

    /// <summary>Deliveries that were accepted before the interface had batches join in. Returns how many.</summary>
    Task<int> AdoptAsync(string @interface, CancellationToken cancellationToken);

    /// <summary>The latest hour for which batches were closed; the first call for an interface sets it to now.</summary>
    Task<DateTimeOffset> LastHourAsync(string @interface, CancellationToken cancellationToken);

    /// <summary>All batches of this hour are closed; it is not closed again.</summary>
    Task HourDoneAsync(string @interface, DateTimeOffset hour, CancellationToken cancellationToken);

    /// <summary>Assigns waiting deliveries to a new batch in one transaction. Null if there are not as many as asked for, or another node was first.</summary>
    Task<OutgoingBatch?> CloseAsync(BatchClosing closing, CancellationToken cancellationToken);

    /// <summary>Takes the next unsent batch for this node; a batch of one type and group waits for the earlier ones of these. A node takes one at a time per interface.</summary>
    Task<OutgoingBatch?> ClaimAsync(BatchClaim claim, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="BatchLostException"/> if it is another's by now. So do all members below that take a claimed batch.</summary>
    Task RenewAsync(OutgoingBatch batch, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Its messages in the order of acceptance. Flat memory.</summary>
    IAsyncEnumerable<BatchMessage> ReadMessagesAsync(Guid batchId, CancellationToken cancellationToken);

    /// <summary>Takes messages out of a batch whose bytes are not made yet: to a person, or to the group where they belong.</summary>
    Task LeaveOutAsync(OutgoingBatch batch, IReadOnlyList<BatchLeaver> leavers, CancellationToken cancellationToken);

    /// <summary>Keeps a piece of the file; pieces count only when <see cref="RenderedAsync"/> has said so.</summary>
    Task AppendAsync(OutgoingBatch batch, int position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>From here on, the batch has these bytes and no others. A batch without messages ends as <see cref="BatchState.Empty"/>.</summary>
    Task<OutgoingBatch> RenderedAsync(OutgoingBatch batch, BatchContent content, CancellationToken cancellationToken);

    /// <summary>The bytes in pieces.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadContentAsync(OutgoingBatch batch, CancellationToken cancellationToken);

    /// <summary>It is with the other side: ends all its deliveries and accepts what tells of it, in one transaction.</summary>
    Task SentAsync(OutgoingBatch batch, IReadOnlyList<AcceptItem> told, CancellationToken cancellationToken);

    /// <summary>It could not be sent. <paramref name="at"/>: when it is tried again; null: a person decides.</summary>
    /// <param name="countsAttempt">False where the endpoint, not the batch, is at fault.</param>
    Task NotSentAsync(OutgoingBatch batch, DateTimeOffset? at, Failure failure, bool countsAttempt, CancellationToken cancellationToken);

    /// <summary>The same name and bytes go out again; for a sent or parked batch. False if it is neither.</summary>
    Task<bool> ResendAsync(Guid batchId, Actor actor, string reason, CancellationToken cancellationToken);

    Task<IReadOnlyList<OutgoingBatch>> ListAsync(BatchQuery query, CancellationToken cancellationToken);

    /// <summary>Ids of its messages, oldest first.</summary>
    Task<IReadOnlyList<MessageId>> ListMessagesAsync(Guid batchId, int limit, CancellationToken cancellationToken);
}

/// <param name="Oldest">Acceptance of the first one.</param>
/// <param name="Count">How many; at most as many as were asked for.</param>
public sealed record BatchWaiting(string MessageType, string Group, DateTimeOffset Oldest, int Count);

/// <summary>What is to be closed, checked again inside the transaction.</summary>
/// <param name="AcceptedUntil">Later messages belong to the next batch.</param>
/// <param name="AtLeast">Close only if so many wait.</param>
/// <param name="AtMost">Take no more.</param>
/// <param name="Hour">The hour it is closed for; null for count, age and by hand.</param>
/// <param name="BatchDate">Local date of the batch.</param>
/// <param name="SerialOf">Names that differ by their serial only share one series, which starts at 1 and has no gaps.</param>
/// <param name="FileName">Makes the name of number and serial.</param>
/// <param name="By">For the audit log, when a person closes it.</param>
public sealed record BatchClosing(
    string Interface, string MessageType, string Group, DateTimeOffset AcceptedUntil, int AtLeast, int AtMost, DateTimeOffset? Hour,
    DateOnly BatchDate, string SerialOf, Func<long, int, string> FileName, string Reason, Actor? By = null)
{
    /// <summary>The <see cref="AtLeast"/> must have been accepted until here; null: until <see cref="AcceptedUntil"/>.</summary>
    public DateTimeOffset? OldestUntil { get; init; }
}

/// <param name="ExceptTypes">Message types whose circuit is open.</param>
/// <param name="SkipParked">Later batches of a group pass a parked one.</param>
public sealed record BatchClaim(string Interface, string Node, TimeSpan Lease, IReadOnlyList<string> ExceptTypes, bool SkipParked);

public enum BatchState
{
    /// <summary>Has its messages, number and name; its bytes are not made yet.</summary>
    Closed = 0,

    /// <summary>Has its bytes.</summary>
    Rendered = 1,

    /// <summary>Is with the other side.</summary>
    Sent = 2,

    /// <summary>All its messages were left out; nothing is sent.</summary>
    Empty = 3,

    /// <summary>Waits for a person.</summary>
    Parked = 4,
}

/// <param name="Number">Running number within the interface.</param>
/// <param name="Serial">Number within the names that differ by it only.</param>
/// <param name="Messages">Messages in it, without those left out.</param>
/// <param name="Attempt">1 for the first try to send it.</param>
/// <param name="Run">The fence: which claim of the batch this is.</param>
/// <param name="Content">Null until its bytes are made.</param>
public sealed record OutgoingBatch(
    Guid Id, string Interface, string MessageType, string Group, long Number, int Serial, string FileName, DateOnly BatchDate, BatchState State,
    DateTimeOffset ClosedAt, string Reason, long Messages, long LeftOut, int Attempt, int Run, string? Node, DateTimeOffset? DueAt, DateTimeOffset? EndedAt,
    BatchContent? Content, Failure? Failure);

/// <param name="Records">Canonical records in the file.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Mapping">Mapping that made it, with its version.</param>
public sealed record BatchContent(long Records, long Size, string Sha256, string Mapping);

public sealed record BatchMessage(MessageId Id, Envelope Envelope);

/// <param name="Failure">Why a person must look at it; null: it goes to <paramref name="Group"/> and waits there.</param>
public sealed record BatchLeaver(MessageId Id, Failure? Failure, string Group);

public sealed record BatchQuery(string? Interface = null, long? Number = null, BatchState? State = null, int Limit = 50);

/// <summary>The lease ran out and another node has the batch now.</summary>
public sealed class BatchLostException(OutgoingBatch batch)
    : Exception($"Batch {batch.Number} of {batch.Interface} ({batch.FileName}) is no longer this node's: its lease ran out and another node took it. Nothing was written; stop working on it.");
