namespace Integration.Hub;

/// <summary>Pause and circuit state per endpoint, kept in the box's database so that every node and every restart agrees.</summary>
public interface IEndpointStates
{
    Task<IReadOnlyList<EndpointState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Paused deliveries are held: ready, but claimed by nobody.</summary>
    Task PauseAsync(string endpoint, Actor actor, string reason, CancellationToken cancellationToken);

    Task UnpauseAsync(string endpoint, Actor actor, CancellationToken cancellationToken);

    /// <summary>Sets a circuit. An <see cref="CircuitStatus.Open"/> circuit is probed after <paramref name="probeAt"/>.</summary>
    Task SetCircuitAsync(string endpoint, string messageType, CircuitStatus status, DateTimeOffset? probeAt, int failures, string? reason, CancellationToken cancellationToken);
}

public enum CircuitStatus
{
    Closed = 0,
    Open = 1,
}

public sealed record EndpointState(string Endpoint, bool Paused, string? PauseReason, IReadOnlyList<CircuitState> Circuits);

/// <param name="Failures">Failed probes so far: the wait grows with it.</param>
public sealed record CircuitState(string MessageType, CircuitStatus Status, DateTimeOffset? OpenedAt, DateTimeOffset? ProbeAt, int Failures, string? Reason);

/// <summary>Upkeep of the box, called by the maintenance services of the hub on a timer; each is one statement or a few and safe on many nodes at once.</summary>
public interface IMessageBoxMaintenance
{
    /// <summary>Creates what is missing and brings the schema to this version. Several nodes may call it at once.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Retry and scheduled deliveries whose time has come become ready. Returns how many, and when the next one is due.</summary>
    Task<(int Moved, DateTimeOffset? NextDue)> PromoteDueAsync(CancellationToken cancellationToken);

    /// <summary>Claims whose lease ran out go back to ready.</summary>
    Task<int> RescueAsync(CancellationToken cancellationToken);

    /// <summary>Deliveries whose message expired end as expired.</summary>
    Task<int> ExpireAsync(CancellationToken cancellationToken);

    /// <summary>Waiting deliveries that nothing holds up any more become ready: a safety net behind the release at completion.</summary>
    Task<int> ReleaseStrandedAsync(CancellationToken cancellationToken);

    /// <summary>Drops what is older, whole days at a time, never a day that still has an unresolved delivery. Returns the days dropped and the days kept because of unresolved ones.</summary>
    Task<RetentionResult> RetainAsync(DateTimeOffset olderThan, CancellationToken cancellationToken);
}

public sealed record RetentionResult(IReadOnlyList<DateOnly> Dropped, IReadOnlyList<DateOnly> KeptUnresolved);
