using Integration.Specs.WebApi;
using Microsoft.Playwright;

namespace Integration.Specs.Web;

public sealed class An_account_manager_at_work(PagesInChromium pages)
{
    [Fact]
    public async Task Signs_in_finds_a_customer_by_part_of_its_name_sees_where_a_value_came_from_and_changes_a_contact()
    {
        var page = await pages.PageAsync();
        await page.GotoAsync("/customers/KH1/edit");
        await SignInAsync(page, "accountManager", WebWorld.Password);
        // The page that was asked for comes after the sign-in.
        await page.GetByRole(AriaRole.Heading, new() { Name = "编辑客户" }).WaitForAsync();

        await page.GotoAsync("/");
        await page.Locator(".search-open").WaitForAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Combobox).FillAsync("州银");
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = "杭州银行股份有限公司" }).ClickAsync();
        await page.WaitForURLAsync("**/customers/KH1");

        await page.Locator("h1 .sourced").HoverAsync();
        await page.GetByRole(AriaRole.Tooltip).Filter(new() { HasText = "来源: 大客户系统" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.Locator("#contacts_0_title").FillAsync("Director");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync("**/customers/KH1");
        await page.GetByText("Decision maker · Director").WaitForAsync();
    }

    [Fact]
    public async Task Is_told_that_the_password_is_wrong()
    {
        var page = await pages.PageAsync();
        await page.GotoAsync("/");
        await SignInAsync(page, "clerk", "Wrong-2026");
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "用户名或密码不正确" }).WaitForAsync();
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("button[type=submit]").ClickAsync();
    }
}
