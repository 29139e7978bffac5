using static Integration.Specs.Web.OrderWalk;

namespace Integration.Specs.Web;

public sealed class An_order_from_hand_to_hand(HubInChromium hub)
{
    [Fact]
    public async Task A_line_across_cities_runs_in_the_live_graph_through_all_systems_until_it_is_complete()
    {
        var customer = hub.World.Customer(0).Number;
        var manager = await hub.SignedInAsync("manager", height: 1000);
        var order = await PlaceAsync(manager, customer, "杭州至宁波 10M 专线");
        var clerk = await hub.SignedInAsync("clerk", $"/orders/{order}");
        var construction = await hub.SignedInAsync("construction", $"/orders/{order}");
        var billing = await hub.SignedInAsync("billing", $"/orders/{order}");
        var director = await hub.SignedInAsync("director", $"/orders/{order}", english: true, height: 1000);
        var resource = await hub.SignedInAsync("resource", $"/orders/{order}");

        await WishAsync(clerk, await KeyAsync(clerk, order, "accept"), "完成");
        // The manager's page follows by itself.
        await Step(manager, "accept", "done").WaitForAsync();
        await Step(manager, "check", "done").WaitForAsync();
        await UntilAsync(order, o => StepIs(o, "test", "inProgress"), manager, clerk, construction, billing);
        await Step(manager, "test", "run").WaitForAsync();
        await Step(director, "test", "run").WaitForAsync();
        await Pictures.TakeAsync(manager, "order.zh");
        await Pictures.TakeAsync(director, "order.en");

        await UntilAsync(order, o => StepIs(o, "complete", "completed"), manager, clerk, construction, billing, resource);
        await manager.GetByRole(AriaRole.Button, new() { Name = "撤单" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("order.past-no-return", await manager.EvaluateAsync<string>(
            """
            async no => {
              const { token } = await (await fetch('/api/me')).json();
              const answer = await fetch(`/api/orders/${no}/actions`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Hub-Token': token }, body: JSON.stringify({ requestId: crypto.randomUUID(), wish: 'cancel', reason: 'too late' }) });
              return (await answer.json()).reason;
            }
            """, order));
        await UntilAsync(order, o => Is(o, "completed"), manager, clerk, construction, billing, resource);
        await manager.Locator(".page-head").GetByText("已竣工").First.WaitForAsync();

        // Billing has started, and the archive knows the circuit.
        var circuit = (await OrderAsync(manager, order)).GetProperty("steps").EnumerateArray()
            .Select(s => s.TryGetProperty("result", out var r) && r.TryGetProperty("circuit", out var c) ? c.GetString() : null).First(c => c is not null)!;
        await manager.GotoAsync($"/customers/{customer}?tab=products&text={Uri.EscapeDataString(circuit)}");
        await manager.GetByText("10 Mbit/s").First.WaitForAsync();

        // And it plays back.
        await manager.GotoAsync($"/orders/{order}");
        await manager.GetByRole(AriaRole.Button, new() { Name = "回放" }).ClickAsync();
        await manager.GetByRole(AriaRole.Button, new() { Name = "回到现在" }).WaitForAsync();
        await Step(manager, "accept", "done").WaitForAsync();
    }

    [Fact]
    public async Task An_order_is_cancelled_before_the_point_of_no_return()
    {
        var manager = await hub.SignedInAsync("manager");
        await PlaceAsync(manager, hub.World.Customer(0).Number, "将撤销的专线");
        await manager.GetByRole(AriaRole.Button, new() { Name = "撤单" }).ClickAsync();
        await ConfirmAsync(manager, "客户不再需要");
        await manager.Locator(".page-head").GetByText("已取消").First.WaitForAsync();
    }

    [Fact]
    public async Task What_97_sends_back_lands_on_the_fallout_desk_with_its_own_words_and_goes_on_after_a_retry()
    {
        var manager = await hub.SignedInAsync("manager");
        var order = await PlaceAsync(manager, hub.World.Customer(0).Number, "退单后重试的专线");
        var clerk = await hub.SignedInAsync("clerk", $"/orders/{order}");
        var billing = await hub.SignedInAsync("billing", $"/orders/{order}");
        hub.Ninety7.Moods.Set("N97-1", MoodKind.Return, times: 1);
        await UntilAsync(order, o => o.GetProperty("steps").EnumerateArray().Any(s => s.GetProperty("state").GetString() == "failed"), manager, clerk, billing);

        var construction = await hub.SignedInAsync("construction", "/fallout");
        var row = construction.Locator(".ant-table-row").Filter(new() { HasText = order });
        await row.GetByRole(AriaRole.Button, new() { Name = "重试" }).ClickAsync();
        await ConfirmAsync(construction);
        await row.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await UntilAsync(order, o => StepIs(o, "test", "inProgress"), manager, clerk, billing);
    }

    private static async Task<string> KeyAsync(IPage page, string order, string step) =>
        (await OrderAsync(page, order)).GetProperty("steps").EnumerateArray().First(s => s.GetProperty("step").GetString() == step).GetProperty("key").GetString()!;
}
