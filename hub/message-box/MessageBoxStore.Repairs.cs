namespace Integration.Hub.MessageBox;

/// <content>Groups of failures, the runs that repair them, and other bodies for single ones.</content>
public sealed partial class MessageBoxStore : IRepairRuns, IFailureGroups, IEdits
{
    private readonly Groups _groups;
    private readonly Runs _runs;
    private readonly RunPortions _portions;
    private readonly Edits _edits;

    /// <inheritdoc />
    public Task<IReadOnlyList<FailureGroup>> SummariseParkedAsync(CancellationToken cancellationToken) => _groups.AllAsync(cancellationToken);

    /// <inheritdoc />
    public Task<FailureGroup?> GroupAsync(string fingerprint, CancellationToken cancellationToken) => _groups.OneAsync(fingerprint, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ParkedDelivery>> ParkedAsync(FailureGroup group, long? below, int limit, CancellationToken cancellationToken) => _groups.ParkedAsync(group, below, limit, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<int>> ResumedAsync(string fingerprint, CancellationToken cancellationToken) => _groups.ResumedAsync(fingerprint, cancellationToken);

    /// <inheritdoc />
    public Task<FailureGroup?> NoteAsync(string fingerprint, int version, string? owner, string? note, Actor actor, CancellationToken cancellationToken) =>
        _groups.NoteAsync(fingerprint, version, owner, note, actor, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<MessageId, ReadOnlyMemory<byte>>> BodyStartsAsync(IReadOnlyList<MessageId> messages, int bytes, CancellationToken cancellationToken) =>
        _groups.BodyStartsAsync(messages, bytes, cancellationToken);

    /// <inheritdoc />
    public Task<RepairRun?> StartRunAsync(RunWish wish, Actor actor, CancellationToken cancellationToken) => _runs.StartAsync(wish, actor, cancellationToken);

    /// <inheritdoc />
    public Task<RepairRun?> FindRunAsync(Guid run, CancellationToken cancellationToken) => _runs.FindAsync(run, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RepairRun>> RunsAsync(RunQuery query, CancellationToken cancellationToken) => _runs.ListAsync(query, cancellationToken);

    /// <inheritdoc />
    public Task<RepairRun?> ChangeRunAsync(Guid run, RunChange change, Actor actor, CancellationToken cancellationToken) => _runs.ChangeAsync(run, change, actor, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> WorkOnRunsAsync(CancellationToken cancellationToken)
    {
        var (worked, woken) = await _portions.WorkAsync(cancellationToken);
        Wake(woken);
        return worked;
    }

    /// <inheritdoc />
    public Task<int> ForgetRunMembersAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) => _runs.ForgetMembersAsync(endedBefore, cancellationToken);

    /// <inheritdoc />
    public async Task<Edit> MakeAsync(EditWish wish, Actor actor, CancellationToken cancellationToken) => Woken(await _edits.MakeAsync(wish, actor, cancellationToken));

    /// <inheritdoc />
    public async Task<Edit?> DecideAsync(Guid edit, bool agreed, string? reason, Actor actor, CancellationToken cancellationToken) =>
        await _edits.DecideAsync(edit, agreed, reason, actor, cancellationToken) is { } decided ? Woken(decided) : null;

    /// <inheritdoc />
    public Task<Edit?> FindEditAsync(Guid edit, CancellationToken cancellationToken) => _edits.FindAsync(edit, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Edit>> EditsAsync(EditQuery query, CancellationToken cancellationToken) => _edits.ListAsync(query, cancellationToken);

    private Edit Woken(Edit edit)
    {
        if (edit.State == EditState.Sent)
            Wake([edit.Delivery.Subscriber]);
        return edit;
    }
}
