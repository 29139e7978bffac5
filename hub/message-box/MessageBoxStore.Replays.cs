namespace Integration.Hub.MessageBox;

/// <content>The past for a subscriber.</content>
public sealed partial class MessageBoxStore : IReplays
{
    /// <inheritdoc />
    public Task<Replay?> BeginAsync(ReplayWish wish, string node, TimeSpan lease, Actor actor, CancellationToken cancellationToken) => _replays.BeginAsync(wish, node, lease, actor, cancellationToken);

    /// <inheritdoc />
    public Task<Replay?> TakeOverAsync(IReadOnlyList<string> subscribers, string node, TimeSpan lease, CancellationToken cancellationToken) =>
        _replays.TakeOverAsync(subscribers, node, lease, cancellationToken);

    /// <inheritdoc />
    public async Task<Replay?> SetAsideAsync(Replay replay, int chunk, TimeSpan lease, CancellationToken cancellationToken)
    {
        var next = await _replays.SetAsideAsync(replay, chunk, lease, cancellationToken);
        // What came meanwhile was not claimed until all was set aside.
        if (next is { State: ReplayState.Deciding })
            Wake([replay.Wish.Subscriber]);
        return next;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Envelope>> ReadSetAsideAsync(Replay replay, int atMost, long atMostBytes, CancellationToken cancellationToken) =>
        _replays.ReadSetAsideAsync(replay, atMost, atMostBytes, cancellationToken);

    /// <inheritdoc />
    public async Task<Replay?> DecideAsync(Replay replay, IReadOnlyList<ReplayDecision> decisions, TimeSpan lease, CancellationToken cancellationToken)
    {
        var next = await _replays.DecideAsync(replay, decisions, lease, cancellationToken);
        Wake([replay.Wish.Subscriber]);
        return next;
    }

    /// <inheritdoc />
    public async Task LeaveAsync(Replay replay, CancellationToken cancellationToken)
    {
        await _replays.LeaveAsync(replay, cancellationToken);
        Wake([replay.Wish.Subscriber]);
    }

    /// <inheritdoc />
    public async Task<bool> StopAsync(string subscriber, Actor actor, CancellationToken cancellationToken)
    {
        var stopped = await _replays.StopAsync(subscriber, actor, cancellationToken);
        Wake([subscriber]);
        return stopped;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Replay>> ReplaysAsync(CancellationToken cancellationToken) => _replays.ListAsync(cancellationToken);
}
