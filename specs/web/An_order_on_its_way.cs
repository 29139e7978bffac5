using System.Text;
using static Integration.Specs.Web.OrderWalk;

namespace Integration.Specs.Web;

public sealed class An_order_on_its_way(HubInChromium hub)
{
    [Fact]
    public async Task Is_placed_once_however_often_it_is_clicked_held_resumed_and_amended_while_that_is_possible()
    {
        var manager = await hub.SignedInAsync("manager");
        // The walk's form is handed in by a double click.
        var order = await PlaceAsync(manager, hub.World.Customer(0).Number, "只下一次的专线");
        Assert.Equal(1, await manager.EvaluateAsync<int>("async () => (await (await fetch('/api/orders?text=' + encodeURIComponent('只下一次的专线'))).json()).items.length"));

        await WishOrderAsync(manager, "挂起", "客户机房在装修");
        await manager.GetByRole(AriaRole.Alert).Filter(new() { HasText = "客户机房在装修" }).WaitForAsync();
        await WishOrderAsync(manager, "恢复");
        await manager.GetByRole(AriaRole.Button, new() { Name = "挂起" }).WaitForAsync();

        // Before the point of no return the items can still be other ones; somebody has to say why.
        await manager.GetByRole(AriaRole.Link, new() { Name = "改单" }).ClickAsync();
        await manager.GetByRole(AriaRole.Heading, new() { Name = "改单 · 只下一次的专线" }).WaitForAsync();
        await manager.Locator("#items_0_monthly").FillAsync("9,000");
        await manager.GetByRole(AriaRole.Button, new() { Name = "提交改单" }).ClickAsync();
        await manager.GetByText("必填").First.WaitForAsync();
        await manager.Locator("#reason").FillAsync("月租谈定为九千");
        await manager.GetByRole(AriaRole.Button, new() { Name = "提交改单" }).ClickAsync();
        await manager.WaitForURLAsync($"**/orders/{order}");
        await manager.GetByText("9,000.00").First.WaitForAsync();

        // An order that is over cannot be changed any more, and the page does not offer it.
        await WishOrderAsync(manager, "撤单", "客户不再需要");
        await manager.Locator(".page-head").GetByText("已取消").First.WaitForAsync();
        await manager.GetByRole(AriaRole.Link, new() { Name = "改单" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task Keeps_notes_and_files_and_is_printed_without_buttons()
    {
        var manager = await hub.SignedInAsync("manager");
        var order = await PlaceAsync(manager, hub.World.Customer(0).Number, "有备注的专线");
        await manager.GetByRole(AriaRole.Tab, new() { Name = "备注" }).ClickAsync();
        await manager.GetByRole(AriaRole.Textbox, new() { Name = "添加备注" }).FillAsync("客户机房周末不开门");
        await manager.GetByRole(AriaRole.Button, new() { Name = "添加备注" }).DblClickAsync();
        await manager.Locator(".time-line").GetByText("客户机房周末不开门").First.WaitForAsync();

        await manager.GetByRole(AriaRole.Tab, new() { Name = "附件" }).ClickAsync();
        await manager.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "勘察.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("机房在三楼") });
        var file = manager.GetByRole(AriaRole.Link, new() { Name = "勘察.txt" });
        await file.WaitForAsync();
        var download = await manager.RunAndWaitForDownloadAsync(() => file.ClickAsync());
        Assert.Equal("机房在三楼", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));

        // What is refused is told with its reason, and nothing of it is kept.
        await manager.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "run.exe", MimeType = "application/octet-stream", Buffer = [0x4d, 0x5a, 0, 0] });
        await manager.Locator(".ant-message-error").Filter(new() { HasText = "run.exe" }).WaitForAsync();

        await manager.GotoAsync($"/orders/{order}?tab=notes");
        await manager.Locator(".time-line").GetByText("客户机房周末不开门").First.WaitForAsync();
        Assert.Equal(1, await manager.Locator(".time-line li").CountAsync());
        await manager.EmulateMediaAsync(new() { Media = Media.Print });
        await manager.Locator(".shell-nav").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.False(await manager.GetByRole(AriaRole.Button, new() { Name = "打印" }).IsVisibleAsync());
        Assert.True(await manager.GetByText("有备注的专线").First.IsVisibleAsync());
    }

    [Fact]
    public async Task Shows_hostile_words_as_words()
    {
        const string Hostile = "<img src=x onerror=\"document.title='taken'\">'; DROP TABLE orders;--";
        var manager = await hub.SignedInAsync("manager");
        var order = await PlaceAsync(manager, hub.World.Customer(0).Number, Hostile);
        Assert.Equal(Hostile, await manager.Locator(".page-head h1").InnerTextAsync());
        await manager.GotoAsync("/orders?text=DROP");
        await manager.Locator(".ant-table-row").Filter(new() { HasText = order }).GetByText(Hostile).First.WaitForAsync();
        Assert.Equal(0, await manager.Locator("img[src=x]").CountAsync());
        Assert.NotEqual("taken", await manager.TitleAsync());
    }

    private static async Task WishOrderAsync(IPage page, string button, string? reason = null)
    {
        await page.Locator(".page-head").GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await ConfirmAsync(page, reason);
    }
}
