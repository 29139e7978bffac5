using System.Net;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.Hub;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.Operations.Endpoints;
using Integration.Hub.Operations.Figures;
using Integration.Hub.Operations.Map;
using Integration.Hub.Operations.Telemetry;

namespace Integration.Specs.WebApi;

/// <summary>What is the matter, from what is seen; and how it is told.</summary>
public sealed class AlertCauseSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_endpoint_that_cannot_be_reached_is_one_cause_whatever_follows_from_it()
    {
        var open = Link() with { State = LinkState.CircuitOpen, Circuits = [new CircuitState("X", CircuitStatus.Open, Now, Now, 1, "refused")], Depth = 1_000_000, OldestAt = Now.AddDays(-1), ErrorsPerMinute = 1000 };
        Assert.Equal([AlertRule.CircuitOpen], Causes(open));
        Assert.Equal([AlertRule.EndpointDown], Causes(Link() with { Up = false, Since = Now.AddMinutes(-1), Depth = 1_000_000 }));
        Assert.Empty(Causes(Link() with { Up = false, Since = Now.AddSeconds(-1) }));
    }

    [Fact]
    public void What_waits_too_long_or_for_a_person_or_is_not_there_is_a_cause()
    {
        Assert.Equal([AlertRule.OldestAge], Causes(Link() with { State = LinkState.Behind, Depth = 1, OldestAt = Now.AddHours(-1) }));
        Assert.Equal([AlertRule.QueueDepth], Causes(Link() with { Depth = 10_001, OldestAt = Now }));
        Assert.Empty(Causes(Link() with { Depth = 10_001, Paused = true, State = LinkState.Paused, OldestAt = Now.AddHours(-1) }));
        Assert.Equal([AlertRule.Parked], Causes(Link() with { Parked = 2, State = LinkState.Failing, ErrorsPerMinute = 100 }));
        Assert.Equal([AlertRule.ErrorRate], Causes(Link() with { ErrorsPerMinute = 100 }));
        Assert.Equal([AlertRule.FileMissing], Causes(Link() with { MissingFile = "file of 2026-11-22" }));
        Assert.Empty(Causes(Link()));
    }

    [Fact]
    public void What_the_other_side_does_wrong_is_one_cause_seen_as_soon_as_it_shows()
    {
        var failing = Link() with { State = LinkState.Trying, FailingSince = Now.AddSeconds(-6), Depth = 1, OldestAt = Now.AddHours(-1), ErrorsPerMinute = 100 };
        Assert.Equal([AlertRule.SendingFails], Causes(failing));
        Assert.Empty(Causes(failing with { FailingSince = Now.AddSeconds(-1), ErrorsPerMinute = 0 }));
        Assert.Equal([AlertRule.Slow], Causes(Link() with { State = LinkState.Slow, SlowSince = Now.AddSeconds(-5) }));
        Assert.Equal([AlertRule.BadFile], Causes(Link() with { State = LinkState.BadFile, BadFile = "cut off", Refuses = true, RefusedPerMinute = 9 }));
        Assert.Equal([AlertRule.Refusals], Causes(Link() with { Refuses = true, RefusedPerMinute = 0.2, ErrorsPerMinute = 100 }));
        Assert.Equal([AlertRule.Repeats], Causes(Link() with { Repeats = true, RepeatedPerMinute = 2.2 }));
        Assert.Equal([AlertRule.Unread], Causes(Link() with { Unread = (3, Now.AddSeconds(-4)) }));
    }

    [Fact]
    public void What_waits_for_a_person_does_not_follow_from_what_else_is_wrong()
    {
        var open = Link() with { State = LinkState.CircuitOpen, Circuits = [new CircuitState("X", CircuitStatus.Open, Now, Now, 1, "refused")], Parked = 2 };
        Assert.Equal([AlertRule.CircuitOpen, AlertRule.Parked], Causes(open));
    }

    [Fact]
    public void Dead_letters_of_a_queue_that_several_share_are_one_cause()
    {
        var dead = Sight(Link());
        dead = dead with { Map = dead.Map with { DeadLetters = [new QueueState("mq:5672/hub.dead", "dead", "BIL-3", 2, 0, null), new QueueState("mq:5672/hub.dead", "dead", "BIL-4", 2, 0, null)] } };
        var cause = Assert.Single(AlertCauses.Of(dead, AlertRule.Usual));
        Assert.Equal((AlertRule.DeadLetters, "mq:5672/hub.dead"), (cause.Rule, cause.Subject));
    }

    [Fact]
    public void Silence_of_a_named_interface_an_ending_certificate_and_a_full_disk_are_causes()
    {
        var rules = AlertRule.Usual.Select(r => r.Code == AlertRule.NoTraffic ? r with { Enabled = true, Interfaces = ["BIL-4"] } : r).ToList();
        var sight = Sight(Link()) with
        {
            LastTraffic = new Dictionary<string, DateTimeOffset> { ["BIL-4"] = Now.AddHours(-2) }, FreeShare = 3,
            Expiries = new Dictionary<string, IReadOnlyList<Expiry>> { ["BIL-4"] = [new("certificate of bank", Now.AddDays(3))], ["BIL-5"] = [new("certificate of bank", Now.AddDays(3)), new("certificate of billing", Now.AddDays(300))] },
        };
        Assert.Equal([("noTraffic", "BIL-4"), ("certificateEnds", "certificate of bank"), ("diskFull", "store")], AlertCauses.Of(sight, rules).Select(c => (c.Rule, c.Subject)));
    }

    [Fact]
    public async Task A_web_hook_hears_the_alert_with_its_key_and_a_refusal_is_an_error()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var route = Assert.Single(AlertRoutes.Make(new AlertsConfig([new AlertRouteConfig("duty", "webHook", $"http://127.0.0.1:{port}/hook", new CredentialConfig("duty", null, "s3cret", null, null), Severity.Minor, "", [], false)]), WebWorld.Config, null, TimeProvider.System));
        var alert = new Alert("a1", AlertRule.CircuitOpen, "BIL-4", "billing", Severity.Critical, "refused", Now, null, null, null, null, null, null);

        var told = route.TellAsync(new AlertNotice(alert, "raised", 1), TestContext.Current.CancellationToken);
        var heard = await listener.GetContextAsync();
        using var body = await JsonDocument.ParseAsync(heard.Request.InputStream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("a1/raised", "Bearer s3cret", "BIL-4", "critical"), (heard.Request.Headers["Idempotency-Key"], heard.Request.Headers["Authorization"], body.RootElement.GetProperty("subject").GetString(), body.RootElement.GetProperty("severity").GetString()));
        heard.Response.Close();
        await told;

        var refused = route.TellAsync(new AlertNotice(alert, "ended", 1), TestContext.Current.CancellationToken);
        heard = await listener.GetContextAsync();
        heard.Response.StatusCode = 500;
        heard.Response.Close();
        await Assert.ThrowsAsync<HttpRequestException>(() => refused);
        Assert.DoesNotContain("hook", route.To, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_are_in_the_text_format_of_Prometheus()
    {
        var counter = new FigureCounter();
        counter.Add("BIL-4", Measure.Sent, 3);
        counter.Took("BIL-4", TimeSpan.FromMilliseconds(20));
        var lines = MetricsText.Of(counter, Sight(Link() with { Depth = 7 }).Map, Now).Split('\n');
        Assert.Contains("hub_messages_total{interface=\"BIL-4\",outcome=\"sent\"} 3", lines);
        Assert.Contains("hub_depth{interface=\"BIL-4\"} 7", lines);
        Assert.Contains("hub_delivery_seconds_bucket{interface=\"BIL-4\",le=\"0.008\"} 0", lines);
        Assert.Contains("hub_delivery_seconds_bucket{interface=\"BIL-4\",le=\"+Inf\"} 1", lines);
        Assert.All(lines.Where(l => l.Length > 0), l => Assert.Matches("^(# (HELP|TYPE) .+|[a-z_]+(\\{.+\\})? -?[0-9.]+)$", l));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<string> Causes(MapLink link) => AlertCauses.Of(Sight(link), AlertRule.Usual).Select(c => c.Rule);

    private static Sight Sight(MapLink link) => new(new FlowMap(Now, [], [link]), new Dictionary<string, IReadOnlyList<Expiry>>(), new Dictionary<string, DateTimeOffset>(), null);

    private static MapLink Link() => new("BIL-4", "billing", "hub", "billing", "", "soap", 0, 0, 0, 0, null, LinkState.Idle, null, false, [], null, null, null);
}
