using System.Net;
using Integration.CanonicalModel;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>The warning centre over the web, on either store.</summary>
public abstract class WarningSpecs(WebWorld world)
{
    [Fact]
    public async Task A_manager_finds_handles_and_closes_the_own_warnings()
    {
        var no = await WarnedAsync();
        using var manager = await world.SignedInAsync(Role.AccountManager);

        var list = await manager.GetAsync($"/api/warnings?customer={no}&open=true");
        var warning = list["items"][0];
        Assert.Equal((1L, "survey-low", "满意度 10 分，低于 70 分", "Survey score 10, below 70", "s-accountManager"),
            (list["total"].GetInt64(), warning.GetProperty("rule").GetString(), warning.GetProperty("title").GetProperty("zh").GetString(), warning.GetProperty("title").GetProperty("en").GetString(), warning.GetProperty("owner").GetString()));
        var id = warning.GetProperty("warningId").GetString()!;
        var page = await manager.GetAsync($"/api/warnings/{id}");
        Assert.Equal((70m, "raised"), (page["saw"].GetProperty("values")[0].GetProperty("threshold").GetDecimal(), page["log"][0].GetProperty("what").GetString()));
        Assert.Contains("close", page["can"].EnumerateArray().Select(c => c.GetString()));

        // A double click is one handing up, and closing twice is closing.
        var twice = Guid.NewGuid().ToString("N");
        for (var n = 0; n < 2; n++)
            Assert.Equal(1, (await manager.PostAsync("/api/warnings/actions", new { requestId = twice, ids = new[] { id }, act = "escalate" }))["done"].GetInt32());
        for (var n = 0; n < 2; n++)
            Assert.Equal(1, (await ActAsync(manager, "close", [id], note: "已电话回访"))["done"].GetInt32());
        Assert.Equal(["raised", "escalated", "closed"], (await manager.GetAsync($"/api/warnings/{id}"))["log"].EnumerateArray().Select(l => l.GetProperty("what").GetString()));
        Assert.Equal(0, (await manager.GetAsync($"/api/warnings?customer={no}&open=true"))["total"].GetInt64());
    }

