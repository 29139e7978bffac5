namespace Integration.Hub.Host.Demo;

/// <summary>One system's part of the day: what happens with it, what goes wrong, and what its own books must agree with.</summary>
internal interface IDemoChapter
{
    /// <summary>Turns the counterpart's faults on; called before the first stage if the plan wants faults.</summary>
    void Misbehave();

    /// <summary>What happens in a stage. Steps of all chapters run at once; a stage begins when the one before it has ended.</summary>
    IEnumerable<DemoStep> Steps(DemoStage stage);

    /// <summary>Lays the hub's figures beside the counterpart's books, when all is at rest.</summary>
    Task CompareAsync(DemoComparison books, CancellationToken cancellationToken);
}

/// <summary>Parts of the day, one after the other.</summary>
internal enum DemoStage
{
    /// <summary>What comes from other systems by itself, and what the hub asks of them.</summary>
    Morning,

    /// <summary>What needs the morning's data.</summary>
    Afternoon,

    /// <summary>What closes the day: batches, results, statements.</summary>
    Evening,
}

/// <param name="What">Said when it has ended.</param>
internal sealed record DemoStep(string What, Func<CancellationToken, Task> PlayAsync);
