namespace Integration.Hub.Core.Dispatch;

/// <summary>What one node sees of an endpoint that it calls, where not all is well.</summary>
/// <param name="FailingSince">First failed call after the last one that went well; null: the last one went well.</param>
/// <param name="FailedAt">The last failed call.</param>
/// <param name="SlowSince">Since then calls take longer than they should; null: they do not.</param>
public sealed record SenderHealth(DateTimeOffset? FailingSince, DateTimeOffset? FailedAt, string? Error, DateTimeOffset? SlowSince);

/// <summary>
/// Watches the calls of one endpoint: a system that takes its time, or takes none at all, is seen while it does so, not when its time-out ends. Thread-safe.
/// </summary>
public sealed class CallWatch(TimeProvider time)
{
    /// <summary>A call that takes longer is slow.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    // How long a slow call is remembered where no other one follows: whether the next will be slow is not known then.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly Dictionary<long, DateTimeOffset> _underWay = [];
    private long _calls;
    private DateTimeOffset? _failingSince, _failedAt, _slowSince, _slowAt;
    private string? _error;

    /// <summary>A call begins; it ends when the answer is disposed.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            var call = ++_calls;
            _underWay[call] = time.GetUtcNow();
            return new Call(this, call);
        }
    }

    public void Succeeded()
    {
        lock (_lock)
            (_failingSince, _failedAt, _error) = (null, null, null);
    }

    public void Failed(string why)
    {
        lock (_lock)
        {
            _failedAt = time.GetUtcNow();
            _failingSince ??= _failedAt;
            _error = why;
        }
    }

    /// <summary>Null: nothing is the matter.</summary>
    public SenderHealth? Look()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var longest = _underWay.Count == 0 ? (DateTimeOffset?)null : _underWay.Values.Min();
            if (_slowAt + Remembered <= now && _underWay.Count == 0)
                _slowSince = null;
            var slow = _slowSince ?? (longest + Long <= now ? longest : null);
            return _failingSince is null && slow is null ? null : new SenderHealth(_failingSince, _failedAt, _error, slow);
        }
    }

    private void End(long call)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_underWay.Remove(call, out var began))
                return;
            if (now - began < Long)
                (_slowSince, _slowAt) = (null, null);
            else
                (_slowSince, _slowAt) = (_slowSince ?? began, now);
        }
    }

    private sealed class Call(CallWatch watch, long number) : IDisposable
    {
        public void Dispose() => watch.End(number);
    }
}
