using System.Collections.Concurrent;

namespace Integration.Hub.MessageBox;

/// <summary>
/// Says "look again" to whoever waits for a subscriber's work. A signal stays set until the next claim starts, so work that
/// arrives between a claim and the wait after it is not missed.
/// </summary>
internal sealed class WorkSignals
{
    private readonly ConcurrentDictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    public void Wake(IEnumerable<string> subscribers)
    {
        foreach (var subscriber in subscribers)
            Of(subscriber).Set();
    }

    public void WakeAll() => Wake(_signals.Keys);

    /// <summary>Called before the claim reads the table: what is committed later sets the signal anew.</summary>
    public void Reset(string subscriber) => Of(subscriber).Reset();

    public async Task WaitAsync(string subscriber, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var set = Of(subscriber).Task;
        if (set.IsCompleted)
            return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(set, Task.Delay(atMost, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Signal Of(string subscriber) => _signals.GetOrAdd(subscriber, _ => new Signal());

    private sealed class Signal
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _set = New();

        public Task Task
        {
            get
            {
                lock (_lock)
                    return _set.Task;
            }
        }

        public void Set()
        {
            lock (_lock)
                _set.TrySetResult();
        }

        public void Reset()
        {
            lock (_lock)
                if (_set.Task.IsCompleted)
                    _set = New();
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
