using System.Text;
using Integration.Specs.Counterparts;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Integration.Specs.CounterpartSpecs;

public sealed class The_97_system : IAsyncDisposable
{
    private readonly Folder _folder = new();
    private readonly MemoryQueue _in = new();
    private readonly MemoryQueue _out = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
    private readonly Ninety7Counterpart _system;

    public The_97_system() => _system = new Ninety7Counterpart(new Ninety7Options(_in, _out, _folder["n97"]));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task sends_the_events_of_a_work_order_in_order_and_ends_with_its_completion()
    {
        var run = _system.RunAsync(_stop.Token);
        await SendAsync("W1");
        var events = (await _out.TakeAsync(4, Token)).Select(Json).ToList();
        Assert.Equal(["STATE", "STATE", "STATE", "COMPLETION"], events.Select(e => (string?)e["event"]));
        Assert.Equal([1, 2, 3, 4], events.Select(e => (int)e["seq"]!));
        Assert.Equal("0571-ZX-000003", (string?)events[3].SelectToken("installed.circuitNo"));
        Assert.True(events.Zip(events.Skip(1)).All(p => string.CompareOrdinal((string?)p.First["occurredAt"], (string?)p.Second["occurredAt"]) < 0));
        await StopAsync(run);
    }

    [Fact]
    public async Task does_the_work_once_however_often_it_is_told()
    {
        var run = _system.RunAsync(_stop.Token);
        await SendAsync("W1");
        await SendAsync("W1");
        await SendAsync("W1", address: "elsewhere");
        await _system.Books.WaitAsync(b => b.Summary("N97-1") is { Duplicates: 1, Wrong: 1 } && b.Summary("N97-2").Sent == 4, Token);
        Assert.Equal(1, _system.Books.Summary("N97-1").Received);
        await StopAsync(run);
    }

    [Fact]
    public async Task gives_work_orders_back_with_a_reason_when_told_to()
    {
        _system.Moods.Set("N97-1", MoodKind.Return, times: 1);
        var run = _system.RunAsync(_stop.Token);
        await SendAsync("W1");
        var last = Json((await _out.TakeAsync(4, Token))[3]);
        Assert.Equal("RETURN", (string?)last["event"]);
        Assert.StartsWith("T", (string?)last["reasonCode"]);
        await StopAsync(run);
    }

    [Fact]
    public async Task goes_on_with_unsent_events_after_a_restart_and_forgets_no_work_order()
    {
        _system.Moods.Set("N97-2", MoodKind.Down);
        var run = _system.RunAsync(_stop.Token);
        await SendAsync("W1");
        await _system.Books.WaitAsync(b => b.Summary("N97-1").Received == 1, Token);
        await StopAsync(run);
        await _system.DisposeAsync();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var again = new Ninety7Counterpart(new Ninety7Options(_in, _out, _folder["n97"]));
        var second = again.RunAsync(stop.Token);
        await SendAsync("W1");
        Assert.Equal(4, (await _out.TakeAsync(4, Token)).Select(m => m.Id).Distinct().Count());
        await again.Books.WaitAsync(b => b.Summary("N97-1").Duplicates == 1 && b.Summary("N97-2").Sent == 4, Token);
        await stop.CancelAsync();
        await second;
    }

    [Fact]
    public async Task is_closed_when_down_and_takes_up_what_waited()
    {
        _system.Moods.Set("N97-1", MoodKind.Down);
        var run = _system.RunAsync(_stop.Token);
        await SendAsync("W1");
        Assert.Equal(0, _system.Books.Summary("N97-1").Received);
        _system.Moods.Clear("N97-1");
        Assert.Equal(4, (await _out.TakeAsync(4, Token)).Count);
        await StopAsync(run);
    }

    [Fact]
    public async Task sends_out_of_order_and_twice_when_told_to()
    {
        _system.Moods.Set("N97-2", MoodKind.OutOfOrder, times: 1);
        _system.Moods.Set("N97-2", MoodKind.Duplicate, times: 4);
        var run = _system.RunAsync(_stop.Token);
        await SendAsync("W1");
        var seqs = (await _out.TakeAsync(8, Token)).Select(m => (int)Json(m)["seq"]!);
        Assert.Equal([4, 4, 3, 3, 2, 2, 1, 1], seqs);
        await StopAsync(run);
        Assert.Equal((4L, 4L), (_system.Books.Summary("N97-2").Sent, _system.Books.Summary("N97-2").Repeated));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":1,\"workOrderNo\":\"W1\"}")]
    public async Task books_a_work_order_it_cannot_read_and_goes_on(string body)
    {
        var run = _system.RunAsync(_stop.Token);
        await _in.SendAsync(new QueueMessage("m1", "N97.WorkOrder", Encoding.UTF8.GetBytes(body)), Token);
        await SendAsync("W2");
        Assert.Equal(4, (await _out.TakeAsync(4, Token)).Count);
        Assert.Equal(1, _system.Books.Summary("N97-1").Wrong);
        await StopAsync(run);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _in.DisposeAsync();
        await _out.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private Task SendAsync(string workOrderNo, string address = "杭州市西湖区解放路1号")
    {
        var json = new JObject
        {
            ["version"] = 1, ["workOrderNo"] = workOrderNo, ["orderNo"] = "O1", ["action"] = "INSTALL", ["issuedAt"] = "2026-11-22T10:00:00+08:00", ["dueAt"] = "2026-11-25T18:00:00+08:00",
            ["customer"] = new JObject { ["no"] = "C05710000001", ["name"] = "工商银行杭州分行" },
            ["service"] = new JObject { ["kind"] = "LEASED_LINE", ["number"] = "0571-ZX-000003", ["bandwidthKbps"] = 2048 },
            ["aEnd"] = new JObject { ["areaCode"] = "0571", ["address"] = address }, ["zEnd"] = new JObject { ["address"] = "宁波市海曙区解放路2号" },
        };
        return _in.SendAsync(new QueueMessage(Guid.NewGuid().ToString(), "N97.WorkOrder", Encoding.UTF8.GetBytes(json.ToString())), Token);
    }

    private async Task StopAsync(Task run)
    {
        await _stop.CancelAsync();
        await run;
    }

    private static JObject Json(QueueMessage message)
    {
        using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(Encoding.UTF8.GetString(message.Body.Span))) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
        return JObject.Load(reader);
    }
}
