using System.Text;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
public sealed class WorkOrderSteps(WholeHub hub, WorkOrders orders)
{
    [Given("97 will return the next work order")]
    public void GivenReturn() => hub.Ninety7.Moods.Set("N97-1", MoodKind.Return, times: 1);

    [Given("97 sends its next {int} events twice")]
    public void GivenTwice(int events) => hub.Ninety7.Moods.Set("N97-2", MoodKind.Duplicate, events);

    [Given("97 sends the events of the next work order in the wrong order")]
    public void GivenWrongOrder() => hub.Ninety7.Moods.Set("N97-2", MoodKind.OutOfOrder, times: 1);

    [Given("97 sends {int} event that cannot be read")]
    public void GivenUnreadable(int events) => hub.Ninety7.Moods.Set("N97-2", MoodKind.BadLines, events);

    [Given("97 is closed")]
    public void GivenClosed() => hub.Ninety7.Moods.Set("N97-1", MoodKind.Down);

    [When("97 opens again")]
    public void WhenOpen() => hub.Ninety7.Moods.Clear("N97-1", MoodKind.Down);

    [When("the core app creates a work order")]
    public Task WhenCreated() => orders.CreateAsync();

    [When("the core app creates the same work order again")]
    public Task WhenCreatedAgain() => orders.SendLastAsync();

    [When("the core app creates {int} work orders")]
    public async Task WhenManyCreated(int count)
    {
        for (var i = 0; i < count; i++)
            await orders.CreateAsync();
    }

    [Then("97 has received the work order once")]
    [Then("97 has received each of them once")]
    public async Task ThenReceivedOnce()
    {
        foreach (var order in orders.All)
            await Patience.UntilAsync($"97 has {order.WorkOrderNo}", hub.Ninety7.Books, _ => orders.BooksOf(order).Any(e => e.Kind == BookKind.Received));
        // What is sent twice would be on its way by now: the archive has heard the whole story of each.
        foreach (var order in orders.All)
            await StateAsync(order, "completed");
        Assert.All(orders.All, o => Assert.Single(orders.BooksOf(o), e => e.Kind is BookKind.Received or BookKind.Duplicate or BookKind.Wrong));
    }

    [Then("the archive follows the work order through its states to completed")]
    public async Task ThenFollowed()
    {
        await StateAsync(orders.Last, "completed");
        var events = await Patience.UntilAsync("four events, all of them with the archive", orders.EventsAsync, found => found.Count >= 4 && found.All(Done));
        Assert.Equal(
            [nameof(WorkOrderStateChanged), nameof(WorkOrderStateChanged), nameof(WorkOrderStateChanged), nameof(WorkOrderCompleted)],
            events.OrderBy(e => e.Sequence).Select(e => e.Type));
    }

    [Then("a trace by its order number shows the work order and all events of 97")]
    public async Task ThenOneConversation()
    {
        var story = await hub.Operations.TraceAsync(new TraceQuery(null, orders.Last.OrderNo.Value), TestContext.Current.CancellationToken);
        Assert.Equal(
            [nameof(CreateWorkOrder), nameof(WorkOrderStateChanged), nameof(WorkOrderStateChanged), nameof(WorkOrderStateChanged), nameof(WorkOrderCompleted)],
            story.Select(m => m.Type));
        Assert.Single(story.Select(m => m.ConversationId).Distinct());
    }

    [Then("no event of the work order was taken twice")]
    public async Task ThenNoneTwice()
    {
        await Patience.UntilAsync("97 sent three events twice", hub.Ninety7.Books, b => b.Entries("N97-2").Count(e => e.Kind == BookKind.Repeated && e.Id.Contains(orders.Last.WorkOrderNo.Value, StringComparison.Ordinal)) == 3);
        await RestAsync();
        Assert.Equal(4, (await orders.EventsAsync()).Count);
    }

    [Then("the archive shows the work order as completed")]
    public async Task ThenCompleted()
    {
        await Patience.UntilAsync("four events, all of them with the archive", orders.EventsAsync, found => found.Count >= 4 && found.All(Done));
        Assert.Equal("completed", (await hub.Archive.WorkOrderAsync(orders.Last.WorkOrderNo.Value))?.State);
    }

    [Then("the archive shows the work order as returned, with 97's reason")]
    public async Task ThenReturned()
    {
        var shown = await StateAsync(orders.Last, "returned");
        Assert.Matches("^T[0-9]{2}$", shown.ReasonCode);
        Assert.False(string.IsNullOrEmpty(shown.Note), "the reason in words is missing");
    }

    [Then("the archive shows the product that 97 installed")]
    public async Task ThenInstalled()
    {
        var completion = (await orders.EventsAsync()).Single(e => e.Type == nameof(WorkOrderCompleted));
        var installed = CanonicalJson.Deserialize<WorkOrderCompleted>((await hub.MessageAsync(completion.Id)).Envelope.Body).Product!;
        var overview = await hub.Hub.Stores.Archive.FindByServiceNumberAsync(installed.ServiceNo, null, TestContext.Current.CancellationToken);
        Assert.Equal(orders.Last.CustomerNo, overview?.CustomerNo);
        var product = Assert.Single(overview!.Products, p => p.ServiceNo == installed.ServiceNo);
        Assert.Equal((ProductStatus.Active, orders.Last.BandwidthKbps, orders.Last.AEnd.Address), (product.Status, product.BandwidthKbps, product.AAddress));
    }

    [Then("the unreadable event is parked raw, with the place of its fault")]
    public async Task ThenParkedRaw()
    {
        var query = new MessageQuery { Interface = "N97-2", Type = Envelope.Untranslated, State = DeliveryState.Parked, Since = orders.Since };
        var parked = await Patience.UntilAsync("a parked raw event", async () => (await hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken)).Messages, m => m.Count > 0);
        var detail = await hub.MessageAsync(Assert.Single(parked).Id);
        var delivery = Assert.Single(detail.Summary.Deliveries);
        Assert.Equal(("intake:N97-2", FailureKind.Data), (delivery.Subscriber, delivery.Failure!.Kind));
        Assert.False(string.IsNullOrEmpty(delivery.Failure.Location), "the place is missing");
        var raw = (await hub.Operations.GetPayloadsAsync(detail.Envelope.Id, TestContext.Current.CancellationToken)).Single(p => p.Payload.Kind == PayloadKind.Raw);
        Assert.Equal("{\"version\":1,\"event\":", Encoding.UTF8.GetString(raw.Payload.Bytes.Span));
    }

    private Task<ArchivedWorkOrder> StateAsync(CreateWorkOrder order, string state) => Patience.UntilAsync(
        $"{order.WorkOrderNo} {state} in the archive", () => hub.Archive.WorkOrderAsync(order.WorkOrderNo.Value), shown => shown?.State == state)!;

    private async Task RestAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        await hub.Hub.RestAsync(patience.Token);
    }

    private static bool Done(MessageSummary message) => message.Deliveries.All(d => d.State == DeliveryState.Done);
}
