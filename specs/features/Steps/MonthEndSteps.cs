using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>What month-end means for requests that change something (BIL-4): they wait.</summary>
[Binding]
[Scope(Tag = "BIL-5")]
public sealed class MonthEndSteps(WholeHub hub)
{
    private const string Interface = "BIL-4";
    private static int _number;
    private readonly List<(OpenBillingAccount Request, MessageId Message)> _requests = [];

    [When("the core app asks billing to open {int} accounts")]
    public async Task WhenAsked(int accounts)
    {
        for (var n = 0; n < accounts; n++)
        {
            var customer = hub.NextCustomer();
            var request = DemoFacts.OpenAccount(Interlocked.Increment(ref _number), "M", customer.Number, customer.Name, hub.Hub.Time.GetUtcNow());
            _requests.Add((request, await hub.PostAsync(request, customer.Number, request.RequestId.Value)));
        }
    }

    [Then("the circuit of the account service opens, and stays open over several probes")]
    public Task ThenStaysOpen() => Patience.UntilAsync("an open circuit with two failed probes", async () =>
        (await hub.Hub.Stores.Hub.States.ListAsync(TestContext.Current.CancellationToken)).Where(s => s.Endpoint == Interface).SelectMany(s => s.Circuits).FirstOrDefault(),
        circuit => circuit is { Status: CircuitStatus.Open, Failures: >= 2 });

    [Then("none of the requests has been given up")]
    public async Task ThenNoneGivenUp()
    {
        foreach (var (_, message) in _requests)
            Assert.NotEqual(DeliveryState.Parked, (await hub.MessageAsync(message)).Summary.Deliveries.Single(d => d.Subscriber == Interface).State);
    }

    [Then("billing has opened each of the {int} accounts once")]
    public async Task ThenOpened(int accounts)
    {
        Assert.Equal(accounts, _requests.Count);
        foreach (var (request, _) in _requests)
        {
            await Patience.UntilAsync($"billing did {request.RequestId}", hub.Billing.Books, b => b.Entries(Interface).Any(e => e.Kind == BookKind.Accepted && e.Id == request.RequestId.Value));
            Assert.Single(hub.Billing.OpenAccounts[request.CustomerNo.Value]);
        }
    }
}
