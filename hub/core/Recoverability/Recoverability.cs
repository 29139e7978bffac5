namespace Integration.Hub.Core.Recoverability;

/// <param name="Attempts">Tries in all before it is parked.</param>
/// <param name="First">Wait after the first failure; doubles each time.</param>
/// <param name="Max">Longest wait.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan First, TimeSpan Max)
{
    public static RetryPolicy Default { get; } = new(8, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));
}

/// <param name="After">Failures in a row that open the circuit.</param>
/// <param name="Probe">Wait before the first probe; doubles up to <paramref name="MaxProbe"/>.</param>
public sealed record CircuitPolicy(int After, TimeSpan Probe, TimeSpan MaxProbe)
{
    public static CircuitPolicy Default { get; } = new(5, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
}

/// <summary>What is to be done about a failed attempt.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Data or business fault, or out of attempts: a person decides.</summary>
    public sealed record Park(Failure Failure) : Decision;

    /// <summary>Try again then; the attempt counts.</summary>
    public sealed record Retry(DateTimeOffset At, Failure Failure) : Decision;

    /// <summary>The endpoint is away: wait without using up the attempt. The circuit counts it.</summary>
    public sealed record Wait(DateTimeOffset At, Failure Failure) : Decision;
}

/// <summary>Decides what follows a failure. Pure: same input, same answer; the caller brings time and chance.</summary>
public static class Recover
{
    /// <param name="failure">What happened.</param>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="chance">0..1, spreads the waits so that a hundred failed calls don't come back as one.</param>
    /// <param name="circuitOpen">The endpoint fails for everybody (month-end): that is not this message's fault, so it costs no attempt.
    /// It stands back all the same, so that the next probe is another one's and a message that alone makes the endpoint fail blocks nobody.</param>
    public static Decision Decide(Failure failure, int attempt, RetryPolicy policy, DateTimeOffset now, double chance, bool circuitOpen = false) => failure.Kind switch
    {
        FailureKind.Data or FailureKind.Business => new Decision.Park(failure),
        FailureKind.EndpointDown => new Decision.Wait(now + Spread(policy.First, chance), failure),
        _ when circuitOpen && CountsForCircuit(failure) => new Decision.Wait(now + Spread(Backoff(policy, attempt), chance), failure),
        _ when attempt >= policy.Attempts => new Decision.Park(failure with { Message = $"{failure.Message} (gave up after {attempt} attempts)" }),
        _ => new Decision.Retry(now + Spread(Backoff(policy, attempt), chance), failure),
    };

    private static TimeSpan Backoff(RetryPolicy policy, int attempt)
    {
        var factor = Math.Pow(2, Math.Min(attempt - 1, 30));
        return TimeSpan.FromTicks((long)Math.Min(policy.First.Ticks * factor, policy.Max.Ticks));
    }

    // Between a half and the whole of the wait.
    private static TimeSpan Spread(TimeSpan wait, double chance) => wait * (0.5 + (0.5 * chance));

    /// <summary>Whether a failure says that the endpoint, not the message, is at fault.</summary>
    public static bool CountsForCircuit(Failure failure) =>
        failure.Kind is FailureKind.EndpointDown or FailureKind.Transient or FailureKind.UnknownOutcome;

    /// <summary>When an open circuit is probed next.</summary>
    public static DateTimeOffset NextProbe(CircuitPolicy policy, int failedProbes, DateTimeOffset now, double chance)
    {
        var wait = TimeSpan.FromTicks((long)Math.Min(policy.Probe.Ticks * Math.Pow(2, Math.Min(failedProbes, 20)), policy.MaxProbe.Ticks));
        return now + Spread(wait, chance);
    }
}
