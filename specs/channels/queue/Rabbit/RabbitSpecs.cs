using Integration.Hub;
using Integration.Hub.Channels.Queue;
using Integration.Specs.Servers;
using RabbitMQ.Client;

namespace Integration.Specs.Channels.Queue;

/// <summary>A broker and one queue's name for the specs of what only RabbitMQ has.</summary>
public abstract class RabbitSpecs(QueueServers servers) : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected QueueServers Servers => servers;

    protected RabbitMqServer Server { get; private set; } = null!;

    protected RabbitBroker Broker => RabbitUnderTest.Broker(Server);

    protected string Name { get; } = Some.Name("spec");

    public async ValueTask InitializeAsync() => Server = await servers.RabbitAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected RabbitReceivingChannel Receiver(IMessageSink sink, Func<RabbitQueue, RabbitQueue>? with = null) =>
        new(new RabbitReceivingOptions(Broker, with is null ? new RabbitQueue(Name) : with(new RabbitQueue(Name)))
        {
            FirstBackOff = TimeSpan.FromMilliseconds(20),
            LongestBackOff = TimeSpan.FromMilliseconds(200),
        }, sink, TimeProvider.System);

    protected RabbitSendingChannel Sender(Func<RabbitSendingOptions, RabbitSendingOptions>? with = null)
    {
        var options = new RabbitSendingOptions(Broker) { RoutingKey = Name };
        return new RabbitSendingChannel(with is null ? options : with(options), TimeProvider.System);
    }

    /// <summary>Runs a receiver until the queue is there, then stops it.</summary>
    protected async Task DeclareAsync(Func<RabbitQueue, RabbitQueue>? with = null)
    {
        await using var running = Running.Start(Receiver(new RecordingSink(), with));
        await running.HealthAsync(up: true);
        await running.StopAsync();
    }

    protected async Task<string> HealthErrorAsync(IReceivingChannel receiver)
    {
        await using var running = Running.Start(receiver);
        await running.HasErrorAsync();
        Assert.False(receiver.Health.Up);
        return receiver.Health.LastError!;
    }

    /// <summary>Works on a channel of another program: the client library as it is.</summary>
    protected async Task AsAnotherProgramAsync(Func<IChannel, Task> work)
    {
        var factory = new ConnectionFactory { HostName = Server.Host, Port = Server.Port };
        await using var connection = await factory.CreateConnectionAsync(Cancellation);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancellation);
        await work(channel);
    }
}
