using Integration.CoreApp.Shared;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>One event's way through an order.</summary>
internal sealed partial class Move(OrderRun order, WorkingCalendar calendar, DateTimeOffset now)
{
    // Once it is overdue, the next one above is told each time so many working hours have gone by.
    private static readonly TimeSpan Escalation = TimeSpan.FromHours(8);

    private readonly List<OrderEffect> _effects = [];

    public OrderRun Order { get; private set; } = order;

    public IReadOnlyList<OrderEffect> Effects => _effects;

    private bool GoesBack => Order.State == ProductOrderState.PendingCancellation;

    public void Place()
    {
        if (Order.State == ProductOrderState.Acknowledged)
            Become(ProductOrderState.InProgress);
    }

    public void End(OrderEvent.StepEnded e)
    {
        // A step that was given up as failed and is reported done after all is done: the other system's word counts.
        if (Turn(e.Key, e.Turn) is not { State: StepState.InProgress or StepState.Failed } step)
            return;
        Set(step with { State = StepState.Completed, EndedAt = now, Trouble = null, Result = step.Result.SetItems(e.Result) });
        AfterTheTurn(e.Key);
    }

    public void Fail(OrderEvent.StepFailed e)
    {
        if (Turn(e.Key, e.Turn) is not { State: StepState.InProgress } step)
            return;
        // Nothing was done: there is nothing to undo.
        if (step.After == AfterTurn.Undo)
            Set(step with { State = StepState.Cancelled, EndedAt = now, Trouble = e.Trouble, After = AfterTurn.GoOn });
        else if (step.After == AfterTurn.UndoAndRepeat)
            Set(Fresh(step));
        else
            Set(step with { State = StepState.Failed, EndedAt = now, Trouble = e.Trouble });
    }

    public void Undone(string key, int turn)
    {
        if (Turn(key, turn) is not { State: StepState.Undoing or StepState.UndoFailed } step)
            return;
        Set(step.After == AfterTurn.UndoAndRepeat ? Fresh(step) : step with { State = StepState.Undone, EndedAt = now, Trouble = null, After = AfterTurn.GoOn });
    }

    public void FailUndo(OrderEvent.UndoFailed e)
    {
        if (Turn(e.Key, e.Turn) is { State: StepState.Undoing } step)
            Set(step with { State = StepState.UndoFailed, Trouble = e.Trouble });
    }

    public void Retry(string key)
    {
        var step = Known(key);
        if (step.State == StepState.UndoFailed)
            BeginUndo(step);
        else if (step.State != StepState.Failed)
            throw new OrderRefusedException("order.step-not-failed", key, ("state", WireNames.Of(step.State)));
        else if (GoesBack)
            throw new OrderRefusedException("order.going-back", key);
        else
            // The customer's clock goes on: it does not matter to them how often it was tried.
            Set(step with { State = StepState.Waiting, Trouble = null });
    }

    public void Skip(string key, string reason)
    {
        var step = Known(key);
        if (step.State == StepState.UndoFailed)
            Set(step with { State = StepState.Undone, EndedAt = now, Trouble = Skipped(reason), After = AfterTurn.GoOn });
        else if (step.State == StepState.Failed)
            Set(step with { State = StepState.Skipped, EndedAt = now, Trouble = Skipped(reason) });
        else
            throw new OrderRefusedException("order.step-not-failed", key, ("state", WireNames.Of(step.State)));
    }

    private static StepTrouble Skipped(string reason) => new("skipped", reason, OrderWords.Values((OrderWords.Said, reason)));

    public void Hold(string reason)
    {
        Expect(ProductOrderState.InProgress);
        Order = Order with { HeldAt = now };
        Become(ProductOrderState.Held, reason);
    }

    public void Resume()
    {
        Expect(ProductOrderState.Held);
        var held = calendar.Between(Order.HeldAt!.Value, now);
        // The clocks stood still meanwhile.
        foreach (var step in Steps().Where(s => s.State is StepState.InProgress or StepState.Failed))
            Clock(step with { WarnAt = Later(step.WarnAt, held), DueAt = Later(step.DueAt, held) });
        Order = Order with { HeldAt = null };
        Become(ProductOrderState.InProgress);
    }

