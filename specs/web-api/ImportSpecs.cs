using System.Net;
using System.Text;
using Integration.CoreApp.Archive.Importing;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Customers from a file: what a spreadsheet writes is read, every mistake is told at its cell, what was looked at is done and nothing else, once.</summary>
public abstract class ImportSpecs(WebWorld world)
{
    private static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [Fact]
    public async Task Right_rows_are_done_as_they_were_looked_at_and_stand_in_history_and_audit()
    {
        var (there, fresh) = (await CustomerAsync(), WebWorld.Name("新来公司"));
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var seen = await CheckAsync(clerk, $"客户编号,客户名称,行业,服务等级,联系人,联系电话,纪念日\n{there},,制造,钻石,李明,0571-85000001,成立日 1998-05-18\n,{fresh},教育,银,王芳,138 0571 0001,\n");
        Assert.Equal((1, 1, 0), (Count(seen, "new"), Count(seen, "changed"), Count(seen, "wrong")));
        var change = (await RowsAsync(clerk, seen, "changed"))[0].GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("attribute").GetString() == "serviceLevel");
        Assert.Equal(("gold", "diamond"), (change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
        Assert.Equal("gold", (await clerk.GetAsync($"/api/customers/{there}"))["serviceLevel"].GetString());
        var done = await RunAsync(clerk, seen);
        Assert.Equal((1, 1), (Count(done, "made"), Count(done, "edited")));
        var record = await clerk.GetAsync($"/api/customers/{there}");
        Assert.Equal(("diamond", "制造", "李明"), (record["serviceLevel"].GetString(), record["industry"].GetString(), record["contacts"][0].GetProperty("name").GetString()));
        Assert.Equal("core", record["sources"].GetProperty("industry").GetProperty("source").GetString());
        var line = (await clerk.GetAsync($"/api/customers/{there}/history"))["items"].EnumerateArray().Single(h => h.GetProperty("attribute").GetString() == "industry");
        Assert.Equal(("clerk", "edited", "customers.csv:2"), (line.GetProperty("who").GetString(), line.GetProperty("what").GetString(), line.GetProperty("note").GetString()));
        var made = (await RowsAsync(clerk, seen, "made"))[0].GetProperty("customerNo").GetString()!;
        Assert.Equal((fresh, "cn.zj.hz"), ((await clerk.GetAsync($"/api/customers/{made}"))["name"].GetString(), (await clerk.GetAsync($"/api/customers/{made}"))["orgUnit"].GetString()));
        Assert.Contains((await clerk.GetAsync($"/api/search?q={Uri.EscapeDataString(fresh)}"))["hits"].EnumerateArray(), h => h.GetProperty("customerNo").GetString() == made);
        using var administrator = await world.SignedInAsync(Role.Administrator);
        Assert.Equal("import", (await administrator.GetAsync($"/api/audit?on={there}&what=customer.edit"))["items"][0].GetProperty("from").GetString());
        Assert.NotEmpty((await administrator.GetAsync($"/api/audit?on={seen["importId"].GetString()}&what=customer.import.start"))["items"].EnumerateArray());
    }

    [Theory]
    [InlineData("utf-8", ",", "\n")]
    [InlineData("utf-8-bom", ",", "\r\n")]
    [InlineData("gb18030", ";", "\r\n")]
    [InlineData("utf-16", "\t", "\r\n")]
    public async Task Files_are_read_in_the_charsets_and_separators_that_spreadsheets_write(string charset, string separator, string newLine)
    {
        var (there, name) = (await CustomerAsync(), WebWorld.Name("中文名称"));
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var text = string.Join(newLine, $"Customer no.{separator}地址{separator}简称", $"{there}{separator}\"杭州,西湖区\"{separator}=\"{name}\"", new string(separator[0], 4), "");
        byte[] file = charset switch
        {
            "utf-8-bom" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            "gb18030" => Gb.GetBytes(text),
            "utf-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };
        var seen = await CheckAsync(clerk, file);
        Assert.Equal((1, 1, 0), (Count(seen, "rows"), Count(seen, "changed"), Count(seen, "wrong")));
        await RunAsync(clerk, seen);
        var record = await clerk.GetAsync($"/api/customers/{there}");
        Assert.Equal(("杭州,西湖区", name), (record["address"].GetString(), record["shortName"].GetString()));
    }

    [Fact]
    public async Task Every_mistake_is_told_at_its_line_and_column_and_the_wrong_rows_come_back_with_their_reasons()
    {
        var (there, gone, elsewhere, twin) = (await CustomerAsync(), WebWorld.Name("NOBODY"), WebWorld.Name("NB"), WebWorld.Name("同名公司"));
        await world.ArriveAsync("core", world.Customer(elsewhere, "宁波" + elsewhere, "cn.zj.nb"), world.Customer(WebWorld.Name("T"), twin + "有限公司"));
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var seen = await CheckAsync(clerk, $"""
            客户编号,客户名称,服务等级,归属单位,客户经理工号,联系人,联系电话,联系邮箱,规模
            {gone},,,,,,,,
            {elsewhere},,,,,,,,
            {there},,铂金,,,,,,
            ,甲{twin},,cn.js,,,,,
            ,乙{twin},,cn.zj.xx,,,,,
            ,丙{twin},,,s-nobody,,,,
            ,丁{twin},,,s-accountManager,,,,
            ,戊{twin},,,,李明,1.38E+10,,
            ,己{twin},,,,李明,打电话,nobody,
            ,=cmd|' /C calc'!A0,,,,,,,
            ,{twin}有限公司,,,,,,,
            ,{twin}股份有限公司,,,,,,,
            ,重{twin},,,,,,,
            ,重{twin},,,,,,,
            ,,,,,,,,大
            ,庚{twin},,,,,010-12345678,,
            ,辛{twin},,,,,,,-5
            """);
        Assert.Equal([
            "2 客户编号:unknown", "3 客户编号:unknown", "4 服务等级:notOneOf", "5 归属单位:notAllowed", "6 归属单位:unknown", "7 客户经理工号:unknown", "8 客户经理工号:notAllowed", "9 联系电话:rounded",
            "10 联系邮箱:badFormat 联系电话:badFormat", "11 客户名称:formula", "12 客户名称:exists", "13 客户名称:similar", "14 客户名称:twice", "15 客户名称:twice", "16 客户名称:required", "17 联系电话:noContact",
        ], (await RowsAsync(clerk, seen, "wrong,doubtful")).Select(r => $"{r.GetProperty("line")} {string.Join(' ', r.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("column").GetString()}:{p.GetProperty("code").GetString()}"))}"));
        Assert.Equal((15, 1, 2), (Count(seen, "wrong"), Count(seen, "doubtful"), Count(seen, "new")));
        Assert.Equal("request.refused", (await clerk.PostAsync($"/api/customer-imports/{Id(seen)}/start", new { })).Code);
        Assert.Single(await RowsAsync(clerk, seen, "wrong", "serviceLevel:notOneOf"));
        var back = Encoding.UTF8.GetString(await clerk.Http.GetByteArrayAsync($"/api/customer-imports/{Id(seen)}/wrong?lang=zh", TestContext.Current.CancellationToken)).TrimStart('\ufeff').Split("\r\n");
        Assert.StartsWith("客户编号,客户名称,", back[0], StringComparison.Ordinal);
        Assert.EndsWith(",行号,原因", back[0], StringComparison.Ordinal);
        Assert.Contains("“铂金”：只能是：普通、银、金、钻石", back[3], StringComparison.Ordinal);
        Assert.Contains(back, l => l.StartsWith(",'=cmd|", StringComparison.Ordinal));
        // Handed in again as it came back, it says the same: the columns of line and reason say nothing.
        var again = await CheckAsync(clerk, string.Join("\r\n", back));
        Assert.Equal((14, 0), (Count(again, "wrong"), again["ignored"].GetArrayLength()));
        // The name that came back with an apostrophe is a text now.
        Assert.Equal(2, Count(again, "new"));
        Assert.Equal(HttpStatusCode.OK, (await clerk.PostAsync($"/api/customer-imports/{Id(seen)}/start", new { rightOnly = true })).Status);
        var done = await EndedAsync(clerk, seen);
        Assert.Equal((1, 0, 0), (Count(done, "made"), Count(done, "edited"), Count(done, "refused")));
    }

    [Fact]
    public async Task A_customer_that_somebody_edits_after_the_preview_is_not_overwritten()
    {
        var (one, other) = (await CustomerAsync(), await CustomerAsync());
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var seen = await CheckAsync(clerk, $"客户编号,行业\n{one},教育\n{other},教育\n");
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var record = await manager.GetAsync($"/api/customers/{one}");
        Assert.Equal(HttpStatusCode.OK, (await manager.PutAsync($"/api/customers/{one}", new { name = "改过的" + one, status = "active", serviceLevel = "gold", industry = "银行", orgUnit = "cn.zj.hz" }, record.Tag)).Status);
        var done = await RunAsync(clerk, seen);
        Assert.Equal((1, 1), (Count(done, "edited"), Count(done, "refused")));
        Assert.Equal(("银行", "教育"), ((await clerk.GetAsync($"/api/customers/{one}"))["industry"].GetString(), (await clerk.GetAsync($"/api/customers/{other}"))["industry"].GetString()));
        Assert.Equal("stale", (await RowsAsync(clerk, seen, "refused"))[0].GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_is_no_table_of_customers_is_refused_with_the_reason()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        Assert.Equal(["file:required"], (await clerk.PostAsync("/api/customer-imports", new { })).Fields);
        Assert.Equal(["file:headings"], (await SendAsync(clerk, Encoding.UTF8.GetBytes("a,b\n1,2\n"))).Fields);
        Assert.Equal(["file:headingTwice"], (await SendAsync(clerk, Encoding.UTF8.GetBytes("名称,客户名称\n1,2\n"))).Fields);
        Assert.Equal(["file:empty"], (await SendAsync(clerk, Encoding.UTF8.GetBytes("客户名称\n\n,,\n"))).Fields);
        Assert.Equal(["file:spreadsheet"], (await SendAsync(clerk, [.. "PK\u0003\u0004"u8, 1, 2, 3])).Fields);
        Assert.Equal(["file:notCsv"], (await SendAsync(clerk, [65, 0, 66])).Fields);
        Assert.Equal(["file:encoding"], (await SendAsync(clerk, [0xC3, 0x28, 0xFF, 0x0A])).Fields);
        Assert.Equal(["file:quotes"], (await SendAsync(clerk, Encoding.UTF8.GetBytes("客户名称,地址\n\"甲," + new string('x', 20_000) + "\n乙,丙\n"))).Fields);
        Assert.Equal(["file:tooManyRows"], (await SendAsync(clerk, Encoding.UTF8.GetBytes("客户名称\n" + string.Concat(Enumerable.Repeat("甲\n", ImportFile.MostRows + 1))))).Fields);
        var template = Encoding.UTF8.GetString(await clerk.Http.GetByteArrayAsync("/api/customer-imports/template?lang=en", TestContext.Current.CancellationToken));
        Assert.Contains("Customer no.,Name,Short name", template, StringComparison.Ordinal);
        Assert.Equal(0, Count(await CheckAsync(clerk, template), "wrong"));
    }

    [Fact]
    public async Task An_import_is_its_owners_alone_is_handed_in_once_and_ends_with_its_time()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var (no, form) = (await CustomerAsync(), Guid.NewGuid().ToString());
        var file = Encoding.UTF8.GetBytes($"客户编号,行业\n{no},能源\n");
        var twice = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SendAsync(clerk, file, form)));
        var seen = twice[0];
        Assert.Single(twice.Select(Id).Distinct());
        using var director = await world.SignedInAsync(Role.Director);
        Assert.Equal(HttpStatusCode.NotFound, (await director.GetAsync($"/api/customer-imports/{Id(seen)}")).Status);
        Assert.DoesNotContain((await director.GetAsync("/api/customer-imports")).Body.EnumerateArray(), i => i.GetProperty("importId").GetString() == Id(seen));
        Assert.Equal(HttpStatusCode.NoContent, (await clerk.SendAsync(HttpMethod.Delete, $"/api/customer-imports/{Id(seen)}", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/api/customer-imports/{Id(seen)}")).Status);
        Assert.Equal("银行", (await clerk.GetAsync($"/api/customers/{no}"))["industry"].GetString());
    }

    [Fact]
    public async Task An_import_goes_on_where_it_was_stopped_and_does_no_row_twice()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var name = WebWorld.Name("批量");
        var seen = await CheckAsync(clerk, "客户名称\n" + string.Concat(Enumerable.Range(0, 900).Select(n => $"{name}第{n}家\n")));
        Assert.Equal(900, Count(seen, "new"));
        await clerk.PostAsync($"/api/customer-imports/{Id(seen)}/start", new { });
        await clerk.PostAsync($"/api/customer-imports/{Id(seen)}/stop", new { });
        // The batch that was under way when it was stopped is done whole; what follows waits for the person.
        await clerk.PostAsync($"/api/customer-imports/{Id(seen)}/start", new { });
        var done = await EndedAsync(clerk, seen);
        Assert.Equal((900, 0), (Count(done, "made"), Count(done, "new")));
        Assert.Equal(900, (await clerk.GetAsync($"/api/customers?text={Uri.EscapeDataString(name + "第")}&limit=1"))["total"].GetInt32());
    }

    private async Task<string> CustomerAsync()
    {
        var no = WebWorld.Name("IM");
        await world.ArriveAsync("core", world.Customer(no, "客户" + no));
        return no;
    }

    private static string Id(Answer import) => import["importId"].GetString()!;

    private static int Count(Answer import, string what) => import["counts"].GetProperty(what).GetInt32();

    private static Task<Answer> CheckAsync(Browser browser, string text) => CheckAsync(browser, Encoding.UTF8.GetBytes(text));

    private static async Task<Answer> CheckAsync(Browser browser, byte[] file)
    {
        var seen = await SendAsync(browser, file);
        Assert.True(seen.Status == HttpStatusCode.Created, seen.Body.ToString());
        return seen;
    }

    private static async Task<Answer> SendAsync(Browser browser, byte[] file, string? requestId = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent(requestId ?? Guid.NewGuid().ToString()), "requestId" }, { new ByteArrayContent(file), "file", "customers.csv" } };
        return await browser.SendContentAsync(HttpMethod.Post, "/api/customer-imports", form);
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> RowsAsync(Browser browser, Answer import, string state, string? problem = null) =>
        [.. (await browser.GetAsync($"/api/customer-imports/{Id(import)}/rows?state={state}&limit=200{(problem is null ? "" : "&problem=" + problem)}"))["items"].EnumerateArray()];

    private static async Task<Answer> RunAsync(Browser browser, Answer import)
    {
        var started = await browser.PostAsync($"/api/customer-imports/{Id(import)}/start", new { });
        Assert.True(started.Status == HttpStatusCode.OK, started.Body.ToString());
        return await EndedAsync(browser, import);
    }

    // As the page does it: it asks until the work has ended.
    private static async Task<Answer> EndedAsync(Browser browser, Answer import)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var now = await browser.GetAsync($"/api/customer-imports/{Id(import)}");
            if (now["state"].GetString() is "done" or "stopped")
                return now;
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }
}

public sealed class Imports_on_PostgreSql(WebOnPostgreSql world) : ImportSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Imports_on_Sqlite(WebOnSqlite world) : ImportSpecs(world), IClassFixture<WebOnSqlite>;
