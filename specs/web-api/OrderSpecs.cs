using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Integration.CanonicalModel;
using Integration.Hub.Access;
using static Integration.Specs.WebApi.OrderGiven;

namespace Integration.Specs.WebApi;

/// <summary>Orders over the web: handed in, watched, worked on, and refused with the field or the reason.</summary>
public abstract class OrderSpecs(WebWorld world)
{
    [Fact]
    public async Task An_order_is_placed_once_however_often_the_button_is_clicked()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var order = Order(await CustomerAsync(world));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => manager.PostAsync("/api/orders", order)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        var number = Assert.Single(answers.Select(a => a["orderNo"].GetString()).Distinct());
        var page = await manager.GetAsync($"/api/orders/{number}");
        Assert.Equal(("inProgress", "cn.zj.hz", "s-accountManager"), (page["state"].GetString(), page["orgUnit"].GetString(), page["managerId"].GetString()));
        Assert.Equal("inProgress", Step(page, "leased-line-new-cross-city/accept").GetProperty("state").GetString());
        Assert.Equal(["leased-line-new-cross-city@1"], page["templates"].EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal("\"" + page["revision"].GetInt64() + "\"", page.Tag);
    }

    [Fact]
    public async Task The_list_finds_an_order_by_what_people_know_of_it()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var customer = await CustomerAsync(world);
        var number = await PlacedAsync(world, manager, customer);
        foreach (var query in new[] { $"text={number}", $"text={number.ToLowerInvariant()}", $"text={Uri.EscapeDataString(customer)}", $"customer={customer}", $"customer={customer}&state=inProgress&open=true&step=accept", $"customer={customer}&sort=expected" })
        {
            var found = await manager.GetAsync($"/api/orders?{query}");
            Assert.Equal(number, Assert.Single(found["items"].EnumerateArray()).GetProperty("orderNo").GetString());
        }

