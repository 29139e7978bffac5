using Integration.Specs.Servers;
using System.Text;
using Integration.Hub.Channels.Queue;
using Newtonsoft.Json.Linq;
using RabbitMQ.Client;

namespace Integration.Specs.Channels.Queue;

public sealed class RabbitReceivingSpecs(QueueServers servers) : RabbitSpecs(servers)
{
    [Fact]
    public async Task What_another_program_says_about_its_message_is_read()
    {
        var sink = new RecordingSink();
        await using var running = Running.Start(Receiver(sink));
        await running.HealthAsync(up: true);
        await AsAnotherProgramAsync(async channel => await channel.BasicPublishAsync("", Name, true, new BasicProperties
        {
            MessageId = "m-1",
            CorrelationId = "c-1",
            Type = "WorkOrderDone",
            ContentType = "text/xml",
            ContentEncoding = "gb18030",
            UserId = "guest",
            ReplyTo = "answers",
            Timestamp = new AmqpTimestamp(1777777777),
            Headers = new Dictionary<string, object?>
            {
                ["traceparent"] = Some.TraceParent,
                ["客户"] = "工商银行",
                ["attempts"] = 3,
                ["bytes"] = new byte[] { 0xff, 0x00 },
                ["list"] = new List<object?> { 1, "two" },
                ["table"] = new Dictionary<string, object?> { ["inner"] = true },
            },
        }, "x"u8.ToArray(), Cancellation));
        await sink.HasStoredAsync(1);
        var message = sink.Stored[0];
        Assert.Equal(("m-1", "c-1", "WorkOrderDone", "text/xml; charset=gb18030", "guest", Some.TraceParent, Name),
            (message.TransportId, message.CorrelationId, message.Operation, message.ContentType, message.Caller, message.TraceParent, message.Origin));
        var headers = JObject.Parse(message.Headers!);
        Assert.Equal("工商银行", (string?)headers["客户"]);
        Assert.Equal(3, (int?)headers["attempts"]);
        Assert.Equal("/wA=", (string?)headers["bytes"]);
        Assert.Equal("[1,\"two\"]", headers["list"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.True((bool?)headers["table"]!["inner"]);
        Assert.Equal("answers", (string?)headers["amqp"]!["reply-to"]);
        Assert.Equal(Name, (string?)headers["amqp"]!["routing-key"]);
        Assert.DoesNotContain(Constants.PublishSequenceNumberHeader, message.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_says_nothing_about_itself_is_taken_too()
    {
        var sink = new RecordingSink { };
        await using var running = Running.Start(Receiver(new Nameless(sink)));
        await running.HealthAsync(up: true);
        await AsAnotherProgramAsync(async channel => await channel.BasicPublishAsync("", Name, "bare"u8.ToArray(), Cancellation));
        await sink.HasStoredAsync(1);
        Assert.Equal("application/octet-stream", sink.Stored[0].ContentType);
        Assert.Null(sink.Stored[0].Caller);
    }

    [Fact]
    public async Task A_broker_that_lost_power_still_has_what_it_confirmed()
    {
        await DeclareAsync();
        await using (var sender = Sender())
        {
            foreach (var text in Some.Texts(50))
                await sender.SendAsync(Some.Message(text), Cancellation);
        }
        // RabbitMQ writes its list of quorum queues to disk a moment after their creation; a queue that young would come back empty.
        await Server.ControlAsync("eval", "[dets:sync(T) || T <- dets:all()].");
        await Server.KillAsync();
        await Server.RestartAsync();
        var sink = new RecordingSink();
        await using var running = Running.Start(Receiver(sink));
        await sink.HasStoredAsync(50);
        Assert.Equal(Some.Texts(50), sink.StoredTexts);
    }

    [Fact]
    public async Task What_expired_at_the_broker_is_found_in_the_dead_letter_queue()
    {
        var dead = Some.Name("dead");
        await DeclareAsync(q => q with { MessageTtl = TimeSpan.FromMilliseconds(1), DeadLetter = dead });
        await using var sender = Sender();
        await sender.SendAsync(Some.Message("late"), Cancellation);
        await Polling.UntilAsync(async () => await RabbitQueueDepth.CountAsync(Broker, dead, Cancellation) == 1, "one message in the dead-letter queue", RecordingSink.Patience);
        var sink = new RecordingSink();
        await using var running = Running.Start(Receiver(sink, q => q with { Name = dead, Declare = false }));
        await sink.HasStoredAsync(1);
        Assert.Equal(["late"], sink.StoredTexts);
        var death = JObject.Parse(sink.Stored[0].Headers!)["x-death"]![0]!;
        Assert.Equal(("expired", Name), ((string?)death["reason"], (string?)death["queue"]));
    }

    [Fact]
    public async Task The_depth_of_a_queue_that_is_not_there_is_unknown() =>
        Assert.Null(await RabbitQueueDepth.CountAsync(Broker, "not.there", Cancellation));

    [Fact]
    public async Task A_queue_can_be_fed_by_an_exchange()
    {
        var exchange = Some.Name("events");
        var sink = new RecordingSink();
        await using var running = Running.Start(Receiver(sink, q => q with { Bindings = [new("amq.topic", "97.*"), new(exchange, "x", ExchangeType.Direct)] }));
        await running.HealthAsync(up: true);
        await using var topic = Sender(o => o with { Exchange = "amq.topic", RoutingKey = "97.{operation}" });
        await using var direct = Sender(o => o with { Exchange = exchange, RoutingKey = "x" });
        await topic.SendAsync(Some.Message("topic", "done"), Cancellation);
        await direct.SendAsync(Some.Message("direct"), Cancellation);
        await sink.HasStoredAsync(2);
        Assert.Equal(["direct", "topic"], sink.StoredTexts.Order());
    }

    [Fact]
    public async Task A_queue_with_other_settings_is_named_and_can_be_used_as_it_is()
    {
        await AsAnotherProgramAsync(async channel => await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation));
        var error = await HealthErrorAsync(Receiver(new RecordingSink()));
        Assert.Contains("set declare to false", error, StringComparison.Ordinal);
        Assert.Contains(Name, error, StringComparison.Ordinal);
        await DeclareAsync(q => q with { Declare = false });
    }

    [Fact]
    public async Task A_queue_that_another_should_have_created_is_waited_for()
    {
        var error = await HealthErrorAsync(Receiver(new RecordingSink(), q => q with { Declare = false }));
        Assert.Contains($"no queue '{Name}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_the_receiver_is_created_again()
    {
        var sink = new RecordingSink();
        await using var running = Running.Start(Receiver(sink));
        await running.HealthAsync(up: true);
        await AsAnotherProgramAsync(async channel => await channel.QueueDeleteAsync(Name, cancellationToken: Cancellation));
        await using var sender = Sender();
        await sender.UntilSentAsync(Some.Message("again"));
        await sink.HasStoredAsync(1);
        Assert.Equal(["again"], sink.StoredTexts);
    }

    [Fact]
    public async Task Two_receivers_keep_the_order_because_one_is_active_at_a_time()
    {
        var sink = new RecordingSink();
        await using var one = Running.Start(Receiver(sink));
        await one.HealthAsync(up: true);
        await using var two = Running.Start(Receiver(sink));
        await two.HealthAsync(up: true);
        await using var sender = Sender();
        foreach (var text in Some.Texts(100))
            await sender.SendAsync(Some.Message(text), Cancellation);
        await sink.HasStoredAsync(100);
        await one.StopAsync();
        foreach (var text in Some.Texts(100))
            await sender.SendAsync(Some.Message(text), Cancellation);
        await sink.HasStoredAsync(200);
        Assert.Equal([.. Some.Texts(100), .. Some.Texts(100)], sink.StoredTexts);
    }

    /// <summary>Gives a nameless message a name, so that the recording sink can tell it apart.</summary>
    private sealed class Nameless(RecordingSink inner) : Hub.IMessageSink
    {
        public Task<Hub.AcceptStatus> ReceiveAsync(Hub.RawMessage message, CancellationToken cancellationToken)
        {
            Assert.Null(message.TransportId);
            return inner.ReceiveAsync(message with { TransportId = Encoding.UTF8.GetString(message.Body.Span) }, cancellationToken);
        }
    }
}
