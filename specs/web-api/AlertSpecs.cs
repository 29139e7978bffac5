using System.Net;
using Integration.Hub;
using Integration.Hub.Access;
using Integration.Hub.Core.Dispatch;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Alerts;
using Integration.CanonicalModel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Specs.WebApi;

/// <summary>Alerts: one for one cause, told until it is heard; over the web and on either store.</summary>
public abstract class AlertSpecs(WebWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_circuit_that_opens_has_one_alert_which_ends_by_itself()
    {
        var route = new Told(WebWorld.Name("duty"));
        var watch = world.Desk.Watch([route]);
        var teller = world.Desk.Teller([route], NullLogger.Instance);
        await CircuitAsync(CircuitStatus.Open);

        await LookAsync(watch);
        await LookAsync(watch);
        await teller.TellAsync(Stop);
        await teller.TellAsync(Stop);

        using var browser = await world.SignedInAsync(Role.Operator);
        var alert = Assert.Single(await StandingAsync(browser, "circuitOpen"));
        Assert.Equal(("critical", "standing", "billing"), (alert["severity"], alert["state"], alert["system"]));
        Assert.Equal([$"raised {alert["id"]}"], route.Heard);

        // It must be gone for a while: what closes and opens again is one fault.
        await CircuitAsync(CircuitStatus.Closed);
        await LookAsync(watch);
        Assert.Single(await StandingAsync(browser, "circuitOpen"));
        world.Time.Move(AlertWatch.GoneFor);
        await LookAsync(watch);
        Assert.Empty(await StandingAsync(browser, "circuitOpen"));
        await teller.TellAsync(Stop);
        Assert.Equal([$"raised {alert["id"]}", $"ended {alert["id"]}"], route.Heard);
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_later_and_by_one_node_only()
    {
        var route = new Told(WebWorld.Name("duty")) { Fails = 1 };
        var (watch, one, other) = (world.Desk.Watch([route]), world.Desk.Teller([route], NullLogger.Instance), world.Desk.Teller([route], NullLogger.Instance));
        await CircuitAsync(CircuitStatus.Open);
        await LookAsync(watch);

        await Task.WhenAll(one.TellAsync(Stop), other.TellAsync(Stop));
        Assert.Empty(route.Heard);
        Assert.Equal("nobody answers", Assert.Single(await one.StatesAsync(Stop)).LastError);
        world.Time.Move(TimeSpan.FromMinutes(1));
        await Task.WhenAll(one.TellAsync(Stop), other.TellAsync(Stop));

        Assert.Single(route.Heard);
        Assert.Equal((0, null), (Assert.Single(await one.StatesAsync(Stop)).Waiting, Assert.Single(await one.StatesAsync(Stop)).LastError));
        await OverAsync(watch);
    }

    [Fact]
    public async Task An_operator_takes_an_alert_and_silences_its_cause_for_a_while()
    {
        var route = new Told(WebWorld.Name("duty"));
        var (watch, teller) = (world.Desk.Watch([route]), world.Desk.Teller([route], NullLogger.Instance));
        await CircuitAsync(CircuitStatus.Open);
        await LookAsync(watch);
        using var browser = await world.SignedInAsync(Role.Operator);
        var id = Assert.Single(await StandingAsync(browser, "circuitOpen"))["id"];

        var taken = await browser.PostAsync($"/ops/api/alerts/{id}/acknowledge", new { note = "calling billing" });
        Assert.Equal(("acknowledged", "operator", "calling billing"), (taken["state"].GetString(), taken["acknowledgedBy"].GetString(), taken["note"].GetString()));
        using var second = await world.SignedInAsync(Role.Repairer);
        Assert.Equal("operator", (await second.PostAsync($"/ops/api/alerts/{id}/acknowledge", new { }))["acknowledgedBy"].GetString());
        Assert.Equal(["until:required"], (await browser.PostAsync($"/ops/api/alerts/{id}/silence", new { reason = "known" })).Fields);
        var silent = await browser.PostAsync($"/ops/api/alerts/{id}/silence", new { until = world.Time.GetUtcNow().AddHours(1), reason = "known" });
        Assert.Equal("operator", silent["silentBy"].GetString());
        Assert.Equal("not.found", (await browser.PostAsync("/ops/api/alerts/none/acknowledge", new { })).Code);

        // It ends and comes back within the silence: nobody is told. When the silence is over and it still stands, they are.
        await OverAsync(watch);
        await CircuitAsync(CircuitStatus.Open);
        await LookAsync(watch);
        await teller.TellAsync(Stop);
        var heard = route.Heard.Count;
        world.Time.Move(TimeSpan.FromHours(2));
        await LookAsync(watch);
        await teller.TellAsync(Stop);
        Assert.Equal(heard + 1, route.Heard.Count);
        await OverAsync(watch);
    }

    [Fact]
    public async Task Calls_that_fail_and_the_circuit_that_opens_then_are_one_alert()
    {
        var watch = world.Desk.Watch([]);
        await FailingAsync(world.Time.GetUtcNow());
        await LookAsync(watch);
        using var browser = await world.SignedInAsync(Role.Operator);
        var first = Assert.Single(await StandingAsync(browser, "sendingFails"));

        await CircuitAsync(CircuitStatus.Open);
        await LookAsync(watch);

        var worse = Assert.Single(await StandingAsync(browser, "circuitOpen"));
        Assert.Equal((first["id"], "critical", "circuitOpen"), (worse["id"], worse["severity"], worse["runbook"]));
        Assert.Empty(await StandingAsync(browser, "sendingFails"));
        await world.Desk.WriteAsync(new NodeHealth(new Dictionary<string, ChannelHealth>(), new Dictionary<string, SenderHealth>()), Stop);
        await OverAsync(watch);
        Assert.Empty(await StandingAsync(browser, "circuitOpen"));
    }

    private Task FailingAsync(DateTimeOffset since) => world.Desk.WriteAsync(new NodeHealth(new Dictionary<string, ChannelHealth>(), new Dictionary<string, SenderHealth> { ["BIL-4"] = new(since, since, "connection refused", null) }), Stop);

    [Fact]
    public async Task Two_nodes_look_in_turn()
    {
        var other = new AlertWatch(new(world.OpenAsync, world.Dialect, "other", world.Time), _ => throw new InvalidOperationException("not its turn"), world.Desk.Alerts, []);
        Assert.True(await world.Desk.Watch([]).LookAsync(Stop));
        Assert.False(await other.LookAsync(Stop));
        world.Time.Move(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.LookAsync(Stop));
        world.Time.Move(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_rule_is_changed_by_an_administrator_and_two_do_not_overwrite_each_other()
    {
        using var browser = await world.SignedInAsync(Role.HubAdministrator);
        Assert.Equal("if-match.missing", (await browser.PutAsync("/ops/api/alert-rules/queueDepth", new { threshold = 5 })).Code);
        var changed = await browser.PutAsync("/ops/api/alert-rules/queueDepth", new { threshold = 5, severity = "critical" }, "\"0\"");
        Assert.Equal((HttpStatusCode.OK, 5, "critical", 1, "hubAdministrator"), (changed.Status, changed["threshold"].GetInt32(), changed["severity"].GetString(), changed["version"].GetInt32(), changed["changedBy"].GetString()));
        var stale = await browser.PutAsync("/ops/api/alert-rules/queueDepth", new { threshold = 6 }, "\"0\"");
        Assert.Equal(("edit.stale", 5), (stale.Code, stale["current"].GetProperty("threshold").GetInt32()));
        Assert.Equal(["severity:notOneOf"], (await browser.PutAsync("/ops/api/alert-rules/queueDepth", new { severity = "loud" }, "\"1\"")).Fields);
        Assert.Equal("not.found", (await browser.PutAsync("/ops/api/alert-rules/nothing", new { }, "\"0\"")).Code);
        Assert.Equal(AlertRule.Usual.Count, (await browser.GetAsync("/ops/api/alert-rules"))["items"].GetArrayLength());
    }

    private async Task OverAsync(AlertWatch watch)
    {
        await CircuitAsync(CircuitStatus.Closed);
        await LookAsync(watch);
        world.Time.Move(AlertWatch.GoneFor);
        await LookAsync(watch);
    }

    private Task CircuitAsync(CircuitStatus status) => world.Box.SetCircuitAsync("BIL-4", "OpenBillingAccount", status, null, 0, status == CircuitStatus.Open ? "connection refused" : null, Stop);

    private async Task LookAsync(AlertWatch watch)
    {
        world.Time.Move(TimeSpan.FromSeconds(10));
        Assert.True(await watch.LookAsync(Stop));
    }

    private static async Task<List<Dictionary<string, string>>> StandingAsync(Browser browser, string rule) => [.. (await browser.GetAsync("/ops/api/alerts?state=standing"))["items"].EnumerateArray()
        .Select(a => a.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString())).Where(a => a["rule"] == rule)];

    private sealed class Told(string name) : IAlertRoute
    {
        public List<string> Heard { get; } = [];

        public int Fails { get; set; }

        public string Name => name;

        public string To => "somewhere";

        public Severity From => Severity.Minor;

        public Task TellAsync(AlertNotice notice, CancellationToken cancellationToken)
        {
            if (notice.Alert.Rule != AlertRule.CircuitOpen)
                return Task.CompletedTask;
            if (Fails-- > 0)
                throw new InvalidOperationException("nobody answers");
            Heard.Add($"{notice.What} {notice.Alert.Id}");
            return Task.CompletedTask;
        }
    }
}

public sealed class Alerts_on_PostgreSql(WebOnPostgreSql world) : AlertSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Alerts_on_Sqlite(WebOnSqlite world) : AlertSpecs(world), IClassFixture<WebOnSqlite>;
