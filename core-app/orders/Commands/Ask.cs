using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders.Commands;

/// <summary>What a step asks of another system, or that there is nothing to ask.</summary>
/// <param name="Request">Number under which the answer comes; null: nothing is asked.</param>
/// <param name="Message">Canonical command; null: the step is over at once.</param>
internal sealed record Ask(string? Request, object? Message)
{
    public static Ask Nothing { get; } = new(null, null);
}

/// <summary>A step that cannot even be asked for: what it needs is not known.</summary>
internal sealed class CannotAskException(StepTrouble trouble) : Exception(trouble.Reason)
{
    public StepTrouble Trouble { get; } = trouble;
}

/// <summary>Makes the commands of steps from the order and from what earlier steps have brought.</summary>
/// <param name="customer">Whose order it is, for the people who go there and for the bill; null: not known here.</param>
internal sealed class CommandMaker(ProductOrderPlaced order, OrderRun run, Customer? customer, DateTimeOffset now)
{
    private const int HoldDays = 30;

    private readonly string _customerName = customer?.Name ?? order.CustomerNo.Value;

    /// <exception cref="CannotAskException">What the step needs is not known.</exception>
    public Ask Do(RunningStep step)
    {
        var id = Number(step);
        if (step.Plan.Step.Do is TemplateStepDo.UpdateArchive)
            return Ask.Nothing;
        var item = Item(step);
        return new Ask(id, step.Plan.Step.Do switch
        {
            TemplateStepDo.CheckFeasibility => new CheckServiceFeasibility
            {
                RequestId = new(id), CustomerNo = order.CustomerNo, OrderNo = order.OrderNo, Offering = item.Offering, AEnd = End(item.AEnd, "aEnd"), ZEnd = item.ZEnd,
                BandwidthKbps = item.BandwidthKbps, Quantity = item.Quantity, WantedBy = order.RequestedCompletionOn,
            },
            TemplateStepDo.ReserveResource => new ReserveResource
            {
                RequestId = new(id), OrderNo = order.OrderNo, CustomerNo = order.CustomerNo, Offering = item.Offering, AEnd = End(item.AEnd, "aEnd"), ZEnd = item.ZEnd,
                BandwidthKbps = item.BandwidthKbps, HoldUntil = DateOnly.FromDateTime(now.Date).AddDays(HoldDays),
            },
            TemplateStepDo.AssignResource => new AssignResource
            {
                RequestId = new(id), OrderNo = order.OrderNo, ReservationNo = new(Brought(item, Results.Reservation) ?? throw Missing("reservation")),
                ServiceNo = new(item.ServiceNo?.Value ?? Brought(item, Results.Circuit) ?? throw Missing("circuit")),
            },
            TemplateStepDo.ReleaseResource => new ReleaseResource
            {
                RequestId = new(id), OrderNo = order.OrderNo, CircuitNo = new(Circuit(item) ?? throw Missing("circuit")), Reason = order.Name,
            },
            TemplateStepDo.WorkOrderAEnd or TemplateStepDo.WorkOrderEquipment or TemplateStepDo.WorkOrderTrunk => WorkOrder(id, step, item, End(item.AEnd, "aEnd"), item.ZEnd),
            TemplateStepDo.WorkOrderZEnd => WorkOrder(id, step, item, End(item.ZEnd, "zEnd"), item.AEnd),
            TemplateStepDo.StartBilling => StartBilling(id, item),
            TemplateStepDo.ChangeBilling => ChangeBilling(id, item, add: [Service(item)], remove: []),
            TemplateStepDo.StopBilling => ChangeBilling(id, item, add: [], remove: [Service(item)]),
            TemplateStepDo.SubOrder => SubOrder(id, item),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step.Plan.Step.Do, "No command is made for such a step."),
        });
    }

    public Ask Undo(RunningStep step)
    {
        var (id, item) = (Number(step), Item(step));
        var reason = run.Reason ?? order.Name;
        return step.Plan.Step.Do switch
        {
            // The circuit that came of it was given back already, and the reservation with it.
            TemplateStepDo.ReserveResource when run.Steps.Values.Any(s => s.Plan.ItemNo == step.Plan.ItemNo && s.Plan.Step.Do == TemplateStepDo.AssignResource && WasUndone(s)) => Ask.Nothing,
            TemplateStepDo.ReserveResource => new Ask(id, new ReleaseResource
            {
                RequestId = new(id), OrderNo = order.OrderNo, ReservationNo = new(step.Result.GetValueOrDefault(Results.Reservation) ?? throw Missing("reservation")), Reason = reason,
            }),
            TemplateStepDo.AssignResource => new Ask(id, new ReleaseResource
            {
                RequestId = new(id), OrderNo = order.OrderNo, CircuitNo = new(step.Result.GetValueOrDefault(Results.Circuit) ?? throw Missing("circuit")), Reason = reason,
            }),
            TemplateStepDo.WorkOrderAEnd or TemplateStepDo.WorkOrderZEnd or TemplateStepDo.WorkOrderTrunk or TemplateStepDo.WorkOrderEquipment =>
                new Ask(id, new CancelWorkOrder { RequestId = new(id), WorkOrderNo = WorkOrderOf(step), Reason = reason }),
            TemplateStepDo.StartBilling => new Ask(id, ChangeBilling(id, item, add: [], remove: [Service(item)])),
            TemplateStepDo.SubOrder => new Ask(id, new CancelSubOrder { RequestId = new(id), OrderNo = new(step.Result.GetValueOrDefault(Results.Part) ?? throw Missing("part")), Reason = reason }),
            _ => Ask.Nothing,
        };
    }

    public Ask Change(RunningStep step)
    {
        var (id, item) = ($"{Number(step)}-c", Item(step));
        var z = step.Plan.Step.Do == TemplateStepDo.WorkOrderZEnd;
        return new Ask(id, new AmendWorkOrder
        {
            RequestId = new(id), WorkOrderNo = WorkOrderOf(step), AEnd = z ? item.ZEnd : item.AEnd, ZEnd = z ? item.AEnd : item.ZEnd, BandwidthKbps = item.BandwidthKbps, Reason = "order amended",
        });
    }

    /// <summary>Number of a step's turn: the same for ever, so that what is sent twice is the same request. It is the work order's number too.</summary>
    private string Number(RunningStep step) => StepNumbers.Of(order.OrderNo, StepCode(step), step.Plan.ItemNo, HasTwin(step) ? step.Key : null, step.Turn);

    private bool HasTwin(RunningStep step) => run.Steps.Values.Any(s => s.Key != step.Key && s.Plan.Step.Do == step.Plan.Step.Do && s.Plan.ItemNo == step.Plan.ItemNo);

    private static bool WasUndone(RunningStep step) => step.State == StepState.Undone || (step.State == StepState.Waiting && step.Turn > 1);

    private static WorkOrderNumber WorkOrderOf(RunningStep step) => new(step.Result.GetValueOrDefault(Results.WorkOrder) ?? throw Missing("workOrder"));

    private CreateWorkOrder WorkOrder(string id, RunningStep step, ProductOrderItem item, ServiceEnd a, ServiceEnd? z) => new()
    {
        WorkOrderNo = new(id), OrderNo = order.OrderNo, CustomerNo = order.CustomerNo, CustomerName = _customerName, Offering = item.Offering, BandwidthKbps = item.BandwidthKbps, AEnd = a, ZEnd = z,
        Type = item.Action switch
        {
            OrderAction.New => WorkOrderType.Install,
            OrderAction.Move => WorkOrderType.Move,
            OrderAction.Terminate => WorkOrderType.Remove,
            _ => WorkOrderType.Change,
        },
        ServiceNo = (item.ServiceNo?.Value ?? Brought(item, Results.Service)) is { } service ? new ServiceNumber(service) : null,
        CircuitNo = Circuit(item) is { } circuit ? new CircuitNumber(circuit) : null,
        DueAt = step.DueAt!.Value, RequestedAt = now, Remark = step.Plan.Step.Title.Zh,
    };

    // The peer's part is its own end of the item, as an order of its own; what the customer pays is settled here.
    private PlaceSubOrder SubOrder(string id, ProductOrderItem item)
    {
        var end = End(item.ZEnd, "zEnd");
        return new PlaceSubOrder
        {
            RequestId = new(id),
            Customer = customer ?? throw Missing("customer"),
            Order = new ProductOrder
            {
                OrderNo = new(id), ParentOrderNo = order.OrderNo, CustomerNo = order.CustomerNo, Name = order.Name, State = ProductOrderState.Acknowledged, AccountManager = order.AccountManager,
                OrgUnit = end.OrgUnit ?? throw Missing("zUnit"), OrderedAt = now, RequestedCompletionOn = order.RequestedCompletionOn,
                Items = [item with { AEnd = end, ZEnd = null, MonthlyFee = null, OneTimeFee = null, AccountNo = null }],
            },
        };
    }

    private object StartBilling(string id, ProductOrderItem item) => item.AccountNo is not null ? ChangeBilling(id, item, add: [Service(item)], remove: []) : new OpenBillingAccount
    {
        RequestId = new(id), CustomerNo = order.CustomerNo, CustomerName = _customerName, Name = _customerName, PaymentMethod = PaymentMethod.BankTransfer, ServiceNos = [Service(item)],
        StartsOn = DateOnly.FromDateTime(now.Date), OrderNo = order.OrderNo,
    };

    private ChangeBillingAccount ChangeBilling(string id, ProductOrderItem item, IReadOnlyList<ServiceNumber> add, IReadOnlyList<ServiceNumber> remove) => new()
    {
        RequestId = new(id), AccountNo = item.AccountNo ?? (Brought(item, Results.Account) is { } account ? new AccountNumber(account) : throw Missing("account")),
        AddServiceNos = add, RemoveServiceNos = remove, EffectiveOn = DateOnly.FromDateTime(now.Date), OrderNo = order.OrderNo,
    };

    private ServiceNumber Service(ProductOrderItem item) => item.ServiceNo ?? new(Brought(item, Results.Service) ?? Brought(item, Results.Circuit) ?? throw Missing("service"));

    private string? Circuit(ProductOrderItem item) => Brought(item, Results.Circuit) ?? item.ServiceNo?.Value;

    private string? Brought(ProductOrderItem item, string what) => Results.Brought(run, item.ItemNo, what);

    private ProductOrderItem Item(RunningStep step) => run.Items.First(i => i.ItemNo == step.Plan.ItemNo);

    private static ServiceEnd End(ServiceEnd? end, string which) => end ?? throw Missing(which);

    private static CannotAskException Missing(string what) => new(StepTrouble.Own("order.missing", ("what", what)));

    // Short, because 97's work order numbers are.
    private static string StepCode(RunningStep step) => step.Plan.Step.Do switch
    {
        TemplateStepDo.CheckFeasibility => "CK",
        TemplateStepDo.ReserveResource => "RV",
        TemplateStepDo.AssignResource => "AS",
        TemplateStepDo.ReleaseResource => "RL",
        TemplateStepDo.WorkOrderAEnd => "WA",
        TemplateStepDo.WorkOrderZEnd => "WZ",
        TemplateStepDo.WorkOrderTrunk => "WT",
        TemplateStepDo.WorkOrderEquipment => "WE",
        TemplateStepDo.StartBilling => "SB",
        TemplateStepDo.ChangeBilling => "CB",
        TemplateStepDo.StopBilling => "EB",
        TemplateStepDo.SubOrder => "SO",
        _ => "ST",
    };
}

