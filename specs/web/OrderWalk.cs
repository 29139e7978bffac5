using System.Text.Json;
using System.Text.RegularExpressions;

namespace Integration.Specs.Web;

/// <summary>What people do on the pages of orders.</summary>
internal static class OrderWalk
{
    /// <summary>A new line between Hangzhou and another place, by the form; ends on the order's page.</summary>
    public static async Task<string> PlaceAsync(IPage page, string customerNo, string name, string zCity = "宁波")
    {
        await page.GotoAsync($"/orders/new?customer={customerNo}");
        await page.Locator("#name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
        await ChooseAsync(page, "#items_0_offering", "专线");
        await ChooseAsync(page, "#items_0_bandwidthKbps", "10 Mbit/s");
        await page.Locator("#items_0_monthly").FillAsync("8,000");
        await EndAsync(page, "aEnd", "杭州市延安路 1 号", "杭州");
        await EndAsync(page, "zEnd", $"{zCity}市中山东路 1 号", zCity);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步" }).ClickAsync();
        // The plan is shown before anything is placed.
        await page.Locator(".graph-step").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交订单" }).DblClickAsync();
        await page.WaitForURLAsync(new Regex("/orders/(?!new)[^/?]+$"));
        await page.Locator(".graph-step").First.WaitForAsync();
        return new Uri(page.Url).Segments[^1];
    }

    public static ILocator Step(IPage page, string step, string state) => page.Locator($".graph-step[data-step*='{step}'][data-state='{state}']").First;

    /// <summary>Opens a step of the graph and wishes something for it.</summary>
    public static async Task WishAsync(IPage page, string step, string button, string? reason = null)
    {
        // By keyboard, so that a panel that lies over the picture does not matter.
        await page.Locator($".graph-step[data-step='{step}']").PressAsync("Enter");
        await page.Locator($".graph-step[data-step='{step}'][aria-pressed='true']").WaitForAsync();
        await page.Locator(".order-side").GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await ConfirmAsync(page, reason);
    }

    public static async Task ConfirmAsync(IPage page, string? reason = null)
    {
        var question = page.GetByRole(AriaRole.Dialog);
        if (reason is not null)
            await question.Locator("textarea").FillAsync(reason);
        await question.Locator(".ant-btn-primary").ClickAsync();
        await question.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>The order as the page's own session sees it.</summary>
    public static async Task<JsonElement> OrderAsync(IPage page, string orderNo) =>
        (await page.EvaluateAsync<JsonElement>("async no => (await fetch(`/api/orders/${no}`)).json()", orderNo)).Clone();

    /// <summary>What the API says to the page's own session.</summary>
    public static async Task<JsonElement> AskAsync(IPage page, string method, string path, object? body = null) => (await page.EvaluateAsync<JsonElement>(
        """
        async ([method, path, body]) => {
          const { token } = await (await fetch('/api/me')).json();
          const answer = await fetch(`/api/${path}`, { method, headers: { 'Content-Type': 'application/json', 'X-Hub-Token': token }, body: body || undefined });
          if (!answer.ok) throw new Error(await answer.text());
          return answer.json();
        }
        """, new object[] { method, path, body is null ? "" : JsonSerializer.Serialize(body) })).Clone();

    /// <summary>Until the API's answer is as wanted: what the clock and other systems do is not seen otherwise. The page asks itself, as Playwright's own waiting takes a promise for yes.</summary>
    public static Task UntilAnswerAsync(IPage page, string path, string wanted) => page.EvaluateAsync(
        $$"""
        async ([path, patience]) => {
          const end = Date.now() + patience;
          for (;; await new Promise((later) => setTimeout(later, 250))) {
            const answer = await fetch(`/api/${path}`);
            const said = answer.ok ? await answer.json() : undefined;
            if (said !== undefined && ({{wanted}})(said)) return;
            if (Date.now() > end) throw new Error(`${path} never came to {{wanted.Replace("`", "'", StringComparison.Ordinal)}}: ${JSON.stringify(said)}`);
          }
        }
        """, new object[] { path, 5 * HubInChromium.Patience });

    /// <summary>Everybody does what is on their list until the order stands as wanted; between two looks the server says when something has changed.</summary>
    public static async Task UntilAsync(string orderNo, Func<JsonElement, bool> enough, params IPage[] people)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var seen = await OrderAsync(people[0], orderNo);
            if (enough(seen))
                return;
            if (clock.Elapsed > TimeSpan.FromMinutes(10))
                Assert.Fail($"Order {orderNo} does not come on: {string.Join(", ", seen.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("key")} {s.GetProperty("state")}"))}");
            var did = false;
            foreach (var page in people)
            {
                foreach (var step in Doable(await OrderAsync(page, orderNo)))
                {
                    await WishAsync(page, step, "完成");
                    await page.Locator($".graph-step[data-step='{step}'][data-state='done']").WaitForAsync();
                    did = true;
                }
            }

            if (!did)
                await people[0].EvaluateAsync("async ([no, revision]) => { await fetch(`/api/orders/${no}?after=${revision}`); }", new object[] { orderNo, seen.GetProperty("revision").GetInt64() });
        }
    }

    public static bool Is(JsonElement order, string state) => order.GetProperty("state").GetString() == state;

    public static bool StepIs(JsonElement order, string step, string state) =>
        order.GetProperty("steps").EnumerateArray().Any(s => s.GetProperty("step").GetString() == step && s.GetProperty("state").GetString() == state);

    private static List<string> Doable(JsonElement order) => [.. order.GetProperty("steps").EnumerateArray()
        .Where(s => s.TryGetProperty("can", out var can) && can.EnumerateArray().Any(c => c.GetString() == "done")).Select(s => s.GetProperty("key").GetString()!)];

    private static async Task EndAsync(IPage page, string end, string address, string city)
    {
        await page.Locator($"#items_0_{end}_address").FillAsync(address);
        await ChooseAsync(page, $"#items_0_{end}_orgUnit", city);
    }

    // Ant Design's list opens elsewhere in the page, and names its field; what is typed leaves few lines of it.
    private static async Task ChooseAsync(IPage page, string field, string words)
    {
        await page.Locator(field).FillAsync(words);
        await page.Locator($".ant-select-dropdown:has({field}_list) .ant-select-item-option").Filter(new() { HasText = words }).First.ClickAsync();
    }
}
