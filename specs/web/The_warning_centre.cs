namespace Integration.Specs.Web;

public sealed class The_warning_centre(HubInChromium hub)
{
    [Fact]
    public async Task Shows_what_was_seen_takes_many_in_hand_at_once_and_mutes_with_a_reason()
    {
        // Two of the team's customers are not content.
        var (one, other) = (hub.World.Customer(7), hub.World.Customer(8));
        var director = await hub.SignedInAsync("director", height: 1000);
        foreach (var customer in new[] { one, other })
            await SurveyAsync(director, customer.Number);

        await director.GotoAsync("/warnings");
        await ChooseAsync(director, "类别", "服务");
        await director.WaitForURLAsync("**/warnings?*service*");
        var rows = director.Locator(".ant-table-row").Filter(new() { HasText = "满意度" });
        await RowAsync(director, one.Name);
        await RowAsync(director, other.Name);

        // Figures lead to what they count.
        await director.GetByText("按级别").ClickAsync();
        await director.Locator("section.panel").First.GetByRole(AriaRole.Button, new() { Name = "严重" }).ClickAsync();
        await director.WaitForURLAsync("**/warnings?*major*");
        await Pictures.TakeBothAsync(director, "warnings");

        foreach (var name in new[] { one.Name, other.Name })
            await rows.Filter(new() { HasText = name }).GetByRole(AriaRole.Checkbox).CheckAsync();
        var many = director.GetByRole(AriaRole.Toolbar, new() { Name = "已选 2 条" });
        await many.GetByRole(AriaRole.Button, new() { Name = "处理" }).ClickAsync();
        var form = director.GetByRole(AriaRole.Dialog);
        await form.Locator(".ant-btn-primary").ClickAsync();
        await form.GetByText("请写明").First.WaitForAsync();
        await form.Locator("textarea").FillAsync("已约客户见面");
        await form.Locator(".ant-btn-primary").DblClickAsync();
        await form.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        foreach (var name in new[] { one.Name, other.Name })
            await rows.Filter(new() { HasText = name }).GetByText("处理中").First.WaitForAsync();

        await rows.Filter(new() { HasText = one.Name }).GetByRole(AriaRole.Link).First.ClickAsync();
        await director.Locator(".shell-main").GetByText("已约客户见面").First.WaitForAsync();
        await director.Locator(".facts-table").GetByText("20", new() { Exact = true }).WaitForAsync();
        await Pictures.TakeBothAsync(director, "warning");
        await director.GetByRole(AriaRole.Button, new() { Name = "静默" }).ClickAsync();
        await form.Locator("textarea").FillAsync("客户休假到下周");
        await form.Locator(".ant-btn-primary").ClickAsync();
        await director.Locator(".page-head").GetByText("已静默").First.WaitForAsync();
        await director.Locator(".shell-main").GetByText("客户休假到下周").First.WaitForAsync();

        // It is out of the way, and found where muted ones are asked for.
        await director.GotoAsync("/warnings?state=suppressed");
        await RowAsync(director, one.Name);
    }

    [Fact]
    public async Task Tries_a_rule_on_the_past_before_its_thresholds_are_changed()
    {
        var customer = hub.World.Customer(9);
        await hub.BillAsync(customer, 500_000, 520_000, 510_000, 500_000, 505_000, 60_000);
        var director = await hub.SignedInAsync("director", "/warning-rules?rule=consumption-drop", height: 1000);
        await director.GetByRole(AriaRole.Button, new() { Name = "用过去数据试算" }).ClickAsync();
        await director.GetByRole(AriaRole.Img, new() { Name = "用过去数据试算" }).WaitForAsync();
        var sample = director.GetByRole(AriaRole.Link, new() { Name = customer.Name });
        await sample.First.WaitForAsync();
        await Pictures.TakeBothAsync(director, "rules");

        // What nobody reaches raises nothing; only then is it saved, as a version of its own.
        foreach (var level in new[] { "usual", "diamond", "gold", "silver" })
        {
            await director.GetByLabel($"percent {level}", new() { Exact = true }).FillAsync("100");
            await director.GetByLabel($"percent {level}", new() { Exact = true }).PressAsync("Tab");
        }
        await director.GetByRole(AriaRole.Button, new() { Name = "用过去数据试算" }).ClickAsync();
        await sample.First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await director.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await director.GetByText("consumption-drop · 第 2 版").First.WaitForAsync();

        // Account managers see the rules and cannot change them.
        var manager = await hub.SignedInAsync("manager", "/warning-rules?rule=consumption-drop");
        await manager.GetByText("只读").First.WaitForAsync();
        Assert.Equal(0, await manager.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).CountAsync());
    }

    private static async Task SurveyAsync(IPage page, string customer)
    {
        await page.GotoAsync($"/customers/{customer}");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录走访" }).ClickAsync();
        await page.Locator(".ant-drawer #kind").PressAsync("Enter");
        await page.Locator(".ant-select-dropdown:has(#kind_list) .ant-select-item-option").Filter(new() { HasText = "调查" }).ClickAsync();
        await page.Locator("#content").FillAsync("电话回访：不满意");
        // One star of five.
        await page.Locator(".ant-drawer .ant-rate-star [role=radio]").First.ClickAsync();
        await page.Locator(".ant-drawer").GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        // The page says that it is written; the warning comes by the message that it became.
        await OrderWalk.UntilAnswerAsync(page, $"warnings?open=true&kind=service&customer={customer}", "all => all.items.length > 0");
    }

    private static Task RowAsync(IPage page, string customer) => page.Locator(".ant-table-row").Filter(new() { HasText = customer }).First.WaitForAsync();

    private static async Task ChooseAsync(IPage page, string field, string words)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = field }).PressAsync("Enter");
        await page.Locator(".ant-select-dropdown .ant-select-item-option").Filter(new() { HasText = words }).First.ClickAsync();
        await page.Keyboard.PressAsync("Escape");
    }
}
