namespace Integration.Hub.Core.Journeys;

/// <summary>Keeps what the cross-reference said until who is who changes, so that a file's lines are not asked for one by one. Bounded.</summary>
public sealed class CrossReferenceCache(ICrossReference source, TimeProvider time) : ICrossReference
{
    /// <summary>So long may a change on another node go unnoticed.</summary>
    public static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1);

    private const int Most = 100_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<(bool Ours, string System, string Kind, string Number), string> _known = [];
    private DateTimeOffset _lookAgain;
    private long _version;

    public string? OursFor(string system, string kind, string theirs) => Find((true, system, kind, theirs), k => source.OursFor(k.System, k.Kind, k.Number));

    public string? TheirsFor(string system, string kind, string ours) => Find((false, system, kind, ours), k => source.TheirsFor(k.System, k.Kind, k.Number));

    public long Version()
    {
        lock (_lock)
        {
            if (_lookAgain > time.GetUtcNow())
                return _version;
        }

        var now = source.Version();
        lock (_lock)
        {
            if (now != _version)
                _known.Clear();
            (_version, _lookAgain) = (now, time.GetUtcNow() + Unnoticed);
            return _version;
        }
    }

    // What was read before a change was seen must not be kept after it: it may be from before.
    private string? Find((bool Ours, string System, string Kind, string Number) key, Func<(bool Ours, string System, string Kind, string Number), string?> ask)
    {
        var version = Version();
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known))
                return known;
        }

        // Who is not known is asked for again: the next message may be the one after it became known.
        if (ask(key) is not { } found)
            return null;
        lock (_lock)
        {
            if (_known.Count >= Most)
                _known.Clear();
            if (version == _version)
                _known[key] = found;
        }

        return found;
    }
}
