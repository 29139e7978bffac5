using System.Text;
using Integration.Hub.Channels.Queue;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Queue;

public sealed class Topology_on_PostgreSQL(QueueServers servers) : TopologySpecs(() => DocumentedPostgresEndpoint.OpenAsync(servers));

public sealed class Topology_on_SQLite() : TopologySpecs(DocumentedSqliteEndpoint.OpenAsync);

/// <summary>Publish and subscribe, sending later, the error queue.</summary>
public abstract class TopologySpecs(Func<Task<DocumentedEndpoint>> open) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new(Noon);
    private DocumentedEndpoint _other = null!;
    private SqlQueueTopology _topology = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _other = await open();
        _topology = new SqlQueueTopology(_other.Database, _time);
        foreach (var queue in (string[])["hub", "A", "B"])
            await _topology.CreateQueueAsync(new QueueAddress(queue), Cancellation);
        await _topology.CreateDelayedAsync(new QueueAddress("hub"), Cancellation);
        await _topology.CreateSubscriptionsAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _other.DisposeAsync();
    }

    [Fact]
    public async Task An_event_reaches_each_queue_once_that_asked_for_its_type_or_a_base_type()
    {
        await _topology.SubscribeAsync("A", new QueueAddress("A"), "Acme.OutageRaised", Cancellation);
        await _topology.SubscribeAsync("A", new QueueAddress("A"), "Acme.IEvent", Cancellation);
        await _topology.SubscribeAsync("B", new QueueAddress("B"), "Acme.IEvent", Cancellation);
        await _topology.SubscribeAsync("hub", new QueueAddress("hub"), "Acme.OutageEnded", Cancellation);
        var queues = await _topology.PublishAsync(Message("断线"), ["Acme.OutageRaised", "Acme.IEvent"], Cancellation);
        Assert.Equal(["\"public\".\"A\"", "\"public\".\"B\""], queues.Select(q => q.ToString()));
        var row = (await _other.ReceiveAsync("A"))!;
        Assert.Equal(("Publish", "Acme.OutageRaised;Acme.IEvent"), (row.Headers["NServiceBus.MessageIntent"], row.Headers["NServiceBus.EnclosedMessageTypes"]));
        Assert.Equal("断线", Encoding.UTF8.GetString(row.Body!));
        Assert.Equal((0, 1, 0), (await _other.CountAsync("A"), await _other.CountAsync("B"), await _other.CountAsync("hub")));
    }

    [Fact]
    public async Task Subscribing_twice_counts_once_and_the_last_address_holds()
    {
        await _topology.SubscribeAsync("A", new QueueAddress("old"), "Acme.T", Cancellation);
        await _topology.SubscribeAsync("A", new QueueAddress("A"), "Acme.T", Cancellation);
        Assert.Equal(["\"public\".\"A\" A Acme.T"], await _other.QueryAsync("SELECT queueaddress, endpoint, topic FROM \"SubscriptionRouting\""));
    }

    [Fact]
    public async Task After_unsubscribing_nothing_comes_any_more()
    {
        await _topology.SubscribeAsync("A", new QueueAddress("A"), "Acme.T", Cancellation);
        await _topology.UnsubscribeAsync("A", "Acme.T", Cancellation);
        Assert.Empty(await _topology.PublishAsync(Message("x"), ["Acme.T"], Cancellation));
        Assert.Equal(0, await _other.CountAsync("A"));
    }

    [Fact]
    public async Task An_event_for_a_queue_that_is_gone_reaches_nobody_and_says_so()
    {
        await _topology.SubscribeAsync("A", new QueueAddress("A"), "Acme.T", Cancellation);
        await _topology.SubscribeAsync("Z", new QueueAddress("Z"), "Acme.T", Cancellation);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => _topology.PublishAsync(Message("x"), ["Acme.T"], Cancellation));
        Assert.Equal(0, await _other.CountAsync("A"));
    }

    [Fact]
    public async Task A_delayed_message_waits_in_the_senders_table_and_is_forwarded_when_it_is_due()
    {
        var hub = new QueueAddress("hub");
        await _topology.SendDelayedAsync(Message("later"), hub, new QueueAddress("A"), TimeSpan.FromHours(2), Cancellation);
        await _topology.SendDelayedAsync(Message("sooner"), hub, new QueueAddress("A"), Noon.AddHours(1), Cancellation);
        var mover = new SqlQueueDueMover(_other.Database, hub, _time);
        Assert.Equal(0, await mover.MoveDueAsync(Cancellation));
        Assert.Equal(2, await _other.CountAsync("hub.Delayed"));

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, await mover.MoveDueAsync(Cancellation));
        Assert.Equal((0, 2), (await _other.CountAsync("hub.Delayed"), await _other.CountAsync("hub")));

        await _topology.SendAsync(Message("own"), hub, Cancellation);
        var sink = await ReceiveAsync(1);
        Assert.Equal(["own"], sink.StoredTexts);
        var forwarded = (await _other.ReceiveAsync("A"))!;
        Assert.Equal("sooner", Encoding.UTF8.GetString(forwarded.Body!));
        Assert.DoesNotContain("NServiceBus.SqlServer.ForwardDestination", forwarded.Headers.Keys);
        Assert.Equal("later", Encoding.UTF8.GetString((await _other.ReceiveAsync("A"))!.Body!));
    }

    [Fact]
    public async Task A_forward_to_a_queue_that_is_gone_ends_in_the_error_queue_and_blocks_nobody()
    {
        await _other.SendAsync("hub", new Dictionary<string, string> { ["NServiceBus.SqlServer.ForwardDestination"] = "\"public\".\"gone\"" }, "lost?"u8.ToArray());
        await _other.SendAsync("hub", new Dictionary<string, string> { ["NServiceBus.SqlServer.ForwardDestination"] = "\"not closed" }, "nor this"u8.ToArray());
        await _topology.SendAsync(Message("own"), new QueueAddress("hub"), Cancellation);
        Assert.Equal(["own"], (await ReceiveAsync(1)).StoredTexts);
        Assert.Equal(2, await _other.CountAsync("error"));
    }

    [Fact]
    public async Task A_failed_message_says_where_when_and_why_and_can_be_returned()
    {
        await _topology.CreateQueueAsync(new QueueAddress("error"), Cancellation);
        var errors = new SqlQueueErrorQueue(_other.Database, new QueueAddress("error"), _time);
        var cause = new InvalidOperationException("没有这个客户", new IOException("disk")) { HelpLink = "http://help" };
        await errors.FailAsync(Message("body"), new QueueAddress("A"), "Sales", cause, Cancellation);

        var failed = Assert.Single(await errors.ListAsync(10, Cancellation));
        Assert.Equal(new QueueAddress("A"), failed.FailedQueue);
        Assert.Equal("\"public\".\"A\"", failed.Headers["NServiceBus.FailedQ"]);
        Assert.Equal("2026-04-29 12:00:00:000000 Z", failed.Headers["NServiceBus.TimeOfFailure"]);
        Assert.Equal(("Sales", Environment.MachineName), (failed.Headers["NServiceBus.ProcessingEndpoint"], failed.Headers["NServiceBus.ProcessingMachine"]));
        Assert.Equal(("System.InvalidOperationException", "没有这个客户", "System.IO.IOException", "http://help"), (
            failed.Headers["NServiceBus.ExceptionInfo.ExceptionType"], failed.Headers["NServiceBus.ExceptionInfo.Message"],
            failed.Headers["NServiceBus.ExceptionInfo.InnerExceptionType"], failed.Headers["NServiceBus.ExceptionInfo.HelpLink"]));
        Assert.Contains("NServiceBus.ExceptionInfo.StackTrace", failed.Headers.Keys);
        Assert.Contains("NServiceBus.ExceptionInfo.Source", failed.Headers.Keys);

        Assert.True(await errors.ReturnAsync(failed.RowId, Cancellation));
        Assert.False(await errors.ReturnAsync(failed.RowId, Cancellation));
        var returned = (await _other.ReceiveAsync("A"))!;
        Assert.Equal("body", Encoding.UTF8.GetString(returned.Body!));
        Assert.Equal(["NServiceBus.MessageId"], returned.Headers.Keys);
        Assert.Equal(0, await _other.CountAsync("error"));
    }

    [Fact]
    public async Task A_message_that_does_not_say_where_it_failed_stays_in_the_error_queue()
    {
        await _topology.CreateQueueAsync(new QueueAddress("error"), Cancellation);
        var id = await _other.SendAsync("error", "no json", "x"u8.ToArray());
        var errors = new SqlQueueErrorQueue(_other.Database, new QueueAddress("error"), _time);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => errors.ReturnAsync(id, Cancellation));
        Assert.Contains("NServiceBus.FailedQ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await _other.CountAsync("error"));
    }

    private static SqlQueueMessage Message(string text) =>
        new(new Dictionary<string, string> { ["NServiceBus.MessageId"] = Guid.NewGuid().ToString() }, Encoding.UTF8.GetBytes(text));

    private async Task<RecordingSink> ReceiveAsync(int count)
    {
        var sink = new RecordingSink();
        await using var running = Running.Start(new SqlQueueReceivingChannel(new SqlQueueReceivingOptions(_other.Database, new QueueAddress("hub")), sink, TimeProvider.System));
        await sink.HasStoredAsync(count);
        await running.StopAsync();
        return sink;
    }
}
