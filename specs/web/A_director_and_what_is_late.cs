using static Integration.Specs.Web.OrderWalk;

namespace Integration.Specs.Web;

public sealed class A_director_and_what_is_late(HubInChromium hub)
{
    [Fact]
    public async Task Sees_the_late_order_of_the_team_when_nobody_acts_and_hands_its_warning_on()
    {
        var director = await hub.SignedInAsync("director", height: 1000);
        // Numbers are to be accepted within seconds, and what is late goes up within seconds.
        await ChangeAsync(director, "templates/number-new", "templates/number-new/1", "t => { t.steps[0].slaHours = 0.002; return t; }");
        await ChangeAsync(director, "warning-rules/order-step", "warning-rules", "all => { const r = all.find((x) => x.code === 'order-step'); r.escalateHours = [0.002]; return r; }");
        var manager = await hub.SignedInAsync("manager");
        var order = (await AskAsync(manager, "POST", "orders", new
        {
            requestId = Guid.NewGuid(), customerNo = hub.World.Customer(0).Number, name = "总机号码组",
            items = new[] { new { action = "new", offering = "CENTREX", quantity = 1, aEnd = new { address = "杭州市延安路 1 号", orgUnit = hub.World.Customer(0).OrgUnit } } },
        })).GetProperty("orderNo").GetString()!;

        // Nobody accepts it: late, warned of, and handed up to the manager's director.
        await UntilAnswerAsync(director, $"warnings?order={order}", "all => all.items.some((w) => w.rule === 'order-step' && w.level > 0 && w.owner === 'director')");
        var id = (await AskAsync(director, "GET", $"warnings?order={order}")).GetProperty("items").EnumerateArray().Single(w => w.GetProperty("rule").GetString() == "order-step").GetProperty("warningId").GetString()!;
        await director.GotoAsync("/");
        await director.GetByText("团队预警").First.WaitForAsync();
        await director.GotoAsync($"/orders?late=true&text={order}");
        await director.Locator(".ant-table-row").Filter(new() { HasText = order }).WaitForAsync();
        await director.GotoAsync($"/warnings?order={order}");
        var row = director.Locator($".ant-table-row:has(a[href='/warnings/{id}'])");
        await row.GetByText("↑").WaitForAsync();
        await row.Locator($"a[href='/warnings/{id}']").ClickAsync();
        await director.Locator(".page-head").GetByText("已升级").WaitForAsync();

        await director.GetByRole(AriaRole.Button, new() { Name = "处理" }).ClickAsync();
        // What was done has to be said.
        await director.GetByRole(AriaRole.Dialog).Locator(".ant-btn-primary").ClickAsync();
        await director.GetByText("请写明处理情况或原因").First.WaitForAsync();
        await ConfirmAsync(director, "已电话催办");
        await director.Locator(".page-head").GetByText("处理中").WaitForAsync();
        await director.Locator(".shell-main").GetByText("已电话催办").First.WaitForAsync();

        // Accepted at last: the warning ends by itself.
        var clerk = await hub.SignedInAsync("clerk", $"/orders/{order}");
        await WishAsync(clerk, (await OrderAsync(clerk, order)).GetProperty("steps")[0].GetProperty("key").GetString()!, "完成");
        await UntilAnswerAsync(director, $"warnings?order={order}&state=closed", "all => all.items.some((w) => w.rule === 'order-step' && w.state === 'closed')");
        await director.ReloadAsync();
        await director.Locator(".page-head").GetByText("已关闭").WaitForAsync();
        await director.Locator(".shell-main").GetByText("环节已结束").First.WaitForAsync();
    }

    private static Task ChangeAsync(IPage page, string put, string get, string change) => page.EvaluateAsync(
        $$"""
        async () => {
          const { token } = await (await fetch('/api/me')).json();
          const found = await fetch('/api/{{get}}');
          const body = ({{change}})(await found.json());
          const answer = await fetch('/api/{{put}}', { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Hub-Token': token, 'If-Match': found.headers.get('ETag') ?? '' }, body: JSON.stringify(body) });
          if (!answer.ok) throw new Error(await answer.text());
        }
        """);
}
