using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "N97-3")]
public sealed class LineChangeSteps(WholeHub hub)
{
    private const string Interface = "N97-3";
    private static int _changed;
    private readonly DateTimeOffset _since = hub.Hub.Time.GetUtcNow();
    private LineChange? _change;

    private LineChange Change => _change ?? throw new InvalidOperationException("nothing has been changed");

    [Given("97 sends its next line change twice")]
    public void GivenTwice() => hub.Ninety7.Moods.Set(Interface, MoodKind.Duplicate, times: 1);

    [Given("97 sends a line change that cannot be read")]
    public void GivenUnreadable() => hub.Ninety7.Moods.Set(Interface, MoodKind.BadLines, times: 1);

    [When("a clerk gives a leased line twice its bandwidth")]
    public Task WhenChanged()
    {
        var line = hub.World.Service((hub.NextCustomer().Index * 4) + 2);
        return ChangeAsync(new LineChange(Number(), "CHANGE", line.Number, hub.World.Customer(line.CustomerIndex).Number, hub.Hub.Time.GetUtcNow(), line.Kind, line.BandwidthKbps * 2, line.AEnd));
    }

    [When("a clerk suspends, resumes and removes a phone")]
    public async Task WhenRemoved()
    {
        var phone = hub.World.Service(hub.NextCustomer().Index * 4);
        var at = hub.Hub.Time.GetUtcNow();
        foreach (var (action, n) in new[] { "SUSPEND", "RESUME", "REMOVE" }.Select((a, n) => (a, n)))
            await ChangeAsync(new LineChange(Number(), action, phone.Number, null, at.AddMinutes(n)));
    }

    [When("97 sends another change under the same number")]
    public Task WhenAnother() => ChangeAsync(Change with { Action = "SUSPEND" });

    [Then("the hub knows the change with the line as it stands now")]
    public async Task ThenKnown()
    {
        var change = await Known.OneAsync<ServiceLineChanged>(hub, "phone", Change.ServiceNumber);
        Assert.Equal((OrderAction.Change, Change.ChangeNo, Change.BandwidthKbps), (change.Action, change.ChangeNo, change.Product!.BandwidthKbps));
        Assert.Equal((Change.CustomerNo, Change.AAddress), (change.CustomerNo?.Value, change.Product.AEnd!.Address));
    }

    [Then("the hub knows the changes suspend, resume, terminate of the phone, in this order")]
    public async Task ThenInOrder()
    {
        var number = Change.ServiceNumber.Replace("-", "", StringComparison.Ordinal);
        var changes = await Patience.UntilAsync("three changes", () => Known.AllAsync<ServiceLineChanged>(hub, "phone", number), c => c.Count >= 3);
        Assert.Equal([OrderAction.Suspend, OrderAction.Resume, OrderAction.Terminate], changes.Select(c => c.Action));
    }

    [Then("the archive shows the line with its new bandwidth")]
    public Task ThenArchived() => Patience.UntilAsync($"{Change.ServiceNumber} with {Change.BandwidthKbps} kbit/s in the archive", BandwidthAsync, kbps => kbps == Change.BandwidthKbps);

    [Then("the archive shows the phone as terminated")]
    public Task ThenTerminated() => Patience.UntilAsync($"{Change.ServiceNumber} terminated in the archive", () => hub.Archive.ProductStatusAsync(Change.ServiceNumber.Replace("-", "", StringComparison.Ordinal)), s => s == "terminated");

    [Then("the hub knows one change of the line")]
    public async Task ThenOne()
    {
        var line = Change.ServiceNumber;
        // One more change behind it proves that the repeat would be here by now.
        await WhenChanged();
        await Known.OneAsync<ServiceLineChanged>(hub, "phone", Change.ServiceNumber);
        Assert.Single(await Known.AllAsync<ServiceLineChanged>(hub, "phone", line));
    }

    [Then("the second one waits for a person and the first one stands")]
    public async Task ThenConflict()
    {
        var query = new MessageQuery { Interface = Interface, Subscriber = "conflict:N97-3", State = DeliveryState.Parked, Since = _since };
        var kept = await Patience.UntilAsync("the second one is kept", async () => (await hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken)).Messages, m => m.Count > 0);
        Assert.Equal("duplicate.conflict", Assert.Single(Assert.Single(kept).Deliveries).Failure!.Code);
        Assert.Equal(OrderAction.Change, (await Known.OneAsync<ServiceLineChanged>(hub, "phone", Change.ServiceNumber)).Action);
    }

    [Then("the unreadable line change is parked raw")]
    public async Task ThenParked() => Assert.Equal("{\"version\":1,\"changeNo\":", await Known.UnreadableAsync(hub, Interface, _since));

    private async Task<long?> BandwidthAsync() => (await hub.Hub.Stores.Archive.FindByServiceNumberAsync(new ServiceNumber(Change.ServiceNumber), null, TestContext.Current.CancellationToken))
        ?.Products.FirstOrDefault(p => p.ServiceNo.Value == Change.ServiceNumber)?.BandwidthKbps;

    private Task ChangeAsync(LineChange change) => hub.Ninety7.Counters.ChangeAsync(_change = change, TestContext.Current.CancellationToken);

    private static string Number() => $"GTF{Interlocked.Increment(ref _changed):D5}";
}
