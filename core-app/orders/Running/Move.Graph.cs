using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

// What follows from the graph: which steps begin, which are undone, and when the order is over.
internal sealed partial class Move
{
    /// <summary>Begins whatever can begin now, and ends the order when nothing is left.</summary>
    public void Advance()
    {
        if (GoesBack)
            GoBack();
        else if (Order.State == ProductOrderState.InProgress)
            GoOn();
    }

    private void GoOn()
    {
        // Steps that an amendment took out go back beside those that go on.
        UndoWhatMayBe();
        foreach (var step in Steps().Where(s => s.State == StepState.Waiting && s.Plan.After.All(a => Known(a).LetsOthersBegin)).ToList())
            Begin(step);
        if (Steps().All(s => s.After == AfterTurn.GoOn && s.State is StepState.Completed or StepState.Skipped or StepState.Undone or StepState.Cancelled))
            Become(ProductOrderState.Completed);
    }

    private void GoBack()
    {
        UndoWhatMayBe();
        if (Steps().All(s => s.State is StepState.Undone or StepState.Cancelled or StepState.Skipped || (s.State == StepState.Completed && s.After == AfterTurn.GoOn)))
            Become(ProductOrderState.Cancelled);
    }

    // In reverse: a step is undone when nothing that was built on it is still to be undone, however far down the graph.
    private void UndoWhatMayBe()
    {
        var held = new HashSet<string>();
        var open = new Stack<string>(Steps().Where(IsToBeUndone).SelectMany(s => s.Plan.After));
        while (open.TryPop(out var key))
        {
            if (held.Add(key) && Order.Steps.TryGetValue(key, out var step))
                step.Plan.After.ToList().ForEach(open.Push);
        }

        foreach (var step in Steps().Where(s => s.State == StepState.Completed && s.After != AfterTurn.GoOn && !held.Contains(s.Key)))
            BeginUndo(step);
    }

    private static bool IsToBeUndone(RunningStep step) => step.State is StepState.Undoing or StepState.UndoFailed
        || (step.After != AfterTurn.GoOn && step.State is StepState.InProgress or StepState.Completed);

    private void Begin(RunningStep step)
    {
        var sla = TimeSpan.FromHours(step.Plan.Step.SlaHours);
        step = step with
        {
            State = StepState.InProgress,
            Turn = step.Turn + 1,
            StartedAt = step.StartedAt ?? now,
            WarnAt = step.WarnAt ?? calendar.Add(now, sla * (step.Plan.Step.WarnAt / 100d)),
            DueAt = step.DueAt ?? calendar.Add(now, sla),
            EndedAt = null,
        };
        Set(step);
        _effects.Add(new OrderEffect.Do(step.Key, step.Turn));
        Clock(step);
    }

    private void BeginUndo(RunningStep step)
    {
        step = step with { State = StepState.Undoing, Turn = step.Turn + 1, Trouble = null, EndedAt = null, After = step.After == AfterTurn.UndoAndRepeat ? step.After : AfterTurn.Undo };
        Set(step);
        _effects.Add(new OrderEffect.Undo(step.Key, step.Turn));
    }
}
