namespace Integration.Hub;

/// <summary>Operating side of the box: what the console and the CLI call to look and to repair.</summary>
public interface IMessageBoxOperations
{
    Task<MessagePage> SearchAsync(MessageQuery query, CancellationToken cancellationToken);

    /// <summary>The message with its deliveries, attempts and the list of its payloads; null if it is not (or no longer) kept.</summary>
    Task<MessageDetail?> GetAsync(MessageId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredPayload>> GetPayloadsAsync(MessageId id, CancellationToken cancellationToken);

    /// <summary>All messages of a conversation or business key, oldest first.</summary>
    Task<IReadOnlyList<MessageSummary>> TraceAsync(TraceQuery query, CancellationToken cancellationToken);

    /// <summary>Parked deliveries grouped by fingerprint.</summary>
    Task<IReadOnlyList<FailureGroup>> SummariseParkedAsync(CancellationToken cancellationToken);

    /// <summary>parked → ready. Returns how many moved; one that was moved by somebody else meanwhile does not count.</summary>
    Task<int> ResumeAsync(DeliverySelection selection, Actor actor, CancellationToken cancellationToken);

    /// <summary>As <see cref="ResumeAsync"/>, and from now on with this mapping (<c>name@version</c>) instead of the one each was accepted under.</summary>
    Task<int> RemapAsync(DeliverySelection selection, string mapping, Actor actor, CancellationToken cancellationToken);

    /// <summary>parked → discarded, with the reason kept for ever.</summary>
    Task<int> DiscardAsync(DeliverySelection selection, Actor actor, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// A new delivery of an old message to a subscriber, or the message anew as it was received. Asked for again under the same request nothing
    /// more is done. Null: there is no such message.
    /// </summary>
    /// <exception cref="RequestRefusedException"><c>delivery.unfinished</c>; <c>request.reused</c>: the request stands for another replay.</exception>
    Task<Replayed?> ReplayAsync(ReplayRequest request, Actor actor, CancellationToken cancellationToken);

    /// <summary>Depth, oldest age, states per subscriber.</summary>
    Task<IReadOnlyList<SubscriberFigures>> SubscriberFiguresAsync(CancellationToken cancellationToken);

    /// <summary>Messages per interface and state since an instant, for tables and the demo's comparison.</summary>
    Task<IReadOnlyList<InterfaceFigures>> InterfaceFiguresAsync(DateTimeOffset since, CancellationToken cancellationToken);

    Task<IReadOnlyList<AuditEntry>> AuditAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);
}

/// <param name="RequestId">One replay per request, however often it comes; null: each is one of its own.</param>
/// <param name="Mapping">To be made with this one (<c>name@version</c>); null: with the one that is configured.</param>
/// <param name="Anew">What was received, as a message of its own: it is accepted instead of delivering the old one again.</param>
public sealed record ReplayRequest(MessageId Message, string Subscriber, string? RequestId = null, string? Mapping = null, string? Reason = null, AcceptItem? Anew = null);

/// <param name="Anew">The message that was accepted; null: the old one is delivered.</param>
public sealed record Replayed(MessageId? Anew);

/// <summary>Who does something by hand, for the audit log.</summary>
public sealed record Actor(string Name, string Via);

public sealed record MessageQuery
{
    /// <summary>Free text: every word must be in headers, keys or body. Chinese too.</summary>
    public string? Text { get; init; }

    public MessageId? Id { get; init; }

    /// <summary>A search key value of any kind, or of <see cref="KeyKind"/>.</summary>
    public string? Key { get; init; }

    public string? KeyKind { get; init; }

    public string? Type { get; init; }

    public string? Source { get; init; }

    public string? Interface { get; init; }

    public string? Subscriber { get; init; }

