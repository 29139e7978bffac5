using Integration.Hub;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Queue;

/// <summary>A receiving channel that runs until it is stopped.</summary>
public sealed class Running : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private Running(IReceivingChannel channel)
    {
        Channel = channel;
        Ended = channel.RunAsync(_stop.Token);
    }

    public IReceivingChannel Channel { get; }

    public Task Ended { get; }

    public static Running Start(IReceivingChannel channel) => new(channel);

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        AskToStop();
        await Ended.WaitAsync(RecordingSink.Patience);
    }

    public void AskToStop() => _stop.Cancel();

    /// <summary>Throws it away as a crash would.</summary>
    public async Task CrashAsync()
    {
        await Channel.DisposeAsync();
        await Ended.WaitAsync(RecordingSink.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        AskToStop();
        await Channel.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Waits until the channel's health says so.</summary>
    public Task HealthAsync(bool up) => Polling.UntilAsync(() => Channel.Health.Up == up, $"health with up = {up}; it is {Channel.Health}", RecordingSink.Patience);

    /// <summary>Waits until the channel's health tells of an error.</summary>
    public Task HasErrorAsync() => Polling.UntilAsync(() => Channel.Health.LastError is not null, "an error in the channel's health", RecordingSink.Patience);
}