    public void Cancel(string reason)
    {
        if (Order.IsOver || GoesBack)
            throw new OrderRefusedException("order.over", null, ("state", WireNames.Of(Order.State)));
        if (Steps().FirstOrDefault(s => s.Plan.Step.PointOfNoReturn && s.State is not (StepState.Waiting or StepState.Undone or StepState.Cancelled)) is { } noReturn)
            throw new OrderRefusedException("order.past-no-return", noReturn.Key);
        Order = Order with { HeldAt = null };
        Become(ProductOrderState.PendingCancellation, reason);
        foreach (var step in Steps())
            GiveUp(step);
    }

    public void Amend(IReadOnlyList<ProductOrderItem> items, IReadOnlyList<PlannedStep> plan)
    {
        if (Order.State is not (ProductOrderState.InProgress or ProductOrderState.Held))
            throw new OrderRefusedException("order.not-running", null, ("state", WireNames.Of(Order.State)));
        var touched = Amendment.Touched(Order, items, plan);
        if (touched.Select(Known).FirstOrDefault(s => s.Plan.Step.PointOfNoReturn && s.State is not StepState.Waiting) is { } noReturn)
            throw new OrderRefusedException("order.past-no-return", noReturn.Key);
        if (touched.Select(Known).FirstOrDefault(s => s.State == StepState.Completed && StepAction.Of(s.Plan.Step.Do).CanUndo && !s.Plan.Step.Undo) is { } lasting)
            throw new OrderRefusedException("order.step-over", lasting.Key);
        var planned = plan.ToDictionary(p => p.Key);
        if (BehindNoReturn(Steps().Where(s => touched.Contains(s.Key) || !planned.ContainsKey(s.Key))) is { } behind)
            throw new OrderRefusedException("order.past-no-return", behind.Key);
        foreach (var step in Steps())
        {
            if (!planned.Remove(step.Key, out var wanted))
                GiveUp(step);
            else if (touched.Contains(step.Key) || step.After == AfterTurn.Undo || step.State is StepState.Undone or StepState.Cancelled)
                Repeat(step with { Plan = wanted });
            else
                Keep(step with { Plan = wanted });
        }

        foreach (var added in planned.Values)
            Set(new RunningStep { Plan = added, State = StepState.Waiting });
        Order = Order with { Items = items };
    }

    // Of the same item, or of the whole order: what has begun before it is not taken back any more. What has not begun yet may still be changed.
    private RunningStep? BehindNoReturn(IEnumerable<RunningStep> changed)
    {
        var begun = changed.Where(s => s.State is not (StepState.Waiting or StepState.Undone or StepState.Cancelled)).ToList();
        return Steps().FirstOrDefault(n => n.Plan.Step.PointOfNoReturn && n.State is not (StepState.Waiting or StepState.Undone or StepState.Cancelled)
            && begun.Exists(s => n.Plan.ItemNo is null || s.Plan.ItemNo is null || s.Plan.ItemNo == n.Plan.ItemNo));
    }

    public void Ring(string key, int turn)
    {
        if (Order.HeldAt is not null || Turn(key, turn) is not { State: StepState.InProgress or StepState.Failed } step)
            return;
        // A reminder from before the clock was moved on comes too early.
        if (now < NextAlert(step))
            return;
        _effects.Add(new OrderEffect.Jeopardy(key, step.Alerts, step.DueAt!.Value));
        Clock(step with { Alerts = step.Alerts + 1 });
    }

