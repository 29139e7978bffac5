using Integration.CanonicalModel;

namespace Integration.Hub.Operations.Alerts;

/// <param name="EndedAt">Null: it stands.</param>
/// <param name="SilentUntil">Nobody is told of it until then.</param>
public sealed record Alert(
    string Id, string Rule, string Subject, string? System, Severity Severity, string Words, DateTimeOffset RaisedAt, DateTimeOffset? EndedAt, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? Note, DateTimeOffset? SilentUntil, string? SilentBy);

/// <param name="What"><c>raised</c> or <c>ended</c>.</param>
public sealed record AlertNotice(Alert Alert, string What, int Attempt)
{
    /// <summary>The same over all attempts: whoever is told twice can know it.</summary>
    public string Key => $"{Alert.Id}/{What}";
}

/// <summary>A way on which alerts are told.</summary>
public interface IAlertRoute
{
    string Name { get; }

    /// <summary>Where it leads, for screens: without secrets.</summary>
    string To { get; }

    /// <summary>Of this severity on.</summary>
    Severity From { get; }

    /// <summary>Ends when the other side has it. Throwing means that it is told again later.</summary>
    Task TellAsync(AlertNotice notice, CancellationToken cancellationToken);
}

/// <param name="Waiting">Notices that are not told yet.</param>
public sealed record RouteState(string Name, string To, Severity From, long Waiting, DateTimeOffset? LastTold, string? LastError);
