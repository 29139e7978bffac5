namespace Integration.Hub.Channels.Queue;

/// <summary>Waits longer after each failure in a row: doubling from the first to the longest wait, each shortened by a random part so that many nodes do not come back at one instant.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private int _failures;

    public TimeSpan Longest => longest;

    public void Reset() => _failures = 0;

    /// <summary>Ends early, without an exception, when cancelled.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var full = Math.Min(first.TotalSeconds * Math.Pow(2, _failures++), longest.TotalSeconds);
        var wait = TimeSpan.FromSeconds(full * (0.5 + Random.Shared.NextDouble() / 2));
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
