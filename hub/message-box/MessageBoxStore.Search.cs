namespace Integration.Hub.MessageBox;

/// <content>Finding messages, and the text index behind it.</content>
public sealed partial class MessageBoxStore : IMessageSearch, ITextIndexing
{
    private readonly FilterSearch _search;
    private readonly TextIndexing _texts;

    /// <inheritdoc />
    public Task<FoundPage> FindAsync(MessageFinding finding, CancellationToken cancellationToken) => _search.FindAsync(finding, cancellationToken);

    /// <inheritdoc />
    public Task<FoundCounts> CountAsync(MessageCounting counting, CancellationToken cancellationToken) => _search.CountAsync(counting, cancellationToken);

    /// <inheritdoc />
    public Task<TextIndexState> TextIndexAsync(CancellationToken cancellationToken) => _search.StateAsync(cancellationToken);

    /// <inheritdoc />
    public Task<int> IndexSomeAsync(CancellationToken cancellationToken) => _texts.IndexSomeAsync(cancellationToken);
}
