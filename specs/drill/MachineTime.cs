namespace Integration.Specs.Drill;

/// <summary>
/// Seconds as this machine has them: counted by a beat that needs the machine as everything else does. Where the machine stands still for others, the beat
/// does too, so that what the hub shows in time on a quiet machine is in time on a busy one.
/// </summary>
internal sealed class MachineTime : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private readonly Timer _timer;
    private long _beats;
    private int _beating;

    public MachineTime() => _timer = new Timer(_ =>
    {
        // Beats that came late come together: they count as one.
        if (Interlocked.Exchange(ref _beating, 1) == 1)
            return;
        Interlocked.Increment(ref _beats);
        Volatile.Write(ref _beating, 0);
    }, null, Beat, Beat);

    public TimeSpan Now => Beat * Interlocked.Read(ref _beats);

    public void Dispose() => _timer.Dispose();
}