    // The order no longer wants the step.
    private void GiveUp(RunningStep step)
    {
        var action = StepAction.Of(step.Plan.Step.Do);
        if (step.State is StepState.Waiting or StepState.Failed)
            Set(step with { State = StepState.Cancelled, EndedAt = now });
        else if (step.State == StepState.InProgress && action.UndoneWhileRunning)
            BeginUndo(step);
        else if (step.State == StepState.InProgress && step.Plan.Step.Do == TemplateStepDo.Person)
            Withdraw(step, StepState.Cancelled);
        else if (step.State == StepState.InProgress)
            Keep(step with { After = AfterTurn.Undo });
        else if (step.State == StepState.Completed && step.Plan.Step.Undo)
            Keep(step with { After = AfterTurn.Undo });
        else if (step.State == StepState.Undoing)
            Keep(step with { After = AfterTurn.Undo });
    }

    // The order wants the step again, with what has changed.
    private void Repeat(RunningStep step)
    {
        var action = StepAction.Of(step.Plan.Step.Do);
        if (step.State is StepState.Waiting)
            Keep(step);
        else if (step.State == StepState.InProgress && action.CanAmend)
        {
            Keep(step);
            _effects.Add(new OrderEffect.Change(step.Key, step.Turn));
        }
        else if (step.State == StepState.InProgress && step.Plan.Step.Do == TemplateStepDo.Person)
            Withdraw(step, StepState.Waiting);
        else if (step.State == StepState.InProgress || (step.State == StepState.Completed && step.Plan.Step.Undo) || step.State == StepState.Undoing)
            Keep(step with { After = AfterTurn.UndoAndRepeat });
        else
            Set(Fresh(step));
    }

    private void Withdraw(RunningStep step, StepState state)
    {
        _effects.Add(new OrderEffect.Withdraw(step.Key));
        Set(state == StepState.Waiting ? Fresh(step) : step with { State = state, EndedAt = now });
    }

    private void AfterTheTurn(string key)
    {
        var step = Known(key);
        if (step.After == AfterTurn.GoOn || step.Plan.Step.Undo)
            return;
        // Nothing of it is left behind.
        Set(step.After == AfterTurn.UndoAndRepeat ? Fresh(step) : step with { After = AfterTurn.GoOn });
    }

    private RunningStep Fresh(RunningStep step) => step with
    {
        State = StepState.Waiting, StartedAt = null, WarnAt = null, DueAt = null, EndedAt = null, Trouble = null, After = AfterTurn.GoOn, Alerts = 0, Result = step.Result.Clear(),
    };

    private void Clock(RunningStep step)
    {
        Keep(step);
        _effects.Add(new OrderEffect.RingAt(step.Key, step.Turn, NextAlert(step)));
    }

    private DateTimeOffset NextAlert(RunningStep step) => step.Alerts switch
    {
        0 => step.WarnAt!.Value,
        1 => step.DueAt!.Value,
        _ => calendar.Add(step.DueAt!.Value, Escalation * (step.Alerts - 1)),
    };

    private DateTimeOffset? Later(DateTimeOffset? at, TimeSpan held) => at is { } instant ? calendar.Add(instant, held) : null;

    private void Expect(ProductOrderState state)
    {
        if (Order.State != state)
            throw new OrderRefusedException("order.not-" + state.ToString().ToLowerInvariant(), null, ("state", WireNames.Of(Order.State)));
    }

    private void Become(ProductOrderState state, string? reason = null)
    {
        Order = Order with { State = state, Reason = reason ?? Order.Reason };
        _effects.Add(new OrderEffect.OrderChanged(state, reason));
    }

    private List<RunningStep> Steps() => [.. Order.Steps.Values.OrderBy(s => s.Key, StringComparer.Ordinal)];

    private RunningStep? Turn(string key, int turn) => Order.Steps.TryGetValue(key, out var step) && step.Turn == turn ? step : null;

    private RunningStep Known(string key) => Order.Steps.TryGetValue(key, out var step)
        ? step : throw new OrderRefusedException("order.unknown-step", key);

    private void Set(RunningStep step)
    {
        Keep(step);
        _effects.Add(new OrderEffect.StepChanged(step.Key));
    }

    private void Keep(RunningStep step) => Order = Order with { Steps = Order.Steps.SetItem(step.Key, step) };
}
