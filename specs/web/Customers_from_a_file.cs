using System.Text;
using Integration.Hub.Host.Demo;

namespace Integration.Specs.Web;

/// <summary>A clerk brings customers in from a spreadsheet and writes down what one of them reports; an administrator looks at what may go.</summary>
public sealed class Customers_from_a_file(HubInChromium hub)
{
    [Fact]
    public async Task Are_looked_at_first_and_done_without_the_wrong_rows()
    {
        var there = hub.World.Customer(2);
        var fresh = $"钱塘江{Guid.NewGuid().ToString("N")[..6]}船舶有限公司";
        var page = await hub.SignedInAsync("clerk", "/customers");
        await page.GetByRole(AriaRole.Link, new() { Name = "导入" }).ClickAsync();
        var text = $"客户编号,客户名称,行业,服务等级,联系人,联系电话\r\n{there.Number},,船舶制造,,,\r\n,{fresh},制造,银,王芳,0571-85000009\r\n,钱塘江渔业,渔业,铂金,,\r\n";
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "customers.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.GetByRole(AriaRole.Heading, new() { Name = "customers.csv" }).WaitForAsync();
        var wrong = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "铂金" });
        await wrong.GetByText("只能是").First.WaitForAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = there.Number }).GetByText("船舶制造").First.WaitForAsync();
        await Pictures.TakeAsync(page, "import.zh");
        var start = page.GetByRole(AriaRole.Button, new() { Name = "执行 2 行" });
        Assert.True(await start.IsDisabledAsync());
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "只执行正确的行" }).CheckAsync();
        await start.ClickAsync();
        await page.GetByText("已完成").First.WaitForAsync();
        var made = page.GetByRole(AriaRole.Row).Filter(new() { HasText = fresh });
        await made.GetByText("已新建").First.WaitForAsync();
        await made.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = fresh }).WaitForAsync();
        await page.GetByText("王芳").First.WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "变更历史" }).ClickAsync();
        await page.GetByText("customers.csv:3").First.WaitForAsync();
    }

    [Fact]
    public async Task What_a_customer_reports_becomes_a_ticket()
    {
        var page = await hub.SignedInAsync("clerk", $"/customers/{hub.World.Customer(1).Number}");
        await page.GetByRole(AriaRole.Button, new() { Name = "记录走访" }).ClickAsync();
        await page.GetByText("客户申告").ClickAsync();
        await page.GetByLabel("内容").FillAsync("专线时断时续，影响营业");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("保\\s?存") }).ClickAsync();
        await page.GetByText("已受理").First.WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { NameRegex = new("^申告") }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "专线时断时续，影响营业" }).First.WaitForAsync();
    }

    [Fact]
    public async Task What_may_go_is_shown_to_an_administrator()
    {
        var page = await hub.SignedInAsync("sysadmin", "/purge");
        await page.GetByRole(AriaRole.Heading, new() { Name = "清理客户", Exact = true }).WaitForAsync();
        await page.GetByText("可清理的客户").First.WaitForAsync();
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "清理 0 条" }).IsDisabledAsync());
    }
}
