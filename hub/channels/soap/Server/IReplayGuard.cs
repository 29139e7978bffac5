namespace Integration.Hub.Channels.Soap;

public enum ReplayCheck
{
    Fresh = 0,

    /// <summary>Seen before within its time.</summary>
    Replayed = 1,

    /// <summary>No room to remember it: the caller has to come back later.</summary>
    Full = 2,
}

/// <summary>Remembers which nonces were used. One per hub process suffices on one node; several nodes share one over their database.</summary>
public interface IReplayGuard
{
    /// <summary>Notes the key as used until <paramref name="expires"/>; atomically, so that of two at once only one is fresh.</summary>
    ValueTask<ReplayCheck> UseAsync(string key, DateTimeOffset expires, CancellationToken cancellationToken);
}

/// <summary>A bounded memory. Full, it refuses: to forget a nonce early would let it be replayed.</summary>
public sealed class MemoryReplayGuard(TimeProvider time, int capacity = 100_000) : IReplayGuard
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _used = [];
    private readonly PriorityQueue<string, DateTimeOffset> _byExpiry = new();

    public ValueTask<ReplayCheck> UseAsync(string key, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Forget(time.GetUtcNow());
            if (_used.Contains(key))
                return new(ReplayCheck.Replayed);
            if (_used.Count >= capacity)
                return new(ReplayCheck.Full);
            _used.Add(key);
            _byExpiry.Enqueue(key, expires);
            return new(ReplayCheck.Fresh);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_byExpiry.TryPeek(out var key, out var expires) && expires < now)
        {
            _byExpiry.Dequeue();
            _used.Remove(key);
        }
    }
}
