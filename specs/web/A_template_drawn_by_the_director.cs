using static Integration.Specs.Web.OrderWalk;

namespace Integration.Specs.Web;

public sealed class A_template_drawn_by_the_director(HubInChromium hub)
{
    [Fact]
    public async Task Is_checked_while_it_is_drawn_saved_as_a_new_version_and_used_and_its_late_order_is_seen()
    {
        var director = await hub.SignedInAsync("director", "/templates/leased-line-new-city", height: 1000);
        await director.Locator(".graph-step[data-step='accept']").ClickAsync();
        await director.GetByText("没有问题，可以保存").First.WaitForAsync();

        // The first step waits for the last one: a circle, whose steps are named.
        var waits = director.Locator(".field").Filter(new() { HasText = "等待环节" }).GetByRole(AriaRole.Combobox);
        await waits.FillAsync("回访");
        await director.Locator(".ant-select-dropdown .ant-select-item-option").Filter(new() { HasText = "回访" }).ClickAsync();
        await director.GetByText("这些环节互相等待成环").First.WaitForAsync();
        await waits.PressAsync("Escape");
        await Pictures.TakeAsync(director, "designer.zh");
        Assert.True(await director.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).IsDisabledAsync());
        await director.Locator(".field").Filter(new() { HasText = "等待环节" }).Locator(".ant-select-selection-item-remove").ClickAsync();
        await director.GetByText("没有问题，可以保存").First.WaitForAsync();

        // Half a minute of working time for the first step.
        var hours = director.Locator(".field").Filter(new() { HasText = "时限" }).GetByRole(AriaRole.Spinbutton);
        await hours.FillAsync("0.01");
        await hours.PressAsync("Enter");
        await director.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await director.WaitForURLAsync("**/templates/leased-line-new-city?version=2");

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
    }
}
