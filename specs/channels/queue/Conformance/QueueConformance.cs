using System.Text;
using Integration.Hub;
using Integration.Specs.Servers;

namespace Integration.Specs.Channels.Queue;

/// <summary>What every kind of queue channel has to do. A kind passes by a one-line subclass.</summary>
public abstract class QueueConformance(Func<Task<IQueueUnderTest>> open) : IAsyncLifetime
{
    private IQueueUnderTest _queue = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _queue = await open();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _queue.DisposeAsync();
    }

    public static TheoryData<string, byte[]> Bodies => new()
    {
        { "Chinese in UTF-8", Encoding.UTF8.GetBytes("""{"客户":"中国工商银行苏州分行","级别":"钻石"}""") },
        { "Chinese in GB18030", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("专线竣工𠮷") },
        { "all byte values", [.. Enumerable.Range(0, 256).Select(b => (byte)b)] },
        { "nothing", [] },
        { "one megabyte", [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 7))] },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_arrives_byte_for_byte(string what, byte[] body)
    {
        var sink = new RecordingSink();
        await using var sender = await ReadyAsync(sink);
        await sender.SendAsync(Some.Message(body), Cancellation);
        await sink.HasStoredAsync(1);
        Assert.True(sink.Stored[0].Body.Span.SequenceEqual(body), what);
    }

    [Fact]
    public async Task What_identifies_and_describes_a_message_arrives_with_it()
    {
        var sink = new RecordingSink();
        await using var sender = await ReadyAsync(sink);
        var sent = Some.Message("{}") with { Operation = "Acme.工单", CorrelationId = "对话-1" };
        await sender.SendAsync(sent, Cancellation);
        await sink.HasStoredAsync(1);
        var received = sink.Stored[0];
        Assert.Equal(sent.Id.ToString(), received.TransportId);
        Assert.Equal("对话-1", received.CorrelationId);
        Assert.Equal("Acme.工单", received.Operation);
        Assert.Equal(Some.TraceParent, received.TraceParent);
        Assert.StartsWith("application/json", received.ContentType, StringComparison.Ordinal);
        Assert.Contains("Acme.工单", received.Headers, StringComparison.Ordinal);
        Assert.False(received.Redelivered);
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_they_were_sent()
    {
        var sink = new RecordingSink();
        await using var sender = await ReadyAsync(sink);
        var texts = Some.Texts(300);
        foreach (var text in texts)
            await sender.SendAsync(Some.Message(text), Cancellation);
        await sink.HasStoredAsync(texts.Length);
        Assert.Equal(texts, sink.StoredTexts);
    }

    [Fact]
    public async Task Five_thousand_messages_of_many_senders_arrive_each_once()
    {
        var sink = new RecordingSink();
        await using var sender = await ReadyAsync(sink);
        var texts = Some.Texts(5000);
        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Cancellation },
            async (text, cancellation) => await sender.SendAsync(Some.Message(text), cancellation));
        await sink.HasStoredAsync(texts.Length);
        Assert.Equal(texts.Order(), sink.StoredTexts.Order());
    }

    [Fact]
    public async Task Messages_are_handed_over_without_waiting_for_the_commit_of_those_before()
    {
        var commit = new TaskCompletionSource();
        var sink = new RecordingSink { Commit = _ => commit.Task };
        await SendAllAsync(Some.Texts(50));
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.WasHandedAsync(50);
        Assert.Empty(sink.Stored);
        commit.SetResult();
        await sink.HasStoredAsync(50);
        Assert.Equal(Some.Texts(50), sink.HandedOver.Select(m => Encoding.UTF8.GetString(m.Body.Span)));
    }

    [Fact]
    public async Task What_was_not_committed_when_the_receiver_crashed_comes_again_under_the_same_id()
    {
        var never = new RecordingSink { Commit = _ => new TaskCompletionSource().Task };
        await SendAllAsync(Some.Texts(20));
        await using (var crashing = Running.Start(_queue.Receiver(never)))
        {
            await never.WasHandedAsync(20);
            await crashing.CrashAsync();
        }
        var sink = new RecordingSink();
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.HasStoredAsync(20);
        Assert.Equal(Some.Texts(20), sink.StoredTexts);
        Assert.Equal(never.HandedOver.Select(m => m.TransportId), sink.Stored.Select(m => m.TransportId));
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_a_batch_loses_nothing()
    {
        var calls = 0;
        var sink = new RecordingSink { Commit = _ => Interlocked.Increment(ref calls) > 37 ? new TaskCompletionSource().Task : Task.CompletedTask };
        await SendAllAsync(Some.Texts(100));
        await using (var crashing = Running.Start(_queue.Receiver(sink)))
        {
            await sink.WasHandedAsync(60);
            await crashing.CrashAsync();
        }
        sink.Commit = _ => Task.CompletedTask;
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.HasStoredAsync(100);
        Assert.Equal(Some.Texts(100), sink.StoredTexts);
    }

    [Fact]
    public async Task What_the_hub_cannot_store_stays_in_the_queue_and_comes_again_marked()
    {
        var failures = 5;
        var sink = new RecordingSink { Commit = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("disk full") : Task.CompletedTask };
        await SendAllAsync(Some.Texts(40));
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.HasStoredAsync(40);
        Assert.Equal(Some.Texts(40).Order(), sink.StoredTexts.Order());
        Assert.True(sink.HandedOver.Last(m => m.TransportId == sink.HandedOver[0].TransportId).Redelivered);
    }

    [Fact]
    public async Task The_order_survives_a_store_that_was_down_for_a_while()
    {
        var calls = 0;
        var sink = new RecordingSink { Commit = _ => Interlocked.Increment(ref calls) <= 45 ? throw new IOException("disk full") : Task.CompletedTask };
        await SendAllAsync(Some.Texts(40));
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.HasStoredAsync(40);
        Assert.Equal(Some.Texts(40), sink.StoredTexts);
    }

    [Fact]
    public async Task While_the_hub_cannot_store_the_health_says_so()
    {
        var broken = true;
        var sink = new RecordingSink { Commit = _ => broken ? throw new IOException("disk full") : Task.CompletedTask };
        await SendAllAsync(["one"]);
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.WasHandedAsync(2);
        Assert.Contains("disk full", receiver.Channel.Health.LastError, StringComparison.Ordinal);
        broken = false;
        await sink.HasStoredAsync(1);
        await receiver.HealthAsync(up: true);
    }

    [Fact]
    public async Task A_clean_stop_waits_for_what_was_handed_over_and_acknowledges_it()
    {
        var commit = new TaskCompletionSource();
        var sink = new RecordingSink { Commit = _ => commit.Task };
        await SendAllAsync(Some.Texts(10));
        await using var stopping = Running.Start(_queue.Receiver(sink));
        await sink.WasHandedAsync(10);
        stopping.AskToStop();
        Assert.False(stopping.Ended.IsCompleted);
        commit.SetResult();
        await stopping.StopAsync();
        Assert.Equal(10, sink.Stored.Count);
        Assert.False(stopping.Channel.Health.Up);
        Assert.Equal(["after"], await NextAsync("after"));
    }

    [Fact]
    public async Task Sender_and_receiver_live_through_a_crash_of_the_server()
    {
        var sink = new RecordingSink();
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await using var sender = _queue.Sender();
        var texts = Some.Texts(200);
        foreach (var text in texts[..100])
            await sender.UntilSentAsync(Some.Message(text));
        await sink.HasStoredAsync(50);
        await _queue.StopServerAsync();
        var sending = SendRestAsync(sender, texts[100..]);
        await _queue.StartServerAsync();
        await sending;
        await sink.HasStoredAsync(texts.Length);
        await receiver.HealthAsync(up: true);
        Assert.Equal(texts, sink.StoredTexts);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_endpoint_down()
    {
        await using var sender = _queue.SenderToNowhere();
        var sent = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal((FailureKind.EndpointDown, "queue.unreachable"), (sent.Failure.Kind, sent.Failure.Code));
        var probed = await Assert.ThrowsAsync<ChannelException>(() => sender.ProbeAsync(Cancellation));
        Assert.Equal(FailureKind.EndpointDown, probed.Failure.Kind);
    }

    [Fact]
    public async Task A_receiver_of_a_server_that_is_not_there_says_so_and_still_stops_at_once()
    {
        await using var receiver = Running.Start(_queue.ReceiverFromNowhere(new RecordingSink()));
        await receiver.HasErrorAsync();
        Assert.False(receiver.Channel.Health.Up);
        Assert.Contains("cannot be", receiver.Channel.Health.LastError, StringComparison.Ordinal);
        await receiver.StopAsync();
    }

    [Fact]
    public async Task A_missing_queue_is_an_endpoint_down_and_found_by_a_probe()
    {
        await using var sender = _queue.SenderToMissingQueue();
        var sent = await Assert.ThrowsAsync<ChannelException>(() => sender.SendAsync(Some.Message("x"), Cancellation));
        Assert.Equal(FailureKind.EndpointDown, sent.Failure.Kind);
        var probed = await Assert.ThrowsAsync<ChannelException>(() => sender.ProbeAsync(Cancellation));
        Assert.Equal((FailureKind.EndpointDown, "queue.not-found"), (probed.Failure.Kind, probed.Failure.Code));
    }

    [Fact]
    public async Task A_probe_of_a_queue_that_is_there_leaves_nothing_in_it()
    {
        await SendAllAsync([]);
        await using var sender = _queue.Sender();
        await sender.ProbeAsync(Cancellation);
        Assert.Equal(["first"], await NextAsync("first"));
    }

    [Fact]
    public async Task A_send_that_is_cancelled_beforehand_sends_nothing()
    {
        await SendAllAsync([]);
        await using var sender = _queue.Sender();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(Some.Message("never"), new CancellationToken(canceled: true)));
        Assert.Equal(["first"], await NextAsync("first"));
    }

    /// <summary>Starts a receiver into the sink, for as long as the sender lives, and waits until the queue is there.</summary>
    private async Task<ISendingChannel> ReadyAsync(RecordingSink sink)
    {
        var receiver = Running.Start(_queue.Receiver(sink));
        await receiver.HealthAsync(up: true);
        return new SenderWithReceiver(_queue.Sender(), receiver);
    }

    /// <summary>Sends while nobody receives.</summary>
    private async Task SendAllAsync(IReadOnlyList<string> texts)
    {
        await using (var receiver = Running.Start(_queue.Receiver(new RecordingSink())))
        {
            await receiver.HealthAsync(up: true);
            await receiver.StopAsync();
        }
        await using var sender = _queue.Sender();
        foreach (var text in texts)
            await sender.SendAsync(Some.Message(text), Cancellation);
    }

    /// <summary>Sends a marker and returns everything that comes up to it.</summary>
    private async Task<IReadOnlyList<string>> NextAsync(string marker)
    {
        await using var sender = _queue.Sender();
        await sender.SendAsync(Some.Message(marker), Cancellation);
        var sink = new RecordingSink();
        await using var receiver = Running.Start(_queue.Receiver(sink));
        await sink.HasStoredAsync(1);
        return sink.StoredTexts;
    }

    private static async Task SendRestAsync(ISendingChannel sender, string[] texts)
    {
        foreach (var text in texts)
            await sender.UntilSentAsync(Some.Message(text), f => Assert.Contains(f.Kind, (FailureKind[])[FailureKind.EndpointDown, FailureKind.UnknownOutcome, FailureKind.Transient]));
    }
}
