namespace Integration.Specs.Web;

public sealed class A_customer_in_several_hands(HubInChromium hub)
{
    [Fact]
    public async Task Who_comes_second_sees_what_the_first_one_changed_and_overwrites_nothing_unseen()
    {
        var customer = hub.World.Customer(3);
        var clerk = await hub.SignedInAsync("clerk", $"/customers/{customer.Number}/edit");
        var director = await hub.SignedInAsync("director", $"/customers/{customer.Number}/edit");
        await clerk.Locator("#address").WaitForAsync();
        await director.Locator("#address").WaitForAsync();

        await clerk.Locator("#address").FillAsync("新址：延安路 8 号");
        await clerk.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await clerk.WaitForURLAsync($"**/customers/{customer.Number}");

        await director.Locator("#shortName").FillAsync("主管改的简称");
        await director.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        var clash = director.GetByRole(AriaRole.Alert).Filter(new() { HasText = "您编辑期间" });
        await clash.GetByText("新址：延安路 8 号").First.WaitForAsync();
        await clash.GetByRole(AriaRole.Button, new() { Name = "以我填的保存" }).ClickAsync();
        await director.WaitForURLAsync($"**/customers/{customer.Number}");
        // Both changes stand.
        await director.GetByText("新址：延安路 8 号").First.WaitForAsync();
        await director.GetByText("主管改的简称").First.WaitForAsync();
        await director.GetByRole(AriaRole.Tab, new() { Name = "变更历史" }).ClickAsync();
        await director.GetByText("主管改的简称").First.WaitForAsync();
    }

    [Fact]
    public async Task Is_made_given_to_a_manager_merged_into_another_and_parted_again()
    {
        var into = hub.World.Customer(5);
        var manager = await hub.SignedInAsync("manager", "/customers/new");
        await manager.Locator("#name").FillAsync("重复建档的杭州工厂");
        await manager.GetByRole(AriaRole.Button, new() { Name = "保存" }).DblClickAsync();
        await manager.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/customers/(?!new)[^/?]+$"));
        await manager.GetByRole(AriaRole.Heading, new() { Name = "重复建档的杭州工厂" }).WaitForAsync();
        var made = new Uri(manager.Url).Segments[^1];
        var director = await hub.SignedInAsync("director", $"/customers/{made}");

        await MoreAsync(director, "分配客户经理");
        var form = director.GetByRole(AriaRole.Dialog);
        await form.GetByRole(AriaRole.Combobox).FillAsync(into.Manager.Name);
        await director.Locator(".ant-select-item-option").Filter(new() { HasText = into.Manager.StaffNo }).ClickAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await form.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await director.Locator("dl.facts").First.GetByText(into.Manager.Name).First.WaitForAsync();

        await MoreAsync(director, "合并到另一客户");
        await form.GetByRole(AriaRole.Combobox).FillAsync(into.Number);
        await director.Locator(".ant-select-item-option").Filter(new() { HasText = into.Number }).ClickAsync();
        await form.Locator("textarea").FillAsync("同一家工厂建了两次档");
        await form.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await director.WaitForURLAsync($"**/customers/{into.Number}");

        // The old number leads to the customer it went into, and says so.
        await director.GotoAsync($"/customers/{made}");
        await director.GetByText($"该客户编号已并入 {into.Number}").First.WaitForAsync();
        await MoreAsync(director, "撤销合并");
        await form.Locator("textarea").FillAsync("其实是两家");
        await form.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await director.GetByRole(AriaRole.Heading, new() { Name = "重复建档的杭州工厂" }).WaitForAsync();
    }

    [Fact]
    public async Task Is_visited_and_the_record_is_written_by_keyboard_alone()
    {
        var customer = hub.World.Customer(0);
        var manager = await hub.SignedInAsync("manager", "/customers");
        await manager.Keyboard.PressAsync("Control+k");
        var box = manager.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox);
        await box.WaitForAsync();
        await manager.Keyboard.TypeAsync(customer.Number);
        await manager.GetByRole(AriaRole.Option).Filter(new() { HasText = customer.Number }).First.WaitForAsync();
        await manager.Keyboard.PressAsync("ArrowDown");
        await manager.Keyboard.PressAsync("ArrowUp");
        await manager.Keyboard.PressAsync("Enter");
        await manager.WaitForURLAsync($"**/customers/{customer.Number}");

        await manager.GetByRole(AriaRole.Button, new() { Name = "记录走访" }).FocusAsync();
        await manager.Keyboard.PressAsync("Enter");
        await manager.GetByRole(AriaRole.Dialog).WaitForAsync();
        await manager.Locator("#content").FocusAsync();
        await manager.Keyboard.TypeAsync("走访：谈了明年的扩容");
        await manager.Keyboard.PressAsync("Tab");
        await manager.Keyboard.TypeAsync("下周送方案");
        await manager.Locator(".ant-drawer").GetByRole(AriaRole.Button, new() { Name = "保存" }).FocusAsync();
        await manager.Keyboard.PressAsync("Enter");
        await manager.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await manager.GotoAsync($"/customers/{customer.Number}?tab=interactions");
        await manager.GetByText("走访：谈了明年的扩容").First.WaitForAsync();
    }

    private static async Task MoreAsync(IPage page, string what)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "更多" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = what }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }
}
