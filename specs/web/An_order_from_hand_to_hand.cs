using static Integration.Specs.Web.OrderWalk;

namespace Integration.Specs.Web;

public sealed class An_order_from_hand_to_hand(HubInChromium hub)
{
    [Fact]
    public async Task A_line_across_cities_runs_in_the_live_graph_through_all_systems_until_it_is_complete()
    {
        var customer = hub.World.Customer(0).Number;
        var manager = await hub.SignedInAsync("manager");
        var order = await PlaceAsync(manager, customer, "杭州至宁波 10M 专线");
        var clerk = await hub.SignedInAsync("clerk", $"/orders/{order}");
        var construction = await hub.SignedInAsync("construction", $"/orders/{order}");
        var billing = await hub.SignedInAsync("billing", $"/orders/{order}");
        var director = await hub.SignedInAsync("director", $"/orders/{order}");
        var resource = await hub.SignedInAsync("resource", $"/orders/{order}");

        await WishAsync(clerk, await KeyAsync(clerk, order, "accept"), "完成");
        // The manager's page follows by itself.
        await Step(manager, "accept", "done").WaitForAsync();
        await Step(manager, "check", "done").WaitForAsync();
        await UntilAsync(order, o => Is(o, "completed"), manager, clerk, construction, billing, resource, director);
        await manager.Locator(".page-head").GetByText("已竣工").WaitForAsync();

        var circuit = (await OrderAsync(manager, order)).GetProperty("steps").EnumerateArray()
            .Select(s => s.TryGetProperty("result", out var r) && r.TryGetProperty("circuit", out var c) ? c.GetString() : null).First(c => c is not null)!;
        await manager.GotoAsync($"/customers/{customer}?tab=products&text={Uri.EscapeDataString(circuit)}");
        await manager.GetByText("10 Mbit/s").First.WaitForAsync();

        // And it plays back.
        await manager.GotoAsync($"/orders/{order}");
        await manager.GetByRole(AriaRole.Button, new() { Name = "回放" }).ClickAsync();
        await Step(manager, "accept", "run").WaitForAsync();
    }

    [Fact]
    public async Task An_order_is_cancelled_before_the_point_of_no_return_and_what_was_done_is_undone()
    {
        var manager = await hub.SignedInAsync("manager");
        var order = await PlaceAsync(manager, hub.World.Customer(0).Number, "将撤销的专线");
        await manager.GetByRole(AriaRole.Button, new() { Name = "撤单" }).ClickAsync();
        await ConfirmAsync(manager, "客户不再需要");
        await manager.Locator(".page-head").GetByText("已取消").WaitForAsync();
    }

    private static async Task<string> KeyAsync(IPage page, string order, string step) =>
        (await OrderAsync(page, order)).GetProperty("steps").EnumerateArray().First(s => s.GetProperty("step").GetString() == step).GetProperty("key").GetString()!;
}
