using System.Net;
using System.Text.Json.Nodes;
using Integration.Hub.Access;
using static Integration.Specs.WebApi.OrderGiven;

namespace Integration.Specs.WebApi;

/// <summary>The designer's side of the API: templates are drawn, checked, tried, saved, and carry the next order out.</summary>
public abstract class TemplateSpecs(WebWorld world)
{
    [Fact]
    public async Task A_template_that_is_saved_carries_the_next_order_out_and_an_order_under_way_keeps_its_version()
    {
        using var director = await world.SignedInAsync(Role.Director);
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var offering = WebWorld.Name("TRIAL_A");
        var name = offering.ToLowerInvariant().Replace('_', '-');
        Assert.Equal(1, (await director.PutAsync($"/api/templates/{name}", Drawn(name, offering), "\"new\""))["version"].GetInt32());
        var customer = await CustomerAsync(world);
        var first = (await clerk.PostAsync("/api/orders", Order(customer, Line(offering, null))))["orderNo"].GetString()!;
        var changed = Drawn(name, offering);
        changed["steps"]!.AsArray().Add(Step("late", "talk"));
        Assert.Equal("edit.stale", (await director.PutAsync($"/api/templates/{name}", changed, "\"new\"")).Code);
        Assert.Equal(2, (await director.PutAsync($"/api/templates/{name}", changed, $"\"{name}@1\""))["version"].GetInt32());
        var second = (await clerk.PostAsync("/api/orders", Order(customer, Line(offering, null))))["orderNo"].GetString()!;
        Assert.Equal([$"{name}@1"], (await clerk.GetAsync($"/api/orders/{first}"))["templates"].EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal(3, (await clerk.GetAsync($"/api/orders/{second}"))["steps"].GetArrayLength());
        var before = await director.GetAsync($"/api/templates/{name}/1");
        Assert.Equal((2, $"\"{name}@1\""), (before["steps"].GetArrayLength(), before.Tag));
        var row = (await director.GetAsync("/api/templates")).Body.EnumerateArray().Single(t => t.GetProperty("template").GetString() == name);
        Assert.Equal((2, 2L), (row.GetProperty("version").GetInt32(), row.GetProperty("running").GetInt64()));
    }

    [Fact]
    public async Task Past_the_point_of_no_return_an_order_is_not_cancelled_and_before_it_is()
    {
        using var director = await world.SignedInAsync(Role.Director);
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var offering = WebWorld.Name("TRIAL_B");
        var name = offering.ToLowerInvariant().Replace('_', '-');
        await director.PutAsync($"/api/templates/{name}", Drawn(name, offering), "\"new\"");
        var customer = await CustomerAsync(world);
        var number = (await clerk.PostAsync("/api/orders", Order(customer, Line(offering, null))))["orderNo"].GetString()!;
        var other = (await clerk.PostAsync("/api/orders", Order(customer, Line(offering, null))))["orderNo"].GetString()!;
        await WishAsync(clerk, number, "done", $"{name}/talk");
        var refused = await WishAsync(clerk, number, "cancel", reason: "客户放弃");
        Assert.Equal((HttpStatusCode.Conflict, "order.past-no-return", $"{name}/build"), (refused.Status, refused["reason"].GetString(), refused["step"].GetString()));
        Assert.DoesNotContain("cancel", Can((await clerk.GetAsync($"/api/orders/{number}")).Body));
        Assert.Equal("cancelled", (await WishAsync(clerk, other, "cancel", reason: "客户放弃"))["state"].GetString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_template_is_told_with_the_way_of_a_circle_and_is_not_saved()
    {
        using var director = await world.SignedInAsync(Role.Director);
        var drawn = Drawn("circle", "TRIAL_CIRCLE");
        drawn["steps"]![0]!["after"] = new JsonArray("build");
        var problem = Assert.Single((await director.PostAsync("/api/templates/check", drawn))["problems"].EnumerateArray());
        Assert.Equal(("template.cycle", "after"), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        var path = problem.GetProperty("path").EnumerateArray().Select(p => p.GetString()!).ToList();
        Assert.Equal((3, path[0]), (path.Count, path[^1]));
        Assert.Equal(["build", "talk"], path.Distinct().Order());
        Assert.Equal("template.unsound", (await director.PutAsync("/api/templates/circle", drawn, "\"new\"")).Code);
        Assert.Equal("not.found", (await director.GetAsync("/api/templates/circle/1")).Code);
        var overlaps = (await director.PostAsync("/api/templates/check", Drawn("other", "LEASED_LINE_GOLD")))["problems"].EnumerateArray();
        Assert.Contains("template.overlaps", overlaps.Select(p => p.GetProperty("code").GetString()));
        var misspelt = Drawn("other", "TRIAL_OTHER");
        misspelt["steps"]![0]!["roel"] = "clerk";
        Assert.Equal("template.unreadable", Assert.Single((await director.PostAsync("/api/templates/check", misspelt))["problems"].EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_dry_run_shows_how_the_last_orders_would_have_gone()
    {
        using var director = await world.SignedInAsync(Role.Director);
        using var manager = await world.SignedInAsync(Role.AccountManager);
        await PlacedAsync(world, manager);
        await world.Parts.People.ChangeAsync("director", new PersonDetails("s-director", "director", "cn.zj.hz", null, [Role.Director], ReachKind.Unit), "test", world.Parts.Audit("test"), TestContext.Current.CancellationToken);
        var shipped = JsonNode.Parse((await director.GetAsync("/api/templates/leased-line-new-cross-city/1")).Body.GetRawText())!;
        var steps = shipped["steps"]!.AsArray();
        steps.Remove(steps.Single(s => s!["step"]!.GetValue<string>() == "call-back"));
        var trial = await director.PostAsync("/api/templates/dry-run", new JsonObject { ["template"] = shipped, ["orders"] = 5 });
        Assert.Empty(trial["problems"].EnumerateArray());
        var order = trial["orders"][0];
        Assert.Equal(["call-back"], order.GetProperty("removed").EnumerateArray().Select(r => r.GetString()!));
        Assert.Equal(24, order.GetProperty("hoursBefore").GetDouble() - order.GetProperty("hours").GetDouble(), 2);
        Assert.Equal(14, (await director.GetAsync("/api/templates/vocabulary"))["kinds"].GetArrayLength());
    }

    private static JsonObject Drawn(string name, string offering) => new()
    {
        ["template"] = name, ["title"] = new JsonObject { ["zh"] = "试用", ["en"] = "Trial" },
        ["serves"] = new JsonObject { ["actions"] = new JsonArray("new"), ["offerings"] = new JsonArray(offering), ["reach"] = new JsonArray() },
        ["steps"] = new JsonArray(Step("talk"), With(Step("build", "talk"), "pointOfNoReturn", true)),
    };

    private static JsonObject Step(string step, params string[] after) => new()
    {
        ["step"] = step, ["title"] = new JsonObject { ["zh"] = step, ["en"] = step }, ["after"] = new JsonArray([.. after.Select(a => (JsonNode)a)]), ["do"] = "person", ["role"] = "clerk", ["perItem"] = false, ["when"] = new JsonArray(), ["slaHours"] = 8,
    };

    private static JsonObject With(JsonObject step, string name, bool value)
    {
        step[name] = value;
        return step;
    }
}

public sealed class Templates_on_PostgreSql(WebOnPostgreSql world) : TemplateSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Templates_on_Sqlite(WebOnSqlite world) : TemplateSpecs(world), IClassFixture<WebOnSqlite>;
