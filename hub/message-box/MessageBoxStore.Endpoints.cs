using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <content>What stands before one endpoint.</content>
public sealed partial class MessageBoxStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<BlockedKey>> BlockedAsync(string subscriber, string? after, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        new Step<BlockedKey>("list_blocked", r => new(r.Text(), r.Long(), r.Time(), r.MessageOrNull(), (DeliveryState?)r.LongOrNull())).With("subscriber", subscriber).With("after", after).With("limit", limit), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<FailedDelivery>> LastFailuresAsync(string subscriber, int limit, CancellationToken cancellationToken) => await _database.ReadAsync(
        new Step<FailedDelivery>("last_failures", r => new(r.Message(), r.State<DeliveryState>(), r.Int(), r.Time(), r.FailureOrNull()!)).With("subscriber", subscriber).With("limit", limit), cancellationToken);
}
