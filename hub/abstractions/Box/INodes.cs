namespace Integration.Hub;

/// <summary>
/// The nodes of one database, and the reload of their configuration: asked for once, looked at by every node in its own folder, and taken over by
/// all of them or by none.
/// </summary>
public interface INodes
{
    /// <summary>Called again and again by a running node; one that falls silent counts as gone after <see cref="HubNode.GoneAfter"/>.</summary>
    Task SeenAsync(HubNode node, CancellationToken cancellationToken);

    /// <summary>A clean stop.</summary>
    Task GoneAsync(HubNode node, CancellationToken cancellationToken);

    /// <summary>All that were seen within the last day.</summary>
    Task<IReadOnlyList<HubNode>> NodesAsync(CancellationToken cancellationToken);

    /// <summary>Asks all nodes to look at their folders. Null: a reload is being checked already.</summary>
    Task<Reload?> AskReloadAsync(Actor actor, CancellationToken cancellationToken);

    Task<Reload?> LastReloadAsync(CancellationToken cancellationToken);

    Task AnswerReloadAsync(long generation, string node, ReloadVerdict verdict, string said, CancellationToken cancellationToken);

    /// <summary>Ends the checking when every node that is there has answered, or the wait for one is over. Anybody may call it at any time.</summary>
    Task DecideReloadAsync(long generation, CancellationToken cancellationToken);

    /// <summary>Ends when something may have been said since the last look, at the latest after <paramref name="atMost"/>.</summary>
    Task WaitForReloadAsync(TimeSpan atMost, CancellationToken cancellationToken);
}

/// <param name="Configuration">Hash of what it runs: nodes with the same run the same.</param>
/// <param name="TakenAt">Since when it runs that.</param>
public sealed record HubNode(string Name, string Address, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string Configuration, DateTimeOffset TakenAt)
{
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(20);

    public bool IsThere(DateTimeOffset now) => SeenAt > now - GoneAfter;
}

public enum ReloadState
{
    Checking = 0,
    Taking = 1,
    Refused = 2,
}

/// <summary>What a node says: first whether what stands in its folder is good, then what became of taking it over.</summary>
public enum ReloadVerdict
{
    Good = 0,
    Refused = 1,
    Taken = 2,
    Failed = 3,
}

/// <param name="Reason">Why it was refused.</param>
public sealed record Reload(long Generation, ReloadState State, string AskedBy, DateTimeOffset AskedAt, string? Reason, IReadOnlyList<ReloadAnswer> Answers)
{
    /// <summary>So long is a node waited for that is there and does not answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public ReloadAnswer? Of(string node) => Answers.FirstOrDefault(a => a.Node == node);
}

/// <param name="Said">What is wrong, or what has changed.</param>
public sealed record ReloadAnswer(string Node, ReloadVerdict Verdict, string Said, DateTimeOffset At);
