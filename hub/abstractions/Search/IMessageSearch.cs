namespace Integration.Hub;

/// <summary>Finding messages by whatever is known of them. Nothing is missed: what the text index has not reached yet is looked through itself, and every hit is proved on the message's own text.</summary>
public interface IMessageSearch
{
    /// <summary>The newest first. Ends early where the time given to it is over, and says how far it came.</summary>
    /// <exception cref="FilterException">The filter has too many alternatives.</exception>
    Task<FoundPage> FindAsync(MessageFinding finding, CancellationToken cancellationToken);

    /// <summary>How many messages there are over a time, in steps of equal length.</summary>
    Task<FoundCounts> CountAsync(MessageCounting counting, CancellationToken cancellationToken);

    /// <summary>How far the text index is.</summary>
    Task<TextIndexState> TextIndexAsync(CancellationToken cancellationToken);
}

/// <summary>Makes the text index behind the traffic; any number of nodes may call it, the work is done once.</summary>
public interface ITextIndexing
{
    /// <summary>Takes the next messages into the index, if there are enough of them. Returns how many; 0: nothing to do now, or another node is at it.</summary>
    Task<int> IndexSomeAsync(CancellationToken cancellationToken);
}

/// <param name="After">Go on after this message, as a page before said.</param>
/// <param name="Patience">Time after which what was found is given back; null: five seconds.</param>
public sealed record MessageFinding(MessageFilter Filter, MessageId? After = null, int Limit = 50, TimeSpan? Patience = null);

/// <param name="Next">Goes on from here; null: that was all.</param>
/// <param name="SearchedBackTo">Set where time was over before the page was full: everything that came later has been looked through.</param>
public sealed record FoundPage(IReadOnlyList<MessageSummary> Messages, MessageId? Next, DateTimeOffset? SearchedBackTo);

public sealed record MessageCounting(MessageFilter Filter, DateTimeOffset From, DateTimeOffset To, int Steps, TimeSpan? Patience = null);

/// <param name="Counts">Of each step, the oldest first.</param>
/// <param name="CompleteSince">Steps before it are not, or only partly, counted; null: all are complete.</param>
public sealed record FoundCounts(DateTimeOffset From, TimeSpan Step, IReadOnlyList<long> Counts, DateTimeOffset? CompleteSince);

/// <param name="Behind">Messages, and payloads that came later, which are not in the index yet; they are searched all the same.</param>
/// <param name="At">When it last went on; null: never yet.</param>
/// <param name="Documents">Texts in it; a message counts again when later attempts added to it.</param>
public sealed record TextIndexState(long Behind, DateTimeOffset? At, long Segments, long Documents, long Bytes);
