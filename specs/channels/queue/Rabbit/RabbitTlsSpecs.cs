using Integration.Hub;
using Integration.Hub.Channels.Queue;

namespace Integration.Specs.Channels.Queue;

public sealed class RabbitTlsSpecs(QueueServers servers) : RabbitSpecs(servers)
{
    [Fact]
    public async Task A_certificate_of_the_named_authority_is_accepted_and_messages_pass()
    {
        var broker = Over(new RabbitTls(AuthorityFile: Servers.AuthorityFile));
        var sink = new RecordingSink();
        await using var running = Running.Start(new RabbitReceivingChannel(new RabbitReceivingOptions(broker, new RabbitQueue(Name)), sink, TimeProvider.System));
        await running.HealthAsync(up: true);
        await using var sender = new RabbitSendingChannel(new RabbitSendingOptions(broker) { RoutingKey = Name }, TimeProvider.System);
        await sender.SendAsync(Some.Message("secret"), Cancellation);
        await sink.HasStoredAsync(1);
        Assert.Equal(["secret"], sink.StoredTexts);
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused() => await RefusesAsync(Over(new RabbitTls()));

    [Fact]
    public async Task A_certificate_for_another_name_is_refused() =>
        await RefusesAsync(Over(new RabbitTls(ServerName: "broker.example", AuthorityFile: Servers.AuthorityFile)));

    [Fact]
    public async Task Only_who_says_so_goes_without_the_check()
    {
        await DeclareAsync();
        await using var sender = new RabbitSendingChannel(new RabbitSendingOptions(Over(new RabbitTls(CheckCertificate: false))) { RoutingKey = Name }, TimeProvider.System);
        await sender.SendAsync(Some.Message("x"), Cancellation);
        await sender.ProbeAsync(Cancellation);
    }

    private RabbitBroker Over(RabbitTls tls) => Broker with { Host = "localhost", Port = Servers.TlsPort, Tls = tls };

    private static async Task RefusesAsync(RabbitBroker broker)
    {
        await using var sender = new RabbitSendingChannel(new RabbitSendingOptions(broker) { RoutingKey = "any" }, TimeProvider.System);
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal((FailureKind.EndpointDown, "queue.tls"), (failed.Failure.Kind, failed.Failure.Code));
    }
}
