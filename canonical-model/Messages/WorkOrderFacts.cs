using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("WorkOrderStateChanged", 1, MessageKind.Fact, Interfaces = "N97-2")]
[Summary("A work order has gone on to another state.")]
public sealed record WorkOrderStateChanged : IFact
{
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Order, if 97 says so.")] public OrderNumber? OrderNo { get; init; }
    [Summary("State now.")] public required WorkOrderState State { get; init; }
    [Summary("Team or engineer.")] public string? Engineer { get; init; }
    [Summary("Remark.")] public string? Note { get; init; }
    [Summary("97's own number of the event within the work order: decides what is newer, whichever arrives first.")] public long? Sequence { get; init; }
    [Summary("When it changed in 97.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("WorkOrderCompleted", 1, MessageKind.Fact, Interfaces = "N97-2")]
[Summary("A work order is done (竣工); what is installed now.")]
public sealed record WorkOrderCompleted : IFact
{
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Order, if 97 says so.")] public OrderNumber? OrderNo { get; init; }
    [Summary("What was done, if 97 says so; else as the work order said.")] public WorkOrderType? Type { get; init; }
    [Summary("Customer, if 97 says so; else as the work order said.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("What is installed, or no longer.")] public required InstalledProduct Product { get; init; }
    [Summary("Team or engineer.")] public string? Engineer { get; init; }
    [Summary("Remark.")] public string? Note { get; init; }
    [Summary("Work ended at.")] public required DateTimeOffset CompletedAt { get; init; }
    [Summary("97's own number of the event within the work order: decides what is newer, whichever arrives first.")] public long? Sequence { get; init; }
    [Summary("When 97 reported it.")] public required DateTimeOffset OccurredAt { get; init; }
}

[Summary("An installed product as the people on site left it.")]
public sealed record InstalledProduct
{
    [Summary("Phone or circuit number (业务号码).")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("Offering, if 97 says so; else as the work order said.")] public OfferingCode? Offering { get; init; }
    [Summary("Name of the offering.")] public string? OfferingName { get; init; }
    [Summary("Circuit.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("A end.")] public ServiceEnd? AEnd { get; init; }
    [Summary("Z end.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Equipment left there.")] public IReadOnlyList<Equipment> Equipment { get; init; } = [];
}

[CanonicalMessage("WorkOrderReturned", 1, MessageKind.Fact, Interfaces = "N97-2")]
[Summary("97 gives a work order back undone (退单).")]
public sealed record WorkOrderReturned : IFact
{
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Order, if 97 says so.")] public OrderNumber? OrderNo { get; init; }
    [Summary("97's code of the reason.")] public required string ReasonCode { get; init; }
    [Summary("Reason in words.")] public required string Reason { get; init; }
    [Summary("Team or engineer.")] public string? Engineer { get; init; }
    [Summary("97's own number of the event within the work order: decides what is newer, whichever arrives first.")] public long? Sequence { get; init; }
    [Summary("When it was given back.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("WorkOrderAmended", 1, MessageKind.Fact, Interfaces = "N97-2")]
[Summary("97 has taken a change of an open work order over; its cancellation is a state.")]
public sealed record WorkOrderAmended : IFact
{
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Request that it answers.")] public required RequestId RequestId { get; init; }
    [Summary("Team or engineer.")] public string? Engineer { get; init; }
    [Summary("Remark.")] public string? Note { get; init; }
    [Summary("97's own number of the event within the work order: decides what is newer, whichever arrives first.")] public long? Sequence { get; init; }
    [Summary("When it was taken over.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("WorkOrderRequestRefused", 1, MessageKind.Fact, Interfaces = "N97-2")]
[Summary("97 does not cancel or amend a work order; it goes on, or has ended, as it was.")]
public sealed record WorkOrderRequestRefused : IFact
{
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Request that it answers.")] public required RequestId RequestId { get; init; }
    [Summary("97's code of the reason.")] public required string Code { get; init; }
    [Summary("Reason in words.")] public required string Reason { get; init; }
    [Summary("97's own number of the event within the work order: decides what is newer, whichever arrives first.")] public long? Sequence { get; init; }
    [Summary("When it was refused.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("ServiceLineChanged", 1, MessageKind.Fact, Interfaces = "N97-3")]
[Summary("A big customer's line was changed at 97's own counter.")]
public sealed record ServiceLineChanged : IFact
{
    [Summary("97's number of the change.")] public required string ChangeNo { get; init; }
    [Summary("Customer, if 97 knows.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Phone or circuit number.")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("What happened.")] public required OrderAction Action { get; init; }
    [Summary("The line as it stands now.")] public InstalledProduct? Product { get; init; }
    [Summary("The number was taken to another operator; true or absent.")] public bool? PortedOut { get; init; }
    [Summary("When it happened.")] public required DateTimeOffset OccurredAt { get; init; }
}
