using System.Net;
using Integration.Hub.Access;
using static Integration.Specs.WebApi.OrderGiven;

namespace Integration.Specs.WebApi;

/// <summary>What is impossible, hostile, too long, too late or said twice: refused at its field or with its reason, and nothing is half saved.</summary>
public abstract class OrderBadInputSpecs(WebWorld world)
{
    private const string Accept = "leased-line-new-cross-city/accept";

    [Theory]
    [InlineData("<script>alert(document.cookie)</script>")]
    [InlineData("'; DROP TABLE orders.product_order; --")]
    [InlineData("=HYPERLINK(\"http://evil.example\",\"点我\")")]
    [InlineData("{{constructor.constructor('alert(1)')()}}")]
    public async Task Hostile_text_is_text_and_nothing_else(string name)
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var customer = await CustomerAsync(world);
        var placed = await manager.PostAsync("/api/orders", Named(customer, name));
        Assert.Equal(HttpStatusCode.Created, placed.Status);
        var page = await manager.GetAsync($"/api/orders/{placed["orderNo"].GetString()}");
        Assert.Equal((name, "application/json"), (page["name"].GetString(), page.Response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(1, (await manager.GetAsync($"/api/orders?customer={customer}&text={Uri.EscapeDataString(name)}"))["total"].GetInt64());
        // A spreadsheet takes what begins like a formula for one.
        var file = await manager.Http.GetStringAsync(new Uri($"/api/orders/export?customer={customer}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(",=", file, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_text_of_an_order_is_checked_for_its_length_and_for_signs_that_turn_it_round()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var customer = await CustomerAsync(world);
        object With(string address, string room, string contact) => new
        {
            action = "new", offering = "LEASED_LINE", quantity = 1, bandwidthKbps = 10240L, aEnd = new { address, orgUnit = "cn.zj.hz", room, contactName = contact }, zEnd = new { address = "宁波市中山东路 1 号", orgUnit = "cn.zj.nb" },
        };

        var turned = await clerk.PostAsync("/api/orders", Order(customer, With("杭州\u202e路", "1\u2066室", "李\u200f娜")));
        Assert.Equal(["items[0].aEnd.address:badCharacter", "items[0].aEnd.contactName:badCharacter", "items[0].aEnd.room:badCharacter"], turned.Fields.Order());
        var tooLong = await clerk.PostAsync("/api/orders", Order(customer, With(new string('路', 201), new string('室', 61), new string('娜', 61))));
        Assert.Equal(["items[0].aEnd.address:tooLong", "items[0].aEnd.contactName:tooLong", "items[0].aEnd.room:tooLong"], tooLong.Fields.Order());
        var many = await clerk.PostAsync("/api/orders", Order(customer, [.. Enumerable.Repeat(Line(), 21)]));
        Assert.Equal(["items:tooLong"], many.Fields);
        Assert.Equal(0, (await clerk.GetAsync($"/api/orders?customer={customer}"))["total"].GetInt64());
    }

    [Fact]
    public async Task Reasons_and_notes_are_checked_like_any_text_and_the_order_stays_as_it_is()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var number = await PlacedAsync(world, manager);
        var before = (await manager.GetAsync($"/api/orders/{number}"))["revision"].GetInt64();
        Assert.Equal(["reason:badCharacter"], (await WishAsync(manager, number, "hold", reason: "客户\u202e要求")).Fields);
        Assert.Equal(["reason:tooLong"], (await WishAsync(manager, number, "cancel", reason: new string('因', 401))).Fields);
        Assert.Equal(["reason:required"], (await WishAsync(manager, number, "cancel")).Fields);
        Assert.Equal(["wish:notOneOf"], (await WishAsync(manager, number, "explode")).Fields);
        Assert.Equal(["text:badCharacter"], (await manager.PostAsync($"/api/orders/{number}/notes", new { requestId = "turned-" + number, text = "备\u202e注" })).Fields);
        Assert.Equal(before, (await manager.GetAsync($"/api/orders/{number}"))["revision"].GetInt64());
        Assert.Empty((await manager.GetAsync($"/api/orders/{number}/notes")).Body.EnumerateArray());
    }

    [Fact]
    public async Task Nothing_new_is_ordered_for_a_customer_who_has_left_and_nothing_on_a_day_too_far_away()
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        Assert.Equal(["customerNo:notAllowed"], (await clerk.PostAsync("/api/orders", Order(await CustomerAsync(world, status: CanonicalModel.CustomerStatus.Left)))).Fields);
        var customer = await CustomerAsync(world);
        Assert.Equal(["requestedOn:tooFar"], (await clerk.PostAsync("/api/orders", new { requestId = "request-far", customerNo = customer, name = "专线", requestedOn = "2126-01-01", items = new[] { Line() } })).Fields);
        Assert.Equal(0, (await clerk.GetAsync($"/api/orders?customer={customer}"))["total"].GetInt64());
    }

    [Fact]
    public async Task A_wish_or_an_amendment_clicked_twice_is_one()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var number = await PlacedAsync(world, manager);
        var page = await manager.GetAsync($"/api/orders/{number}");
        var amendment = new { requestId = "amend-" + number, items = new[] { Faster() } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => manager.PutAsync($"/api/orders/{number}/items", amendment, page.Tag)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Tag).Distinct());
        var hold = new { requestId = "hold-" + number, wish = "hold", reason = "等待" };
        var held = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => manager.PostAsync($"/api/orders/{number}/actions", hold)));
        Assert.All(held, a => Assert.Equal((HttpStatusCode.OK, "held"), (a.Status, a["state"].GetString())));
        Assert.Equal(["Placed", "Amend", "Hold"], (await HistoryAsync(manager, number)).Select(h => h.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task What_is_over_is_not_amended_cancelled_or_done_again_and_the_refusal_is_read_in_both_languages()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        using var clerk = await world.SignedInAsync(Role.Clerk);
        var number = await PlacedAsync(world, manager);
        var cancelled = await WishAsync(manager, number, "cancel", reason: "客户改变计划");
        Assert.Equal("cancelled", cancelled["state"].GetString());
        var amended = await manager.PutAsync($"/api/orders/{number}/items", new { requestId = "late-" + number, items = new[] { Faster() } }, cancelled.Tag);
        Assert.Equal((HttpStatusCode.Conflict, "order.not-running"), (amended.Status, amended["reason"].GetString()));
        Assert.Equal("order.over", (await WishAsync(manager, number, "cancel", reason: "再次"))["reason"].GetString());
        Assert.Equal("order.not-your-step", (await WishAsync(clerk, number, "done", Accept))["reason"].GetString());
        Assert.Equal("order.unknown-step", (await WishAsync(clerk, number, "done", "no/such/step"))["reason"].GetString());
        var after = await manager.GetAsync($"/api/orders/{number}");
        Assert.Equal((cancelled.Tag, 10240L), (after.Tag, after["items"][0].GetProperty("bandwidthKbps").GetInt64()));
        var refused = (await HistoryAsync(manager, number)).First(h => h.GetProperty("what").GetString() == "refused").GetProperty("words");
        Assert.Equal(("改单：订单已取消，只有在途订单才能修改", "Amend: the order is cancelled: only one that is under way is amended"), (refused.GetProperty("zh").GetString(), refused.GetProperty("en").GetString()));
    }

    [Fact]
    public async Task An_amendment_to_something_impossible_is_told_at_its_field_and_changes_nothing()
    {
        using var manager = await world.SignedInAsync(Role.AccountManager);
        var number = await PlacedAsync(world, manager);
        var page = await manager.GetAsync($"/api/orders/{number}");
        async Task<IReadOnlyList<string>> FieldsAsync(params object[] items) =>
            (await manager.PutAsync($"/api/orders/{number}/items", new { requestId = Guid.NewGuid().ToString("N"), items }, page.Tag)).Fields;

        Assert.Equal(["items:required"], await FieldsAsync());
        Assert.Equal(["items[0].offering:unknown"], await FieldsAsync(Line("MOON_LINE")));
        Assert.Equal(["items[0].zEnd:sameEnds"], await FieldsAsync(new
        {
            action = "new", offering = "LEASED_LINE", quantity = 1, bandwidthKbps = 10240L, aEnd = new { address = "杭州市延安路 1 号", orgUnit = "cn.zj.hz" }, zEnd = new { address = "杭州市延安路 1 号", orgUnit = "cn.zj.hz" },
        }));
        Assert.Equal(page.Tag, (await manager.GetAsync($"/api/orders/{number}")).Tag);
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> HistoryAsync(Browser browser, string number) => [.. (await browser.GetAsync($"/api/orders/{number}/history"))["items"].EnumerateArray()];

    private static object Faster() => new
    {
        itemNo = "1", action = "new", offering = "LEASED_LINE", quantity = 1, bandwidthKbps = 20480L, aEnd = new { address = "杭州市延安路 1 号", orgUnit = "cn.zj.hz" }, zEnd = new { address = "宁波市中山东路 1 号", orgUnit = "cn.zj.nb" },
    };
}

public sealed class Bad_orders_on_PostgreSql(WebOnPostgreSql world) : OrderBadInputSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Bad_orders_on_Sqlite(WebOnSqlite world) : OrderBadInputSpecs(world), IClassFixture<WebOnSqlite>;
