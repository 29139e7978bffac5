namespace Integration.Hub;

/// <summary>
/// A part that notices what did not come, which no message tells. The hub has it look every few seconds, on every node: what it says must
/// follow from the database and the clock, with the same words and duplicate key wherever it is said.
/// </summary>
public interface IWatch
{
    /// <summary>What it does, for the log: "look for overdue debits".</summary>
    string Name { get; }

    /// <summary>Looks once. Throwing is logged, and it looks again the next time.</summary>
    /// <param name="post">Accepts a message and plans its deliveries.</param>
    Task LookAsync(Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, CancellationToken cancellationToken);
}
