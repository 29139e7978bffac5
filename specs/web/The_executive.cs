namespace Integration.Specs.Web;

public sealed class The_executive(HubInChromium hub)
{
    [Fact]
    public async Task Sees_income_and_its_concentration_and_goes_down_to_the_customers_of_a_unit()
    {
        foreach (var n in Enumerable.Range(20, 10))
            await hub.BillAsync(hub.World.Customer(n), [.. Enumerable.Range(0, 12).Select(m => (3_000_000L / (n - 19)) + (20_000L * m))]);
        var executive = await hub.SignedInAsync("executive", height: 1000);
        await executive.GetByRole(AriaRole.Heading, new() { Name = "收入前十" }).WaitForAsync();
        await executive.GetByRole(AriaRole.Link, new() { Name = hub.World.Customer(20).Name }).First.WaitForAsync();
        await executive.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Pictures.TakeAsync(executive, "executive.zh");
        await executive.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await executive.GetByRole(AriaRole.Heading, new() { Name = "The ten largest" }).WaitForAsync();
        await executive.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Pictures.TakeAsync(executive, "executive.en");

        await executive.Locator(".facts-table").Last.GetByRole(AriaRole.Link).First.ClickAsync();
        await executive.WaitForURLAsync("**/customers?unit=*");
        await executive.Locator(".ant-table-row").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await executive.WaitForURLAsync("**/customers/*");
    }
}
