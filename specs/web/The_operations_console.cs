using System.Text.RegularExpressions;

namespace Integration.Specs.Web;

/// <summary>Operations at work: what was lost is found, its cause mended, and all like it sent on, each once.</summary>
public sealed class The_operations_console(HubInChromium hub)
{
    private const string Phone = "0571-66558877";

    [Fact]
    public async Task A_lost_work_order_event_is_found_by_a_phone_number_its_code_table_mended_and_all_like_it_resumed_by_two_people_each_once()
    {
        // 97 has a state that no table knows yet.
        foreach (var n in Enumerable.Range(1, 3))
            await hub.SayAs97Async($"ops-{n}", State(n));

        var page = await hub.SignedInAsync("repairer", "/ops/messages?q=66558877", height: 900);
        await page.Locator(".row-line").Nth(2).WaitForAsync();
        await page.Locator(".row-line").First.ClickAsync();
        var drawer = page.Locator(".ant-drawer");
        await drawer.GetByText("unknown code").First.WaitForAsync();
        await Pictures.TakeAsync(page, "ops-messages.zh");
        await drawer.GetByRole(AriaRole.Link, new() { Name = "同类失败" }).First.ClickAsync();
        await page.WaitForURLAsync("**/ops/failures/*");
        await page.GetByText("3 条待处理").WaitForAsync();
        await page.GetByText("在代码表中补上该代码").WaitForAsync();
        await Pictures.TakeBothAsync(page, "ops-failure");
        var group = new Uri(page.Url).AbsolutePath;

        // The map shows it too, and leads here.
        var map = await hub.SignedInAsync("viewer", "/ops/", height: 1100, width: 1440);
        await map.Locator("[data-link='N97-2']").WaitForAsync();
        await map.Locator(".faults").GetByText("N97-2", new() { Exact = true }).WaitForAsync();
        await Pictures.TakeBothAsync(map, "ops-map");

        await MendAsync();
        var other = await hub.SignedInAsync("hubadmin", group, height: 900);
        foreach (var one in new[] { page, other })
        {
            await one.GetByRole(AriaRole.Button, new() { Name = "续发…" }).ClickAsync();
            await one.GetByRole(AriaRole.Dialog).Locator("#reason").FillAsync("97 新增状态，代码表已补");
        }
        await Task.WhenAll(new[] { page, other }.Select(one => one.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "开始" }).ClickAsync()));
        foreach (var one in new[] { page, other })
        {
            await one.WaitForURLAsync("**/ops/runs/*");
            await one.GetByText("完成", new() { Exact = true }).First.WaitForAsync();
        }
        await Pictures.TakeBothAsync(page, "ops-run");

        // Each of them once, whoever clicked; and the map is calm again.
        await page.GotoAsync("/ops/messages?q=66558877 type:WorkOrderStateChanged");
        await page.Locator(".row-line").Nth(2).WaitForAsync();
        Assert.Equal(3, await page.Locator(".row-line").CountAsync());
        await map.Locator(".faults").GetByText("N97-2", new() { Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        // By the number of the work order: everything of every system, in order.
        await page.GotoAsync("/ops/keys/WOOPS0001");
        await page.GetByText("施工单状态").First.WaitForAsync();
        await page.Locator(".story tr").First.ClickAsync();
        await page.Locator(".ant-drawer").GetByRole(AriaRole.Link, new() { Name = "打开整页" }).ClickAsync();
        await page.Locator(".hops li").First.WaitForAsync();
        await page.Locator(".panes .code").First.WaitForAsync();
        await Pictures.TakeBothAsync(page, "ops-message");
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_says_where_and_a_viewer_changes_nothing()
    {
        var viewer = await hub.SignedInAsync("viewer", "/ops/messages");
        var line = viewer.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("查找消息") });
        await line.FillAsync("ordr:1");
        await line.PressAsync("Enter");
        await viewer.Locator(".query-wrong").GetByText("没有字段").WaitForAsync();
        await line.FillAsync("sta");
        await viewer.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("^state:") }).WaitForAsync();
        await line.PressAsync("Tab");
        Assert.Equal("state:", await line.InputValueAsync());

        await viewer.GotoAsync("/ops/endpoints/N97-1");
        await viewer.GetByRole(AriaRole.Heading, new() { Name = "N97-1" }).WaitForAsync();
        Assert.Equal(0, await viewer.GetByRole(AriaRole.Button, new() { Name = "暂停…" }).CountAsync());
        var operators = await hub.SignedInAsync("operator", "/ops/endpoints/N97-1", height: 900);
        await operators.GetByRole(AriaRole.Button, new() { Name = "测试连接" }).ClickAsync();
        await operators.GetByText("连接正常").WaitForAsync();
        await Pictures.TakeBothAsync(operators, "ops-endpoint");
    }

    // By whoever may: tried on what is stored, then taken over.
    private async Task MendAsync()
    {
        var page = await hub.SignedInAsync("hubadmin", "/ops/mappings/file?path=n97/codes/state.yaml", height: 900);
        var text = page.Locator("textarea.edit-body");
        await text.FillAsync((await text.InputValueAsync()).Replace("codes:\n", "codes:\n  \"60\": suspended\n", StringComparison.Ordinal));
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "启用…" }).IsDisabledAsync(), "it can be activated without having been tried");
        await page.GetByRole(AriaRole.Button, new() { Name = "试运行" }).ClickAsync();
        await page.GetByText("3 条原来失败、现在成功").WaitForAsync();
        await Pictures.TakeBothAsync(page, "ops-mapping");
        await page.GetByRole(AriaRole.Button, new() { Name = "启用…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("97 新增状态 60");
        await dialog.Locator(".ant-btn-primary").ClickAsync();
        await page.GetByText(new Regex("第 \\d+ 次修改在用")).WaitForAsync();
    }

    private static string State(int n) =>
        $"{{\"version\":1,\"eventId\":\"ops-{n}\",\"event\":\"STATE\",\"workOrderNo\":\"WOOPS000{n}\",\"seq\":1,\"state\":\"60\",\"remark\":\"用户 {Phone} 要求缓装\",\"occurredAt\":\"2026-11-22T08:0{n}:00+08:00\"}}";
}
