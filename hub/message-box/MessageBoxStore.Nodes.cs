namespace Integration.Hub.MessageBox;

/// <content>The nodes of the database and the reload that they agree on.</content>
public sealed partial class MessageBoxStore : INodes
{
    // No subscriber has a name with a space.
    private const string Reloading = "reload of the configuration";

    /// <inheritdoc />
    public Task SeenAsync(HubNode node, CancellationToken cancellationToken) => _nodes.SeenAsync(node, cancellationToken);

    /// <inheritdoc />
    public Task GoneAsync(HubNode node, CancellationToken cancellationToken) => _nodes.GoneAsync(node, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<HubNode>> NodesAsync(CancellationToken cancellationToken) => _nodes.ListAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<Reload?> AskReloadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var asked = await _nodes.AskAsync(actor, cancellationToken);
        Wake([Reloading]);
        return asked;
    }

    /// <inheritdoc />
    public Task<Reload?> LastReloadAsync(CancellationToken cancellationToken)
    {
        _signals.Reset(Reloading);
        return _nodes.LastAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task AnswerReloadAsync(long generation, string node, ReloadVerdict verdict, string said, CancellationToken cancellationToken)
    {
        await _nodes.AnswerAsync(generation, node, verdict, said, cancellationToken);
        Wake([Reloading]);
    }

    /// <inheritdoc />
    public async Task DecideReloadAsync(long generation, CancellationToken cancellationToken)
    {
        if (await _nodes.DecideAsync(generation, cancellationToken))
            Wake([Reloading]);
    }

    /// <inheritdoc />
    public Task WaitForReloadAsync(TimeSpan atMost, CancellationToken cancellationToken) => _signals.WaitAsync(Reloading, atMost, _clock.Time, cancellationToken);
}
