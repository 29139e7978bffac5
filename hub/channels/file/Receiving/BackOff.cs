using System.Collections.Concurrent;

namespace Integration.Hub.Channels.Files;

/// <summary>Waiting times after failures: doubling, with jitter so that many channels do not knock at the same moment.</summary>
internal sealed class BackOff(TimeProvider time, TimeSpan first, TimeSpan longest)
{
    private readonly ConcurrentDictionary<string, (int Failures, long Since, TimeSpan Wait)> _failing = new(StringComparer.Ordinal);

    public bool MustWait(string what) => _failing.TryGetValue(what, out var failing) && time.GetElapsedTime(failing.Since) < failing.Wait;

    public TimeSpan Failed(string what)
    {
        var failures = _failing.TryGetValue(what, out var earlier) ? earlier.Failures + 1 : 1;
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 20));
        var wait = (doubled < longest ? doubled : longest) * (0.8 + 0.4 * Random.Shared.NextDouble());
        _failing[what] = (failures, time.GetTimestamp(), wait);
        return wait;
    }

    public void Succeeded(string what) => _failing.TryRemove(what, out _);

    public void Keep(IEnumerable<string> names)
    {
        var still = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in _failing.Keys.Where(n => !still.Contains(n)))
            _failing.TryRemove(name, out _);
    }
}
