using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[Summary("What a work order has done: install 装, move 移, change 改, remove 拆.")]
public enum WorkOrderType
{
    Install,
    Move,
    Change,
    Remove,
}

[Summary("State of a work order in 97.")]
public enum WorkOrderState
{
    Created,
    Accepted,
    Dispatched,
    InProgress,
    Testing,
    Suspended,
    Completed,
    Returned,
    Cancelled,
}

[Summary("Equipment to be brought, built in or taken away.")]
public sealed record Equipment
{
    [Summary("Type of equipment.")] public required string Type { get; init; }
    [Summary("Model.")] public string? Model { get; init; }
    [Summary("How many; one if absent.")] public int? Quantity { get; init; }
    [Summary("Serial number.")] public string? SerialNo { get; init; }
}

[CanonicalMessage("CreateWorkOrder", 1, MessageKind.Command, Interfaces = "N97-1")]
[Summary("97 is to send people out (派单). The work order number is the identity: a repeat is the same work order.")]
public sealed record CreateWorkOrder
{
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Type.")] public required WorkOrderType Type { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Customer's name, for the people who go there.")] public required string CustomerName { get; init; }
    [Summary("Service level of the customer.")] public ServiceLevel? ServiceLevel { get; init; }
    [Summary("Phone or circuit number; absent if 97 is to choose it.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Offering to be installed.")] public required OfferingCode Offering { get; init; }
    [Summary("Circuit, if resources are assigned.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("A end.")] public required ServiceEnd AEnd { get; init; }
    [Summary("Z end, for circuits.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Equipment.")] public IReadOnlyList<Equipment> Equipment { get; init; } = [];
    [Summary("To be done by.")] public required DateTimeOffset DueAt { get; init; }
    [Summary("Sent out at.")] public required DateTimeOffset RequestedAt { get; init; }
    [Summary("Remark.")] public string? Remark { get; init; }
}

[CanonicalMessage("AmendWorkOrder", 1, MessageKind.Command, Interfaces = "N97-4")]
[Summary("97 is to change an open work order; what is absent stays as it is.")]
public sealed record AmendWorkOrder : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("New A end.")] public ServiceEnd? AEnd { get; init; }
    [Summary("New Z end.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("New bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("New date.")] public DateTimeOffset? DueAt { get; init; }
    [Summary("Why.")] public required string Reason { get; init; }
}

[CanonicalMessage("CancelWorkOrder", 1, MessageKind.Command, Interfaces = "N97-4")]
[Summary("97 is to cancel an open work order.")]
public sealed record CancelWorkOrder : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Work order.")] public required WorkOrderNumber WorkOrderNo { get; init; }
    [Summary("Why.")] public required string Reason { get; init; }
}
