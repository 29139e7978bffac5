using Integration.CoreApp.Orders;
using Integration.Specs.Features.Peers;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>Orders over province borders. What resource management and 97 of a province answer is said in their place.</summary>
[Binding]
[Scope(Tag = "sub-orders")]
public sealed class OrderPartSteps(PeerGround ground)
{
    private const string Whole = "leased-line-new-cross-province/";

    private string Order => $"PO{ground.Mark}";

    private string Part => $"{Order}-SO1T1";

    // Each province's resource management has numbers of its own.
    private string Circuit(string unit) => $"ZX-{unit}-{ground.Mark}";

    private CustomerNumber Customer => new($"C{ground.Mark}");

    [Given(@"(cn\S*) cannot be reached")]
    public Task GivenCut(string unit) => ground[unit].StopAsync();

    [When(@"(cn\S*) can be reached again")]
    public Task WhenRestored(string unit) => ground[unit].StartAsync();

    [When(@"cn.zj takes an order for a line to (\S+) and comes to its work orders")]
    public async Task WhenTaken(string unit)
    {
        var home = ground["cn.zj"];
        await home.SayAsync(new CustomerProfileChanged
        {
            CustomerNo = Customer, Name = "杭州第一机床厂", Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new("cn.zj.hz"), OccurredAt = Now,
        }, Customer.Value, $"{Customer}");
        await Patience.UntilAsync("the archive knows the customer", () => home.Stores.Archive.FindByCustomerNumberAsync(Customer, null, TestContext.Current.CancellationToken), c => c is not null);
        await home.SayAsync(new ProductOrderPlaced
        {
            OrderNo = new(Order), CustomerNo = Customer, Name = "杭州至广州 10M 专线", State = ProductOrderState.Acknowledged, OrgUnit = new("cn.zj.hz"), OrderedAt = Now, OccurredAt = Now,
            Items =
            [
                new ProductOrderItem
                {
                    ItemNo = new("1"), Action = OrderAction.New, Offering = new("LEASED_LINE"), State = ProductOrderState.Acknowledged, Quantity = 1, BandwidthKbps = 10_000, AccountNo = new("057110000001"),
                    MonthlyFee = new Money(800_000, "CNY"),
                    AEnd = new ServiceEnd { Address = "杭州市延安路 1 号", OrgUnit = new("cn.zj.hz") }, ZEnd = new ServiceEnd { Address = "广州市中山路 1 号", OrgUnit = new(unit) },
                },
            ],
        }, Order, $"order:{Order}");
        await DoneAsync("cn.zj", Order, Whole + "accept");
        await FeasibleAsync("cn.zj", Order);
        await DoneAsync("cn.zj", Order, Whole + "confirm-fee");
        await DoneAsync("cn.zj", Order, Whole + "agreement");
        await AssignedAsync("cn.zj", Order);
        await AskedAsync<PlaceSubOrder>("cn.zj", Order, 1);
    }

    [When("cn.gd has done its end")]
    public async Task WhenDone()
    {
        await FeasibleAsync("cn.gd", Part);
        await AssignedAsync("cn.gd", Part);
        foreach (var work in await AskedAsync<CreateWorkOrder>("cn.gd", Part, 2))
        {
            await ground["cn.gd"].SayAsync(new WorkOrderCompleted
            {
                WorkOrderNo = work.WorkOrderNo, Product = new InstalledProduct { ServiceNo = new($"020-{ground.Mark}") }, CompletedAt = Now, OccurredAt = Now,
            }, work.WorkOrderNo.Value, $"done:{work.WorkOrderNo}", "n97");
        }
        await DoneAsync("cn.gd", Part, "test/1");
    }

    [When("the order is cancelled in cn.zj")]
    public Task WhenCancelled() => WishAsync("cn.zj", Order, OrderWish.Cancel, null);

    [When("the order is cancelled in cn.zj and its own work orders are taken back")]
    public async Task WhenCancelledLate()
    {
        await WhenCancelled();
        foreach (var cancel in await AskedAsync<CancelWorkOrder>("cn.zj", Order, 3))
            await ground["cn.zj"].SayAsync(new WorkOrderStateChanged { WorkOrderNo = cancel.WorkOrderNo, State = WorkOrderState.Cancelled, OccurredAt = Now }, cancel.WorkOrderNo.Value, $"cancelled:{cancel.WorkOrderNo}", "n97");
    }

    [Then("cn.gd carries the other end out as an order of its own for the same customer")]
    public async Task ThenPart()
    {
        var part = await SeenAsync("cn.gd", Part, "is under way", o => o.Order.State == "inProgress");
        Assert.Equal((Order, Customer.Value, "cn.gd.gz"), (part.Order.ParentOrderNo, part.Order.CustomerNo, part.Order.OrgUnit));
        var item = Assert.Single(part.Items);
        Assert.Equal("广州市中山路 1 号", item.AEnd!.Address);
        Assert.True(item is { ZEnd: null, MonthlyFee: null, AccountNo: null });
    }

    [Then(@"the other end is (\w+) in the order of cn.zj")]
    public Task ThenEnd(string state) => SeenAsync("cn.zj", Order, $"has its other end {state}", o => WireNames.Of(o.Steps.Single(s => s.Key == "work-z/1").State) == state);

    [Then("the history of the order in cn.zj tells what cn.gd has done")]
    public async Task ThenTold()
    {
        // What the steps of the part were told may still be on its way behind its end.
        var order = await SeenAsync("cn.zj", Order, "has heard all", o => o.History.Any(h => h.Note == $"{Part}: completed"));
        Assert.Contains(order.History, h => h.Note == $"{Part} test: completed");
    }

