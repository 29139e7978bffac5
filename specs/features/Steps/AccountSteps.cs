using System.Text;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Newtonsoft.Json.Linq;

namespace Integration.Specs.Features.Steps;

[Binding]
public sealed class AccountSteps(WholeHub hub)
{
    private const string Interface = "BIL-4";
    private const string Nobody = "C05719999";
    private static readonly Actor Operations = new("specs", "feature");
    private static int _asked;
    private readonly List<(OpenBillingAccount Request, MessageId Message)> _requests = [];

    private (OpenBillingAccount Request, MessageId Message) Last => _requests[^1];

    [Given("billing answers the next {int} requests with its system fault")]
    public void GivenSystemFaults(int times) => hub.Billing.Moods.Set(Interface, MoodKind.SystemFault, times);

    [Given("billing does the next request and never answers")]
    public void GivenNoAnswer() => hub.Billing.Moods.Set(Interface, MoodKind.AmbiguousTimeout, times: 1);

    [Given("the next request to billing is lost on its way")]
    public void GivenLost() => hub.Billing.Moods.Set(Interface, MoodKind.Lost, times: 1);

    [Given("billing cannot tell what became of a request")]
    public void GivenCannotTell() => hub.Billing.Moods.Set(Interface, MoodKind.CannotTell);

    [Given("billing's account service is down")]
    public async Task GivenDown()
    {
        hub.Billing.Moods.Set(Interface, MoodKind.Down);
        await hub.Billing.SwitchAsync();
    }

    [When("billing's account service is back")]
    public async Task WhenBack()
    {
        hub.Billing.Moods.Clear(Interface, MoodKind.Down);
        await hub.Billing.SwitchAsync();
    }

    [When("the core app asks to open an account for a customer")]
    public Task WhenOneIsAsked() => AskAsync(hub.NextCustomer().Number);

    [When("the core app asks to open an account for a customer that billing does not know")]
    public Task WhenAskedForNobody() => AskAsync($"{Nobody}{_asked:D4}");

    [When("the core app asks to open {int} accounts")]
    public async Task WhenManyAreAsked(int accounts)
    {
        for (var i = 0; i < accounts; i++)
            await WhenOneIsAsked();
    }

    [Given("a request to open an account was parked, because billing does not know the customer")]
    public async Task GivenParked()
    {
        await WhenAskedForNobody();
        await ThenParked("B001");
    }

    // Billing answers a request id as it answered it first, so what is corrected is a request of its own.
    [When("operations puts the right customer in and resumes it")]
    public async Task WhenCorrected()
    {
        var right = hub.NextCustomer();
        var edited = JObject.Parse(Encoding.UTF8.GetString(CanonicalJson.Serialize(Last.Request)));
        edited["customerNo"] = right.Number;
        edited["requestId"] = Last.Request.RequestId.Value + "-2";
        var body = Encoding.UTF8.GetBytes(edited.ToString(Newtonsoft.Json.Formatting.None));
        var edit = await hub.Hub.Stores.Edits.MakeAsync(new EditWish(Guid.NewGuid().ToString(), new DeliveryId(Last.Message, Interface), body, "[]", "customer number was wrong", NeedsApproval: false), Operations, TestContext.Current.CancellationToken);
        Assert.Equal(EditState.Sent, edit.State);
        _requests.Add((CanonicalJson.Deserialize<OpenBillingAccount>(body), Last.Message));
    }

    [Then("billing has opened one account for that request")]
    [Then("billing has opened one account for each request")]
    public async Task ThenOpenedOnce()
    {
        foreach (var (request, _) in _requests.Where(r => !r.Request.CustomerNo.Value.StartsWith(Nobody, StringComparison.Ordinal)))
        {
            await Patience.UntilAsync($"billing did {request.RequestId}", hub.Billing.Books, _ => Done(request) > 0);
            Assert.Equal(1, Done(request));
            Assert.Single(hub.Billing.OpenAccounts[request.CustomerNo.Value]);
        }
    }

    [Then("the core app hears BillingAccountOpened with billing's account number")]
    public async Task ThenHearsOpened()
    {
        var heard = await Patience.UntilAsync("BillingAccountOpened", () => hub.HeardAsync(Last.Message, nameof(BillingAccountOpened)), m => m.Count > 0);
        var reply = CanonicalJson.Deserialize<BillingAccountOpened>((await hub.MessageAsync(Assert.Single(heard).Id)).Envelope.Body);
        Assert.Equal(Last.Request.RequestId, reply.RequestId);
        Assert.Equal(Assert.Single(hub.Billing.OpenAccounts[Last.Request.CustomerNo.Value]), reply.AccountNo.Value);
    }