        var row = (await manager.GetAsync($"/api/orders?customer={customer}"))["items"][0];
        Assert.Equal((15, 0, 1), (row.GetProperty("steps").GetProperty("total").GetInt32(), row.GetProperty("steps").GetProperty("done").GetInt32(), row.GetProperty("steps").GetProperty("running").GetInt32()));
        Assert.Equal("业务受理", row.GetProperty("current")[0].GetProperty("title").GetProperty("zh").GetString());
        Assert.Equal(0, (await manager.GetAsync($"/api/orders?customer={customer}&late=true"))["total"].GetInt64());
        var file = await manager.Http.GetStringAsync(new Uri($"/api/orders/export?customer={customer}&lang=zh", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains(number, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var customer = await CustomerAsync(world);
        var placed = new List<string>();
        for (var i = 0; i < 3; i++)
            placed.Add(await PlacedAsync(world, clerk, customer));
        foreach (var sort in new[] { "ordered", "number", "name", "expected", "requested" })
        {
            var first = await clerk.GetAsync($"/api/orders?customer={customer}&sort={sort}&descending=false&limit=2");
            var second = await clerk.GetAsync($"/api/orders?customer={customer}&sort={sort}&descending=false&limit=2&after={first["next"].GetString()}");
            Assert.Equal(placed, first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(o => o.GetProperty("orderNo").GetString()));
            Assert.False(second.Body.TryGetProperty("next", out _));
        }
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_is_placed()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var customer = await CustomerAsync(world);
        async Task<IReadOnlyList<string>> FieldsAsync(object order)
        {
            var answer = await clerk.PostAsync("/api/orders", order);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Equal(answer.Fields, (await clerk.PostAsync("/api/orders/preview", order)).Fields);
            return answer.Fields;
        }

        Assert.Equal(["customerNo:unknown"], await FieldsAsync(Order("C-NOBODY")));
        Assert.Equal(["customerNo:notAllowed"], await FieldsAsync(Order(await CustomerAsync(world, status: CustomerStatus.Suspended))));
        Assert.Equal(["name:badCharacter"], await FieldsAsync(Named(customer, "专线\u202e单")));
        Assert.Equal(["name:tooLong"], await FieldsAsync(Named(customer, new string('线', 101))));
        Assert.Equal(["requestedOn:past"], await FieldsAsync(new { requestId = "request-1", customerNo = customer, name = "专线", requestedOn = "2026-11-21", items = new[] { Line() } }));
        Assert.Equal(["items:required"], await FieldsAsync(new { requestId = "request-1", customerNo = customer, name = "专线" }));
        Assert.Equal(["items[0].offering:unknown"], await FieldsAsync(Order(customer, Line("MOON_LINE"))));
        Assert.Equal(["items[0].zEnd:required"], await FieldsAsync(Order(customer, Line(zUnit: null))));
        Assert.Equal(["items[0].zEnd.orgUnit:unknown"], await FieldsAsync(Order(customer, Line(zUnit: "cn.zj.nowhere"))));
        Assert.Equal(["items[0].action:notOneOf", "items[0].offering:required", "items[0].aEnd.address:required", "items[0].bandwidthKbps:notAllowed", "items[0].quantity:notAllowed", "items[0].accountNo:unknown"],
            (await FieldsAsync(Order(customer, new { action = "steal", bandwidthKbps = 1L, quantity = 0, accountNo = "A-OF-OTHERS" }))).Where(f => !f.EndsWith("serviceNo:required", StringComparison.Ordinal)));
        Assert.Equal(["items[0].serviceNo:unknown"], await FieldsAsync(Order(customer, new { action = "terminate", offering = "LEASED_LINE", serviceNo = "0571-OF-OTHERS" })));
        Assert.Equal(0, (await clerk.GetAsync($"/api/orders?customer={customer}"))["total"].GetInt64());
    }

    [Fact]
    public async Task A_preview_shows_the_plan_and_places_nothing()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var customer = await CustomerAsync(world);
        var preview = await manager.PostAsync("/api/orders/preview", Order(customer));
        Assert.Equal(15, preview["steps"].GetArrayLength());
        Assert.True(preview["expectedAt"].GetDateTimeOffset() > world.Time.GetUtcNow());
        Assert.Equal(0, (await manager.GetAsync($"/api/orders?customer={customer}"))["total"].GetInt64());
    }

    [Fact]
    public async Task A_task_is_on_the_list_of_its_role_and_done_by_nobody_else()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var customer = await CustomerAsync(world);
        var number = await PlacedAsync(world, manager, customer);
        Assert.Empty((await manager.GetAsync($"/api/tasks?customer={customer}"))["items"].EnumerateArray());
        var task = Assert.Single((await clerk.GetAsync($"/api/tasks?customer={customer}"))["items"].EnumerateArray());
        Assert.Equal(["done"], Can(task));
        var refused = await WishAsync(manager, number, "done", "leased-line-new-cross-city/accept");
        Assert.Equal((HttpStatusCode.Conflict, "order.not-your-role"), (refused.Status, refused["reason"].GetString()));
        var done = await WishAsync(clerk, number, "done", "leased-line-new-cross-city/accept");
        Assert.Equal("completed", Step(done, "leased-line-new-cross-city/accept").GetProperty("state").GetString());
        Assert.Equal("inProgress", Step(done, "check/1").GetProperty("state").GetString());
        var late = await WishAsync(clerk, number, "done", "leased-line-new-cross-city/accept");
        Assert.Equal((HttpStatusCode.Conflict, "order.not-your-step"), (late.Status, late["reason"].GetString()));
        Assert.Equal("order.not-your-step", (await manager.GetAsync($"/api/orders/{number}/history"))["items"].EnumerateArray().Last().GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_live_page_comes_as_soon_as_the_order_moves()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var number = await PlacedAsync(world, clerk);
        var seen = (await manager.GetAsync($"/api/orders/{number}"))["revision"].GetInt64();
        var live = manager.GetAsync($"/api/orders/{number}?after={seen}");
        await WishAsync(clerk, number, "hold", reason: "客户要求");
        var moved = await live;
        // A machine that is slow enough may have let the wait end before: the page asks again then.
        while (moved.Status == HttpStatusCode.NoContent)
            moved = await manager.GetAsync($"/api/orders/{number}?after={seen}");
        Assert.Equal("held", moved["state"].GetString());
        Assert.Equal(["resume"], Can(moved.Body).Intersect(["resume", "hold"]));
    }

    [Fact]
    public async Task What_failed_is_on_the_fallout_desk_and_is_tried_again_or_skipped_with_a_reason()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        using var resource = await world.SignedInAsync(Role.ResourceStaff);
        var customer = await CustomerAsync(world);
        var number = await PlacedAsync(world, manager, customer);
        await FailsAsync(world, number);
        var fallen = Assert.Single((await resource.GetAsync("/api/fallout?role=resource&limit=200"))["items"].EnumerateArray(), f => f.GetProperty("orderNo").GetString() == number);
        Assert.Equal(("R-1", "无可用端口"), (fallen.GetProperty("trouble").GetProperty("code").GetString(), fallen.GetProperty("trouble").GetProperty("reason").GetString()));
        Assert.Equal(["retry", "skip"], Can(fallen));
        Assert.Equal("right.missing", (await WishAsync(manager, number, "retry", "check/1")).Code);
        Assert.Equal("inProgress", Step(await WishAsync(resource, number, "retry", "check/1"), "check/1").GetProperty("state").GetString());
        await world.AnswerAsync("resource", new ServiceFeasibilityChecked { RequestId = new($"{number}-CK1T2"), Feasible = false, ReasonCode = "R-1", Reason = "无可用端口" });
        Assert.Equal(["reason:required"], (await WishAsync(resource, number, "skip", "check/1")).Fields);
        Assert.Equal("skipped", Step(await WishAsync(resource, number, "skip", "check/1", "电话确认有端口"), "check/1").GetProperty("state").GetString());
        var messages = await manager.GetAsync($"/api/orders/{number}/messages?step=check/1");
        Assert.Contains("CheckServiceFeasibility", messages["items"].EnumerateArray().Select(m => m.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task An_amendment_of_an_order_that_has_moved_on_is_told_so()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var number = await PlacedAsync(world, manager);
        var page = await manager.GetAsync($"/api/orders/{number}");
        object[] faster = [new { itemNo = "1", action = "new", offering = "LEASED_LINE", quantity = 1, bandwidthKbps = 20480L, aEnd = new { address = "杭州市延安路 1 号", orgUnit = "cn.zj.hz" }, zEnd = new { address = "宁波市中山东路 1 号", orgUnit = "cn.zj.nb" } }];
        await WishAsync(manager, number, "hold", reason: "等待");
        var stale = await manager.PutAsync($"/api/orders/{number}/items", new { requestId = "amend-0001" + number, items = faster }, page.Tag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "edit.stale", "held"), (stale.Status, stale.Code, stale["current"].GetProperty("state").GetString()));
        var amended = await manager.PutAsync($"/api/orders/{number}/items", new { requestId = "amend-0002" + number, items = faster }, stale["etag"].GetString());
        Assert.Equal(20480, amended["items"][0].GetProperty("bandwidthKbps").GetInt64());
    }

    [Fact]
    public async Task An_order_is_seen_by_its_manager_the_team_and_the_unit_and_by_nobody_else()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var other = WebWorld.Name("other");
        await world.PersonAsync(other, "cn.zj.hz", Role.AccountManager);
        using var stranger = await world.SignedInAsync(other);
        var number = await PlacedAsync(world, clerk);
        foreach (var path in new[] { "", "/history", "/messages", "/notes", "/attachments" })
            Assert.Equal("not.found", (await stranger.GetAsync($"/api/orders/{number}{path}")).Code);
        Assert.Equal("not.found", (await WishAsync(stranger, number, "cancel", reason: "无")).Code);
        Assert.Equal(0, (await stranger.GetAsync($"/api/orders?text={number}"))["total"].GetInt64());
    }

