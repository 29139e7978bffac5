namespace Integration.Hub.Operations.Map;

/// <summary>How an interface does, in one word; the worst that is true of it.</summary>
public enum LinkState
{
    /// <summary>Nothing has come or gone for a while, and nothing waits.</summary>
    Idle,

    /// <summary>Something flows, or waits no longer than it may.</summary>
    Ok,

    /// <summary>The other side sends what is refused, or what has come before.</summary>
    Disturbed,

    /// <summary>The other side takes its time.</summary>
    Slow,

    /// <summary>Deliveries wait longer than they should.</summary>
    Behind,

    /// <summary>Deliveries wait for a person.</summary>
    Failing,

    /// <summary>The last file is in quarantine.</summary>
    BadFile,

    /// <summary>Nobody takes what was sent: the other side is not connected to its queue.</summary>
    Unread,

    /// <summary>A file is not there at its hour.</summary>
    Missing,

    /// <summary>Calls fail, one after the other; they are made again.</summary>
    Trying,

    /// <summary>A person holds it.</summary>
    Paused,

    /// <summary>The receiver is not connected.</summary>
    Down,

    /// <summary>The circuit is open: the other side fails or cannot be reached.</summary>
    CircuitOpen,
}

/// <param name="Kind"><c>system</c>, or <c>part</c> of the hub's own: archive, orders …</param>
public sealed record MapSystem(string Id, string Name, string Kind);

/// <summary>One interface, or one part of the hub's own, between a system and the hub.</summary>
/// <param name="From">A system, or <c>hub</c>.</param>
/// <param name="Depth">Unfinished deliveries, parked ones left out.</param>
/// <param name="OldestAt">When the oldest unfinished one was accepted.</param>
/// <param name="Why">In words, where the state is not good.</param>
/// <param name="Up">Of its receiver, on every node that runs one; null: it has none.</param>
public sealed record MapLink(
    string Interface, string System, string From, string To, string Summary, string Channel, double RatePerMinute, double ErrorsPerMinute, long Depth, long Parked, DateTimeOffset? OldestAt,
    LinkState State, string? Why, bool Paused, IReadOnlyList<CircuitState> Circuits, bool? Up, DateTimeOffset? Since, string? MissingFile)
{
    /// <summary>Since then calls fail; null: they do not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Since then calls take longer than they should; null: they do not.</summary>
    public DateTimeOffset? SlowSince { get; init; }

    /// <summary>The last file is in quarantine: what is to be said of it.</summary>
    public string? BadFile { get; init; }

    /// <summary>What the other side does not take from its queue, since then; null: it does, or it has none.</summary>
    public (long Messages, DateTimeOffset Since)? Unread { get; init; }

    /// <summary>Came in during the last minute and was not taken.</summary>
    public double RefusedPerMinute { get; init; }

    /// <summary>So much is refused that the other side must be at fault.</summary>
    public bool Refuses { get; init; }

    /// <summary>Came in during the last minute and had come before.</summary>
    public double RepeatedPerMinute { get; init; }

    /// <summary>So much comes again that the other side must be at fault.</summary>
    public bool Repeats { get; init; }
}

public sealed record FlowMap(DateTimeOffset At, IReadOnlyList<MapSystem> Systems, IReadOnlyList<MapLink> Links)
{
    /// <summary>Dead-letter queues that are not empty.</summary>
    public IReadOnlyList<QueueState> DeadLetters { get; init; } = [];

    public MapLink? Find(string name) => Links.FirstOrDefault(l => l.Interface == name);
}