    [Then("the request is parked with billing's own code \"(.*)\"")]
    public async Task ThenParked(string code)
    {
        var delivery = await Patience.UntilAsync("the request is parked", () => DeliveryAsync(Last.Message), d => d.State == DeliveryState.Parked);
        Assert.Equal(FailureKind.Business, delivery.Failure!.Kind);
        Assert.Contains(code, $"{delivery.Failure.Code} {delivery.Failure.Message} {delivery.Failure.Detail}");
    }

    [Then("the core app hears BillingRequestRejected")]
    public async Task ThenHearsRejected()
    {
        var heard = await Patience.UntilAsync("BillingRequestRejected", () => hub.HeardAsync(Last.Message, nameof(BillingRequestRejected)), m => m.Count > 0);
        var reply = CanonicalJson.Deserialize<BillingRequestRejected>((await hub.MessageAsync(Assert.Single(heard).Id)).Envelope.Body);
        Assert.Equal((Last.Request.RequestId, "B001"), (reply.RequestId, reply.Code));
    }

    [Then("the hub has asked billing what became of the request")]
    public Task ThenAsked() => Patience.UntilAsync("billing was asked", hub.Billing.Books, _ => Entries(Last.Request).Any(e => e.Kind == BookKind.Asked));

    [Then("billing was sent the request once")]
    public async Task ThenSentOnce()
    {
        await Patience.UntilAsync("the delivery is done", () => DeliveryAsync(Last.Message), d => d.State == DeliveryState.Done);
        Assert.Single(Entries(Last.Request), e => e.Kind is BookKind.Received or BookKind.Duplicate);
    }

    [Then("billing was asked once")]
    public void ThenAskedOnce() => Assert.Single(Entries(Last.Request), e => e.Kind is BookKind.Received or BookKind.Duplicate);

    [Then("the original request is still kept beside the corrected one")]
    public async Task ThenOriginalKept()
    {
        var kept = await hub.MessageAsync(Last.Message);
        Assert.StartsWith(Nobody, CanonicalJson.Deserialize<OpenBillingAccount>(kept.Envelope.Body).CustomerNo.Value);
        Assert.Contains(kept.Audit, a => a.Actor == Operations.Name);
        await Patience.UntilAsync("the corrected request among what was sent",
            async () => (await hub.Operations.GetPayloadsAsync(Last.Message, TestContext.Current.CancellationToken)).Where(p => p.Payload.Kind == PayloadKind.Outbound).Select(p => Encoding.UTF8.GetString(p.Payload.Bytes.Span)).ToList(),
            sent => sent.Any(s => s.Contains(Last.Request.CustomerNo.Value, StringComparison.Ordinal)));
    }

    [Then("billing has seen the request again under the same id")]
    public async Task ThenSeenAgain()
    {
        await Patience.UntilAsync("the request came again", hub.Billing.Books, _ => Entries(Last.Request).Any(e => e.Kind == BookKind.Duplicate));
        await Patience.UntilAsync("the delivery is done", () => DeliveryAsync(Last.Message), d => d.State == DeliveryState.Done);
    }

    [Then("the circuit of BIL-4 opens")]
    public Task ThenCircuitOpens() => Patience.UntilAsync("an open circuit", OpenCircuitsAsync, open => open.Count > 0);

    [Then("the circuit of BIL-4 is closed")]
    public Task ThenCircuitClosed() => Patience.UntilAsync("no open circuit", OpenCircuitsAsync, open => open.Count == 0);

    [Then("none of the requests has been parked")]
    public async Task ThenNoneParked()
    {
        foreach (var (_, message) in _requests)
            Assert.NotEqual(DeliveryState.Parked, (await DeliveryAsync(message)).State);
    }

    private async Task AskAsync(string customerNo)
    {
        var request = DemoFacts.OpenAccount(Interlocked.Increment(ref _asked), "F", customerNo, "华成机械（杭州）有限公司", hub.Hub.Time.GetUtcNow());
        _requests.Add((request, await hub.PostAsync(request, customerNo, request.RequestId.Value)));
    }

    private async Task<DeliverySummary> DeliveryAsync(MessageId id) => (await hub.MessageAsync(id)).Summary.Deliveries.Single(d => d.Subscriber == Interface);

    private async Task<IReadOnlyList<CircuitState>> OpenCircuitsAsync() =>
        [.. (await hub.Hub.Stores.Hub.States.ListAsync(TestContext.Current.CancellationToken)).Where(s => s.Endpoint == Interface).SelectMany(s => s.Circuits).Where(c => c.Status == CircuitStatus.Open)];

    private List<BookEntry> Entries(OpenBillingAccount request) => [.. hub.Billing.Books.Entries(Interface).Where(e => e.Id == request.RequestId.Value)];

    private int Done(OpenBillingAccount request) => Entries(request).Count(e => e.Kind == BookKind.Accepted);
}