    public DeliveryState? State { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Go on after this message (newest first).</summary>
    public MessageId? After { get; init; }

    public int Limit { get; init; } = 50;
}

public sealed record TraceQuery(string? ConversationId, string? Key);

public sealed record MessagePage(IReadOnlyList<MessageSummary> Messages, MessageId? Next);

public sealed record MessageSummary(
    MessageId Id,
    long Sequence,
    string Type,
    int Version,
    string Source,
    string? Interface,
    string? BusinessKey,
    string ConversationId,
    MessageId? CausationId,
    int Count,
    DateTimeOffset ReceivedAt,
    DateTimeOffset AcceptedAt,
    IReadOnlyList<DeliverySummary> Deliveries);

public sealed record DeliverySummary(
    string Subscriber,
    DeliveryState State,
    int Attempts,
    string? OrderKey,
    DateTimeOffset? DueAt,
    DateTimeOffset? ClaimedAt,
    DateTimeOffset? EndedAt,
    string? Node,
    Failure? Failure)
{
    /// <summary>Outbound mapping under which it was accepted; null: none, or whichever is configured.</summary>
    public string? Mapping { get; init; }

    /// <summary>The other side may have done it; nobody knows yet.</summary>
    public bool InDoubt { get; init; }

    /// <summary>It was answered with a refusal; the failure says which.</summary>
    public bool Refused => State == DeliveryState.Done && Failure is not null;
}

public sealed record MessageDetail(Envelope Envelope, MessageSummary Summary, IReadOnlyList<Attempt> Attempts, IReadOnlyList<AuditEntry> Audit);

/// <summary>One failed or answered try; the good first try of a delivery is told by the delivery itself.</summary>
public sealed record Attempt(string Subscriber, int Number, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Outcome, Failure? Failure, string? Node);

/// <summary>A payload as stored: <paramref name="Subscriber"/> and <paramref name="Attempt"/> say which delivery it belongs to; null and 0 for the message's own.</summary>
public sealed record StoredPayload(Payload Payload, string? Subscriber, int Attempt, DateTimeOffset StoredAt);

/// <param name="FirstSeen">When the first of those parked now parked.</param>
public sealed record FailureGroup(string Fingerprint, string Subscriber, string Code, string Message, string? Location, int Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen)
{
    /// <summary>Hours of <see cref="Trend"/>.</summary>
    public const int TrendHours = 24;

    /// <summary>How many of those parked now parked in each of the last 24 hours; the last one is the present hour.</summary>
    public IReadOnlyList<int> Trend { get; init; } = new int[TrendHours];

    /// <summary>The message whose failure speaks for the group; null: none is parked any more.</summary>
    public MessageId? Newest { get; init; }

    /// <summary>Who takes care of it.</summary>
    public string? Owner { get; init; }

    public string? Note { get; init; }

    /// <summary>Counts the changes of owner and note.</summary>
    public int Version { get; init; }
}

/// <summary>Which parked deliveries a command is for. At least one of the three; <see cref="Max"/> bounds it.</summary>
public sealed record DeliverySelection(DeliveryId? One = null, string? Subscriber = null, string? Fingerprint = null, int Max = int.MaxValue);

/// <param name="OldestUnfinished">When the oldest one was accepted that waits, for a turn or for a person; those that are wanted at a later time are left out.</param>
public sealed record SubscriberFigures(string Subscriber, long Ready, long Waiting, long Claimed, long Retry, long Scheduled, long Parked, DateTimeOffset? OldestUnfinished);

public sealed record InterfaceFigures(string Interface, string Direction, long Received, long Sent, long Rejected, long Parked, long Unfinished, TimeSpan? P50, TimeSpan? P99);

public sealed record AuditEntry(DateTimeOffset At, string Actor, string Via, string Action, string Target, string? Detail);

/// <summary>The delivery state machine; see hub/message-box/state-machine.md.</summary>
public enum DeliveryState
{
    /// <summary>Can be claimed now.</summary>
    Ready = 0,

    /// <summary>Behind an earlier one of its key.</summary>
    Waiting = 1,

    /// <summary>A node works on it.</summary>
    Claimed = 2,

    /// <summary>Failed; will be ready again at its time. Holds its key.</summary>
    Retry = 3,

    /// <summary>Wanted later. Does not hold its key.</summary>
    Scheduled = 4,

    /// <summary>Waits for a person.</summary>
    Parked = 5,

    Done = 6,
    Discarded = 7,
    Expired = 8,
}