    [Fact]
    public async Task Notes_and_attachments_stay_with_the_order()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var number = await PlacedAsync(world, clerk);
        var note = new { requestId = "note-" + number, text = "客户要求周末施工\n<script>alert(1)</script>" };
        Assert.Equal((await clerk.PostAsync($"/api/orders/{number}/notes", note))["noteId"].GetString(), (await clerk.PostAsync($"/api/orders/{number}/notes", note))["noteId"].GetString());
        Assert.Single((await clerk.GetAsync($"/api/orders/{number}/notes")).Body.EnumerateArray());
        Assert.Equal(["file:notOneOf"], (await AttachAsync(clerk, number, "virus.exe", "MZ")).Fields);
        Assert.Equal(["file:badFormat"], (await AttachAsync(clerk, number, "page.pdf", "<html>")).Fields);
        Assert.Equal(["file:required"], (await AttachAsync(clerk, number, "empty.txt", "")).Fields);
        Assert.Equal(["file:tooLong"], (await AttachAsync(clerk, number, "long.txt", new string('x', (10 * 1024 * 1024) + 1))).Fields);
        var made = await AttachAsync(clerk, number, "合同.pdf", "%PDF-1.7 合同");
        using var file = await clerk.Http.GetAsync(new Uri($"/api/orders/{number}/attachments/{made["attachmentId"].GetString()}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(("attachment", "合同.pdf"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("%PDF-1.7 合同", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<Answer> AttachAsync(Browser browser, string number, string name, string text)
    {
        using var content = new MultipartFormDataContent { { new StringContent(Guid.NewGuid().ToString("N")), "requestId" } };
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(file, "file", name);
        return await browser.SendContentAsync(HttpMethod.Post, $"/api/orders/{number}/attachments", content);
    }
}

public sealed class Orders_on_PostgreSql(WebOnPostgreSql world) : OrderSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Orders_on_Sqlite(WebOnSqlite world) : OrderSpecs(world), IClassFixture<WebOnSqlite>;
