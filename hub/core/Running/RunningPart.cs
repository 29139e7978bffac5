using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Journeys.Through;

namespace Integration.Hub.Core.Running;

/// <summary>One interface or in-box subscriber at work: what it receives and sends with, and its pumps. Started and stopped alone.</summary>
internal sealed class RunningPart(string name)
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<Task> _working = [];

    public string Name => name;

    public List<SubscriberPump> Pumps { get; } = [];

    public List<EndpointGate> Gates { get; } = [];

    public BatchPump? Batches { get; set; }

    public ISendingChannel? Sender { get; set; }

    public IReceivingChannel? Receiver { get; set; }

    public (OutboundInterface Endpoint, QueryThrough Through)? Question { get; set; }

    public void Start()
    {
        _working.AddRange(Pumps.Select(p => Task.Run(() => p.RunAsync(_stop.Token, _hurry.Token), CancellationToken.None)));
        if (Batches is { } batches)
            _working.Add(Task.Run(() => batches.RunAsync(_stop.Token, _hurry.Token), CancellationToken.None));
        if (Receiver is { } receiver)
            _working.Add(Task.Run(() => receiver.RunAsync(_stop.Token), CancellationToken.None));
    }

    /// <summary>Takes nothing new, finishes what is under way within the grace, gives back the rest.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stop.CancelAsync();
        _hurry.CancelAfter(grace);
        foreach (var task in _working)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    /// <summary>Lets go of what was made, also when it was never started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Question is { } question)
            await question.Through.DisposeAsync();
        if (Sender is not null)
            await Sender.DisposeAsync();
        if (Receiver is not null)
            await Receiver.DisposeAsync();
    }
}
