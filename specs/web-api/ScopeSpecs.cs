using System.Net;
using System.Text;
using System.Text.Json;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Who has a role for one system sees and does nothing to the others, on either store.</summary>
public abstract class ScopeSpecs(WebWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_of_one_system_sees_its_messages_wherever_they_are_told_of_and_no_others()
    {
        var place = WebWorld.Name("place");
        var (ours, theirs) = (await ParkedAsync("billing", "BIL-4", place), await ParkedAsync("ninety7", "N97-1", place));
        var (sentToUs, talk) = (await ParkedAsync("ninety7", "BIL-4", place, cause: theirs), theirs);
        using var browser = await SomebodyAsync(new Grant(Role.Repairer, "billing"));

        Assert.Equal(new[] { ours, sentToUs }.Order(), Ids(await browser.GetAsync($"/ops/api/messages?q={place}")));
        Assert.Equal(2, (await browser.GetAsync($"/ops/api/messages/histogram?q={place}&since={At(-1)}&until={At(1)}"))["total"].GetInt64());
        Assert.Equal(new[] { ours, sentToUs }.Order(), Ids(await browser.GetAsync($"/ops/api/keys/{place}")));
        Assert.Equal([sentToUs], (await browser.GetAsync($"/ops/api/messages/{sentToUs}/graph"))["nodes"].EnumerateArray().Select(n => n.GetProperty("id").GetString()!));
        var csv = await browser.Http.GetStringAsync(new Uri($"/ops/api/messages/export?q={place}", UriKind.Relative), Stop);
        Assert.Contains(ours, csv);
        Assert.DoesNotContain($"\n{talk},", csv);
        foreach (var path in new[] { "", "/hops", "/lineage", "/graph", "/bodies", "/bodies/0", "/bodies/0/download", "/replay" })
        {
            Assert.Equal("not.found", (await browser.GetAsync($"/ops/api/messages/{theirs}{path}")).Code);
            Assert.Equal(HttpStatusCode.OK, (await browser.Http.GetAsync(new Uri($"/ops/api/messages/{ours}{path}", UriKind.Relative), Stop)).StatusCode);
        }
        Assert.Equal("not.found", (await browser.GetAsync($"/api/messages/{theirs}")).Code);
    }

    [Fact]
    public async Task Groups_runs_endpoints_figures_and_the_map_are_of_the_own_system()
    {
        var place = WebWorld.Name("place");
        await ParkedAsync("billing", "BIL-4", place);
        await ParkedAsync("ninety7", "N97-1", place);
        using var browser = await SomebodyAsync(new Grant(Role.Repairer, "billing"));
        using var all = await world.SignedInAsync(Role.Repairer);
        var groups = (await all.GetAsync($"/ops/api/failures?q={place}"))["items"].EnumerateArray().ToDictionary(g => Text(g, "system"), g => Text(g, "group"));

        Assert.Equal("billing", Text(Assert.Single((await browser.GetAsync($"/ops/api/failures?q={place}"))["items"].EnumerateArray()), "system"));
        Assert.Equal("not.found", (await browser.GetAsync($"/ops/api/failures/{groups["ninety7"]}")).Code);
        Assert.Equal("not.found", (await browser.PostAsync("/ops/api/runs", Run(groups["ninety7"]))).Code);
        Assert.Equal("not.found", (await browser.PostAsync($"/ops/api/failures/{groups["ninety7"]}/discard", new { requestId = Request(), reason = "no" })).Code);
        var others = (await all.PostAsync("/ops/api/runs", Run(groups["ninety7"])))["run"].GetString();
        Assert.Equal("not.found", (await browser.GetAsync($"/ops/api/runs/{others}")).Code);
        Assert.Equal("not.found", (await browser.PostAsync($"/ops/api/runs/{others}/cancel", new { })).Code);
        Assert.DoesNotContain(others!, (await browser.GetAsync("/ops/api/runs")).Body.GetRawText());

        Assert.Equal(["BIL-1", "BIL-4"], (await browser.GetAsync("/ops/api/endpoints"))["items"].EnumerateArray().Select(e => Text(e.GetProperty("link"), "interface")).Order());
        Assert.Equal(["billing"], (await browser.GetAsync("/ops/api/map"))["links"].EnumerateArray().Select(l => Text(l, "system")).Distinct());
        Assert.Equal("not.found", (await browser.PostAsync("/ops/api/mappings/dry-runs", new { path = "ninety7/codes/states.yaml", text = "a: b", seen = 0 })).Code);
        Assert.All((await browser.GetAsync("/ops/api/alerts"))["items"].EnumerateArray(), a => Assert.Equal("billing", Text(a, "system")));
    }

    [Fact]
    public async Task A_search_resumes_only_what_is_parked_for_the_own_system()
    {
        var place = WebWorld.Name("place");
        var (ours, theirs) = (await ParkedAsync("billing", "BIL-4", place), await ParkedAsync("billing", "N97-1", place));
        using var browser = await SomebodyAsync(new Grant(Role.Repairer, "billing"));

        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsync("/ops/api/runs", new { requestId = Request(), q = place, steps = Array.Empty<int>(), reason = "back" })).Status);
        while (await world.Box.WorkOnRunsAsync(Stop)) { }
        Assert.Equal("ready", await StateAsync(browser, ours));
        Assert.Equal("parked", await StateAsync(browser, theirs));
        Assert.Equal("not.found", (await browser.PostAsync("/ops/api/runs", new { requestId = Request(), ids = new[] { new { message = theirs, to = "N97-1" } }, reason = "back" })).Code);
        Assert.Equal(["ids:required"], (await browser.PostAsync("/ops/api/runs", new { requestId = Request(), ids = new[] { new { message = theirs } }, reason = "back" })).Fields);
        Assert.Equal("not.found", (await browser.PostAsync($"/ops/api/messages/{theirs}/edits", new { requestId = Request(), to = "N97-1", body = "{}", reason = "no" })).Code);
        Assert.Equal("not.found", (await browser.PostAsync($"/ops/api/messages/{theirs}/replay", new { requestId = Request(), to = "N97-1", reason = "no" })).Code);
    }

    [Fact]
    public async Task Who_looks_at_all_and_acts_for_one_system_is_told_which_right_is_missing_for_the_other()
    {
        var place = WebWorld.Name("place");
        var theirs = await ParkedAsync("ninety7", "N97-1", place);
        using var browser = await SomebodyAsync(Role.Viewer, new Grant(Role.Repairer, "billing"));

        Assert.Equal([theirs], Ids(await browser.GetAsync($"/ops/api/messages?q={place}")));
        var refused = await browser.PostAsync($"/ops/api/messages/{theirs}/edits", new { requestId = Request(), to = "N97-1", body = "{}", reason = "no" });
        Assert.Equal(("right.missing", "messages.repair", "ninety7"), (refused.Code, refused["right"].GetString(), refused["system"].GetString()));
        Assert.Equal("right.missing", (await browser.GetAsync($"/ops/api/messages/{theirs}?unmask=true")).Code);
        Assert.Equal("right.missing", (await browser.GetAsync($"/ops/api/messages/{theirs}/bodies/0/download")).Code);
        Assert.Empty((await browser.Http.GetStringAsync(new Uri($"/ops/api/messages/export?q={place}", UriKind.Relative), Stop)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/ops/api/endpoints/BIL-4/pause", new { reason = "month-end" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/ops/api/endpoints/BIL-4/unpause", new { })).Status);
    }

    [Fact]
    public async Task A_role_for_a_system_is_given_and_shown_as_such_and_has_nothing_to_do_with_customers()
    {
        using var administrator = await world.SignedInAsync(Role.Administrator);
        var name = WebWorld.Name("scoped");
        object User(string role) => new { name, staffId = $"s-{name}", displayName = name, orgUnit = "cn.zj.hz", roles = new[] { role } };

        Assert.Equal(["roles:notOneOf"], (await administrator.PostAsync("/api/users", User("director@billing"))).Fields);
        Assert.Equal(["roles:notOneOf"], (await administrator.PostAsync("/api/users", User("operator@"))).Fields);
        Assert.Equal(HttpStatusCode.Created, (await administrator.PostAsync("/api/users", User("operator@billing"))).Status);
        Assert.Equal(["operator@billing"], (await administrator.GetAsync($"/api/users/{name}"))["roles"].EnumerateArray().Select(r => r.GetString()!));
        using var scoped = await SomebodyAsync(new Grant(Role.Operator, "billing"));
        var rights = (await scoped.GetAsync("/api/me"))["rights"].EnumerateArray().Select(r => r.GetString()!).ToList();
        Assert.Equal(["endpoints.run", "messages.export", "messages.see"], rights);
    }

    private async Task<Browser> SomebodyAsync(params Grant[] grants)
    {
        var name = WebWorld.Name("somebody");
        await world.Parts.People.AddAsync(name, new PersonDetails("s-" + name, name, "cn.zj.hz", null, grants, ReachKind.Unit), WebWorld.Password, "test", world.Parts.Audit("test"), Stop);
        return await world.SignedInAsync(name);
    }

    private async Task<string> ParkedAsync(string source, string to, string place, string? cause = null)
    {
        var at = world.Time.GetUtcNow();
        var id = MessageId.New(at);
        var envelope = new Envelope
        {
            Id = id, Type = "TroubleTicketRaised", Source = source, Interface = null, Body = Encoding.UTF8.GetBytes($"{{\"place\":\"{place}\"}}"), ConversationId = cause ?? id.ToString(),
            CausationId = MessageId.TryParse(cause ?? "", out var c) ? c : null, ReceivedAt = at, TranslatedAt = at, Keys = [new SearchKey("ticket", place)],
        };
        await world.Box.AcceptAsync(new AcceptItem(envelope, [new DeliveryPlan(to, Parked: new Failure(FailureKind.Data, "mapping.unknown-code", $"{place} {to}", place))], []), Stop);
        return id.ToString();
    }

    private static async Task<string> StateAsync(Browser browser, string id) => (await browser.GetAsync($"/ops/api/messages/{id}"))["deliveries"][0].GetProperty("state").GetString()!;

    private static IEnumerable<string> Ids(Answer answer) => answer["items"].EnumerateArray().Select(m => Text(m, "id")).Order();

    private string At(int days) => Uri.EscapeDataString(world.Time.GetUtcNow().AddDays(days).ToString("O"));

    private static object Run(string group) => new { requestId = Request(), group, steps = new[] { 1 }, reason = "back" };

    private static string Request() => Guid.NewGuid().ToString("n");

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}

public sealed class Scope_on_PostgreSql(WebOnPostgreSql world) : ScopeSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Scope_on_Sqlite(WebOnSqlite world) : ScopeSpecs(world), IClassFixture<WebOnSqlite>;
