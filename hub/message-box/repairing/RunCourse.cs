namespace Integration.Hub.MessageBox;

/// <summary>What becomes of a run next: pure, the same row gives the same answer.</summary>
internal static class RunCourse
{
    /// <summary>Between two looks at what is under way.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500), SlowLook = TimeSpan.FromSeconds(2);

    private const int MostTogether = 1000, PortionsPerSecond = 4;
    private static readonly TimeSpan MostCaughtUp = TimeSpan.FromSeconds(1);

    /// <summary>How many may go now.</summary>
    public static int Room(RepairRun run)
    {
        var together = run.Wish.Rate is { } rate ? Math.Clamp(rate / PortionsPerSecond, 1, MostTogether) : MostTogether;
        return (int)Math.Max(0, Math.Min(together, run.StepSize - run.StepGone));
    }

    /// <summary>When the next may go after so many have gone. A run that was held up catches up by a second, not by all that it missed.</summary>
    public static DateTimeOffset DueAfter(RepairRun run, DateTimeOffset? due, long gone, DateTimeOffset now)
    {
        if (run.Wish.Rate is not { } rate || gone == 0)
            return now;
        var from = due is { } d && d > now - MostCaughtUp ? d : now - MostCaughtUp;
        return (from > now ? now : from) + TimeSpan.FromSeconds(gone / (double)rate);
    }

    /// <summary>The run after a portion, and when it is to be looked at again; null: never.</summary>
    /// <param name="due">When the next of the step may go.</param>
    public static (RepairRun Run, DateTimeOffset? Due) After(RepairRun run, DateTimeOffset due, DateTimeOffset now)
    {
        if (run.State == RunState.Running && (run.Left == 0 || run.StepGone >= run.StepSize))
            run = run with { State = RunState.Waiting };
        if (run.State is RunState.Running or RunState.Waiting && FailsTooMuch(run))
            run = run with { State = RunState.Stopped, Why = "failed-again" };
        if (run.State == RunState.Waiting && run.Left == 0 && run.Open == 0)
            run = Ended(run, now);
        if (run.State == RunState.Waiting && run.Left > 0 && run.StepGone == run.StepEnded)
            return (NextStep(run), due > now ? due : now);
        return run.State switch
        {
            RunState.Gathering => (run, now),
            RunState.Running => (run, due),
            RunState.Waiting => (run, now + Look),
            // What has gone comes to its end all the same, and is counted.
            _ => (run, run.Open > 0 ? now + SlowLook : null),
        };
    }

    public static RepairRun NextStep(RepairRun run) => run with { State = RunState.Running, Why = null, Step = run.Step + 1, StepGone = 0, StepEnded = 0, StepFailed = 0 };

    /// <summary>A step of the same size, to which those still under way count.</summary>
    public static RepairRun StepAgain(RepairRun run) => run with { State = RunState.Running, Why = null, StepGone = run.StepGone - run.StepEnded, StepEnded = 0, StepFailed = 0 };

    public static RepairRun Ended(RepairRun run, DateTimeOffset now) =>
        run with { State = RunState.Done, EndedAt = now, Why = run.Planned == 0 ? "nothing" : null };

    /// <summary>Even if all others of the step got through. With nothing left there is nothing to be stopped.</summary>
    private static bool FailsTooMuch(RepairRun run)
    {
        if (run.Wish.StopAbove is not { } share || run.Left == 0 || run.StepFailed == 0)
            return false;
        var ofStep = Math.Min(run.StepSize, run.StepGone + run.Left);
        return run.StepFailed > share * ofStep;
    }
}
