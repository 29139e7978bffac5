namespace Integration.Specs.Web;

public sealed class The_administrator(HubInChromium hub)
{
    [Fact]
    public async Task Makes_a_person_who_changes_the_first_password_is_locked_out_after_wrong_ones_and_let_in_again()
    {
        const string Name = "walk.clerk";
        const string Password = "Zhengque-2031";
        var admin = await hub.SignedInAsync("sysadmin", "/users");
        await admin.GetByRole(AriaRole.Button, new() { Name = "添加用户" }).ClickAsync();
        var drawer = admin.Locator(".ant-drawer");
        await drawer.Locator("#name").FillAsync(Name);
        await drawer.Locator("#displayName").FillAsync("新来的受理员");
        await drawer.Locator("#staffId").FillAsync("W-001");
        await ChooseAsync(admin, "#orgUnit", "浙江省");
        await ChooseAsync(admin, "#roles", "一站受理");
        await ChooseAsync(admin, "#reach", "本单位全部");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        // Shown this once: a person hands it over.
        var shown = admin.Locator(".ant-modal-confirm code");
        var first = await shown.InnerTextAsync();
        await admin.Locator(".ant-modal-confirm .ant-btn-primary").ClickAsync();

        var page = await hub.PageAsync();
        await page.GotoAsync("/orders");
        await HubInChromium.SignInAsync(page, Name, first);
        await page.GetByText("密码已到期").First.WaitForAsync();
        await page.Locator("#old").FillAsync(first);
        await page.Locator("#new").FillAsync("kurz");
        await page.Locator("#again").FillAsync("kurz");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GetByText("至少 10 个字符").First.WaitForAsync();
        await page.Locator("#new").FillAsync(Password);
        await page.Locator("#again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "任务" }).WaitForAsync();

        // Somebody else tries passwords for that name.
        var stranger = await hub.PageAsync();
        await stranger.GotoAsync("/");
        var locked = stranger.GetByRole(AriaRole.Alert).Filter(new() { HasText = "锁定" });
        var wrong = stranger.GetByRole(AriaRole.Alert).Filter(new() { HasText = "不正确" });
        for (var tries = 0; tries < 20 && !await locked.IsVisibleAsync(); tries++)
        {
            await stranger.RunAndWaitForResponseAsync(() => HubInChromium.SignInAsync(stranger, Name, $"Falsch-20{tries:00}"), r => r.Url.EndsWith("/api/sign-in", StringComparison.Ordinal));
            await locked.Or(wrong).WaitForAsync();
        }
        Assert.True(await locked.IsVisibleAsync());
        Assert.Contains("锁定至", await locked.InnerTextAsync(), StringComparison.Ordinal);

        await admin.GotoAsync($"/users?text={Name}");
        await admin.GetByText("暂时锁定").First.WaitForAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = Name }).ClickAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "解锁" }).ClickAsync();
        await admin.Locator(".ant-table-row").Filter(new() { HasText = Name }).GetByText("正常").First.WaitForAsync();
        await HubInChromium.SignInAsync(stranger, Name, Password);
        await stranger.GetByRole(AriaRole.Link, new() { Name = "任务" }).WaitForAsync();

        // What was done stands in the audit log, under the one it was done to.
        await admin.GotoAsync("/audit");
        var on = admin.GetByRole(AriaRole.Searchbox, new() { Name = "对象" });
        await on.FillAsync(Name);
        await on.PressAsync("Enter");
        await admin.WaitForURLAsync("**/audit?on=*");
        await admin.Locator(".ant-table-row").Filter(new() { HasText = "解锁用户" }).First.WaitForAsync();
        await admin.Locator(".ant-table-row").Filter(new() { HasText = "新增用户" }).First.WaitForAsync();
    }

    private static async Task ChooseAsync(IPage page, string field, string words)
    {
        await page.Locator($".ant-drawer {field}").PressAsync("Enter");
        await page.Locator($".ant-select-dropdown:has({field}_list) .ant-select-item-option").Filter(new() { HasText = words }).First.ClickAsync();
    }
}
