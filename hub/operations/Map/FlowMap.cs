namespace Integration.Hub.Operations.Map;

/// <summary>How an interface does, in one word; the worst that is true of it.</summary>
public enum LinkState
{
    /// <summary>Nothing has come or gone for a while, and nothing waits.</summary>
    Idle,

    /// <summary>Something flows, or waits no longer than it may.</summary>
    Ok,

    /// <summary>Deliveries wait longer than they should.</summary>
    Behind,

    /// <summary>Deliveries wait for a person.</summary>
    Failing,

    /// <summary>A file is not there at its hour.</summary>
    Missing,

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
    LinkState State, string? Why, bool Paused, IReadOnlyList<CircuitState> Circuits, bool? Up, DateTimeOffset? Since, string? MissingFile);

public sealed record FlowMap(DateTimeOffset At, IReadOnlyList<MapSystem> Systems, IReadOnlyList<MapLink> Links)
{
    public MapLink? Find(string name) => Links.FirstOrDefault(l => l.Interface == name);
}
