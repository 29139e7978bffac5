using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "N97-4")]
public sealed class WorkOrderRequestSteps(WholeHub hub, WorkOrders orders)
{
    private readonly List<CancelWorkOrder> _cancelled = [];
    private RequestId _request;

    [Given("97's people have not begun")]
    public void GivenNotBegun() => hub.Ninety7.Moods.Set("N97-2", MoodKind.Down);

    // What was asked is in 97's books before its people begin.
    [When("97's people begin")]
    public async Task WhenTheyBegin()
    {
        await Patience.UntilAsync("97 has the request", hub.Ninety7.Books, _ => BooksOf(_request).Count > 0);
        hub.Ninety7.Moods.Clear("N97-2", MoodKind.Down);
    }

    [When("the core app cancels the work order")]
    public Task WhenCancelled() => CancelAsync(orders.Last.WorkOrderNo);

    [When("the core app cancels a work order that 97 never got")]
    public Task WhenUnknownCancelled() => CancelAsync(new WorkOrderNumber("WOFNEVER"));

    [When("the core app sends the same cancellation again")]
    public Task WhenCancelledAgain() => PostAsync(_cancelled[^1]);

    [When("the core app asks for twice the bandwidth")]
    public Task WhenAmended()
    {
        var amend = DemoFacts.Amend(orders.Last);
        _request = amend.RequestId;
        return hub.PostAsync(amend, amend.WorkOrderNo.Value, amend.RequestId.Value);
    }

    [When("the work order is completed in the archive")]
    [Then("the archive still shows the work order as completed")]
    public Task WhenCompleted() => StateAsync("completed");

    [When("the core app creates {int} work orders and cancels each of them at once")]
    public async Task WhenManyCancelled(int count)
    {
        for (var n = 0; n < count; n++)
        {
            await orders.CreateAsync();
            await CancelAsync(orders.Last.WorkOrderNo);
        }
    }

    [Then("the core app hears that the work order is cancelled, in answer to its request")]
    public async Task ThenCancelled()
    {
        var heard = await Known.OneAsync<WorkOrderStateChanged>(hub, "request", _request.Value);
        Assert.Equal((orders.Last.WorkOrderNo, WorkOrderState.Cancelled), (heard.WorkOrderNo, heard.State));
    }

    [Then("the core app hears that the work order is amended")]
    public async Task ThenAmended() => Assert.Equal(orders.Last.WorkOrderNo, (await Known.OneAsync<WorkOrderAmended>(hub, "request", _request.Value)).WorkOrderNo);

    [Then("the core app hears that 97 refuses with the code \"(.*)\" and the reason")]
    public async Task ThenRefused(string code)
    {
        var refused = await Known.OneAsync<WorkOrderRequestRefused>(hub, "request", _request.Value);
        Assert.Equal(code, refused.Code);
        Assert.NotEmpty(refused.Reason);
    }

    [Then("the archive shows the work order as cancelled")]
    public Task ThenArchived() => StateAsync("cancelled");

    [Then("the archive follows the amended work order to completed, with twice the bandwidth")]
    public async Task ThenTwice()
    {
        await StateAsync("completed");
        var completed = await Known.OneAsync<WorkOrderCompleted>(hub, "workOrder", orders.Last.WorkOrderNo.Value);
        Assert.Equal(orders.Last.BandwidthKbps * 2, completed.Product.BandwidthKbps);
        Assert.Equal(5, completed.Sequence);
    }

    [Then("97 has received the cancellation once")]
    public void ThenOnce() => Assert.Single(BooksOf(_request), e => e.Kind is BookKind.Received or BookKind.Duplicate or BookKind.Wrong);

    [Then("97 has read each work order before its cancellation")]
    public async Task ThenInOrder()
    {
        await Patience.UntilAsync("97 has all cancellations", hub.Ninety7.Books, _ => _cancelled.All(c => BooksOf(c.RequestId).Count > 0));
        var read = hub.Ninety7.Books.Entries().Where(e => e.Kind == BookKind.Received).Select(e => e.Id).ToList();
        Assert.All(_cancelled, c => Assert.InRange(read.IndexOf(c.WorkOrderNo.Value), 0, read.IndexOf(c.RequestId.Value)));
        Assert.DoesNotContain(hub.Ninety7.Books.Entries("N97-4"), e => e.Note == "J01" && _cancelled.Any(c => c.RequestId.Value == e.Id));
    }

    [Then("the core app hears an answer to each cancellation")]
    public async Task ThenAnswered()
    {
        foreach (var request in _cancelled.Select(c => c.RequestId.Value))
        {
            await Patience.UntilAsync($"an answer to {request}", async () =>
                (await Known.AllAsync<WorkOrderStateChanged>(hub, "request", request)).Count + (await Known.AllAsync<WorkOrderRequestRefused>(hub, "request", request)).Count, n => n == 1);
        }
    }

    private Task CancelAsync(WorkOrderNumber number)
    {
        var cancel = DemoFacts.Cancel(number);
        _cancelled.Add(cancel);
        _request = cancel.RequestId;
        return PostAsync(cancel);
    }

    private Task PostAsync(CancelWorkOrder cancel) => hub.PostAsync(cancel, cancel.WorkOrderNo.Value, cancel.RequestId.Value);

    private IReadOnlyList<BookEntry> BooksOf(RequestId request) => [.. hub.Ninety7.Books.Entries("N97-4").Where(e => e.Id == request.Value)];

    private Task StateAsync(string state) => Patience.UntilAsync(
        $"{orders.Last.WorkOrderNo} {state} in the archive", () => hub.Archive.WorkOrderAsync(orders.Last.WorkOrderNo.Value), shown => shown?.State == state);
}
