using Integration.Hub;

namespace Integration.Specs.Channels.Queue;

/// <summary>A sender whose queue has a receiver for as long as the sender lives.</summary>
internal sealed class SenderWithReceiver(ISendingChannel sender, Running receiver) : ISendingChannel
{
    public Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => sender.SendAsync(message, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => sender.ProbeAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
    }
}
