namespace Integration.Hub.Channels.Queue;

/// <summary>Waits longer after each failure in a row: doubling from the first to the longest wait, each shortened by a random part so that many nodes do not come back at one instant.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private TimeSpan _next = first;

    public TimeSpan Longest => longest;

    public void Reset() => _next = first;

    /// <summary>Ends early, without an exception, when cancelled.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = _next * (0.5 + Random.Shared.NextDouble() / 2);
        _next = _next * 2 < longest ? _next * 2 : longest;
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
