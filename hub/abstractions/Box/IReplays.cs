namespace Integration.Hub;

/// <summary>
/// Giving a subscriber the messages of a time that it has not had, each once, however often it is asked for. First every such message gets a
/// delivery that is set aside, so that later ones of its key wait for it; then whoever makes the replay decides each. Everything done is in the
/// database: a replay whose maker has gone is taken over where it stopped.
/// </summary>
public interface IReplays
{
    /// <summary>Null: another's replay to this subscriber is under way.</summary>
    Task<Replay?> BeginAsync(ReplayWish wish, string node, TimeSpan lease, Actor actor, CancellationToken cancellationToken);

    /// <summary>A replay to one of these subscribers whose maker has gone; null if there is none.</summary>
    Task<Replay?> TakeOverAsync(IReadOnlyList<string> subscribers, string node, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Sets aside what the subscriber has not had of the next <paramref name="chunk"/> messages. Null: the replay is another's by now, or stopped.</summary>
    Task<Replay?> SetAsideAsync(Replay replay, int chunk, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>The next messages to decide, in the order of their acceptance; at least one where there is any, however large.</summary>
    Task<IReadOnlyList<Envelope>> ReadSetAsideAsync(Replay replay, int atMost, long atMostBytes, CancellationToken cancellationToken);

    /// <summary>Makes deliveries of what was set aside, or takes it away; none to decide ends the replay. Null as in <see cref="SetAsideAsync"/>.</summary>
    Task<Replay?> DecideAsync(Replay replay, IReadOnlyList<ReplayDecision> decisions, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Whoever is next may take it over at once.</summary>
    Task LeaveAsync(Replay replay, CancellationToken cancellationToken);

    /// <summary>Ends a replay and takes away what it has set aside; what it has planned goes out. False if none was under way.</summary>
    Task<bool> StopAsync(string subscriber, Actor actor, CancellationToken cancellationToken);

    /// <summary>The last replay to each subscriber.</summary>
    Task<IReadOnlyList<Replay>> ReplaysAsync(CancellationToken cancellationToken);
}

/// <param name="Types">Canonical types.</param>
/// <param name="Until">Messages that came before this instant.</param>
/// <param name="Rate">Deliveries made per second at most.</param>
public sealed record ReplayWish(string Subscriber, DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<string> Types, int Rate);

/// <param name="Plan">Null: the subscription does not want it.</param>
public readonly record struct ReplayDecision(MessageId Message, DeliveryPlan? Plan);

public enum ReplayState
{
    SettingAside = 0,
    Deciding = 1,
    Done = 2,
    Stopped = 3,
}

/// <param name="Run">Counts its makers; one that has lost it changes nothing any more.</param>
/// <param name="Looked">Messages of the time that were looked at, of whatever type.</param>
/// <param name="Wanted">Those of the types.</param>
/// <param name="Planned">Deliveries made.</param>
/// <param name="Unwanted">What the subscription does not want.</param>
/// <param name="Reached">When the last message that was looked at came; null before the first.</param>
public sealed record Replay(
    ReplayWish Wish, int Run, ReplayState State, long Looked, long Wanted, long Planned, long Unwanted, string Node, DateTimeOffset LeaseUntil,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? Reached)
{
    public bool UnderWay => State is ReplayState.SettingAside or ReplayState.Deciding;

    /// <summary>Messages that the subscriber has had, or has waiting, already; known when it is done.</summary>
    public long Had => Math.Max(0, Wanted - Planned - Unwanted);
}
