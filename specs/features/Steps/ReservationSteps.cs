using System.Xml.Linq;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "RES-2")]
public sealed class ReservationSteps(WholeHub hub)
{
    private const string Requests = "RES-2";
    private const string Results = "RES-3";
    private static int _asked;
    private readonly List<(string Order, string Request)> _sent = [];
    private ReserveResource? _reservation;
    private ResourceReserved? _reserved;
    private MessageId _message;
    private string _request = "";
    private SoapOutcome? _outcome;

    [Given("resource management tells the next result twice")]
    public void GivenTwice() => hub.Resource.Moods.Set(Results, MoodKind.Duplicate, times: 1);

    [Given("resource management tells the next result before it answers")]
    public void GivenBefore() => hub.Resource.Moods.Set(Results, MoodKind.OutOfOrder, times: 1);

    [Given("resource management tells the next result {int} seconds late")]
    public void GivenLate(int seconds) => hub.Resource.Moods.Set(Results, new Mood(MoodKind.Late, Times: 1, By: TimeSpan.FromSeconds(seconds)));

    [Given("resource management does the next request and never answers")]
    public void GivenSilence() => hub.Resource.Moods.Set(Requests, MoodKind.AmbiguousTimeout, times: 1);

    [Given("resource management takes no requests")]
    public async Task GivenDown()
    {
        hub.Resource.Moods.Set(Requests, MoodKind.Down);
        await hub.Resource.SwitchAsync();
    }

    [When("resource management takes requests again")]
    public void WhenUp() => hub.Resource.Moods.Clear(Requests, MoodKind.Down);

    [When("the core app reserves resources for a leased line between two cities")]
    public Task WhenReserved() => ReserveAsync(hub.World.Customer(1).Address);

    [When("the core app reserves resources for a leased line to an island")]
    public Task WhenReservedForAnIsland() => ReserveAsync("舟山市嵊泗岛码头1号");

    [When("the core app assigns the reservation to a service")]
    public Task WhenAssigned() => AssignAsync(_reserved!.ReservationNo, _reservation!.OrderNo);

    [When("the core app assigns a reservation that resource management does not know")]
    public Task WhenAssignedUnknown() => AssignAsync(new ReservationNumber("YZ0000000000"), new OrderNumber($"PRX{Interlocked.Increment(ref _asked):D5}"));

    [When("the core app releases the reservation")]
    public Task WhenReleased() => SendAsync(DemoFacts.Release(_reservation!, _reserved!.ReservationNo), r => (r.OrderNo, r.RequestId));

    [When("the core app reserves and releases resources for {int} orders")]
    public async Task WhenMany(int orders)
    {
        for (var n = 0; n < orders; n++)
        {
            await WhenReserved();
            await SendAsync(DemoFacts.Release(_reservation!, default) with { ReservationNo = null, CircuitNo = new CircuitNumber("0571-ZX-000003") }, r => (r.OrderNo, r.RequestId));
        }
    }

    [When("resource management tells another result for the same request")]
    public async Task WhenAnotherResult() =>
        _outcome = await hub.Resource.TellAsync(_request, _reservation!.OrderNo.Value, TestContext.Current.CancellationToken);

    [When("resource management tells a result with a day that does not exist")]
    public async Task WhenImpossible()
    {
        XNamespace ns = "http://hub.telecom.example/resource-result/v1";
        _outcome = await hub.Resource.TellAsync(new XElement(ns + "ReportReleased", new XElement(ns + "requestId", "RRX"), new XElement(ns + "orderNo", "PRX"), new XElement(ns + "occurredAt", "2026-02-30T10:00:00+08:00")),
            TestContext.Current.CancellationToken);
    }

    [When("resource management tells a result for a request that the hub has not sent")]
    public async Task WhenUnasked()
    {
        _request = $"RRUNASKED{Interlocked.Increment(ref _asked):D5}";
        _outcome = await hub.Resource.TellAsync(_request, "PRUNASKED", TestContext.Current.CancellationToken);
    }

    [Then("the hub has said that it has the result")]
    public void ThenAcknowledged() => Assert.Equal(_request, _outcome!.Answer?.Value);

    [Then("the result waits for a person, with the reason")]
    public async Task ThenWaits()
    {
        var delivery = Assert.Single(Assert.Single(await UnaskedAsync(DeliveryState.Parked)).Deliveries);
        Assert.Equal(("unasked:RES-3", "answer.unasked"), (delivery.Subscriber, delivery.Failure!.Code));
        Assert.Contains(_request, delivery.Failure.Message);
    }

    [When("a person hands it on")]
    public async Task WhenHandedOn()
    {
        var kept = Assert.Single(await UnaskedAsync(DeliveryState.Parked));
        await hub.Operations.ResumeAsync(new DeliverySelection(new DeliveryId(kept.Id, "unasked:RES-3")), new Actor("zhang", "specs"), TestContext.Current.CancellationToken);
    }

    [Then("the result counts like any other")]
    public Task ThenCounts() => Patience.UntilAsync("the result beside the one that was kept", () => Known.AllAsync<ResourceReleased>(hub, "request", _request), all => all.Count == 2);

    [Then("it hears at once that resource management has taken the request")]
    public async Task ThenTaken() => Assert.False(string.IsNullOrEmpty((await HeardAsync<ResourceRequestAccepted>()).ResourceReference));

