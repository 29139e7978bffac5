using System.Net;
using System.Text.Json;
using Integration.Hub;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Files over the web, on either store.</summary>
public abstract class FileSpecs(WebWorld world)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_being_read_tells_how_far_it_is_and_how_long_it_will_take()
    {
        var file = await BegunAsync(1000);
        world.Time.Move(TimeSpan.FromSeconds(10));
        await world.Box.ProgressAsync(file, "node", new TransferProgress(25, 250, 24, 0, 1), Lease, Stop);
        using var viewer = await world.SignedInAsync(Role.Viewer);

        var row = (await viewer.GetAsync($"/ops/api/files/{file}"))["file"];
        Assert.Equal(("running", 24, 1, 250), (Text(row, "state"), row.GetProperty("accepted").GetInt32(), row.GetProperty("rejected").GetInt32(), row.GetProperty("offset").GetInt32()));
        Assert.Equal((25, 30_000), (row.GetProperty("bytesPerSecond").GetInt32(), row.GetProperty("restMs").GetInt32()));
        Assert.Contains(file.ToString(), (await viewer.GetAsync("/ops/api/files?state=running&interface=BIL-1&direction=in")).Body.GetRawText());
        Assert.DoesNotContain(file.ToString(), (await viewer.GetAsync("/ops/api/files?state=quarantined")).Body.GetRawText());
    }

    [Fact]
    public async Task Why_a_file_stands_in_quarantine_and_what_was_rejected_is_told_without_whom_it_names()
    {
        var file = await BegunAsync(1000);
        var reject = new TransferReject(7, new Failure(FailureKind.Data, "mapping.unknown-code", "张大伟: code 77 is unknown", "line 7"), "张大伟|13805711234|77");
        await world.Box.AcceptBatchAsync([], new TransferCheckpoint(file, "node", new TransferProgress(7, 70, 6, 0, 1), Lease, [reject]), Stop);
        await world.Box.FinishAsync(file, "node", TransferState.Quarantined, new TransferProgress(7, 70, 6, 0, 1), new Failure(FailureKind.Data, "file.wrong-total", "The trailer says 9, there are 7", "line 9", "line 9: 9 is not 7"), Stop);
        using var viewer = await world.SignedInAsync(Role.Viewer);
        using var repairer = await world.SignedInAsync(Role.Repairer);
        using var @operator = await world.SignedInAsync(Role.Operator);

        var page = await viewer.GetAsync($"/ops/api/files/{file}");
        Assert.Equal(("quarantined", "file.wrong-total", "line 9"), (Text(page["file"], "state"), Text(page["file"], "code"), page["location"].GetString()));
        Assert.Equal($"hub files show {file}", page["command"].GetString());
        var hidden = await viewer.GetAsync($"/ops/api/files/{file}/rejects");
        Assert.Equal((7, "mapping.unknown-code"), (hidden["items"][0].GetProperty("line").GetInt32(), Text(hidden["items"][0], "code")));
        foreach (var shown in new[] { hidden.Body.GetRawText(), await ExportAsync(@operator, file) })
        {
            Assert.DoesNotContain("张大伟", shown);
            Assert.DoesNotContain("13805711234", shown);
            Assert.Contains("77", shown);
        }
        Assert.Equal("right.missing", (await viewer.GetAsync($"/ops/api/files/{file}/rejects?unmask=true")).Code);
        Assert.Equal("right.missing", (await viewer.GetAsync($"/ops/api/files/{file}/rejects/export")).Code);
        Assert.Equal("张大伟|13805711234|77", Text((await repairer.GetAsync($"/ops/api/files/{file}/rejects?unmask=true"))["items"][0], "source"));
        Assert.Contains("13805711234", await ExportAsync(repairer, file));
        using var administrator = await world.SignedInAsync(Role.Administrator);
        Assert.Equal(["file.export", "file.export", "file.unmask"], (await administrator.GetAsync($"/api/audit?on={file}"))["items"].EnumerateArray().Select(a => Text(a, "what")).Order());
    }

    [Fact]
    public async Task Lists_go_on_where_they_ended_and_end()
    {
        var all = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            world.Time.Move(TimeSpan.FromSeconds(1));
            all.Insert(0, (await BegunAsync(10 + i)).ToString());
        }
        using var viewer = await world.SignedInAsync(Role.Viewer);
        var first = await viewer.GetAsync("/ops/api/files?limit=2");
        var second = await viewer.GetAsync($"/ops/api/files?limit=1&after={first["next"].GetString()}");
        Assert.Equal(all, first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(f => Text(f, "id")));
        Assert.Equal(["state:notOneOf"], (await viewer.GetAsync("/ops/api/files?state=lost")).Fields);
        Assert.Equal(["after:badFormat"], (await viewer.GetAsync("/ops/api/files?after=x")).Fields);
        Assert.Equal("not.found", (await viewer.GetAsync($"/ops/api/files/{Guid.NewGuid()}")).Code);
    }

    [Fact]
    public async Task The_calendar_tells_which_files_came_in_time_late_or_not_at_all()
    {
        // A month of its own, whatever other tests have brought.
        var now = world.Time.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        world.Time.Move(month.AddDays(1).AddHours(7) - world.Time.GetUtcNow());
        var inTime = await CameAsync();
        world.Time.Move(TimeSpan.FromHours(26));
        var late = await CameAsync();
        world.Time.Move(TimeSpan.FromHours(24));
        using var viewer = await world.SignedInAsync(Role.Viewer);

        var row = Assert.Single((await viewer.GetAsync($"/ops/api/files/calendar?month={month:yyyy-MM}"))["items"].EnumerateArray());
        var days = row.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal(("BIL-1", DateTime.DaysInMonth(month.Year, month.Month)), (Text(row, "interface"), days.Count));
        Assert.Equal(["missing", "came", "late", "missing", "due"], days.Take(5).Select(d => Text(d, "state")));
        Assert.Equal((inTime.ToString(), late.ToString()), (Text(days[1], "file"), Text(days[2], "file")));
        Assert.Equal(["month:badFormat"], (await viewer.GetAsync("/ops/api/files/calendar?month=2026-13")).Fields);
    }

    private async Task<Guid> CameAsync()
    {
        var file = await BegunAsync(100);
        await world.Box.FinishAsync(file, "node", TransferState.Done, new TransferProgress(10, 100, 10, 0, 0), null, Stop);
        return file;
    }

    private async Task<Guid> BegunAsync(long size) =>
        (await world.Box.ClaimAsync(new TransferKey("BIL-1", TransferDirection.In, WebWorld.Name("bills-"), size, world.Time.GetUtcNow()), "node", Lease, Stop)).Transfer.Id;

    private static async Task<string> ExportAsync(Browser browser, Guid file) => await browser.Http.GetStringAsync(new Uri($"/ops/api/files/{file}/rejects/export", UriKind.Relative), Stop);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}

public sealed class Files_on_PostgreSql(WebOnPostgreSql world) : FileSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Files_on_Sqlite(WebOnSqlite world) : FileSpecs(world), IClassFixture<WebOnSqlite>;
