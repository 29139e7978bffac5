namespace Integration.Specs.Counterparts;

/// <summary>Which mood each interface is in. Several moods can hold on one interface at once. Thread-safe.</summary>
public sealed class MoodBoard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Interface, MoodKind Kind), Mood> _moods = [];
    private readonly Dictionary<(string Interface, MoodKind Kind), int> _shown = [];

    /// <summary>Raised after a change, with the interface; the counterpart stops or starts listening.</summary>
    public event Action<string>? Changed;

    /// <summary>How often each mood has shown so far. Nobody uses up being down: it has shown when it was set.</summary>
    public IReadOnlyDictionary<(string Interface, MoodKind Kind), int> Shown
    {
        get
        {
            lock (_lock)
                return new Dictionary<(string, MoodKind), int>(_shown);
        }
    }

    /// <summary>Sets a mood; one of the same kind that held before is replaced.</summary>
    public void Set(string @interface, Mood mood)
    {
        lock (_lock)
        {
            _moods[(@interface, mood.Kind)] = mood;
            if (mood.Kind == MoodKind.Down)
                Show(@interface, mood.Kind);
        }
        Changed?.Invoke(@interface);
    }

    public void Set(string @interface, MoodKind kind, int? times = null) => Set(@interface, new Mood(kind, times));

    /// <summary>Ends one mood, or all of the interface.</summary>
    public void Clear(string @interface, MoodKind? kind = null)
    {
        lock (_lock)
        {
            foreach (var key in _moods.Keys.Where(k => k.Interface == @interface && (kind is null || k.Kind == kind)).ToList())
                _moods.Remove(key);
        }
        Changed?.Invoke(@interface);
    }

    /// <summary>Whether the mood holds; does not use it up.</summary>
    public bool Holds(string @interface, MoodKind kind)
    {
        lock (_lock)
            return _moods.ContainsKey((@interface, kind));
    }

    /// <summary>The mood if it holds, used up by one; null if it does not.</summary>
    public Mood? Take(string @interface, MoodKind kind)
    {
        lock (_lock)
        {
            if (!_moods.TryGetValue((@interface, kind), out var mood))
                return null;
            Show(@interface, kind);
            if (mood.Times is 1)
                _moods.Remove((@interface, kind));
            else if (mood.Times is { } times)
                _moods[(@interface, kind)] = mood with { Times = times - 1 };
            return mood;
        }
    }

    /// <summary>Ends when the mood does not hold (any more).</summary>
    public async Task WaitForEndAsync(string @interface, MoodKind kind, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(string changed)
        {
            if (!Holds(@interface, kind))
                ended.TrySetResult();
        }
        Changed += Look;
        try
        {
            Look(@interface);
            await ended.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Changed -= Look;
        }
    }

    /// <summary>What holds now.</summary>
    public IReadOnlyList<(string Interface, Mood Mood)> All
    {
        get
        {
            lock (_lock)
                return [.. _moods.Select(m => (m.Key.Interface, m.Value)).OrderBy(m => m.Interface, StringComparer.Ordinal)];
        }
    }

    private void Show(string @interface, MoodKind kind) => _shown[(@interface, kind)] = _shown.GetValueOrDefault((@interface, kind)) + 1;
}
