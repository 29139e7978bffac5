using Integration.Hub.Host.Demo;

namespace Integration.Specs.Web;

public sealed class An_account_manager_at_work(HubInChromium hub)
{
    [Fact]
    public async Task Signs_in_finds_a_customer_by_part_of_its_name_sees_where_a_value_came_from_and_changes_a_contact()
    {
        var customer = hub.World.Customer(0);
        var page = await hub.PageAsync();
        await page.GotoAsync($"/customers/{customer.Number}/edit");
        await HubInChromium.SignInAsync(page, "manager", DemoPeople.Password);
        // The page that was asked for comes after the sign-in.
        await page.GetByRole(AriaRole.Heading, new() { Name = "编辑客户" }).WaitForAsync();

        await page.GotoAsync("/");
        await page.Locator(".search-open").WaitForAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Combobox).FillAsync(customer.Name[1..4]);
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = customer.Name }).First.ClickAsync();
        await page.WaitForURLAsync($"**/customers/{customer.Number}");

        await page.Locator("h1 .sourced").HoverAsync();
        await page.GetByRole(AriaRole.Tooltip).Filter(new() { HasText = "来源: 大客户系统" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.Locator("#contacts_0_title").FillAsync("Director");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync($"**/customers/{customer.Number}");
        await page.GetByText("Decision maker · Director").First.WaitForAsync();
    }

    [Fact]
    public async Task Is_told_that_the_password_is_wrong()
    {
        var page = await hub.PageAsync();
        await page.GotoAsync("/");
        await HubInChromium.SignInAsync(page, "executive", "Wrong-2026");
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "用户名或密码不正确" }).WaitForAsync();
    }

    [Fact]
    public async Task Reads_the_home_page_on_a_phone_without_scrolling_sideways()
    {
        var page = await hub.SignedInAsync("manager", width: 390, height: 800);
        await page.GetByText(hub.World.Customer(0).Name).First.WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await Pictures.TakeAsync(page, "home-phone.zh");
    }
}
