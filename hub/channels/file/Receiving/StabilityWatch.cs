using System.Collections.Concurrent;

namespace Integration.Hub.Channels.Files;

/// <summary>
/// Remembers how files looked, to tell those at rest. Server times are only compared with earlier times of the same file on the same
/// server; how long ago a look was is told by the hub's own clock.
/// </summary>
internal sealed class StabilityWatch(TimeProvider time, TimeSpan settleTime)
{
    private readonly ConcurrentDictionary<string, (RemoteFile Listed, RemoteFile Exact, long SeenAt)> _seen = new(StringComparer.Ordinal);

    /// <summary>Has the file looked the same for at least the settle time, over two looks or more?</summary>
    public bool IsAtRest(RemoteFile listed, RemoteFile exact)
    {
        if (_seen.TryGetValue(listed.Name, out var seen) && seen.Exact == exact && seen.Listed == listed)
            return time.GetElapsedTime(seen.SeenAt) >= settleTime;
        _seen[listed.Name] = (listed, exact, time.GetTimestamp());
        return false;
    }

    public void Forget(string name) => _seen.TryRemove(name, out _);

    /// <summary>Drops what is not there any more.</summary>
    public void Keep(IEnumerable<string> names)
    {
        var still = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in _seen.Keys.Where(n => !still.Contains(n)))
            _seen.TryRemove(name, out _);
    }
}
