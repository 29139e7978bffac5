using Integration.Hub.Operations.Map;

namespace Integration.Hub.Operations.Endpoints;

/// <summary>An interface as those who keep it running see it.</summary>
/// <param name="Waiting">Null: nothing of it is unfinished.</param>
/// <param name="Sends">False: it only brings in, so it has no deliveries to hold.</param>
public sealed record WatchedEndpoint(MapLink Link, SubscriberFigures? Waiting, EndpointLimits? Limits, bool Sends, IReadOnlyList<Expiry> Expiries);

/// <param name="Concurrency">Deliveries under way at once, on each node.</param>
/// <param name="Attempts">After so many tries a person decides.</param>
public sealed record EndpointLimits(int Concurrency, TimeSpan Timeout, int Attempts, int CircuitAfter, string Order, string Address, string? Credential);

/// <summary>Something that ends on a day.</summary>
/// <param name="What">e.g. <c>certificate of bank</c>.</param>
public sealed record Expiry(string What, DateTimeOffset At);

/// <param name="Drained">Nothing is under way any more.</param>
public sealed record Drained(bool IsDrained, long InFlight, long Held);

/// <param name="Code">Of the failure; null: it answered.</param>
/// <param name="How">What was tried.</param>
public sealed record EndpointTest(bool Ok, string How, TimeSpan Took, string? Code, string? Message, string? Advice);
