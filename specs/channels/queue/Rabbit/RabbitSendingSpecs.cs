using Integration.Hub;
using Integration.Hub.Channels.Queue;
using RabbitMQ.Client;

namespace Integration.Specs.Channels.Queue;

public sealed class RabbitSendingSpecs(QueueServers servers) : RabbitSpecs(servers)
{
    [Fact]
    public async Task What_the_hub_sends_is_persistent_and_fully_described()
    {
        await DeclareAsync(q => q with { Kind = RabbitQueueKind.Classic, MaxPriority = 9 });
        await using var sender = Sender(o => o with { Priority = 5, ExpireAtDeadline = true });
        var message = Some.Message("{}", "操作") with { CorrelationId = "c-1", Deadline = DateTimeOffset.UtcNow.AddHours(1) };
        await sender.SendAsync(message, Cancellation);
        await AsAnotherProgramAsync(async channel =>
        {
            var got = (await channel.BasicGetAsync(Name, autoAck: true, Cancellation))!;
            var properties = got.BasicProperties;
            Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
            Assert.Equal((message.Id.ToString(), "c-1", "操作", "application/json; charset=utf-8", "utf-8", "guest", (byte)5),
                (properties.MessageId, properties.CorrelationId, properties.Type, properties.ContentType, properties.ContentEncoding, properties.UserId, properties.Priority));
            Assert.InRange(int.Parse(properties.Expiration!), 3_000_000, 3_600_000);
            Assert.InRange(properties.Timestamp.UnixTime, DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        });
    }

    [Fact]
    public async Task A_message_no_queue_wants_comes_back_as_unroutable()
    {
        await using var sender = Sender(o => o with { Exchange = "amq.direct", RoutingKey = "nobody" });
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal((FailureKind.EndpointDown, "queue.unroutable"), (failed.Failure.Kind, failed.Failure.Code));
        Assert.Contains("'amq.direct'", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unroutable_messages_do_not_disturb_those_under_way_with_them()
    {
        await DeclareAsync();
        await using var sender = Sender(o => o with { RoutingKey = "{operation}" });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            try
            {
                await sender.SendAsync(Some.Message($"{i}", i % 2 == 0 ? Name : "nowhere"), Cancellation);
                return "sent";
            }
            catch (ChannelException failed)
            {
                return failed.Failure.Code;
            }
        }));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? "sent" : "queue.unroutable"), outcomes);
    }

    [Fact]
    public async Task A_missing_exchange_is_named_and_the_sender_recovers_when_it_is_created()
    {
        var exchange = Some.Name("exchange");
        await using var sender = Sender(o => o with { Exchange = exchange });
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal((FailureKind.EndpointDown, "queue.not-found"), (failed.Failure.Kind, failed.Failure.Code));
        Assert.Contains(exchange, failed.Failure.Message, StringComparison.Ordinal);
        await DeclareAsync(q => q with { Bindings = [new(exchange, Name, ExchangeType.Direct)] });
        await sender.SendAsync(Some.Message("x"), Cancellation);
    }

    [Fact]
    public async Task A_refused_sign_in_is_told_apart_from_a_broker_that_is_not_there()
    {
        await using var sender = Sender(o => o with { Broker = Broker with { Password = "wrong" } });
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal((FailureKind.EndpointDown, "queue.sign-in-refused"), (failed.Failure.Kind, failed.Failure.Code));
        Assert.DoesNotContain("wrong", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_virtual_host_that_is_not_there_is_an_endpoint_down()
    {
        await using var sender = Sender(o => o with { Broker = Broker with { VirtualHost = "nowhere" } });
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal(FailureKind.EndpointDown, failed.Failure.Kind);
        Assert.Contains("nowhere", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_a_message_is_refused_before_it_is_sent()
    {
        await using var sender = Sender(o => o with { MaxBodyBytes = 10 });
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("more than ten bytes"), Cancellation));
        Assert.Equal((FailureKind.Data, "queue.too-large"), (failed.Failure.Kind, failed.Failure.Code));
    }

    [Fact]
    public async Task A_queue_that_is_full_refuses_and_the_message_is_tried_again()
    {
        await AsAnotherProgramAsync(async channel => await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" }, cancellationToken: Cancellation));
        await using var sender = Sender();
        await sender.SendAsync(Some.Message("fits"), Cancellation);
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("does not"), Cancellation));
        Assert.Equal((FailureKind.Transient, "queue.nack"), (failed.Failure.Kind, failed.Failure.Code));
    }

    [Fact]
    public async Task A_broker_short_of_memory_is_an_endpoint_down_until_it_recovers()
    {
        await DeclareAsync();
        await using var sender = Sender(o => o with { ConfirmTimeout = TimeSpan.FromSeconds(1) });
        await Server.ControlAsync("set_vm_memory_high_watermark", "0.0001");
        try
        {
            var codes = new List<string>();
            using var limit = new CancellationTokenSource(RecordingSink.Patience);
            while (!codes.Contains("queue.broker-blocked"))
            {
                limit.Token.ThrowIfCancellationRequested();
                codes.Add(await CodeAsync(sender));
            }
        }
        finally
        {
            await Server.ControlAsync("set_vm_memory_high_watermark", "0.4");
        }
        await sender.UntilSentAsync(Some.Message("after"));
    }

    [Fact]
    public async Task A_confirm_that_never_comes_is_an_unknown_outcome()
    {
        await DeclareAsync();
        await using var relay = new SilentRelay(Server.Port);
        await using var sender = Sender(o => o with { Broker = Broker with { Port = relay.Port }, ConfirmTimeout = TimeSpan.FromMilliseconds(300) });
        await sender.SendAsync(Some.Message("answered"), Cancellation);
        relay.HoldAnswers();
        var failed = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("not answered"), Cancellation));
        Assert.Equal((FailureKind.UnknownOutcome, "queue.no-confirm"), (failed.Failure.Kind, failed.Failure.Code));
    }

    [Fact]
    public async Task A_connection_lost_before_the_confirm_is_an_unknown_outcome_and_the_next_send_reconnects()
    {
        await DeclareAsync();
        await using var relay = new SilentRelay(Server.Port);
        await using var sender = Sender(o => o with { Broker = Broker with { Port = relay.Port } });
        await sender.SendAsync(Some.Message("answered"), Cancellation);
        relay.HoldAnswers();
        var lost = sender.SendAsync(Some.Message("lost"), Cancellation);
        await relay.HasHeldAsync();
        relay.Cut();
        var failed = await Assert.ThrowsAsync<ChannelException>(() => lost);
        Assert.Equal((FailureKind.UnknownOutcome, "queue.connection-lost"), (failed.Failure.Kind, failed.Failure.Code));
        await sender.SendAsync(Some.Message("again"), Cancellation);
    }

    private static async Task<string> CodeAsync(RabbitSendingChannel sender)
    {
        try
        {
            await sender.SendAsync(Some.Message("x"), Cancellation);
            return "sent";
        }
        catch (ChannelException failed)
        {
            return failed.Failure.Code;
        }
    }
}
