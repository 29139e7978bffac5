using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("CheckServiceFeasibility", 1, MessageKind.Query, Interfaces = "RES-1")]
[Summary("Can A and Z be served, and from when? Changes nothing.")]
public sealed record CheckServiceFeasibility : IRequest
{
    [Summary("Identity of the question.")] public required RequestId RequestId { get; init; }
    [Summary("Customer.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("Order, if there is one yet.")] public OrderNumber? OrderNo { get; init; }
    [Summary("Offering wanted.")] public required OfferingCode Offering { get; init; }
    [Summary("A end.")] public required ServiceEnd AEnd { get; init; }
    [Summary("Z end, for circuits.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("How many; one if absent.")] public int? Quantity { get; init; }
    [Summary("Wanted by.")] public DateOnly? WantedBy { get; init; }
}

[CanonicalMessage("ServiceFeasibilityChecked", 1, MessageKind.Reply, Interfaces = "RES-1")]
[Summary("Resource management's answer to a feasibility check.")]
public sealed record ServiceFeasibilityChecked : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Can it be served?")] public required bool Feasible { get; init; }
    [Summary("Earliest day it can be in service.")] public DateOnly? EarliestDate { get; init; }
    [Summary("A end.")] public EndFeasibility? AEnd { get; init; }
    [Summary("Z end.")] public EndFeasibility? ZEnd { get; init; }
    [Summary("When it was checked.")] public DateTimeOffset? CheckedAt { get; init; }
    [Summary("Nothing is reserved: after this instant ask again.")] public DateTimeOffset? ValidUntil { get; init; }
    [Summary("Code of the reason, if it cannot.")] public string? ReasonCode { get; init; }
    [Summary("Reason in words, if it cannot.")] public string? Reason { get; init; }
}

[Summary("What is there at one end.")]
public sealed record EndFeasibility
{
    [Summary("Can this end be served?")] public required bool Feasible { get; init; }
    [Summary("Exchange or node that serves it.")] public string? Node { get; init; }
    [Summary("Free ports there.")] public int? FreePorts { get; init; }
    [Summary("Cable to be laid, in metres.")] public int? CableMetres { get; init; }
    [Summary("Remark.")] public string? Note { get; init; }
}

[CanonicalMessage("ReserveResource", 1, MessageKind.Command, Interfaces = "RES-2")]
[Summary("Resource management is to reserve what A–Z needs; the result comes later.")]
public sealed record ReserveResource : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Offering.")] public required OfferingCode Offering { get; init; }
    [Summary("A end.")] public required ServiceEnd AEnd { get; init; }
    [Summary("Z end.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("Keep the reservation until.")] public required DateOnly HoldUntil { get; init; }
}

[CanonicalMessage("AssignResource", 1, MessageKind.Command, Interfaces = "RES-2")]
[Summary("Resource management is to turn a reservation into service.")]
public sealed record AssignResource : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Reservation.")] public required ReservationNumber ReservationNo { get; init; }
    [Summary("Service it will carry.")] public required ServiceNumber ServiceNo { get; init; }
}

[CanonicalMessage("ReleaseResource", 1, MessageKind.Command, Interfaces = "RES-2")]
[Summary("Resource management is to free a reservation or a circuit.")]
public sealed record ReleaseResource : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Reservation to free.")] public ReservationNumber? ReservationNo { get; init; }
    [Summary("Circuit to free.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Why.")] public string? Reason { get; init; }
}

[CanonicalMessage("ResourceRequestAccepted", 1, MessageKind.Reply, Interfaces = "RES-2")]
[Summary("Resource management has taken the request; the result comes later.")]
public sealed record ResourceRequestAccepted : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Resource management's own number of it.")] public string? ResourceReference { get; init; }
}

[CanonicalMessage("ResourceRequestRejected", 1, MessageKind.Reply, Interfaces = "RES-1,RES-2")]
[Summary("Resource management refuses the request at once, for a business reason.")]
public sealed record ResourceRequestRejected : IReply
{
    [Summary("Request answered.")] public required RequestId RequestId { get; init; }
    [Summary("Resource management's code.")] public required string Code { get; init; }
    [Summary("Resource management's words.")] public required string Reason { get; init; }
}
