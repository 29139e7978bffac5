using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Peers;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "NAT-2")]
public sealed class SubOrderSteps(PeerGround ground)
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private MessageId _placed;
    private int _warnings;

    private OrderNumber Part => new($"PO{ground.Mark}-1");

    private OrderNumber Whole => new($"PO{ground.Mark}");

    private CustomerNumber Customer => new($"C{ground.Mark}");

    private WarningId Warning => new($"W{ground.Mark}-{_warnings}");

    [When(@"cn places a sub-order for (\S+)")]
    public async Task WhenPlaced(string unit)
    {
        var order = new ProductOrder
        {
            OrderNo = Part, CustomerNo = Customer, Name = "跨省专线 一端", State = ProductOrderState.Acknowledged, OrgUnit = new(unit), ParentOrderNo = Whole, OrderedAt = Now,
            Items = [new ProductOrderItem { ItemNo = new("1"), Action = OrderAction.New, Offering = new("LEASED_LINE"), State = ProductOrderState.Acknowledged, Quantity = 1 }],
        };
        var customer = new Customer { CustomerNo = Customer, Name = "某银行", Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new("cn") };
        _placed = await ground["cn"].SayAsync(new PlaceSubOrder { RequestId = new($"R{ground.Mark}"), Order = order, Customer = customer }, Part.Value, $"place:{Part}", origin: new Origin(TraceParent: Trace));
    }

    [When("cn cancels the sub-order")]
    public Task WhenCancelled() => ground["cn"].SayAsync(new CancelSubOrder { RequestId = new($"X{ground.Mark}"), OrderNo = Part, Reason = "客户撤单" }, Part.Value, $"cancel:{Part}");

    [When("cn.zj says that the sub-order is in progress, a step of it is done and another is late")]
    public async Task WhenProgress()
    {
        var province = ground["cn.zj"];
        await province.SayAsync(State(Part, Whole), Part.Value, $"state:{Part}");
        await province.SayAsync(new MilestoneStateChanged { OrderNo = Part, CustomerNo = Customer, ParentOrderNo = Whole, Milestone = new Milestone { Name = "资源确认", State = MilestoneState.Completed }, OccurredAt = Now }, Part.Value, $"step:{Part}");
        await province.SayAsync(new JeopardyAlerted { OrderNo = Part, Milestone = "派工", Severity = Severity.Major, DueAt = Now, Overdue = true, Message = "派工超时", OccurredAt = Now }, Part.Value, $"late:{Part}");
    }

    [When("cn.zj says that an order of its own is in progress")]
    public Task WhenOwn() => ground["cn.zj"].SayAsync(State(Part, null), Part.Value, $"state:{Part}");

    [When(@"cn.zj raises a warning of kind (\w+) and closes it")]
    public async Task WhenWarned(string kind)
    {
        _warnings++;
        await ground["cn.zj"].SayAsync(new WarningRaised
        {
            WarningId = Warning, Kind = Enum.Parse<WarningKind>(kind, ignoreCase: true), Severity = Severity.Major, State = WarningState.Raised, Title = "欠费", OrgUnit = new("cn.zj.hz"), RaisedAt = Now, OccurredAt = Now,
        }, Warning.Value, $"raised:{Warning}");
        await ground["cn.zj"].SayAsync(new WarningStateChanged { WarningId = Warning, State = WarningState.Closed, OccurredAt = Now }, Warning.Value, $"closed:{Warning}");
    }

    [Then("cn.zj has the sub-order once, with the trace context of cn")]
    public async Task ThenPlaced()
    {
        await KeyedAsync("cn.zj", Part.Value, ["PlaceSubOrder"]);
        var heard = Assert.Single(await ground["cn.zj"].HeardAsync<PlaceSubOrder>($"R{ground.Mark}"));
        Assert.Equal(Trace, heard.TraceParent);
        Assert.Equal(Part, CanonicalJson.Deserialize<PlaceSubOrder>(heard.Body).Order.OrderNo);
    }

    [Then("cn.gd has not heard of the sub-order")]
    public async Task ThenElsewhere()
    {
        await ground.RestAsync();
        Assert.Empty(await ground["cn.gd"].HeardAsync<PlaceSubOrder>($"R{ground.Mark}"));
    }

    [Then("cn hears state, step and alert of the sub-order once each")]
    public Task ThenProgress() => KeyedAsync("cn", Part.Value, ["ProductOrderStateChanged", "MilestoneStateChanged", "JeopardyAlerted"]);

    [Then("they stand in the conversation of the sub-order")]
    public async Task ThenOne()
    {
        var conversation = (await ground["cn"].Stores.Operations.GetAsync(_placed, TestContext.Current.CancellationToken))!.Envelope.ConversationId;
        Assert.All(await InAsync("cn", Part.Value), m => Assert.Equal(conversation, m.ConversationId));
    }

    [Then("cn.gd has the sub-order and then its cancellation")]
    public Task ThenCancelled() => KeyedAsync("cn.gd", Part.Value, ["PlaceSubOrder", "CancelSubOrder"]);

    [Then("cn has heard nothing of that order")]
    public async Task ThenNoOrder()
    {
        await ground.RestAsync();
        Assert.Empty(await InAsync("cn", Part.Value));
    }

    [Then("cn hears the warning and that it is closed")]
    public Task ThenWarned() => KeyedAsync("cn", Warning.Value, ["WarningRaised", "WarningStateChanged"]);

    [Then("cn has heard nothing of that warning")]
    public async Task ThenNoWarning()
    {
        await ground.RestAsync();
        Assert.Empty(await InAsync("cn", Warning.Value));
    }

    [Then(@"operations of cn sees the sub-order parked as (\S+)")]
    public async Task ThenParked(string code)
    {
        var delivery = await Patience.UntilAsync("it is parked", async () => (await ground["cn"].Stores.Operations.GetAsync(_placed, TestContext.Current.CancellationToken))!.Summary.Deliveries.Single(d => d.Subscriber == "peers"), d => d.State == DeliveryState.Parked);
        Assert.Equal(code, delivery.Failure!.Code);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private ProductOrderStateChanged State(OrderNumber order, OrderNumber? parent) =>
        new() { OrderNo = order, CustomerNo = Customer, State = ProductOrderState.InProgress, ParentOrderNo = parent, OccurredAt = Now };

    // Exactly these have come in, in this order.
    private async Task KeyedAsync(string hub, string key, string[] types)
    {
        await Patience.UntilAsync($"{hub} hears {string.Join(", ", types)}", () => InAsync(hub, key), m => m.Count >= types.Length);
        await ground.RestAsync();
        Assert.Equal(types, (await InAsync(hub, key)).Select(m => m.Type));
    }

    private async Task<IReadOnlyList<MessageSummary>> InAsync(string hub, string key) =>
        [.. (await ground[hub].Stores.Operations.TraceAsync(new TraceQuery(null, key), TestContext.Current.CancellationToken)).Where(m => m.Interface is not null && m.BusinessKey == key).OrderBy(m => m.Sequence)];
}
