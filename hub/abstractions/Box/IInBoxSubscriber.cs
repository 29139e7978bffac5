namespace Integration.Hub;

/// <summary>A part of the system that works inside the box's transaction: archive, orders, warnings.</summary>
public interface IInBoxSubscriber
{
    /// <summary>e.g. <c>archive</c>; names its deliveries.</summary>
    string Name { get; }

    /// <summary>Canonical message types it wants.</summary>
    IReadOnlyList<string> MessageTypes { get; }

    /// <summary>Of these types it wants this one. Asked whenever one is planned: it looks at the envelope only, and not into the body.</summary>
    bool Wants(Envelope envelope) => true;

    /// <summary>So many deliveries at most in one transaction; fewer where each is much work, so that what the first ones lead to does not wait for the last.</summary>
    int MostTogether => 100;

    /// <summary>
    /// Handles deliveries in the order given. Its writes, what it publishes and the completion of all of them commit together.
    /// Throwing rolls all of it back; the dispatcher then tries them one by one, so that one bad message parks alone.
    /// Must be idempotent in effect only through the box: a completed delivery never comes again.
    /// </summary>
    Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken);
}

/// <summary>Answers synchronous queries from the unified data; changes nothing.</summary>
public interface IQueryHandler
{
    /// <summary>Canonical query type it answers, e.g. <c>FindCustomerByServiceNumber</c>.</summary>
    string QueryType { get; }

    /// <summary>
    /// Canonical JSON of the reply. Throws <see cref="RequestRefusedException"/> to say no in business terms (not found, not allowed).
    /// </summary>
    /// <param name="query">Canonical JSON of the query.</param>
    /// <param name="caller">Which system asks; decides what it may see.</param>
    Task<ReadOnlyMemory<byte>> AnswerAsync(ReadOnlyMemory<byte> query, QueryCaller caller, CancellationToken cancellationToken);
}

/// <param name="System">Authenticated system.</param>
/// <param name="OrgUnits">Org units whose customers it may see; null: all.</param>
public sealed record QueryCaller(string System, IReadOnlyList<string>? OrgUnits);

/// <summary>A request that is well-formed and understood, and refused for a business reason.</summary>
public sealed class RequestRefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code, e.g. <c>customer.not-found</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>An in-box subscriber found that the message itself is wrong; it is parked at once.</summary>
public sealed class InBoxDataException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
