namespace Integration.Hub;

/// <summary>
/// Many parked deliveries sent again, or given up, in steps. All of a run stands in the database: it is made by whoever wants it and carried out, portion by
/// portion, by whichever node is up. What it is for is fixed when it is made; a parked delivery is in one unfinished run at most.
/// </summary>
public interface IRepairRuns
{
    /// <summary>The run of this request: made now, or before. Null: no such group is known.</summary>
    /// <exception cref="RequestRefusedException">The request's id stands for another run.</exception>
    /// <exception cref="FilterException">The query cannot be read.</exception>
    Task<RepairRun?> StartRunAsync(RunWish wish, Actor actor, CancellationToken cancellationToken);

    Task<RepairRun?> FindRunAsync(Guid run, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<RepairRun>> RunsAsync(RunQuery query, CancellationToken cancellationToken);

    /// <summary>Null: there is no such run. What it asks for already is changes nothing.</summary>
    /// <exception cref="RequestRefusedException"><c>run.over</c>: there is nothing left to change.</exception>
    Task<RepairRun?> ChangeRunAsync(Guid run, RunChange change, Actor actor, CancellationToken cancellationToken);

    /// <summary>Does the next portion of a run that is due, if there is one; any number of nodes may call it. False: nothing to do now.</summary>
    Task<bool> WorkOnRunsAsync(CancellationToken cancellationToken);

    /// <summary>Forgets which deliveries were in runs that ended before; the runs stay.</summary>
    Task<int> ForgetRunMembersAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken);
}

public enum RunKind
{
    Resume = 0,
    Discard = 1,
}

/// <summary>What is to be done.</summary>
/// <param name="RequestId">A second wish with it gets the first one's run.</param>
/// <param name="Steps">How many go before their end is waited for; the last number holds for all further steps. None: all go without waiting.</param>
/// <param name="Rate">Deliveries per second; null: as fast as it goes.</param>
/// <param name="StopAbove">Share (0 to 1) of a step that may fail again; above it the run stops. Null: it goes on.</param>
/// <param name="Mapping">To go out with from now on; null: that of each.</param>
/// <param name="ParkedBefore">Nothing that parked later; null: than now.</param>
public sealed record RunWish(
    string RequestId, RunKind Kind, RunChoice Choice, IReadOnlyList<int> Steps, int? Rate, double? StopAbove, string? Mapping, string? Reason, DateTimeOffset? ParkedBefore);

/// <summary>What a run is for; one of the three.</summary>
/// <param name="Group">Fingerprint.</param>
/// <param name="Query">In the query language: the parked deliveries of the messages it finds, without those whose own subscriber or group it excludes.</param>
public sealed record RunChoice(string? Group = null, string? Query = null, IReadOnlyList<RunTarget>? Ids = null);

/// <param name="To">Null: wherever the message is parked.</param>
public sealed record RunTarget(MessageId Message, string? To = null);

public enum RunState
{
    /// <summary>What it is for is being written down.</summary>
    Gathering = 0,

    /// <summary>Deliveries of the step go.</summary>
    Running = 1,

    /// <summary>All of the step have gone; their ends are waited for.</summary>
    Waiting = 2,

    /// <summary>A person holds it.</summary>
    Paused = 3,

    /// <summary>It stopped by itself: see why.</summary>
    Stopped = 4,
    Done = 5,

    /// <summary>What had not gone was taken back.</summary>
    Cancelled = 6,
}

/// <param name="Unfinished">Only those that are neither done nor cancelled.</param>
/// <param name="Below">Older than this one.</param>
public sealed record RunQuery(bool Unfinished = false, string? Group = null, Guid? Below = null, int Limit = 50);

public abstract record RunChange
{
    private RunChange() { }

    public sealed record Pause : RunChange;

    /// <summary>Also after a stop; then with a new step.</summary>
    public sealed record GoOn : RunChange;

    /// <summary>The ends of a step are not waited for any more.</summary>
    /// <param name="Step">Null: of the present one. A step that is past by now changes nothing, so that a second click lets nothing more go.</param>
    public sealed record Next(int? Step) : RunChange;

    public sealed record Cancel : RunChange;
}

/// <param name="Why">A code, where it stopped by itself or had nothing to do: <c>failed-again</c>, <c>nothing</c>, or that of the search.</param>
/// <param name="Step">From 1.</param>
/// <param name="StepEnded">Of those of the step that have gone; <paramref name="StepFailed"/> among them.</param>
/// <param name="Planned">All that it is for; known when it is gathered.</param>
/// <param name="Otherwise">Gone, then discarded or expired.</param>
/// <param name="PassedOver">Not parked any more when their turn came, or parked anew: somebody else took care.</param>
/// <param name="TakenBack">By cancelling.</param>
public sealed record RepairRun(
    Guid Id, RunWish Wish, Actor By, DateTimeOffset MadeAt, RunState State, string? Why, int Step, long StepGone, long StepEnded, long StepFailed,
    long Planned, long Gone, long Delivered, long FailedAgain, long Otherwise, long PassedOver, long TakenBack, DateTimeOffset? EndedAt)
{
    public bool Over => State is RunState.Done or RunState.Cancelled;

    /// <summary>Not gone yet.</summary>
    public long Left => Planned - Gone - PassedOver - TakenBack;

    /// <summary>Gone, and not at an end.</summary>
    public long Open => Gone - Delivered - FailedAgain - Otherwise;

    /// <summary>How many go in the present step, as far as there are as many.</summary>
    public long StepSize => Wish.Steps.Count == 0 ? long.MaxValue : Wish.Steps[Math.Min(Step, Wish.Steps.Count) - 1];
}