    [Then("the order in cn.zj and the customer's archive there know the circuit of cn.gd")]
    public async Task ThenCircuit()
    {
        var order = await SeenAsync("cn.zj", Order, "has its other end completed", o => o.Steps.Single(s => s.Key == "work-z/1").State == StepState.Completed);
        var theirs = Circuit("cn.gd");
        Assert.Equal(theirs, order.Steps.Single(s => s.Key == "work-z/1").Result["partCircuit"]);
        // What is billed and built here goes on under the circuit of this province.
        Assert.All(await AskedAsync<CreateWorkOrder>("cn.zj", Order, 3), w => Assert.Equal(Circuit("cn.zj"), w.CircuitNo?.Value));
        var page = await ground["cn.zj"].Stores.CoreApp.Orders!.Page.ShowAsync(Order, Integration.Hub.Reach.Everything, TestContext.Current.CancellationToken);
        Assert.Equal(theirs, Assert.Single(page!.SubOrders).Circuit);
        var hit = await Patience.UntilAsync("the archive finds the customer by the other province's circuit",
            async () => (await ground["cn.zj"].Stores.CoreApp.Search.FindAsync(theirs, Integration.Hub.Reach.Everything, 10, TestContext.Current.CancellationToken)).SingleOrDefault(h => h.Kind == "circuit"), h => h is not null);
        Assert.Equal((Customer.Value, Part), (hit!.CustomerNo, hit.Detail));
    }

    [Then("cn carries out no order")]
    public async Task ThenNone() => Assert.Null(await ground["cn"].Stores.Orders.ShowAsync(Part, null, Now, TestContext.Current.CancellationToken));

    [Then("cn.gd has cancelled its end")]
    public async Task ThenCancelled()
    {
        // It had asked whether it can be done, and nothing is left of that.
        await SeenAsync("cn.gd", Part, "is being cancelled", o => o.Order.State == "pendingCancellation");
        await FeasibleAsync("cn.gd", Part);
        await SeenAsync("cn.gd", Part, "is cancelled", o => o.Order.State == "cancelled");
    }

    [Then(@"the fallout desk of cn.zj reads (\S+)")]
    public async Task ThenDesk(string code)
    {
        var desk = await ground["cn.zj"].Stores.Orders.FalloutAsync(null, 1000, TestContext.Current.CancellationToken);
        Assert.StartsWith(code, Assert.Single(desk, s => s.OrderNo == Order).Trouble, StringComparison.Ordinal);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task FeasibleAsync(string unit, string order)
    {
        var check = (await AskedAsync<CheckServiceFeasibility>(unit, order, 1))[0];
        await ground[unit].SayAsync(new ServiceFeasibilityChecked { RequestId = check.RequestId, Feasible = true }, order, $"checked:{check.RequestId}", "res");
    }

    private async Task AssignedAsync(string unit, string order)
    {
        var reserve = (await AskedAsync<ReserveResource>(unit, order, 1))[0];
        await ground[unit].SayAsync(new ResourceReserved
        {
            RequestId = reserve.RequestId, OrderNo = new(order), ReservationNo = new($"RSV-{ground.Mark}"), CircuitNo = new(Circuit(unit)), OccurredAt = Now,
        }, order, $"reserved:{reserve.RequestId}", "res");
        var assign = (await AskedAsync<AssignResource>(unit, order, 1))[0];
        await ground[unit].SayAsync(new ResourceAssigned
        {
            RequestId = assign.RequestId, OrderNo = new(order), ServiceNo = assign.ServiceNo, CircuitNo = new(Circuit(unit)), OccurredAt = Now,
        }, order, $"assigned:{assign.RequestId}", "res");
    }

    // A person does what is on the list, once it is there.
    private async Task DoneAsync(string unit, string order, string step)
    {
        await SeenAsync(unit, order, $"has {step} on a list", o => o.Steps.Single(s => s.Key == step).State == StepState.InProgress);
        await WishAsync(unit, order, OrderWish.CompleteStep, step);
    }

    private Task WishAsync(string unit, string order, OrderWish wish, string? step) => ground[unit].SayAsync(new OrderActionRequested
    {
        RequestId = new(Guid.NewGuid().ToString("N")), OrderNo = new(order), Wish = wish, Step = step, Reason = "客户改变计划", Staff = new("wang"), RequestedAt = Now,
    }, order, $"{order}:{wish}:{step}");

    private Task<OrderDetail> SeenAsync(string unit, string order, string what, Func<OrderDetail, bool> enough) => Look(unit, order, what, enough)!;

    private Task<OrderDetail?> Look(string unit, string order, string what, Func<OrderDetail, bool> enough) => Patience.UntilAsync(
        $"order {order} in {unit} {what}", () => ground[unit].Stores.Orders.ShowAsync(order, null, Now, TestContext.Current.CancellationToken), o => o is not null && enough(o));

    // What a hub's orders have asked of its systems.
    private async Task<IReadOnlyList<T>> AskedAsync<T>(string unit, string order, int count)
        where T : class
    {
        var operations = ground[unit].Stores.Operations;
        var found = await Patience.UntilAsync($"{unit} asks {count} {typeof(T).Name} for {order}",
            async () => (await operations.SearchAsync(new MessageQuery { Type = typeof(T).Name, Key = order, Source = OrdersSubscriber.Subscriber, Limit = 100 }, TestContext.Current.CancellationToken)).Messages,
            m => m.Count >= count);
        var asked = new List<T>();
        foreach (var one in found)
            asked.Add(CanonicalJson.Deserialize<T>((await operations.GetAsync(one.Id, TestContext.Current.CancellationToken))!.Envelope.Body));
        return asked;
    }
}
