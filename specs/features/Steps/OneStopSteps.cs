using Integration.CoreApp.Orders;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>Whole orders over all the counterparts; people act at the same desk as the core app's pages.</summary>
[Binding]
[Scope(Tag = "one-stop")]
public sealed class OneStopSteps(WholeHub hub)
{
    private static int s_orders;
    private OneStopOrder? _order;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OneStopOrder Order => _order!;

    [Given("resource management refuses the next reservation")]
    public void GivenRefusal() => hub.Resource.Moods.Set("RES-2", MoodKind.BusinessFault, times: 1);

    [When("a manager orders a leased line from Hangzhou to Ningbo")]
    public async Task WhenOrdered()
    {
        // Customers of the world follow each other from city to city: this one is of Hangzhou, the next one of Ningbo.
        var from = 150 + (6 * Interlocked.Increment(ref s_orders));
        _order = await OneStopOrder.PlaceAsync(hub.Hub.Stores, $"one-stop-{from}", hub.World.Customer(from), hub.World.Customer(from + 1), Cancel);
    }

    [When("people do what is on their lists, until the order is completed")]
    [When("people do what is on their lists and try again what failed, until the order is completed")]
    public Task WhenCompleted() => WorkAsync("completed", o => o.State == "completed");

    [When(@"people do what is on their lists, until ""(.*)"" has failed")]
    public Task WhenFailed(string step) => WorkAsync($"failed at {step}", o => Step(o, step).State == "failed");

    [When(@"people do what is on their lists, until ""(.*)"" is on a list")]
    public Task WhenOnList(string step) => WorkAsync($"at {step}", o => Step(o, step).State == "inProgress");

    [When("the manager cancels the order")]
    public Task WhenCancelled() => WishAsync(OrderWish.Cancel, null);

    [When("the fallout desk sees to it by other means")]
    public async Task WhenSkipped()
    {
        foreach (var step in (await Order.SeeAsync(Cancel)).Steps.Where(s => s.State == "undoFailed"))
            await WishAsync(OrderWish.SkipStep, step.Key);
    }

    [Then("the fallout desk reads the code and the words of resource management")]
    public async Task ThenFallout()
    {
        var trouble = Step(await Order.SeeAsync(Cancel), "reserve/1").Trouble!;
        var refused = hub.Resource.Books.Entries("RES-2").Last(e => e.Kind == BookKind.Rejected);
        Assert.StartsWith(Order.OrderNo, refused.Id, StringComparison.Ordinal);
        Assert.Equal(refused.Note, $"{trouble.Code} {trouble.Reason}");
    }

    [Then("the fallout desk reads that 97 does not take back what it has built")]
    public Task ThenNotTakenBack() => SeenAsync("has four refusals of 97", o => o.Steps.Count(s => s is { State: "undoFailed", System: "n97", Trouble: not null }) == 4);

    [Then("the order is cancelled and resource management has its circuit back")]
    public async Task ThenGivenBack()
    {
        var order = await SeenAsync("is cancelled", o => o.State == "cancelled");
        Assert.Equal(("undone", "undone"), (Step(order, "assign/1").State, Step(order, "reserve/1").State));
        Assert.Contains(hub.Resource.Books.Entries("RES-2"), e => e.Kind == BookKind.Received && e.Note == "ReleaseResource" && e.Id.StartsWith(Order.OrderNo, StringComparison.Ordinal));
    }

    [Then("nothing of the order was billed")]
    public void ThenNotBilled() => Assert.Empty(Received(hub.Billing.Books, "BIL-4"));

    [Then("resource management has checked, reserved and assigned a circuit for it")]
    public async Task ThenResources()
    {
        Assert.NotEmpty(Received(hub.Resource.Books, "RES-1"));
        // Each turn is a request of its own: the refused one, and the one that went well.
        var turns = (await Order.SeeAsync(Cancel)).Steps.Where(s => s.Step is "reserve" or "assign").Sum(s => s.Turn);
        Assert.Equal(turns, hub.Resource.Books.Entries("RES-2").Where(e => e.Kind == BookKind.Received && Mine(e)).Select(e => e.Id).Distinct().Count());
    }

    [Then("97 has built both ends, the trunk and the equipment")]
    public void ThenBuilt() => Assert.Equal(["WA", "WE", "WT", "WZ"], Received(hub.Ninety7.Books, "N97-1").Select(id => id.Substring(Order.OrderNo.Length + 1, 2)).Order());

    [Then("billing has an account for it")]
    public async Task ThenBilled()
    {
        Assert.Single(Received(hub.Billing.Books, "BIL-4"));
        Assert.NotEmpty(Step(await Order.SeeAsync(Cancel), "start-billing/1").Result["account"]);
    }

    [Then("the archive shows the circuit as the customer's")]
    public async Task ThenArchived()
    {
        var order = await Order.SeeAsync(Cancel);
        var circuit = new ServiceNumber(Step(order, "assign/1").Result["circuit"]);
        await Patience.UntilAsync($"the archive shows {circuit}", () => hub.Hub.Stores.Archive.FindByServiceNumberAsync(circuit, null, Cancel), c => c?.CustomerNo.Value == order.CustomerNo);
    }

    [Then("customer service was told that the order is completed")]
    public Task ThenTold() => Patience.UntilAsync(
        "customer service hears of it", () => Task.FromResult(hub.Demo.ServiceDesk.Notices.Where(n => n.About == Order.OrderNo).Select(n => n.Says).ToList()), says => says.Contains("DONE"));

    // Looks, and acts on what is seen unless it is what was to be seen.
    private Task<OrderPageView> WorkAsync(string what, Func<OrderPageView, bool> enough) => Patience.UntilAsync($"order {Order.OrderNo} is {what}", () => Order.WorkAsync(Cancel, enough), enough, TimeSpan.FromSeconds(180));

    private Task<OrderPageView> SeenAsync(string what, Func<OrderPageView, bool> enough) => Patience.UntilAsync($"order {Order.OrderNo} {what}", () => Order.SeeAsync(Cancel), enough);

    private async Task WishAsync(OrderWish wish, string? step)
    {
        var order = await Order.SeeAsync(Cancel);
        await Order.WishAsync(order, wish, step, "客户改变计划", Cancel);
    }

    private static PageStep Step(OrderPageView order, string key) => order.Steps.Single(s => s.Key == key || s.Step == key.Split('/')[0]);

    private bool Mine(BookEntry entry) => entry.Id.StartsWith(Order.OrderNo + "-", StringComparison.Ordinal);

    private IReadOnlyList<string> Received(Books books, string @interface) => [.. books.Entries(@interface).Where(e => e.Kind == BookKind.Received && Mine(e)).Select(e => e.Id).Distinct()];
}
