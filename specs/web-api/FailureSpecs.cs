using System.Net;
using System.Text;
using System.Text.Json;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Groups of failures and runs over the web, on either store.</summary>
public abstract class FailureSpecs(WebWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_tells_whose_it_is_its_course_and_what_usually_helps()
    {
        var (group, place) = await ParkedAsync(3);
        using var browser = await world.SignedInAsync(Role.Viewer);

        var row = Assert.Single((await browser.GetAsync($"/ops/api/failures?system=ninety7&sort=lastSeen&q={place}"))["items"].EnumerateArray());
        Assert.Equal((group, "ninety7", "add-code", "open", 3), (Text(row, "group"), Text(row, "system"), Text(row, "suggestion"), Text(row, "state"), row.GetProperty("count").GetInt32()));
        Assert.Equal(3, row.GetProperty("trend").EnumerateArray().Last().GetInt32());
        Assert.Empty((await browser.GetAsync($"/ops/api/failures?system=billing&q={place}"))["items"].EnumerateArray());
        Assert.Equal(["sort:notOneOf"], (await browser.GetAsync("/ops/api/failures?sort=colour")).Fields);
        var page = await browser.GetAsync($"/ops/api/failures/{group}");
        Assert.Equal((3, 24, "\"0\""), (page["examples"].GetArrayLength(), page["hours"].GetArrayLength(), page.Tag));
        Assert.Equal("N97-1", Text(page["examples"][0], "to"));
        Assert.Equal("not.found", (await browser.GetAsync("/ops/api/failures/0123456789abcdef")).Code);
    }

    [Fact]
    public async Task Personal_data_in_what_failures_say_is_hidden_from_whoever_may_not_see_it()
    {
        var (group, _) = await ParkedAsync(1, "张大伟 13812345678 is unknown", "{\"customerName\":\"张大伟\"}");
        using var @operator = await world.SignedInAsync(Role.Operator);
        using var repairer = await world.SignedInAsync(Role.Repairer);

        Assert.Equal("张大伟 13812345678 is unknown", Text((await repairer.GetAsync($"/ops/api/failures/{group}")).Body, "message"));
        var hidden = await @operator.GetAsync($"/ops/api/failures/{group}");
        var listed = (await @operator.GetAsync("/ops/api/failures"))["items"].EnumerateArray().Single(g => Text(g, "group") == group);
        foreach (var shown in new[] { Text(hidden.Body, "message"), Text(hidden["examples"][0], "message"), Text(listed, "message"), await ExportAsync(@operator, group) })
        {
            Assert.DoesNotContain("张大伟", shown);
            Assert.DoesNotContain("13812345678", shown);
            Assert.Contains("张**", shown);
        }
        Assert.Contains("13812345678", await ExportAsync(repairer, group));
        using var administrator = await world.SignedInAsync(Role.Administrator);
        Assert.True((await administrator.GetAsync($"/api/audit?what=failures.export&on={group}"))["items"].GetArrayLength() >= 2);
    }

    [Fact]
    public async Task Owner_and_note_are_changed_by_whoever_saw_the_last_ones()
    {
        var (group, _) = await ParkedAsync(1);
        using var browser = await world.SignedInAsync(Role.Operator);
        var seen = await browser.GetAsync($"/ops/api/failures/{group}");
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await browser.PutAsync($"/ops/api/failures/{group}", new { owner = "li.na" })).Status);
        var noted = await browser.PutAsync($"/ops/api/failures/{group}", new { owner = "li.na", note = "等待对方修复\n周一再看" }, seen.Tag);
        Assert.Equal(("li.na", "等待对方修复\n周一再看", "\"1\""), (Text(noted.Body, "owner"), Text(noted.Body, "note"), noted.Tag));
        var stale = await browser.PutAsync($"/ops/api/failures/{group}", new { owner = "wang.wei" }, seen.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "edit.stale", "li.na"), (stale.Status, stale.Code, Text(stale["current"], "owner")));
        Assert.Equal("not.found", (await browser.PutAsync("/ops/api/failures/0123456789abcdef", new { owner = "li.na" }, "\"0\"")).Code);
    }

    [Fact]
    public async Task A_run_is_made_once_however_often_it_is_clicked_and_goes_step_by_step()
    {
        var (group, _) = await ParkedAsync(4);
        using var browser = await world.SignedInAsync(Role.Repairer);
        var wish = new { requestId = Guid.NewGuid().ToString(), group, steps = new[] { 1, 10 }, rate = 1000, stopAbove = 0.2, reason = "mended" };
        var clicks = await Task.WhenAll(browser.PostAsync("/ops/api/runs", wish), browser.PostAsync("/ops/api/runs", wish));
        Assert.All(clicks, c => Assert.Equal(HttpStatusCode.Created, c.Status));
        var run = Assert.Single(clicks.Select(c => Text(c.Body, "run")).Distinct());

        await WorkAsync();
        var shown = await browser.GetAsync($"/ops/api/runs/{run}");
        Assert.Equal(("waiting", 4, 1, 3, "repairer"), (Text(shown.Body, "state"), shown["planned"].GetInt32(), shown["gone"].GetInt32(), shown["left"].GetInt32(), Text(shown.Body, "by")));
        Assert.Equal(run, Text((await browser.GetAsync($"/ops/api/failures/{group}"))["runs"][0], "run"));
        Assert.Contains((await browser.GetAsync("/ops/api/runs?state=unfinished"))["items"].EnumerateArray(), r => Text(r, "run") == run);
        Assert.Equal("paused", Text((await browser.PostAsync($"/ops/api/runs/{run}/pause", new { })).Body, "state"));
        Assert.Equal("running", Text((await browser.PostAsync($"/ops/api/runs/{run}/go-on", new { })).Body, "state"));
        await WorkAsync();
        Assert.Equal(2, (await browser.PostAsync($"/ops/api/runs/{run}/next", new { step = 1 }))["step"].GetInt32());
        var cancelled = await browser.PostAsync($"/ops/api/runs/{run}/cancel", new { });
        Assert.Equal(("cancelled", 3), (Text(cancelled.Body, "state"), cancelled["takenBack"].GetInt32()));
        var over = await browser.PostAsync($"/ops/api/runs/{run}/go-on", new { });
        Assert.Equal((HttpStatusCode.Conflict, "run.over"), (over.Status, Text(over.Body, "reason")));
    }

    [Fact]
    public async Task What_a_run_asks_for_wrongly_is_told()
    {
        var (group, _) = await ParkedAsync(1);
        using var browser = await world.SignedInAsync(Role.Repairer);
        async Task<Answer> AskAsync(object more) => await browser.PostAsync("/ops/api/runs", JsonSerializer.Deserialize<Dictionary<string, object>>(JsonSerializer.Serialize(more))!.Append(new("requestId", Guid.NewGuid().ToString())).ToDictionary());

        Assert.Equal(["group:notOneOf"], (await AskAsync(new { })).Fields);
        Assert.Equal(["group:notOneOf"], (await AskAsync(new { group, q = "state:parked" })).Fields);
        Assert.Equal(["steps:outOfRange"], (await AskAsync(new { group, steps = new[] { 0 } })).Fields);
        Assert.Equal(["rate:outOfRange"], (await AskAsync(new { group, rate = 0 })).Fields);
        Assert.Equal(["stopAbove:outOfRange"], (await AskAsync(new { group, stopAbove = 2 })).Fields);
        Assert.Equal(["ids:badFormat"], (await AskAsync(new { ids = new[] { new { message = "x" } } })).Fields);
        Assert.Equal("search.unknown-field", (await AskAsync(new { q = "ordr:1" })).Code);
        Assert.Equal("mapping.unknown", Text((await AskAsync(new { group, mapping = "no/such@1" })).Body, "reason"));
        Assert.Equal("not.found", (await AskAsync(new { group = "0123456789abcdef" })).Code);
        Assert.Equal("not.found", (await browser.GetAsync("/ops/api/runs/nothing")).Code);
    }

    [Fact]
    public async Task A_group_is_discarded_up_to_a_moment_once_and_stays_known()
    {
        var (group, place) = await ParkedAsync(3);
        var before = world.Time.GetUtcNow();
        world.Time.Move(TimeSpan.FromSeconds(1));
        await ParkedAsync(1, place: place);
        using var browser = await world.SignedInAsync(Role.Repairer);
        var wish = new { requestId = Guid.NewGuid().ToString(), reason = "sent by hand", before };
        Assert.Equal((3, "done"), ((await browser.PostAsync($"/ops/api/failures/{group}/discard", wish))["discarded"].GetInt32(), "done"));
        Assert.Equal(3, (await browser.PostAsync($"/ops/api/failures/{group}/discard", wish))["discarded"].GetInt32());
        Assert.Equal(1, (await browser.GetAsync($"/ops/api/failures/{group}"))["count"].GetInt32());
        Assert.Equal(["reason:required"], (await browser.PostAsync($"/ops/api/failures/{group}/discard", new { requestId = Guid.NewGuid().ToString() })).Fields);

        await browser.PostAsync($"/ops/api/failures/{group}/discard", new { requestId = Guid.NewGuid().ToString(), reason = "the last" });
        Assert.Equal("over", Text((await browser.GetAsync($"/ops/api/failures/{group}")).Body, "state"));
    }

    /// <summary>As the hub's nodes do.</summary>
    private async Task WorkAsync()
    {
        world.Time.Move(TimeSpan.FromSeconds(5));
        while (await world.Box.WorkOnRunsAsync(Stop)) { }
    }

    private static async Task<string> ExportAsync(Browser browser, string group)
    {
        var response = await browser.Http.GetAsync($"/ops/api/failures/{group}/export", Stop);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    /// <summary>Each call makes a group of its own, unless the place is given.</summary>
    private async Task<(string Group, string Place)> ParkedAsync(int count, string message = "Unknown code X", string body = "{}", string? place = null)
    {
        // Digits do not tell groups apart.
        place ??= string.Concat(WebWorld.Name("place").Select(c => char.IsAsciiDigit(c) ? (char)('a' + c - '0') : c));
        var failure = new Failure(FailureKind.Data, "mapping.unknown-code", message, place);
        for (var n = 0; n < count; n++)
        {
            var id = MessageId.New(world.Time.GetUtcNow());
            var envelope = new Envelope
            {
                Id = id, Type = "TroubleTicketOpened", Source = "customer-service", Interface = "CS-2", Body = Encoding.UTF8.GetBytes(body), ConversationId = id.ToString(), ReceivedAt = world.Time.GetUtcNow(),
            };
            await world.Box.AcceptAsync(new AcceptItem(envelope, [new DeliveryPlan("N97-1", Parked: failure)], []), Stop);
        }
        return (failure.Fingerprint("N97-1"), place);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}

public sealed class Failures_on_PostgreSql(WebOnPostgreSql world) : FailureSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Failures_on_Sqlite(WebOnSqlite world) : FailureSpecs(world), IClassFixture<WebOnSqlite>;
