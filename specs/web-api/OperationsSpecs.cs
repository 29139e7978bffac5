using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Integration.Hub;
using Integration.Hub.Access;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Figures;

namespace Integration.Specs.WebApi;

/// <summary>Map, endpoints and figures over the web, on either store.</summary>
public abstract class OperationsSpecs(WebWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_map_tells_what_flows_what_waits_and_what_stands_in_the_way()
    {
        await world.Box.AcceptAsync(Item("BIL-4"), Stop);
        world.Desk.Counter.Add("BIL-1", Measure.Received, 12);
        world.Desk.Counter.Add("BIL-4", Measure.Failed, 3);
        await world.Box.SetCircuitAsync("BIL-4", "OpenBillingAccount", CircuitStatus.Open, world.Time.GetUtcNow().AddSeconds(5), 2, "connection refused", Stop);
        await world.Desk.WriteAsync(Health(("BIL-1", new(false, world.Time.GetUtcNow(), "530 Login incorrect"))), Stop);
        using var browser = await world.SignedInAsync(Role.Viewer);

        var map = await LookAsync(browser);

        var (bills, accounts) = (map.GetProperty("BIL-1"), map.GetProperty("BIL-4"));
        Assert.Equal(("billing", "hub", "down", "530 Login incorrect", false), (bills.GetProperty("from").GetString(), bills.GetProperty("to").GetString(), bills.GetProperty("state").GetString(), bills.GetProperty("why").GetString(), bills.GetProperty("up").GetBoolean()));
        Assert.True(bills.GetProperty("ratePerMinute").GetDouble() >= 12);
        Assert.Equal(("hub", "billing", "circuitOpen", "open", "connection refused"), (accounts.GetProperty("from").GetString(), accounts.GetProperty("to").GetString(), accounts.GetProperty("state").GetString(), accounts.GetProperty("circuit").GetString(), accounts.GetProperty("why").GetString()));
        Assert.True(accounts.GetProperty("depth").GetInt64() >= 1);
        Assert.True(accounts.GetProperty("errorsPerMinute").GetDouble() >= 3);
        Assert.True(accounts.TryGetProperty("oldestAt", out _));

        await world.Box.SetCircuitAsync("BIL-4", "OpenBillingAccount", CircuitStatus.Closed, null, 0, null, Stop);
        world.Time.Move(TimeSpan.FromSeconds(1));
        await world.Desk.WriteAsync(Health(("BIL-1", new(true, world.Time.GetUtcNow(), null))), Stop);
        var later = await LookAsync(browser);
        Assert.Equal(("ok", "closed"), (later.GetProperty("BIL-1").GetProperty("state").GetString(), later.GetProperty("BIL-4").GetProperty("circuit").GetString()));
    }

    [Fact]
    public async Task A_page_that_looks_is_told_when_the_map_changes()
    {
        using var browser = await world.SignedInAsync(Role.Viewer);
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = browser.Cookies;
        await socket.ConnectAsync(new Uri(world.Web.Address.Replace("http:", "ws:", StringComparison.Ordinal) + "/ops/live"), Stop);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Stop);
        await TellsAsync(socket, text => text.Contains("\"target\":\"map\"", StringComparison.Ordinal));

        await world.Box.PauseAsync("BIL-4", new Actor("somebody", "test"), "looked at live", Stop);

        await TellsAsync(socket, text => text.Contains("looked at live", StringComparison.Ordinal));
        await world.Box.UnpauseAsync("BIL-4", new Actor("somebody", "test"), Stop);
        using var stranger = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => stranger.ConnectAsync(new Uri(world.Web.Address.Replace("http:", "ws:", StringComparison.Ordinal) + "/ops/live"), Stop));
    }

    [Fact]
    public async Task An_operator_holds_an_endpoint_lets_it_go_on_and_both_are_kept()
    {
        using var browser = await world.SignedInAsync(Role.Operator);

        Assert.Equal(["reason:required"], (await browser.PostAsync("/ops/api/endpoints/BIL-4/pause", new { })).Fields);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/ops/api/endpoints/BIL-4/pause", new { reason = "month-end" })).Status);
        var page = await browser.GetAsync("/ops/api/endpoints/BIL-4");
        Assert.True(page["endpoint"].GetProperty("link").GetProperty("paused").GetBoolean());
        Assert.Equal("http://billing/accounts", page["endpoint"].GetProperty("limits").GetProperty("address").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/ops/api/endpoints/BIL-4/unpause", new { })).Status);
        Assert.False((await browser.GetAsync("/ops/api/endpoints/BIL-4"))["endpoint"].GetProperty("link").GetProperty("paused").GetBoolean());

        var brought = await browser.PostAsync("/ops/api/endpoints/BIL-1/pause", new { reason = "month-end" });
        Assert.Equal(("request.refused", "endpoint.brings-in"), (brought.Code, brought["reason"].GetString()));
        Assert.Equal("not.found", (await browser.PostAsync("/ops/api/endpoints/NO-1/pause", new { reason = "x" })).Code);
        Assert.Contains(await world.Box.AuditAsync(world.Time.GetUtcNow().AddHours(-1), 50, Stop), a => a is { Actor: "operator", Via: "web", Action: "pause", Target: "BIL-4" });
    }

    [Fact]
    public async Task A_drain_tells_what_is_still_under_way()
    {
        await world.Box.AcceptAsync(Item("BIL-4", "drained"), Stop);
        var claims = await world.Box.ClaimAsync(new ClaimRequest("BIL-4", 100, "node", TimeSpan.FromMinutes(5), [], false), Stop);
        using var browser = await world.SignedInAsync(Role.Operator);

        var busy = await browser.PostAsync("/ops/api/endpoints/BIL-4/drain", new { reason = "new release over there", waitMs = 0 });

        Assert.Equal((false, claims.Count), (busy["drained"].GetBoolean(), busy["inFlight"].GetInt32()));
        Assert.True((await browser.GetAsync("/ops/api/endpoints/BIL-4"))["endpoint"].GetProperty("link").GetProperty("paused").GetBoolean());
        foreach (var claim in claims)
            await world.Box.CompleteAsync(claim, new DeliveryOutcome.Delivered([], []), Stop);
        await world.Box.UnpauseAsync("BIL-4", new Actor("somebody", "test"), Stop);
    }

    [Fact]
    public async Task A_test_of_a_connection_tells_what_is_wrong_and_what_to_do()
    {
        using var browser = await world.SignedInAsync(Role.Operator);
        Assert.True((await browser.PostAsync("/ops/api/endpoints/BIL-1/test", new { }))["ok"].GetBoolean());
        world.Probed = _ => throw new ChannelException(new Failure(FailureKind.EndpointDown, "soap.unreachable", "connection refused"));
        var answer = await browser.PostAsync("/ops/api/endpoints/BIL-4/test", new { });
        Assert.Equal((false, "soap.unreachable", "connection refused"), (answer["ok"].GetBoolean(), answer["code"].GetString(), answer["said"].GetString()));
        Assert.Contains("http://billing/accounts", answer["advice"].GetString());
    }

    [Fact]
    public async Task Blocked_keys_and_last_errors_are_told()
    {
        var failure = new Failure(FailureKind.Data, "mapping.unknown-code", "Unknown code");
        await world.Box.AcceptAsync(Item("CS-3", "K1", failure), Stop);
        await world.Box.AcceptAsync(Item("CS-3", "K1"), Stop);
        await world.Box.ClaimAsync(new ClaimRequest("CS-3", 100, "node", TimeSpan.FromMinutes(5), [], false), Stop);
        using var browser = await world.SignedInAsync(Role.Viewer);

        var blocked = Assert.Single((await browser.GetAsync("/ops/api/endpoints/CS-3/blocked"))["items"].EnumerateArray());

        Assert.Equal(("K1", 1, "parked"), (blocked.GetProperty("key").GetString(), blocked.GetProperty("count").GetInt32(), blocked.GetProperty("behindState").GetString()));
        var page = await browser.GetAsync("/ops/api/endpoints/CS-3");
        Assert.Equal("mapping.unknown-code", page["lastErrors"][0].GetProperty("code").GetString());
        Assert.Equal("hub endpoints show CS-3", page["command"].GetString());
    }

    [Fact]
    public async Task Figures_add_up_over_nodes_and_hours_and_their_percentiles_are_of_the_sum()
    {
        var name = WebWorld.Name("IF-");
        var other = new FigureCounter();
        using var second = new FigureWriter(new(world.OpenAsync, world.Dialect, "other", world.Time), other);
        for (var i = 1; i <= 100; i++)
            (i % 2 == 0 ? world.Desk.Counter : other).Took(name, TimeSpan.FromMilliseconds(10 * i));
        world.Desk.Counter.Add(name, Measure.Sent, 50);
        other.Add(name, Measure.Sent, 50);
        await world.Desk.WriteAsync(Health(), Stop);
        await second.WriteAsync(new Dictionary<string, long> { [name] = 7 }, Stop);
        world.Desk.Counter.Add(name, Measure.Sent, 1);
        await world.Desk.WriteAsync(Health(), Stop);
        await second.WriteAsync(new Dictionary<string, long> { [name] = 5 }, Stop);
        using var browser = await world.SignedInAsync(Role.Viewer);

        foreach (var step in new[] { "minute", "hour", "day" })
        {
            var row = Assert.Single((await browser.GetAsync($"/ops/api/figures?interface={name}&step={step}"))["totals"].EnumerateArray());
            Assert.Equal((101, 7), (row.GetProperty("sent").GetInt32(), row.GetProperty("depth").GetInt32()));
            Assert.InRange(row.GetProperty("p50Ms").GetDouble(), 450, 550);
            Assert.InRange(row.GetProperty("p99Ms").GetDouble(), 900, 1100);
        }

        Assert.Equal(["step:notOneOf"], (await browser.GetAsync("/ops/api/figures?step=year")).Fields);
        Assert.Equal(["from:outOfRange"], (await browser.GetAsync("/ops/api/figures?step=minute&from=2020-01-01")).Fields);
    }

    private async Task<JsonElement> LookAsync(Browser browser)
    {
        world.Time.Move(TimeSpan.FromSeconds(1));
        var map = await browser.GetAsync("/ops/api/map");
        return JsonSerializer.SerializeToElement(map["links"].EnumerateArray().ToDictionary(l => l.GetProperty("interface").GetString()!));
    }

    // The site's own limit of a test ends a wait for what does not come.
    [Fact]
    public async Task What_cannot_be_read_stands_at_the_interface_that_brought_it()
    {
        await world.Box.AcceptAsync(Item("intake:BIL-1", WebWorld.Name("unread"), new Failure(FailureKind.Data, "mapping.json", "no JSON")), Stop);
        using var browser = await world.SignedInAsync(Role.Viewer);

        var map = await LookAsync(browser);

        Assert.Equal("failing", map.GetProperty("BIL-1").GetProperty("state").GetString());
        Assert.True(map.GetProperty("BIL-1").GetProperty("parked").GetInt64() >= 1);
        Assert.False(map.TryGetProperty("intake:BIL-1", out _));
        Assert.Contains((await browser.GetAsync("/ops/api/endpoints/BIL-1"))["lastErrors"].EnumerateArray(), e => e.GetProperty("code").GetString() == "mapping.json");
        await world.Box.DiscardAsync(new DeliverySelection(Subscriber: "intake:BIL-1"), new Actor("somebody", "test"), "test", Stop);
    }

    [Fact]
    public async Task The_size_of_the_store_is_kept_by_day_and_says_when_the_disk_is_full()
    {
        await world.Box.AcceptAsync(Item("BIL-4", WebWorld.Name("sized")), Stop);
        await world.Desk.Capacity.NoteAsync(Stop);
        world.Time.Move(TimeSpan.FromDays(5));
        await world.Desk.Capacity.NoteAsync(Stop);
        using var browser = await world.SignedInAsync(Role.Viewer);

        var capacity = await browser.GetAsync("/ops/api/figures/capacity");

        Assert.True(capacity["bytes"].GetInt64() > 0);
        Assert.True(capacity["groups"].GetArrayLength() > 0);
        Assert.Equal([7, 30], capacity["growth"].EnumerateArray().Select(g => g.GetProperty("days").GetInt32()));
        Assert.True(capacity["growth"][0].TryGetProperty("bytesPerDay", out _));
        Assert.False(capacity["growth"][1].TryGetProperty("bytesPerDay", out _));
        Assert.True(capacity["days"].GetArrayLength() >= 2);
        Assert.Equal(90, capacity["retentionDays"].GetInt32());
        Assert.True(capacity["nextDrop"].GetProperty("at").GetDateTimeOffset() > capacity["oldestMessage"].GetDateTimeOffset());
        var compared = await browser.GetAsync("/ops/api/figures/reconciliations");
        Assert.Equal(0, compared["items"].GetArrayLength());
        Assert.Equal(["from:badFormat"], (await browser.GetAsync("/ops/api/figures/reconciliations?from=yesterday")).Fields);
    }

    [Fact]
    public void A_forecast_needs_half_of_its_time()
    {
        var today = new DateOnly(2026, 11, 23);
        Assert.Null(Forecast.PerDay([(today.AddDays(-3), 100), (today, 400)], today, 7));
        Assert.Equal(100, Forecast.PerDay([(today.AddDays(-40), 1), (today.AddDays(-4), 100), (today, 500)], today, 7));
        Assert.Equal(today.AddDays(10), Forecast.FullOn(today, 1000, 100));
        Assert.Null(Forecast.FullOn(today, 1000, -5));
        Assert.Null(Forecast.FullOn(today, null, 5));
    }

    [Fact]
    public async Task The_runbook_says_what_to_do()
    {
        using var browser = await world.SignedInAsync(Role.Viewer);
        var section = await browser.GetAsync("/ops/api/runbook/circuitOpen");
        Assert.Contains("熔断", section["title"].GetString(), StringComparison.Ordinal);
        Assert.Equal("hub runbook circuitOpen", section["command"].GetString());
        Assert.Equal("not.found", (await browser.GetAsync("/ops/api/runbook/nothing")).Code);
        Assert.Contains((await browser.GetAsync("/ops/api/runbook"))["items"].EnumerateArray(), s => s.GetProperty("section").GetString() == "parked");
    }

    private static NodeHealth Health(params (string Name, ChannelHealth Health)[] receivers) => new(receivers.ToDictionary(r => r.Name, r => r.Health), new Dictionary<string, SenderHealth>());

    private static async Task TellsAsync(ClientWebSocket socket, Func<string, bool> what)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var (buffer, text) = (new byte[64 * 1024], "");
        while (!what(text))
            text += Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, limit.Token)).Count);
    }

    private AcceptItem Item(string to, string? key = null, Failure? parked = null)
    {
        var id = MessageId.New(world.Time.GetUtcNow());
        return new AcceptItem(new Envelope { Id = id, Type = "OpenBillingAccount", Source = "core", Body = "{}"u8.ToArray(), ConversationId = id.ToString(), ReceivedAt = world.Time.GetUtcNow() }, [new DeliveryPlan(to, key, Parked: parked)], []);
    }
}

public sealed class Operations_on_PostgreSql(WebOnPostgreSql world) : OperationsSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Operations_on_Sqlite(WebOnSqlite world) : OperationsSpecs(world), IClassFixture<WebOnSqlite>;
