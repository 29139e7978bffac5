namespace Integration.Specs.Web;

public sealed class Both_languages(HubInChromium hub)
{
    // Names of people, customers and days are data; what the pages themselves say is not.
    private const string Said = """
        () => [...document.querySelectorAll('.shell-nav a, .shell-main h2, .shell-main h3, .shell-main th, .shell-main label, .ant-tabs-tab, .page-head button, .chips button, .ant-segmented-item, .empty b, .today .state')].map(e => e.innerText)
          .concat([...document.querySelectorAll('.shell input, .shell textarea')].map(e => e.placeholder), [...document.querySelectorAll('.ant-select-placeholder')].map(e => e.innerText))
          .map(s => (s ?? '').trim()).filter(s => s !== '')
        """;

    [Theory]
    [InlineData("manager", false)]
    [InlineData("director", false)]
    [InlineData("sysadmin", true)]
    public async Task Are_whole_on_every_page(string name, bool english)
    {
        var page = await hub.SignedInAsync(name, english: english);
        var customer = $"/customers/{hub.World.Customer(0).Number}";
        string[] pages = name == "sysadmin" ? ["/users", "/audit", "/password"]
            : ["/", "/customers", customer, customer + "?tab=products", customer + "?tab=bills", customer + "?tab=payments", customer + "?tab=warnings", customer + "?tab=history", customer + "/edit", "/orders", "/orders/new", "/tasks", "/warnings", "/warning-rules", "/special-days", "/templates"];
        var wrong = new List<string>();
        foreach (var address in pages)
        {
            await page.GotoAsync(address);
            await page.Locator(".shell-main h1").First.WaitForAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var said = await page.EvaluateAsync<string[]>(Said);
            Assert.NotEmpty(said);
            wrong.AddRange(said.Where(s => english ? s.Any(c => c is >= '\u4e00' and <= '\u9fff') : s.Length > 3 && s.All(c => char.IsAsciiLetter(c) || c == ' ')).Select(s => $"{address}: {s}"));
        }
        Assert.Empty(wrong.Distinct());
    }
}
