namespace Integration.Hub;

/// <summary>Asks another system a question through the hub and waits for the answer: what the core app calls.</summary>
public interface IQueryThrough
{
    /// <summary>
    /// The other system's answer, or its last known one when it cannot be asked; always within the interface's <c>timeout</c>.
    /// Throws <see cref="RequestRefusedException"/> when the other system says no in its contract's own words, and when it cannot be asked and
    /// has never answered this question (<c>query.no-answer</c>).
    /// </summary>
    /// <param name="query">A query of the canonical model that an outbound interface carries with <c>query: true</c>.</param>
    /// <param name="asker">Who asks, e.g. <c>core</c>; kept as the source of the recorded question.</param>
    /// <param name="cancellationToken">Ends the caller's waiting only: a question under way is seen through, so that its answer is known to the next.</param>
    Task<ThroughAnswer> AskAsync<T>(T query, string asker, CancellationToken cancellationToken) where T : class;
}

/// <param name="Type">Canonical type of the answer, e.g. <c>CurrentCharges</c>.</param>
/// <param name="Body">Canonical JSON; its field <c>stale</c>, if it has one, says the same as <paramref name="Stale"/>.</param>
/// <param name="Stale">The other system could not be asked: this is its last known answer.</param>
/// <param name="AnsweredAt">When the other system gave it.</param>
/// <param name="Age">How long ago that was.</param>
/// <param name="Why">Why it is stale; null if it is not.</param>
/// <param name="Message">The answer's message in the box.</param>
public sealed record ThroughAnswer(string Type, ReadOnlyMemory<byte> Body, bool Stale, DateTimeOffset AnsweredAt, TimeSpan Age, Failure? Why, MessageId Message);
