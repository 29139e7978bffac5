using System.Data.Common;

namespace Integration.Hub;

/// <summary>
/// The store that is queue, audit and state in one. Running side: what the path and the dispatcher call.
/// </summary>
/// <remarks>
/// All members may be called from many threads at once. Members that write complete only after their own
/// commit: when a task has ended without an exception, the effect is durable. Concurrent calls share
/// transactions (group commit).
/// </remarks>
public interface IMessageBox
{
    /// <summary>
    /// Accepts one message: message, duplicate key, search keys, payloads and one delivery per subscriber, all or nothing.
    /// Calls made one after the other (the second after the first was called, not necessarily after it ended) from one thread
    /// get ascending sequence numbers: the order of calls is the order per key.
    /// </summary>
    ValueTask<AcceptResult> AcceptAsync(AcceptItem item, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts all items and moves the transfer's checkpoint in one transaction. Results stand in the order of the items.
    /// Throws <see cref="TransferLostException"/> and writes nothing if the transfer is no longer this node's.
    /// </summary>
    Task<IReadOnlyList<AcceptResult>> AcceptBatchAsync(IReadOnlyList<AcceptItem> items, TransferCheckpoint? checkpoint, CancellationToken cancellationToken);

    /// <summary>
    /// Marks up to <see cref="ClaimRequest.Max"/> ready deliveries of one subscriber as this node's, in priority and sequence order,
    /// at most one per order key, none whose key has an earlier unfinished delivery. Holds no lock afterwards.
    /// </summary>
    Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Records how a claimed delivery ended. False if the claim was no longer the caller's (its lease ran out and another took it):
    /// then nothing was written.
    /// </summary>
    ValueTask<bool> CompleteAsync(ClaimedDelivery delivery, DeliveryOutcome outcome, CancellationToken cancellationToken);

    /// <summary>
    /// Runs in-box work: opens one transaction, calls <paramref name="work"/>, then completes all <paramref name="deliveries"/> and accepts what
    /// the work published, and commits. If the work throws, everything is rolled back and the exception goes to the caller.
    /// Deliveries whose claim was lost are not given to the work; their ids come back.
    /// </summary>
    Task<IReadOnlyList<DeliveryId>> RunInBoxAsync(
        IReadOnlyList<ClaimedDelivery> deliveries,
        Func<IInBoxTransaction, IReadOnlyList<ClaimedDelivery>, CancellationToken, Task> work,
        CancellationToken cancellationToken);

    /// <summary>
    /// Runs work that no delivery asked for, such as what a person decides: opens one transaction, calls <paramref name="work"/>, accepts what it
    /// published, and commits. If the work throws, everything is rolled back and the exception goes to the caller.
    /// </summary>
    Task RunInBoxAsync(Func<IInBoxTransaction, CancellationToken, Task> work, CancellationToken cancellationToken);

    /// <summary>Extends the lease of deliveries still being worked on. Returns those that are no longer this node's.</summary>
    Task<IReadOnlyList<DeliveryId>> RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Ends when the subscriber may have something to claim (accepted here or on another node, due, released, resumed), or after
    /// <paramref name="atMost"/>. A hint: it may end early, never late by more than <paramref name="atMost"/>.
    /// </summary>
    Task WaitForWorkAsync(string subscriber, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Next number of a named sequence; gaps are allowed, repeats never, also across nodes and restarts.</summary>
    ValueTask<long> NextNumberAsync(string sequence, CancellationToken cancellationToken);

    /// <summary>
    /// The answer kept for an earlier message with this duplicate key, so a repeated request gets the same answer;
    /// null if there is none.
    /// </summary>
    Task<Payload?> FindAnswerAsync(string source, string? @interface, string duplicateKey, CancellationToken cancellationToken);
}

/// <summary>One message to accept, with the deliveries the path planned for it.</summary>
public sealed record AcceptItem(Envelope Envelope, IReadOnlyList<DeliveryPlan> Deliveries, IReadOnlyList<Payload> Payloads);

/// <summary>A delivery as it is to be stored.</summary>
/// <param name="Subscriber">In-box subscriber or outbound interface.</param>
/// <param name="OrderKey">Key within which this subscriber gets one at a time, in order; null: no order.</param>
/// <param name="DueAt">Not before this instant; such a delivery does not hold up later ones of its key until it is due.</param>
/// <param name="Parked">Set when the message is accepted only to be looked at by a person.</param>
/// <param name="Done">The delivery has already happened (a synchronous query is recorded after it was answered).</param>
/// <param name="Mapping">Outbound mapping that is to make it, <c>name@version</c>: what is in flight keeps the version it was accepted under. Null: the one configured when it goes out.</param>
/// <param name="Operation">SOAP operation or the like under which it goes out; as <paramref name="Mapping"/>.</param>
/// <param name="Refusal">With <paramref name="Done"/>: it was answered with a refusal, and why. Kept to be found, not to be repaired.</param>
public sealed record DeliveryPlan(
    string Subscriber, string? OrderKey = null, DateTimeOffset? DueAt = null, Failure? Parked = null, bool Done = false,
    string? Mapping = null, string? Operation = null, Failure? Refusal = null)
{
    /// <summary>Set for an interface whose messages go out together in files: those of one group share a file. "" where one file takes all.</summary>
    public string? BatchGroup { get; init; }
}


public enum AcceptStatus
{
    Accepted = 0,

    /// <summary>Same duplicate key and same content as an earlier message: nothing new was stored.</summary>
    Duplicate = 1,

    /// <summary>Same duplicate key but other content: nothing was stored; the path keeps it parked under no duplicate key.</summary>
    Conflict = 2,
}

/// <param name="Status">What became of it.</param>
/// <param name="Id">The stored message: the new one, or the earlier one that it repeats.</param>
public readonly record struct AcceptResult(AcceptStatus Status, MessageId Id);

/// <param name="Subscriber">Whose deliveries.</param>
/// <param name="Max">At most so many.</param>
/// <param name="Node">Who claims.</param>
/// <param name="Lease">After this time without renewal another may take them.</param>
/// <param name="ExceptTypes">Message types whose circuit is open.</param>
/// <param name="SkipParked">Policy of the endpoint: true lets later messages of a key pass a parked one.</param>
public sealed record ClaimRequest(string Subscriber, int Max, string Node, TimeSpan Lease, IReadOnlyList<string> ExceptTypes, bool SkipParked);

public readonly record struct DeliveryId(MessageId Message, string Subscriber);

/// <summary>A delivery that is this node's until its lease ends.</summary>
/// <param name="Attempt">1 for the first. Also the fence: completion is refused if the row has moved on.</param>
public sealed record ClaimedDelivery(DeliveryId Id, long Sequence, int Attempt, string? OrderKey, string Node, DateTimeOffset ClaimedAt, Envelope Envelope)
{
    /// <summary>True when a person edited the message for this delivery: <see cref="Envelope"/> holds the edited body.</summary>
    public bool Edited { get; init; }

    /// <summary>An earlier attempt may have reached the other side: it ended without an answer, or its worker died.</summary>
    public bool InDoubt { get; init; }

    /// <summary>See <see cref="DeliveryPlan.Mapping"/>.</summary>
    public string? Mapping { get; init; }

    /// <summary>See <see cref="DeliveryPlan.Operation"/>.</summary>
    public string? Operation { get; init; }
}

/// <summary>How one attempt ended.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome() { }

    /// <summary>
    /// For what stays unfinished. True: the other side may have done it. False: it is known that it has not. Null: a failure of
    /// <see cref="FailureKind.UnknownOutcome"/> makes it doubtful, any other leaves it as it was.
    /// </summary>
    public bool? InDoubt { get; init; }

    /// <summary>It is with the other side. Payloads sent and answered are kept; messages born of the answer are accepted in the same transaction.</summary>
    public sealed record Delivered(IReadOnlyList<Payload> Payloads, IReadOnlyList<AcceptItem> Replies) : DeliveryOutcome;

    /// <summary>Try again at this instant; uses up an attempt.</summary>
    public sealed record Retry(DateTimeOffset At, Failure Failure, IReadOnlyList<Payload> Payloads) : DeliveryOutcome;

    /// <summary>Back to ready (or at <paramref name="At"/>) without using up the attempt: circuit open, clean stop.</summary>
    public sealed record GiveBack(string Reason, DateTimeOffset? At = null) : DeliveryOutcome;

    /// <summary>To a person. <paramref name="Replies"/>: messages that tell others of it (a business fault that the orchestrator waits for).</summary>
    public sealed record Park(Failure Failure, IReadOnlyList<Payload> Payloads, IReadOnlyList<AcceptItem> Replies) : DeliveryOutcome;

    /// <summary>Its time was over before it could be delivered.</summary>
    public sealed record Expired : DeliveryOutcome;
}

/// <summary>The transaction in which an in-box subscriber works.</summary>
public interface IInBoxTransaction
{
    DbConnection Connection { get; }

    DbTransaction Transaction { get; }

    SqlDialect Dialect { get; }

    /// <summary>Accepted in the same transaction. A duplicate or conflict is dropped silently: the effect is already there.</summary>
    void Publish(AcceptItem item);
}

public enum SqlDialect
{
    PostgreSql,
    Sqlite,
}
