namespace Integration.Hub;

/// <summary>What stands before one endpoint, looked at from near.</summary>
public interface IEndpointQueues
{
    /// <summary>Keys of which something waits behind an unfinished delivery, by key.</summary>
    /// <param name="after">Go on after this key; null: from the first.</param>
    Task<IReadOnlyList<BlockedKey>> BlockedAsync(string subscriber, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>What failed of its unfinished deliveries, the latest first.</summary>
    Task<IReadOnlyList<FailedDelivery>> LastFailuresAsync(string subscriber, int limit, CancellationToken cancellationToken);
}

/// <param name="Count">How many wait.</param>
/// <param name="Since">When the first of them was accepted.</param>
/// <param name="Behind">The one that holds the key; null: it has ended in this instant.</param>
public sealed record BlockedKey(string Key, long Count, DateTimeOffset Since, MessageId? Behind, DeliveryState? BehindState);

public sealed record FailedDelivery(MessageId Message, DeliveryState State, int Attempts, DateTimeOffset At, Failure Failure);