/// <summary>What steps bring for others, by name.</summary>
internal static class Results
{
    public const string Reservation = "reservation", Circuit = "circuit", Service = "service", WorkOrder = "workOrder", Account = "account", Earliest = "earliest", Part = "part",
        // Under what numbers the peer's end is in service: its own, beside those of this hub.
        PartCircuit = "partCircuit", PartService = "partService";

    /// <summary>The newest word of the item's steps; null: none has brought it.</summary>
    public static string? Brought(OrderRun run, OrderItemNumber item, string what) => run.Steps.Values
        .Where(s => s.Plan.ItemNo == item && s.Result.ContainsKey(what))
        .OrderByDescending(s => s.EndedAt).Select(s => s.Result[what]).FirstOrDefault();

    /// <summary>What came of the items, for whoever hears that the order is completed.</summary>
    public static IReadOnlyList<OrderItemOutcome> Outcomes(OrderRun run) => [.. run.Items
        .Select(i => new OrderItemOutcome
        {
            ItemNo = i.ItemNo,
            CircuitNo = Brought(run, i.ItemNo, Circuit) is { } circuit ? new CircuitNumber(circuit) : null,
            ServiceNo = Brought(run, i.ItemNo, Service) is { } service ? new ServiceNumber(service) : null,
        })
        .Where(o => o.CircuitNo is not null || o.ServiceNo is not null)];
}
