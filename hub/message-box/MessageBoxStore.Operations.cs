namespace Integration.Hub.MessageBox;

/// <content>Looking and repairing; the ledger; endpoint states; upkeep.</content>
public sealed partial class MessageBoxStore
{
    /// <inheritdoc />
    public Task<MessagePage> SearchAsync(MessageQuery query, CancellationToken cancellationToken) => _reading.SearchAsync(query, cancellationToken);

    /// <inheritdoc />
    public Task<MessageDetail?> GetAsync(MessageId id, CancellationToken cancellationToken) => _reading.GetAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredPayload>> GetPayloadsAsync(MessageId id, CancellationToken cancellationToken) => _reading.GetPayloadsAsync(id, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MessageSummary>> TraceAsync(TraceQuery query, CancellationToken cancellationToken) => _reading.TraceAsync(query, cancellationToken);

    /// <inheritdoc />
    public async Task<int> ResumeAsync(DeliverySelection selection, Actor actor, CancellationToken cancellationToken) =>
        Count(await _repairing.ResumeAsync(selection, actor, cancellationToken));

    /// <inheritdoc />
    public async Task<int> RemapAsync(DeliverySelection selection, string mapping, Actor actor, CancellationToken cancellationToken) =>
        Count(await _repairing.RemapAsync(selection, mapping, actor, cancellationToken));

    /// <inheritdoc />
    public async Task<int> DiscardAsync(DeliverySelection selection, Actor actor, string reason, CancellationToken cancellationToken) =>
        Count(await _repairing.DiscardAsync(selection, actor, reason, cancellationToken));

    /// <inheritdoc />
    public async Task<Replayed?> ReplayAsync(ReplayRequest request, Actor actor, CancellationToken cancellationToken)
    {
        var (answer, woken) = await _repairing.ReplayAsync(request, actor, cancellationToken);
        Wake(woken);
        return answer;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<SubscriberFigures>> SubscriberFiguresAsync(CancellationToken cancellationToken) => _reading.SubscriberFiguresAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<InterfaceFigures>> InterfaceFiguresAsync(DateTimeOffset since, CancellationToken cancellationToken) => _reading.InterfaceFiguresAsync(since, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<AuditEntry>> AuditAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) => _reading.AuditAsync(since, limit, cancellationToken);

    /// <inheritdoc />
    public Task<TransferClaim> ClaimAsync(TransferKey key, string node, TimeSpan lease, CancellationToken cancellationToken) => _transfers.ClaimAsync(key, node, lease, cancellationToken);

    /// <inheritdoc />
    public Task<Transfer?> SetHashAsync(Guid transferId, string node, string sha256, long? expectedRecords, CancellationToken cancellationToken) =>
        _transfers.SetHashAsync(transferId, node, sha256, expectedRecords, cancellationToken);

    /// <inheritdoc />
    public Task ProgressAsync(Guid transferId, string node, TransferProgress progress, TimeSpan lease, CancellationToken cancellationToken) =>
        _transfers.ProgressAsync(transferId, node, progress, lease, cancellationToken);

    /// <inheritdoc />
    public Task FinishAsync(Guid transferId, string node, TransferState state, TransferProgress progress, Failure? failure, CancellationToken cancellationToken) =>
        _transfers.FinishAsync(transferId, node, state, progress, failure, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAsync(Guid transferId, string node, CancellationToken cancellationToken) => _transfers.ReleaseAsync(transferId, node, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Transfer>> ListAsync(TransferQuery query, CancellationToken cancellationToken) => _transfers.ListAsync(query, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<TransferReject> ReadRejectsAsync(Guid transferId, CancellationToken cancellationToken) => _transfers.ReadRejectsAsync(transferId, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<EndpointState>> ListAsync(CancellationToken cancellationToken) => _reading.EndpointsAsync(cancellationToken);

    /// <inheritdoc />
    public async Task PauseAsync(string endpoint, Actor actor, string reason, CancellationToken cancellationToken)
    {
        await _repairing.SetPausedAsync(endpoint, paused: true, actor, reason, cancellationToken);
        Wake([endpoint]);
    }

    /// <inheritdoc />
    public async Task UnpauseAsync(string endpoint, Actor actor, CancellationToken cancellationToken)
    {
        await _repairing.SetPausedAsync(endpoint, paused: false, actor, reason: null, cancellationToken);
        Wake([endpoint]);
    }

    /// <inheritdoc />
    public async Task SetCircuitAsync(string endpoint, string messageType, CircuitStatus status, DateTimeOffset? probeAt, int failures, string? reason, CancellationToken cancellationToken)
    {
        await _repairing.SetCircuitAsync(endpoint, messageType, status, probeAt, failures, reason, cancellationToken);
        Wake([endpoint]);
    }

    /// <inheritdoc />
    public Task MigrateAsync(CancellationToken cancellationToken) => _database.MigrateAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<(int Moved, DateTimeOffset? NextDue)> PromoteDueAsync(CancellationToken cancellationToken)
    {
        var (moved, next, woken) = await _upkeep.PromoteDueAsync(cancellationToken);
        return (Count((moved, woken)), next);
    }

    /// <inheritdoc />
    public async Task<int> RescueAsync(CancellationToken cancellationToken) => Count(await _upkeep.RescueAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<int> ExpireAsync(CancellationToken cancellationToken) => Count(await _upkeep.ExpireAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<int> ReleaseStrandedAsync(CancellationToken cancellationToken) => Count(await _upkeep.ReleaseStrandedAsync(cancellationToken));

    /// <inheritdoc />
    public Task<RetentionResult> RetainAsync(DateTimeOffset olderThan, CancellationToken cancellationToken) => _upkeep.RetainAsync(olderThan, cancellationToken);

    /// <inheritdoc />
    public Task<UseResult> UseAsync(string key, DateTimeOffset expires, CancellationToken cancellationToken) => _usedOnce.UseAsync(key, expires, cancellationToken);

    /// <inheritdoc />
    public Task<long> ForgetExpiredAsync(CancellationToken cancellationToken) => _usedOnce.ForgetExpiredAsync(cancellationToken);

    private int Count((int Moved, IReadOnlyCollection<string> Woken) change)
    {
        Wake(change.Woken);
        return change.Moved;
    }
}
