namespace Integration.Hub.OperationsConsole;

public sealed record FailureView(string Kind, string Code, string Message, string? Location, string? Detail);

public sealed record KeyView(string Kind, string Value);

/// <param name="Group">Of failures like its own.</param>
public sealed record FullDelivery(
    string To, string State, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? ClaimedAt, DateTimeOffset? EndedAt, string? Code, bool InDoubt, FailureView? Failure, string? Mapping, string? Node, string? Group);

public sealed record AttemptView(string Subscriber, int Number, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Outcome, FailureView? Failure, string? Node);

public sealed record AuditView(DateTimeOffset At, string Actor, string Via, string Action, string Target, string? Detail);

/// <param name="Masked">Personal data is hidden in what it says.</param>
/// <param name="Command">What shows the same in a terminal.</param>
public sealed record FullMessage(
    string Id, string Type, int Version, string Source, string? Interface, string? BusinessKey, string Conversation, string? Cause, int Count, DateTimeOffset ReceivedAt, DateTimeOffset AcceptedAt,
    IReadOnlyList<KeyView> Keys, string? Mapping, string Priority, DateTimeOffset? ExpiresAt, string? Correlation, string? TraceParent, string? DuplicateKey, bool Masked,
    IReadOnlyList<FullDelivery> Deliveries, IReadOnlyList<AttemptView> Attempts, IReadOnlyList<AuditView> Audit, string Command);

/// <param name="Body">Number of the body that was kept then.</param>
public sealed record Hop(string Kind, string? Subscriber, int? Attempt, DateTimeOffset At, long? DurationMs, string? Outcome, string? Code, string? Node, int? Body);

/// <param name="Stage">raw, canonical, outbound, answer.</param>
public sealed record BodyInfo(int No, string Stage, string? Subscriber, int? Attempt, string ContentType, string? Charset, long Size, string? Origin, string? Headers, DateTimeOffset? StoredAt);

/// <param name="Total">In characters, as the offset is.</param>
public sealed record BodyText(string Text, int Offset, int Total, bool Masked);

/// <param name="Direction">in: from a source to the canonical form; out: from the canonical form to a target.</param>
public sealed record LineageView(string Mapping, string File, string Direction, IReadOnlyList<LineageField> Fields);

public sealed record GraphEdge(string From, string To, string Kind);

public sealed record MessageGraph(IReadOnlyList<MessageRow> Nodes, IReadOnlyList<GraphEdge> Edges, bool More);
