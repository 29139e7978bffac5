using System.Text;
using Integration.Hub;
using Integration.Hub.Channels.Queue;

namespace Integration.Specs.Channels.Queue;

public sealed class NServiceBus_tables_on_PostgreSQL(QueueServers servers) : NServiceBusTables(() => DocumentedPostgresEndpoint.OpenAsync(servers));

public sealed class NServiceBus_tables_on_SQLite() : NServiceBusTables(DocumentedSqliteEndpoint.OpenAsync);

/// <summary>The hub's SQL queue channels against an endpoint that was written from the document alone.</summary>
public abstract class NServiceBusTables(Func<Task<DocumentedEndpoint>> open) : IAsyncLifetime
{
    private DocumentedEndpoint _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _other = await open();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _other.DisposeAsync();
    }

    [Fact]
    public async Task A_sent_row_carries_every_header_an_endpoint_sets()
    {
        await _other.CreateAsync("Billing");
        await using var sender = Sender("Billing", o => o with { MessageType = "Acme.Billing.{operation}" });
        var message = Some.Message("{\"金额\":1}", "ChargeIssued");
        var before = DateTimeOffset.UtcNow;
        await sender.SendAsync(message, Cancellation);

        var row = (await _other.ReceiveAsync("Billing"))!;
        var id = message.Id.ToString();
        Assert.NotEqual(message.Id.Value, row.Id);
        Assert.Null(row.Expires);
        Assert.Equal("{\"金额\":1}", Encoding.UTF8.GetString(row.Body!));
        Assert.Equal(
        [
            ("$.diagnostics.originating.hostid", row.Headers["$.diagnostics.originating.hostid"]),
            ("NServiceBus.ContentType", "application/json"),
            ("NServiceBus.ConversationId", id),
            ("NServiceBus.CorrelationId", id),
            ("NServiceBus.EnclosedMessageTypes", "Acme.Billing.ChargeIssued"),
            ("NServiceBus.MessageId", id),
            ("NServiceBus.MessageIntent", "Send"),
            ("NServiceBus.OriginatingEndpoint", "hub"),
            ("NServiceBus.OriginatingMachine", Environment.MachineName),
            ("NServiceBus.ReplyToAddress", "\"public\".\"hub\""),
            ("NServiceBus.TimeSent", row.Headers["NServiceBus.TimeSent"]),
            ("NServiceBus.Version", row.Headers["NServiceBus.Version"]),
            ("traceparent", Some.TraceParent),
        ], row.Headers.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => (h.Key, h.Value)));
        Assert.Matches("^[0-9a-f]{32}$", row.Headers["$.diagnostics.originating.hostid"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:\d{6} Z$", row.Headers["NServiceBus.TimeSent"]);
        Assert.InRange(NServiceBusHeaders.ParseTime(row.Headers["NServiceBus.TimeSent"]), before.AddSeconds(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task An_answer_names_what_it_answers()
    {
        await _other.CreateAsync("Sales");
        await using var sender = Sender("Sales", o => o with { Intent = "Reply" });
        await sender.SendAsync(Some.Message("{}") with { CorrelationId = "request-7" }, Cancellation);
        var headers = (await _other.ReceiveAsync("Sales"))!.Headers;
        Assert.Equal(("Reply", "request-7", "request-7"), (headers["NServiceBus.MessageIntent"], headers["NServiceBus.CorrelationId"], headers["NServiceBus.RelatedTo"]));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", "application/json")]
    [InlineData("text/xml; charset=gb18030", "text/xml")]
    [InlineData("application/xml", "text/xml")]
    public async Task The_content_type_is_written_in_the_exact_form_endpoints_know(string contentType, string written)
    {
        await _other.CreateAsync("Sales");
        await using var sender = Sender("Sales");
        await sender.SendAsync(Some.Message("<a/>") with { ContentType = contentType }, Cancellation);
        Assert.Equal(written, (await _other.ReceiveAsync("Sales"))!.Headers["NServiceBus.ContentType"]);
    }

    [Fact]
    public async Task The_deadline_becomes_the_expiry_where_the_adapter_asks_for_it()
    {
        await _other.CreateAsync("Sales");
        await using var sender = Sender("Sales", o => o with { ExpireAtDeadline = true });
        var deadline = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.FromHours(8));
        await sender.SendAsync(Some.Message("{}") with { Deadline = deadline }, Cancellation);
        Assert.Equal(deadline.UtcDateTime, (await _other.ReceiveAsync("Sales"))!.Expires);
    }

    [Fact]
    public async Task A_row_of_an_endpoint_is_read_as_its_headers_say()
    {
        await _other.CreateAsync("hub");
        var headers = new Dictionary<string, string>
        {
            ["NServiceBus.MessageId"] = "m-1",
            ["NServiceBus.CorrelationId"] = "c-1",
            ["NServiceBus.ContentType"] = "text/xml",
            ["NServiceBus.EnclosedMessageTypes"] = "Acme.WorkOrderDone, Acme.Contracts, Version=1.0.0.0;Acme.IEvent, Acme.Contracts",
            ["traceparent"] = Some.TraceParent,
            ["客户"] = "工商银行",
        };
        await _other.SendAsync("hub", headers, "<完成/>"u8.ToArray());
        var received = Assert.Single(await ReceiveAsync(1));
        Assert.Equal(("m-1", "c-1", "text/xml", "Acme.WorkOrderDone", Some.TraceParent, "hub"),
            (received.TransportId, received.CorrelationId, received.ContentType, received.Operation, received.TraceParent, received.Origin));
        Assert.Equal(headers, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(received.Headers!));
        Assert.Null(received.Caller);
    }

    [Fact]
    public async Task A_row_without_headers_goes_by_its_own_id_and_one_without_body_is_empty()
    {
        await _other.CreateAsync("hub");
        var id = await _other.SendAsync("hub", headers: "", body: null);
        var received = Assert.Single(await ReceiveAsync(1));
        Assert.Equal((id.ToString(), 0, "{}"), (received.TransportId, received.Body.Length, received.Headers));
    }

    [Fact]
    public async Task Expired_rows_are_consumed_dropped_and_counted()
    {
        await _other.CreateAsync("hub");
        await _other.SendAsync("hub", "{}", "late"u8.ToArray(), expires: DateTime.UtcNow.AddMinutes(-1));
        await _other.SendAsync("hub", "{}", "in time"u8.ToArray(), expires: DateTime.UtcNow.AddHours(1));
        await using var receiver = Receiver(out var sink);
        await using var running = Running.Start(receiver);
        await sink.HasStoredAsync(1);
        await running.StopAsync();
        Assert.Equal(["in time"], sink.StoredTexts);
        Assert.Equal(1, receiver.Expired);
        Assert.Equal(0, await _other.CountAsync("hub"));
        Assert.Equal(0, await _other.CountAsync("error"));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"number\":1}")]
    [InlineData("{\"nested\":{}}")]
    [InlineData("{\"cut\":\"o")]
    public async Task A_row_whose_headers_cannot_be_read_goes_to_the_error_queue_as_it_is(string headers)
    {
        await _other.CreateAsync("hub");
        var id = await _other.SendAsync("hub", headers, "body"u8.ToArray());
        await _other.SendAsync("hub", "{}", "next"u8.ToArray());
        Assert.Equal(["next"], (await ReceiveAsync(1)).Select(m => Encoding.UTF8.GetString(m.Body.Span)));
        var failed = (await _other.ReceiveAsync("error"))!;
        Assert.Equal((id, headers, "body"), (failed.Id, failed.HeadersText, Encoding.UTF8.GetString(failed.Body!)));
    }

    [Fact]
    public async Task An_unreadable_row_whose_id_the_error_queue_has_already_is_kept_too()
    {
        await _other.CreateAsync("hub");
        await _other.CreateAsync("error");
        var id = await _other.SendAsync("hub", "no json", "second"u8.ToArray());
        await _other.SendAsync("error", "no json", "first"u8.ToArray(), id: id);
        await _other.SendAsync("hub", "{}", "next"u8.ToArray());
        await ReceiveAsync(1);
        Assert.Equal(2, await _other.CountAsync("error"));
    }

    [Fact]
    public async Task Two_receivers_of_one_queue_share_it_without_loss_double_or_disorder()
    {
        await _other.CreateAsync("hub");
        for (var i = 0; i < 300; i++)
            await _other.SendAsync("hub", "{}", Encoding.UTF8.GetBytes(i.ToString()));
        await using var one = Receiver(out var sink, batch: 7);
        await using var two = new SqlQueueReceivingChannel(Options(batch: 11), sink, TimeProvider.System);
        await using var first = Running.Start(one);
        await using var second = Running.Start(two);
        await sink.HasStoredAsync(300);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => i.ToString()), sink.StoredTexts);
        Assert.Equal(300, sink.HandedOver.Count);
    }

    [Theory]
    [InlineData("drop\"; DROP TABLE error; --")]
    [InlineData("it's.a name with [everything] 工单")]
    [InlineData("Sales")]
    public async Task Any_name_is_a_queue_of_its_own(string name)
    {
        await new SqlQueueTopology(_other.Database, TimeProvider.System).CreateQueueAsync(new QueueAddress(name), Cancellation);
        await using var sender = Sender(name);
        await sender.SendAsync(Some.Message("{}"), Cancellation);
        Assert.Equal(1, await _other.CountAsync(name));
        Assert.Equal(1, await new SqlQueueTopology(_other.Database, TimeProvider.System).CountAsync(new QueueAddress(name), Cancellation));
    }

    private SqlQueueSendingChannel Sender(string queue, Func<SqlQueueSendingOptions, SqlQueueSendingOptions>? with = null)
    {
        var options = new SqlQueueSendingOptions(_other.Database, new QueueAddress(queue), "hub");
        return new SqlQueueSendingChannel(with is null ? options : with(options), TimeProvider.System);
    }

    private SqlQueueReceivingOptions Options(int batch = 100) =>
        new(_other.Database, new QueueAddress("hub")) { LongestPoll = TimeSpan.FromMilliseconds(50), BatchSize = batch };

    private SqlQueueReceivingChannel Receiver(out RecordingSink sink, int batch = 100) => new(Options(batch), sink = new RecordingSink(), TimeProvider.System);

    private async Task<IReadOnlyList<RawMessage>> ReceiveAsync(int count)
    {
        await using var receiver = Receiver(out var sink);
        await using var running = Running.Start(receiver);
        await sink.HasStoredAsync(count);
        await running.StopAsync();
        return sink.Stored;
    }
}
