using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "CS-3")]
public sealed class NoticeSteps(WholeHub hub)
{
    private const string Interface = "CS-3";
    private static int _number;
    private readonly List<string> _tickets = [];
    private readonly List<MessageId> _messages = [];
    private readonly string _order = $"POF{Interlocked.Increment(ref _number):D6}";
    private WorldCustomer? _customer;

    private WorldCustomer Customer => _customer ??= hub.NextCustomer();

    private ServiceDeskCounterpart Desk => hub.Demo.ServiceDesk;

    [Given("customer service answers the next {int} notices with its system fault")]
    public void GivenBusy(int times) => Desk.Moods.Set(Interface, MoodKind.SystemFault, times);

    [Given("customer service hears the next notice and never answers")]
    public void GivenNoAnswer() => Desk.Moods.Set(Interface, MoodKind.AmbiguousTimeout, times: 1);

    [Given("customer service's notice service is down")]
    public Task GivenDown()
    {
        Desk.Moods.Set(Interface, MoodKind.Down);
        return Desk.SwitchAsync();
    }

    [When("customer service's notice service is back")]
    public Task WhenBack()
    {
        Desk.Moods.Clear(Interface, MoodKind.Down);
        return Desk.SwitchAsync();
    }

    [When("the core app says that a ticket is inProgress, held and resolved")]
    public async Task WhenTicketGoesOn()
    {
        var ticket = NextTicket();
        foreach (var state in new[] { TicketState.InProgress, TicketState.Held, TicketState.Resolved })
            await SayAsync(ticket, state);
    }

    [When("the core app says that an unknown ticket is inProgress")]
    public Task WhenUnknown() => SayAsync($"X{Interlocked.Increment(ref _number)}", TicketState.InProgress);

    [When("the core app says that {int} tickets are inProgress")]
    public async Task WhenMany(int tickets)
    {
        for (var n = 0; n < tickets; n++)
            await SayAsync(NextTicket(), TicketState.InProgress);
    }

    [When("the core app says that an order is inProgress and its step \"(.*)\" is completed")]
    public async Task WhenOrderGoesOn(string step)
    {
        var (order, customer, now) = (new OrderNumber(_order), new CustomerNumber(Customer.Number), hub.Hub.Time.GetUtcNow());
        await hub.PostAsync(new ProductOrderStateChanged { OrderNo = order, CustomerNo = customer, State = ProductOrderState.InProgress, OccurredAt = now }, _order, _order + "-1");
        var milestone = new Milestone { Name = step, State = MilestoneState.Completed };
        await hub.PostAsync(new MilestoneStateChanged { OrderNo = order, CustomerNo = customer, Milestone = milestone, OccurredAt = now.AddSeconds(1) }, _order, _order + "-2");
    }

    [When("the core app says that a customer is now of another level")]
    public Task WhenCustomerChanges() =>
        hub.PostAsync(DemoFacts.Customer(Customer, hub.Hub.Time.GetUtcNow()) with { ServiceLevel = ServiceLevel.Standard }, Customer.Number, $"level-{Customer.Number}");

    [Then("customer service has heard WORKING, HELD and SOLVED of it, in this order")]
    public async Task ThenHeardInOrder()
    {
        await HeardAsync(_tickets[0], 3);
        Assert.Equal(["WORKING", "HELD", "SOLVED"], About(_tickets[0]).Select(n => n.Says));
    }

    [Then("customer service has heard of the order \"(.*)\" and \"(.*)\"")]
    public async Task ThenHeardOfOrder(string first, string second)
    {
        await HeardAsync(_order, 2);
        Assert.Equal([first, second], About(_order).Select(n => n.Says));
    }

    [Then("customer service has heard of the new level")]
    public Task ThenHeardOfLevel() => Patience.UntilAsync("the new level", Desk.Books, _ => About(Customer.Number).Any(n => n.Says.StartsWith("NORMAL ", StringComparison.Ordinal)));

    [Then("it has seen a notice again under the same id, and counted it once")]
    public void ThenSeenAgain()
    {
        var again = Desk.Books.Entries(Interface).Where(e => e.Kind == BookKind.Duplicate).Select(e => e.Id);
        Assert.Contains(About(_tickets[0]), n => again.Contains(n.NoticeId));
    }

    [Then("the notice is parked with customer service's own code \"(.*)\"")]
    public async Task ThenParked(string code)
    {
        var delivery = await Patience.UntilAsync("the notice is parked", () => DeliveryAsync(_messages[0]), d => d.State == DeliveryState.Parked);
        Assert.Equal(FailureKind.Business, delivery.Failure!.Kind);
        Assert.Contains(code, $"{delivery.Failure.Message} {delivery.Failure.Detail}");
    }

    [Then("the circuit of CS-3 opens and nothing is parked")]
    public async Task ThenCircuitOpens()
    {
        await Patience.UntilAsync("an open circuit", async () =>
            (await hub.Hub.Stores.Hub.States.ListAsync(TestContext.Current.CancellationToken)).Where(s => s.Endpoint == Interface).SelectMany(s => s.Circuits).ToList(),
            circuits => circuits.Any(c => c.Status == CircuitStatus.Open));
        foreach (var message in _messages)
            Assert.NotEqual(DeliveryState.Parked, (await DeliveryAsync(message)).State);
    }

    [Then("customer service has heard of each of the {int} tickets once")]
    public async Task ThenEachOnce(int tickets)
    {
        Assert.Equal(tickets, _tickets.Count);
        foreach (var ticket in _tickets)
        {
            await HeardAsync(ticket, 1);
            Assert.Single(About(ticket));
        }
    }

    private string NextTicket()
    {
        _tickets.Add($"TT20261122{Interlocked.Increment(ref _number):D6}");
        return _tickets[^1];
    }

    private async Task SayAsync(string ticket, TicketState state) => _messages.Add(await hub.PostAsync(
        new TroubleTicketStateChanged { TicketNo = new TicketNumber(ticket), State = state, OccurredAt = hub.Hub.Time.GetUtcNow() }, ticket, $"{ticket}-{state}"));

    private Task HeardAsync(string about, int count) => Patience.UntilAsync($"{count} notices about {about}", Desk.Books, _ => About(about).Count >= count);

    private List<Notice> About(string number) => [.. Desk.Notices.Where(n => n.About == number)];

    private async Task<DeliverySummary> DeliveryAsync(MessageId id) => (await hub.MessageAsync(id)).Summary.Deliveries.Single(d => d.Subscriber == Interface);
}