    [Then("it hears ResourceReserved with reservation, circuit and the route from A to Z")]
    [When("it hears ResourceReserved with reservation, circuit and the route from A to Z")]
    public async Task ThenReserved()
    {
        _reserved = await HeardAsync<ResourceReserved>();
        Assert.Equal(_reservation!.OrderNo, _reserved.OrderNo);
        Assert.Equal((_reservation.HoldUntil, 2), (_reserved.HoldUntil, _reserved.Route.Count));
        Assert.NotNull(_reserved.CircuitNo);
    }

    [Then("it hears ResourceAssigned with the reserved circuit")]
    public async Task ThenAssigned()
    {
        var assigned = await HeardAsync<ResourceAssigned>();
        Assert.Equal((_reserved!.CircuitNo, 2), (assigned.CircuitNo, assigned.Route.Count));
    }

    [Then("the archive knows the circuit with its service and its route")]
    public async Task ThenArchived()
    {
        var assigned = await HeardAsync<ResourceAssigned>();
        var circuit = await Patience.UntilAsync("the circuit in the archive", () => hub.Archive.CircuitAsync(assigned.CircuitNo.Value), found => found is not null);
        Assert.Equal(assigned.ServiceNo.Value, circuit!.Value.ServiceNo);
        Assert.All(assigned.Route, hop => Assert.Contains(hop.Node, circuit.Value.Route));
    }

    [Then("it hears ResourceReleased")]
    public Task ThenReleased() => HeardAsync<ResourceReleased>();

    [Then("it hears ResourceRequestFailed with the code \"(.*)\" and the reason")]
    public async Task ThenFailed(string code)
    {
        var failed = await HeardAsync<ResourceRequestFailed>();
        Assert.Equal((code, "超出覆盖范围"), (failed.Code, failed.Reason));
    }

    [Then("it hears ResourceRequestRejected with the code \"(.*)\"")]
    public async Task ThenRejected(string code) => Assert.Equal(code, (await HeardAsync<ResourceRequestRejected>()).Code);

    [Then("the request is parked with the code \"(.*)\" of resource management")]
    public async Task ThenParked(string code)
    {
        var delivery = await Patience.UntilAsync("the request is parked",
            async () => (await hub.MessageAsync(_message)).Summary.Deliveries.Single(d => d.Subscriber == Requests), d => d.State == DeliveryState.Parked);
        Assert.Contains(code, $"{delivery.Failure!.Code} {delivery.Failure.Message} {delivery.Failure.Detail}");
    }

    [Then("both times the hub has said that it has the result")]
    public Task ThenBothTimes() => Patience.UntilAsync("two acknowledgements", hub.Resource.Books,
        b => b.Entries(Results).Count(e => e.Id == _request && e.Kind == BookKind.Accepted) == 2);

    [Then("resource management has reserved once")]
    public void ThenOnce() => Assert.Single(hub.Resource.Books.Entries(Requests), e => e.Id == _request && e.Kind == BookKind.Accepted);

    [Then("the hub refuses the result with the code \"(.*)\"")]
    public void ThenRefused(string code)
    {
        Assert.Equal("BusinessFault", _outcome!.Fault?.Name.LocalName);
        Assert.Equal(code, _outcome.Fault!.Elements().Single(e => e.Name.LocalName == "code").Value);
    }

    [Then("the hub refuses the result as not keeping the contract")]
    public void ThenNotTheContract()
    {
        Assert.Equal("Client", _outcome!.FaultCode);
        Assert.Contains("occurredAt", _outcome.FaultText);
    }

    [Then("resource management has taken all of them once, those of an order in their order")]
    public async Task ThenAllInOrder()
    {
        await Patience.UntilAsync("all are taken", hub.Resource.Books, b => _sent.All(s => b.Entries(Requests).Any(e => e.Id == s.Request && e.Kind == BookKind.Accepted)));
        var accepted = hub.Resource.Books.Entries(Requests).Where(e => e.Kind == BookKind.Accepted).Select(e => e.Id).ToList();
        Assert.All(_sent, s => Assert.Single(accepted, id => id == s.Request));
        Assert.All(_sent.GroupBy(s => s.Order), order => Assert.Equal(order.Select(s => s.Request), accepted.Where(order.Select(s => s.Request).Contains)));
    }

    private Task ReserveAsync(string zEnd)
    {
        var customer = hub.World.Customer(0);
        _reservation = DemoFacts.Reservation(Interlocked.Increment(ref _asked), "F", customer, customer.Address, zEnd, hub.Hub.Time.GetUtcNow());
        return SendAsync(_reservation, r => (r.OrderNo, r.RequestId));
    }

    private Task AssignAsync(ReservationNumber reservation, OrderNumber order) => SendAsync(
        new AssignResource { RequestId = new RequestId($"RA{order.Value}"), OrderNo = order, ReservationNo = reservation, ServiceNo = new ServiceNumber("0571-ZX-000003") },
        r => (r.OrderNo, r.RequestId));

    private async Task SendAsync<T>(T request, Func<T, (OrderNumber Order, RequestId Request)> of) where T : class
    {
        var (order, id) = of(request);
        _request = id.Value;
        _sent.Add((order.Value, id.Value));
        _message = await hub.PostAsync(request, order.Value, id.Value);
    }

    private async Task<IReadOnlyList<MessageSummary>> UnaskedAsync(DeliveryState state) => (await hub.Operations.SearchAsync(
        new MessageQuery { KeyKind = "request", Key = _request, Subscriber = "unasked:RES-3", State = state }, TestContext.Current.CancellationToken)).Messages;

    private Task<T> HeardAsync<T>() where T : class => Known.OneAsync<T>(hub, "request", _request);
}
