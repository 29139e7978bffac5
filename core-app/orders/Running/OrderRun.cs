using System.Collections.Immutable;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>An order on its way, as one value: the machine makes the next one of it.</summary>
public sealed record OrderRun
{
    public required OrderNumber OrderNo { get; init; }

    public required ProductOrderState State { get; init; }

    public required IReadOnlyList<ProductOrderItem> Items { get; init; }

    /// <summary>Steps in the order of the plan.</summary>
    public required ImmutableDictionary<string, RunningStep> Steps { get; init; }

    /// <summary>Since when nothing new begins; null: it is not held.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>Why it is as it is: held, cancelled.</summary>
    public string? Reason { get; init; }

    public bool IsOver => State is ProductOrderState.Completed or ProductOrderState.Cancelled or ProductOrderState.Rejected or ProductOrderState.Failed;

    public static OrderRun New(OrderNumber orderNo, IReadOnlyList<ProductOrderItem> items, IReadOnlyList<PlannedStep> plan) => new()
    {
        OrderNo = orderNo,
        State = ProductOrderState.Acknowledged,
        Items = items,
        Steps = plan.ToImmutableDictionary(p => p.Key, p => new RunningStep { Plan = p, State = StepState.Waiting }),
    };
}

/// <summary>A step of an order on its way.</summary>
public sealed record RunningStep
{
    public required PlannedStep Plan { get; init; }

    public required StepState State { get; init; }

    /// <summary>Counts what was asked for this step, doing and undoing: an answer to an earlier turn changes nothing any more.</summary>
    public int Turn { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? WarnAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often somebody was told that it is late or soon will be; names whom to tell next.</summary>
    public int Alerts { get; init; }

    /// <summary>The other system's code and words, or the reason of the person who skipped it.</summary>
    public StepTrouble? Trouble { get; init; }

    /// <summary>It is to be undone as soon as its present turn has ended, and then done again or not.</summary>
    public AfterTurn After { get; init; }

    /// <summary>What came of it and others need: reservation, circuit, work order, account.</summary>
    public ImmutableDictionary<string, string> Result { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string Key => Plan.Key;

    public bool LetsOthersBegin => State is StepState.Completed or StepState.Skipped;
}

/// <summary>Why a step did not go as it should.</summary>
/// <param name="Reason">In words: the other system's own, else ours in English.</param>
/// <param name="Values">What our own words name; null: they are another system's.</param>
public sealed record StepTrouble(string Code, string Reason, IReadOnlyDictionary<string, string>? Values = null)
{
    /// <summary>One of ours.</summary>
    public static StepTrouble Own(string code, params (string Name, string? Value)[] values)
    {
        var named = OrderWords.Values(values);
        return new(code, OrderWords.Find(code, named)!.En, named);
    }
}

/// <summary>What is to be done when the turn of a step has ended.</summary>
public enum AfterTurn
{
    GoOn,
    Undo,
    UndoAndRepeat,
}

/// <summary>State of a step on its way; <see cref="MilestoneState"/> is what others are told.</summary>
public enum StepState
{
    Waiting,
    InProgress,
    Completed,
    Failed,
    Skipped,
    Undoing,
    UndoFailed,
    Undone,
    Cancelled,
}

/// <summary>Something that happened to an order.</summary>
public abstract record OrderEvent
{
    private OrderEvent() { }

    public sealed record Placed : OrderEvent;

    /// <summary>A system or a person has done the step.</summary>
    public sealed record StepEnded(string Key, int Turn, ImmutableDictionary<string, string> Result) : OrderEvent;

    public sealed record StepFailed(string Key, int Turn, StepTrouble Trouble) : OrderEvent;

    public sealed record StepUndone(string Key, int Turn) : OrderEvent;

    public sealed record UndoFailed(string Key, int Turn, StepTrouble Trouble) : OrderEvent;

    /// <summary>From the fallout desk: once more, be it doing or undoing.</summary>
    public sealed record Retry(string Key) : OrderEvent;

    /// <summary>From the fallout desk: it was seen to by other means.</summary>
    public sealed record Skip(string Key, string Reason) : OrderEvent;

    public sealed record Hold(string Reason) : OrderEvent;

    public sealed record Resume : OrderEvent;

    public sealed record Cancel(string Reason) : OrderEvent;

    /// <param name="Items">All items as they shall be.</param>
    /// <param name="Plan">Plan of these items.</param>
    public sealed record Amend(IReadOnlyList<ProductOrderItem> Items, IReadOnlyList<PlannedStep> Plan) : OrderEvent;

    /// <summary>The time came that the step had asked to be reminded of.</summary>
    public sealed record ClockRang(string Key, int Turn) : OrderEvent;
}

/// <summary>What is to be done outside the machine because of an event.</summary>
public abstract record OrderEffect
{
    private OrderEffect() { }

    /// <summary>Send the command, or put the task on the list.</summary>
    public sealed record Do(string Key, int Turn) : OrderEffect;

    /// <summary>Send the command that takes the step back.</summary>
    public sealed record Undo(string Key, int Turn) : OrderEffect;

    /// <summary>Send the command that changes the running step.</summary>
    public sealed record Change(string Key, int Turn) : OrderEffect;

    /// <summary>Take the task off the list: it is no longer wanted.</summary>
    public sealed record Withdraw(string Key) : OrderEffect;

    public sealed record RingAt(string Key, int Turn, DateTimeOffset At) : OrderEffect;

    public sealed record OrderChanged(ProductOrderState State, string? Reason) : OrderEffect;

    public sealed record StepChanged(string Key) : OrderEffect;

    /// <param name="Level">0: who does the step is told that it is due soon; 1: it is overdue; from 2 on: the next one above.</param>
    public sealed record Jeopardy(string Key, int Level, DateTimeOffset DueAt) : OrderEffect;
}

/// <summary>A wish that the order as it stands does not allow.</summary>
public sealed class OrderRefusedException : Exception
{
    /// <param name="code">Stable, e.g. <c>order.past-no-return</c>; <see cref="OrderWords"/> has the words in both languages.</param>
    /// <param name="step">Step that stands in the way.</param>
    /// <param name="values">What the words name.</param>
    public OrderRefusedException(string code, string? step, params (string Name, string? Value)[] values)
        : base(OrderWords.Find(code, Named(step, values))!.En) => (Code, Step, Values) = (code, step, Named(step, values));

    private OrderRefusedException(string code, string? step, string told)
        : base(told) => (Code, Step, Values) = (code, step, new Dictionary<string, string>());

    public string Code { get; }

    public string? Step { get; }

    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Words in both languages, for whoever does not say which one is theirs.</summary>
    public string InBoth => OrderWords.Find(Code, Values) is { } words && Values.Count > 0 ? OrderWords.InBoth(words) : Message;

    /// <summary>As it was refused before, or elsewhere.</summary>
    public static OrderRefusedException Told(string code, string? step, string words) => new(code, step, words);

    private static IReadOnlyDictionary<string, string> Named(string? step, (string Name, string? Value)[] values) => OrderWords.Values([.. values, ("step", step)]);
}
