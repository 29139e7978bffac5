namespace Integration.Hub;

/// <summary>What the box keeps and routes: one canonical message with its identity and its causes.</summary>
/// <remarks>
/// The box knows envelopes and never the model: <see cref="Body"/> is opaque to it. A bulk file travels as
/// batches: <see cref="Count"/> canonical records of the same type, one JSON object per line.
/// </remarks>
public sealed record Envelope
{
    public required MessageId Id { get; init; }

    /// <summary>Canonical message type, e.g. <c>CustomerBillIssued</c>; <see cref="Untranslated"/> where no mapping could make one.</summary>
    public required string Type { get; init; }

    /// <summary>Version of the canonical message type.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The system it came from, e.g. <c>billing</c>; <c>hub</c> for what the hub itself says.</summary>
    public required string Source { get; init; }

    /// <summary>The interface that brought it in, e.g. <c>BIL-1</c>; null for what the hub itself says.</summary>
    public string? Interface { get; init; }

    /// <summary>Canonical JSON, UTF-8 without BOM. One object, or <see cref="Count"/> objects one per line.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Key within which order is kept (work order number, account number …); null: no order asked.</summary>
    public string? BusinessKey { get; init; }

    /// <summary>
    /// The sender's own identity of the message under its contract (external id, or file hash and line).
    /// Two messages of one <see cref="Source"/> and <see cref="Interface"/> with the same key are one.
    /// </summary>
    public string? DuplicateKey { get; init; }

    /// <summary>The message whose handling made this one.</summary>
    public MessageId? CausationId { get; init; }

    /// <summary>Shared by all messages of one business conversation; the first message's id unless carried over the wire.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The request that this message answers, as the requester named it.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>W3C trace context carried over the channel, if any.</summary>
    public string? TraceParent { get; init; }

    public MessagePriority Priority { get; init; } = MessagePriority.Live;

    /// <summary>When the bytes were read from the channel.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the canonical message stood; null if it was born canonical.</summary>
    public DateTimeOffset? TranslatedAt { get; init; }

    /// <summary>After this instant nobody wants it any more: undelivered deliveries expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Name and version of the mapping that made it, e.g. <c>billing/bil-1-bills@1</c>.</summary>
    public string? Mapping { get; init; }

    /// <summary>What it can be found by: customer, order, account, phone …</summary>
    public IReadOnlyList<SearchKey> Keys { get; init; } = [];

    /// <summary>A copy that the peer rules made for one peer hub's interface: no other subscriber gets it, now or by a replay.</summary>
    public bool IsForOnePeer => Source == "hub" && Keys.Any(k => k.Kind == SearchKey.Peer);

    /// <summary>Type of an envelope that holds raw bytes no mapping could translate.</summary>
    public const string Untranslated = "Untranslated";
}

/// <summary>A value a message can be found by. Kinds are lower-case words: customer, order, account, phone, bill, ticket, workOrder, circuit, file.</summary>
public readonly record struct SearchKey(string Kind, string Value)
{
    /// <summary>Kind of the key that names the peer hub a message goes to or came from.</summary>
    public const string Peer = "peer";
}

/// <summary>Live traffic is claimed before bulk.</summary>
public enum MessagePriority
{
    Live = 0,
    Bulk = 1,
}

/// <summary>Bytes kept beside a message, as they stood at one stage.</summary>
/// <param name="Kind">The stage.</param>
/// <param name="Bytes">The bytes exactly as they were on the wire.</param>
/// <param name="ContentType">Media type with charset, e.g. <c>text/xml; charset=gb18030</c>.</param>
/// <param name="Origin">Where they came from or went to: interface, queue, file and lines.</param>
/// <param name="Headers">Transport headers as one JSON object, if the channel has any.</param>
public sealed record Payload(PayloadKind Kind, ReadOnlyMemory<byte> Bytes, string ContentType, string? Origin = null, string? Headers = null);

public enum PayloadKind
{
    /// <summary>As received from the other system.</summary>
    Raw = 0,

    /// <summary>As sent to the other system.</summary>
    Outbound = 1,

    /// <summary>The other system's answer to what was sent, or the hub's answer to what was received.</summary>
    Answer = 2,
}
