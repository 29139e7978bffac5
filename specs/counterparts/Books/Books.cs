namespace Integration.Specs.Counterparts;

/// <summary>A counterpart's own books: what it sent, received and answered, independent of what the hub says. Thread-safe.</summary>
public sealed class Books : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<BookEntry> _entries = [];
    private readonly Journal<BookEntry> _journal;
    private readonly TimeProvider _time;

    /// <param name="file">Journal that outlives the process; null: in memory only.</param>
    public Books(TimeProvider time, string? file = null)
    {
        _time = time;
        _journal = new Journal<BookEntry>(file, _entries.Add);
    }

    /// <summary>Raised after each entry, outside the lock.</summary>
    public event Action<BookEntry>? Entered;

    public void Enter(string @interface, BookKind kind, string id, long count = 1, long fen = 0, string? note = null)
    {
        var entry = new BookEntry(@interface, kind, id, _time.GetUtcNow(), count, fen, note);
        lock (_lock)
        {
            _journal.Append(entry);
            _entries.Add(entry);
        }
        Entered?.Invoke(entry);
    }

    public IReadOnlyList<BookEntry> Entries(string? @interface = null)
    {
        lock (_lock)
            return [.. _entries.Where(e => @interface is null || e.Interface == @interface)];
    }

    public BookSummary Summary(string @interface)
    {
        var entries = Entries(@interface);
        long Sum(BookKind kind) => entries.Where(e => e.Kind == kind).Sum(e => e.Count);
        return new BookSummary(
            @interface, Sum(BookKind.Sent), Sum(BookKind.Repeated), Sum(BookKind.Received), Sum(BookKind.Duplicate),
            Sum(BookKind.Accepted), Sum(BookKind.Rejected), Sum(BookKind.Failed), Sum(BookKind.Wrong),
            entries.Where(e => e.Kind == BookKind.Sent).Sum(e => e.Fen));
    }

    /// <summary>Ends when the condition over the books holds; checked after every entry.</summary>
    public async Task WaitAsync(Func<Books, bool> condition, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(BookEntry? entry)
        {
            if (condition(this))
                done.TrySetResult();
        }
        Entered += Look;
        try
        {
            Look(null);
            await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Entered -= Look;
        }
    }

    public void Dispose() => _journal.Dispose();
}