    [Fact]
    public async Task What_is_wrong_with_a_wish_is_told_at_its_field()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);

        Assert.Equal(["ids:required"], (await ActAsync(manager, "close", [], note: "好")).Fields);
        Assert.Equal(["act:notOneOf"], (await ActAsync(manager, "explode", ["W1"])).Fields);
        Assert.Equal(["note:required"], (await ActAsync(manager, "close", ["W1"])).Fields);
        Assert.Equal(["until:required"], (await ActAsync(manager, "mute", ["W1"], note: "出国")).Fields);
        Assert.Equal(["owner:required"], (await ActAsync(manager, "assign", ["W1"])).Fields);
        Assert.Equal(["note:badCharacter"], (await ActAsync(manager, "close", ["W1"], note: "好\u202e")).Fields);
        Assert.Equal("not.found", (await ActAsync(manager, "close", ["W1"], note: "好"))["refused"][0].GetProperty("reason").GetString());
        Assert.Equal(["state:notOneOf"], (await manager.GetAsync("/api/warnings?state=exploded")).Fields);
        Assert.Equal(["after:badFormat"], (await manager.GetAsync("/api/warnings?after=yesterday")).Fields);
    }

    [Fact]
    public async Task Somebody_elses_warnings_are_as_if_they_were_not_there_and_are_not_counted()
    {
        var name = WebWorld.Name("stranger");
        await world.PersonAsync(name, "cn.zj.hz", Role.AccountManager);
        var no = await WarnedAsync();
        using var manager = await world.SignedInAsync(Role.AccountManager);
        using var stranger = await world.SignedInAsync(name);
        var id = (await manager.GetAsync($"/api/warnings?customer={no}"))["items"][0].GetProperty("warningId").GetString()!;

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/warnings/{id}")).Status);
        Assert.Equal(0, (await stranger.GetAsync("/api/bell"))["warnings"].GetInt64());
        Assert.Equal(0, (await stranger.GetAsync("/api/warnings/count?by=kind")).Body.GetArrayLength());
        Assert.True((await manager.GetAsync("/api/bell"))["warnings"].GetInt64() > 0);
        Assert.Equal("not.found", (await ActAsync(stranger, "escalate", [id]))["refused"][0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_rule_is_changed_tried_and_not_overwritten_unseen()
    {
        using var director = await world.SignedInAsync(Role.Director);
        var rule = (await director.GetAsync("/api/warning-rules")).Body.EnumerateArray().Single(r => r.GetProperty("code").GetString() == "credit-limit");
        Assert.False(rule.GetProperty("tryable").GetBoolean());
        var body = System.Text.Json.Nodes.JsonNode.Parse(rule.GetRawText())!.AsObject();

        body["dueHours"] = -1;
        Assert.Equal(["dueHours:rule.hours"], (await director.PutAsync("/api/warning-rules/credit-limit", body)).Fields);
        body["dueHours"] = 12;
        var changed = await director.PutAsync("/api/warning-rules/credit-limit", body);
        Assert.Equal((2, 12), (changed["version"].GetInt32(), changed["dueHours"].GetInt32()));
        var stale = await director.PutAsync("/api/warning-rules/credit-limit", body);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "rule.stale", 2), (stale.Status, stale.Code, stale["current"].GetProperty("version").GetInt32()));

        var care = (await director.GetAsync("/api/warning-rules")).Body.EnumerateArray().Single(r => r.GetProperty("code").GetString() == "care");
        var tried = await director.PostAsync("/api/warning-rules/care/try", new { rule = care, months = 3 });
        Assert.Equal(["2026-08", "2026-09", "2026-10", "2026-11"], tried["months"].EnumerateArray().Select(m => m.GetProperty("month").GetString()));
    }

    [Fact]
    public async Task Special_days_stand_in_a_calendar()
    {
        var no = WebWorld.Name("CS");
        await world.ArriveAsync("core", world.Customer(no, "杭州纪念公司") with { SpecialDays = [new SpecialDay { Name = "厂庆", Date = new DateOnly(1958, 12, 5) }], Contacts = [new Contact { Name = "李娜", Role = ContactRole.Finance, Birthday = new DateOnly(1980, 2, 29) }] });
        using var manager = await world.SignedInAsync(Role.AccountManager);

        var days = (await manager.GetAsync("/api/special-days?from=2026-12-01&to=2027-03-02")).Body.EnumerateArray().Where(d => d.GetProperty("customerNo").GetString() == no);

        Assert.Equal(["2026-12-05 厂庆", "2027-03-01 李娜 生日"], days.Select(d => $"{d.GetProperty("date").GetString()} {d.GetProperty("name").GetString()}"));
        Assert.Equal(["to:badFormat"], (await manager.GetAsync("/api/special-days?from=2026-12-01&to=2027-12-01")).Fields);
    }

    private async Task<string> WarnedAsync()
    {
        var no = WebWorld.Name("CW");
        await world.ArriveAsync("core", world.Customer(no, $"杭州预警公司{no}"));
        await world.WarnAsync("customer-service", new InteractionRecorded
        {
            InteractionId = new($"S-{no}"), CustomerNo = new(no), Kind = InteractionKind.Survey, Score = 10, Content = "不满意", TookPlaceAt = world.Time.GetUtcNow(), OccurredAt = world.Time.GetUtcNow(),
        });
        return no;
    }

    private static Task<Answer> ActAsync(Browser browser, string act, string[] ids, string? note = null) =>
        browser.PostAsync("/api/warnings/actions", new { requestId = Guid.NewGuid().ToString("N"), ids, act, note });
}

public sealed class Warnings_on_PostgreSql(WebOnPostgreSql world) : WarningSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Warnings_on_Sqlite(WebOnSqlite world) : WarningSpecs(world), IClassFixture<WebOnSqlite>;
