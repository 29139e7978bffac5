namespace Integration.Hub.Channels.Queue;

/// <summary>Receiving from one queue table.</summary>
/// <param name="Queue">The endpoint's name, which is the table's.</param>
public sealed record SqlQueueReceivingOptions(SqlQueueDatabase Database, QueueAddress Queue)
{
    /// <summary>Rows that cannot be read go here as they are.</summary>
    public QueueAddress ErrorQueue { get; init; } = new("error");

    /// <summary>Rows taken, handed over and committed together.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>True: queue and error queue are created if they are missing.</summary>
    public bool CreateTables { get; init; } = true;

    /// <summary>One node takes from the queue at a time: what keeps the order with several hub nodes.</summary>
    public bool SingleReceiver { get; init; } = true;

    /// <summary>Wait after the first look in vain; doubles up to <see cref="LongestPoll"/>, starts again when something came.</summary>
    public TimeSpan ShortestPoll { get; init; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>First wait after the database or the hub's store failed; doubles up to <see cref="LongestBackOff"/>.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Sending to one queue table as an NServiceBus endpoint would.</summary>
/// <param name="Queue">The receiving endpoint's queue.</param>
/// <param name="Endpoint">The name this side goes by; also where answers are awaited.</param>
public sealed record SqlQueueSendingOptions(SqlQueueDatabase Database, QueueAddress Queue, string Endpoint)
{
    /// <summary>True: the queue is created if it is missing. Its owner normally does that.</summary>
    public bool CreateTables { get; init; }

    /// <summary>Full name of the receiver's .NET message type; <c>{operation}</c> in it is replaced by the message's operation.</summary>
    public string MessageType { get; init; } = "{operation}";

    /// <summary><c>Send</c> or <c>Reply</c>.</summary>
    public string Intent { get; init; } = "Send";

    /// <summary>Where answers go; null: the queue named as <see cref="Endpoint"/>.</summary>
    public QueueAddress? ReplyTo { get; init; }

    /// <summary>True: the receiver drops a message that it finds after its deadline.</summary>
    public bool ExpireAtDeadline { get; init; }
}
