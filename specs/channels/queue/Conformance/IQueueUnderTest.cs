using Integration.Hub;

namespace Integration.Specs.Channels.Queue;

/// <summary>What a kind of queue gives the conformance suite: both ends of one fresh queue, and power over its server.</summary>
public interface IQueueUnderTest : IAsyncDisposable
{
    IReceivingChannel Receiver(IMessageSink sink);

    ISendingChannel Sender();

    /// <summary>A sender to the same server, to a queue that is not there.</summary>
    ISendingChannel SenderToMissingQueue();

    /// <summary>A sender and a receiver of a server that is not there.</summary>
    ISendingChannel SenderToNowhere();

    IReceivingChannel ReceiverFromNowhere(IMessageSink sink);

    /// <summary>Makes the server unusable for everyone, as a crash would.</summary>
    Task StopServerAsync();

    Task StartServerAsync();
}
