namespace Integration.Specs.Web;

public sealed class Every_page_in_pictures(HubInChromium hub)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Fits_into_its_width(bool english, bool dark)
    {
        var director = await hub.SignedInAsync("director", english: english, dark: dark);
        var customer = $"/customers/{hub.World.Customer(0).Number}";
        string[] pages = ["/", "/customers", customer, customer + "?tab=products", customer + "?tab=bills", customer + "?tab=history", customer + "/edit", "/orders", "/orders/new", "/tasks", "/fallout", "/warnings", "/warning-rules", "/special-days", "/templates", "/templates/leased-line-new-cross-city"];
        var wide = new List<string>();
        foreach (var address in pages)
        {
            await director.GotoAsync(address);
            await director.Locator(".shell-main h1").First.WaitForAsync();
            await director.WaitForLoadStateAsync(LoadState.NetworkIdle);
            // To be looked at by a person, not kept.
            await Pictures.TakeAsync(director, $"all/page{address.Replace('/', '-').Replace('?', '-')}.{(english ? "en" : "zh")}");
            // Tables and graphs scroll within themselves; the page as a whole does not.
            if (!await director.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"))
                wide.Add(address);
        }
        Assert.Empty(wide);
    }
}
