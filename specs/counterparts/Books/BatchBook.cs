namespace Integration.Specs.Counterparts;

/// <summary>A file that came, and what became of each of its items.</summary>
/// <param name="Sha256">Of its bytes, to tell a repeat from a conflict.</param>
/// <param name="BatchNo">The hub's number of it; null: it could not be read, and nothing is answered.</param>
/// <param name="Fen">Sum that the file states.</param>
internal sealed record TakenFile<T>(string Name, string Sha256, string? BatchNo, long Fen, IReadOnlyList<T> Items);

/// <summary>
/// Files of items that are each done once, whatever comes again: banks' debits, billing's postings. Outlives the process by its journal; a
/// file is taken whole with all that becomes of it, or not at all.
/// </summary>
internal sealed class BatchBook<T> : IDisposable
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TakenFile<T>> _files = [];
    private readonly Dictionary<string, T> _items = [];
    private readonly HashSet<string> _answered = [];
    private readonly Func<T, string> _numberOf;
    private readonly Journal<Entry> _journal;
    private int _answers;

    /// <param name="numberOf">An item's identity under the contract.</param>
    public BatchBook(string? file, Func<T, string> numberOf)
    {
        _numberOf = numberOf;
        _journal = new Journal<Entry>(file, Remember);
    }

    public TakenFile<T>? File(string name)
    {
        lock (_lock)
            return _files.GetValueOrDefault(name);
    }

    /// <summary>The file in which an item came first; null: it never came.</summary>
    public TakenFile<T>? FileOf(string number)
    {
        lock (_lock)
            return _files.Values.FirstOrDefault(f => f.Items.Any(i => _numberOf(i) == number));
    }

    /// <summary>What became of each item, by its number.</summary>
    public IReadOnlyDictionary<string, T> Items
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, T>(_items);
        }
    }

    public void Take(TakenFile<T> file) => Write(new Entry(file, null, 0));

    /// <summary>Number of the next answer; given once, so that no two files share a name.</summary>
    public int NextAnswer()
    {
        lock (_lock)
        {
            Write(new Entry(null, null, _answers + 1));
            return _answers;
        }
    }

    public void Answered(string name) => Write(new Entry(null, name, 0));

    /// <summary>Files whose answer has not left: what a restarted system goes on with.</summary>
    public IReadOnlyList<TakenFile<T>> Unanswered()
    {
        lock (_lock)
            return [.. _files.Values.Where(f => f.BatchNo is not null && !_answered.Contains(f.Name))];
    }

    public void Dispose() => _journal.Dispose();

    private void Write(Entry entry)
    {
        lock (_lock)
        {
            _journal.Append(entry);
            Remember(entry);
        }
    }

    private void Remember(Entry entry)
    {
        if (entry.Taken is { } taken)
        {
            _files[taken.Name] = taken;
            foreach (var item in taken.Items)
                _items[_numberOf(item)] = item;
        }
        if (entry.Answered is not null)
            _answered.Add(entry.Answered);
        _answers = Math.Max(_answers, entry.Answer);
    }

    private sealed record Entry(TakenFile<T>? Taken, string? Answered, int Answer);
}
