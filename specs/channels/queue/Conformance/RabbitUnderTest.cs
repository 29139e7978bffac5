using Integration.Hub;
using Integration.Hub.Channels.Queue;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Queue;

public sealed class RabbitUnderTest : IQueueUnderTest
{
    private readonly RabbitMqServer _server;
    private readonly RabbitQueue _queue;

    private RabbitUnderTest(RabbitMqServer server, RabbitQueueKind kind) =>
        (_server, _queue) = (server, new RabbitQueue(Some.Name("工单")) { Kind = kind });

    public static async Task<IQueueUnderTest> OpenAsync(QueueServers servers, RabbitQueueKind kind) => new RabbitUnderTest(await servers.RabbitAsync(), kind);

    public static RabbitBroker Broker(RabbitMqServer server) => new(server.Host, server.Port, server.User, server.Password);

    public IReceivingChannel Receiver(IMessageSink sink) => Receiver(Broker(_server), sink);

    public ISendingChannel Sender() => Sender(Broker(_server), _queue.Name);

    public ISendingChannel SenderToMissingQueue() => Sender(Broker(_server), "not.there");

    public ISendingChannel SenderToNowhere() => Sender(Nowhere, _queue.Name);

    public IReceivingChannel ReceiverFromNowhere(IMessageSink sink) => Receiver(Nowhere, sink);

    public Task StopServerAsync() => _server.StopAppAsync();

    public Task StartServerAsync() => _server.StartAppAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static RabbitBroker Nowhere => new("127.0.0.1", Processes.FreePort());

    private static RabbitSendingChannel Sender(RabbitBroker broker, string queue) =>
        new(new RabbitSendingOptions(broker) { RoutingKey = queue }, TimeProvider.System);

    private RabbitReceivingChannel Receiver(RabbitBroker broker, IMessageSink sink) =>
        new(new RabbitReceivingOptions(broker, _queue) { FirstBackOff = TimeSpan.FromMilliseconds(20), LongestBackOff = TimeSpan.FromMilliseconds(500) }, sink, TimeProvider.System);
}
