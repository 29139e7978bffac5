using static Integration.Specs.Web.OrderWalk;

namespace Integration.Specs.Web;

public sealed class A_template_drawn_by_the_director(HubInChromium hub)
{
    [Fact]
    public async Task Is_checked_while_it_is_drawn_saved_as_a_new_version_and_used_and_its_late_order_is_seen()
    {
        var director = await hub.SignedInAsync("director", "/templates/leased-line-new-city", height: 1000);
        await director.Locator(".graph-step[data-step='accept']").ClickAsync();
        await director.GetByText("没有问题，可以保存").WaitForAsync();

        // The first step waits for the last one: a circle, whose steps are named.
        var waits = director.Locator(".field").Filter(new() { HasText = "等待环节" }).GetByRole(AriaRole.Combobox);
        await waits.FillAsync("回访");
        await director.Locator(".ant-select-dropdown .ant-select-item-option").Filter(new() { HasText = "回访" }).ClickAsync();
        await director.GetByText("这些环节互相等待成环").First.WaitForAsync();
        await waits.PressAsync("Escape");
        await Pictures.TakeAsync(director, "designer.zh");
        Assert.True(await director.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).IsDisabledAsync());
        await director.Locator(".field").Filter(new() { HasText = "等待环节" }).Locator(".ant-select-selection-item-remove").ClickAsync();
        await director.GetByText("没有问题，可以保存").WaitForAsync();

        // Half a minute of working time for the first step.
        var hours = director.Locator(".field").Filter(new() { HasText = "时限" }).GetByRole(AriaRole.Spinbutton);
        await hours.FillAsync("0.01");
        await hours.PressAsync("Enter");
        await director.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await director.WaitForURLAsync("**/templates/leased-line-new-city?version=2");

        await HandUpSoonAsync(director);
        var manager = await hub.SignedInAsync("manager");
        var order = await PlaceAsync(manager, hub.World.Customer(0).Number, "杭州市内专线", zCity: "杭州");
        Assert.Contains("leased-line-new-city@2", (await OrderAsync(manager, order)).GetProperty("templates").EnumerateArray().Select(t => t.GetString()));

        // Nobody accepts it: it is late, and the director sees it.
        await director.GotoAsync($"/orders/{order}");
        await director.Locator(".graph-step.state-bad[data-step*='accept']").WaitForAsync(new() { Timeout = 3 * HubInChromium.Patience });
        await director.GotoAsync("/orders?late=true");
        await director.Locator(".ant-table-row").Filter(new() { HasText = order }).WaitForAsync();
        await director.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await director.GetByRole(AriaRole.Heading, new() { Name = "Orders" }).WaitForAsync();
        await Pictures.TakeAsync(director, "orders.en");

        await HandedUpAsync(director, manager, order);
    }

    // Half a minute after it is raised, a late step's warning goes to the one above.
    private static async Task HandUpSoonAsync(IPage director)
    {
        await director.GotoAsync("/warning-rules?rule=order-step");
        var hours = director.Locator("label").Filter(new() { HasText = "逐级升级" });
        while (await hours.Locator(".ant-select-selection-item-remove").CountAsync() > 0)
            await hours.Locator(".ant-select-selection-item-remove").First.ClickAsync();
        await hours.GetByRole(AriaRole.Combobox).FillAsync("0.01");
        await hours.GetByRole(AriaRole.Combobox).PressAsync("Enter");
        await director.Keyboard.PressAsync("Escape");
        await director.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await director.GetByText("order-step · 第 2 版").WaitForAsync();
    }

    /// <summary>The director finds the late order's warning handed up, hands it back, and the account manager sees all of it.</summary>
    private static async Task HandedUpAsync(IPage director, IPage manager, string order)
    {
        await director.WaitForFunctionAsync("async no => (await (await fetch('/api/warnings?open=true&order=' + no)).json()).items.some(w => w.level > 0)", order, new() { Timeout = 5 * HubInChromium.Patience, PollingInterval = 500 });
        await director.GotoAsync("/");
        await director.GetByRole(AriaRole.Link, new() { NameRegex = new("^[1-9][0-9]* open warnings") }).ClickAsync();
        await director.WaitForURLAsync("**/warnings");
        await director.GotoAsync($"/warnings?order={order}");
        var row = director.Locator(".ant-table-row").Filter(new() { HasText = "↑1" });
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        await director.GetByText("Handed up", new() { Exact = true }).First.WaitForAsync();
        var owner = (await OrderAsync(manager, order)).GetProperty("managerId").GetString()!;
        await director.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        var form = director.GetByRole(AriaRole.Dialog);
        await form.GetByRole(AriaRole.Combobox).FillAsync(owner);
        await director.Locator(".ant-select-item-option").Filter(new() { HasText = owner }).First.ClickAsync();
        await form.Locator("textarea").FillAsync("Ask the clerk today");
        await form.Locator(".ant-btn-primary").ClickAsync();
        await form.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        await manager.GotoAsync($"/warnings?order={order}&mine=true");
        await manager.Locator(".ant-table-row").Filter(new() { HasText = "↑1" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await manager.GetByText("Ask the clerk today").WaitForAsync();
        await manager.GetByText("转交", new() { Exact = true }).First.WaitForAsync();
        await manager.GetByRole(AriaRole.Link, new() { Name = order }).First.ClickAsync();
        await manager.WaitForURLAsync($"**/orders/{order}");
    }
}
