using System.Text.Json;
using Integration.CanonicalModel;
using Integration.Hub.Access;

namespace Integration.Specs.WebApi;

/// <summary>Orders as people hand them in, for tests.</summary>
internal static class OrderGiven
{
    public static object Line(string offering = "LEASED_LINE", string? zUnit = "cn.zj.nb") => new
    {
        action = "new", offering, quantity = 1, bandwidthKbps = 10240L, oneTimeFeeFen = 0L, monthlyFeeFen = 800000L,
        aEnd = new { address = "杭州市延安路 1 号", orgUnit = "cn.zj.hz" }, zEnd = zUnit is null ? null : new { address = "宁波市中山东路 1 号", orgUnit = zUnit },
    };

    public static object Order(string customerNo, params object[] items) => Named(customerNo, "杭州至宁波 10M 专线", items);

    public static object Named(string customerNo, string name, params object[] items) => new { requestId = Guid.NewGuid().ToString("N"), customerNo, name, requestedOn = "2027-03-01", items = items.Length > 0 ? items : [Line()] };

    /// <summary>A customer of the account manager in Hangzhou.</summary>
    public static async Task<string> CustomerAsync(WebWorld world, string? manager = "s-accountManager", CustomerStatus status = CustomerStatus.Active)
    {
        var no = WebWorld.Name("C9");
        await world.ArriveAsync("core", world.Customer(no, $"杭州第一机床厂 {no}", manager: manager) with { Status = status });
        return no;
    }

    public static async Task<string> PlacedAsync(WebWorld world, Browser browser, string? customerNo = null)
    {
        var placed = await browser.PostAsync("/api/orders", Order(customerNo ?? await CustomerAsync(world)));
        Assert.Equal(System.Net.HttpStatusCode.Created, placed.Status);
        return placed["orderNo"].GetString()!;
    }

    public static Task<Answer> WishAsync(Browser browser, string orderNo, string wish, string? step = null, string? reason = null) =>
        browser.PostAsync($"/api/orders/{orderNo}/actions", new { requestId = Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"), wish, step, reason });

    public static JsonElement Step(Answer order, string key) => order["steps"].EnumerateArray().Single(s => s.GetProperty("key").GetString() == key);

    public static IReadOnlyList<string> Can(JsonElement of) => [.. of.GetProperty("can").EnumerateArray().Select(c => c.GetString()!)];

    /// <summary>Accepted, and found not to be feasible.</summary>
    public static async Task FailsAsync(WebWorld world, string orderNo)
    {
        using var clerk = await world.SignedInAsync(Role.Clerk);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await WishAsync(clerk, orderNo, "done", "leased-line-new-cross-city/accept")).Status);
        await world.AnswerAsync("resource", new ServiceFeasibilityChecked { RequestId = new($"{orderNo}-CK1T1"), Feasible = false, ReasonCode = "R-1", Reason = "无可用端口" });
    }
}
