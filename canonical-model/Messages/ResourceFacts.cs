using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("ResourceReserved", 1, MessageKind.Fact, Interfaces = "RES-3")]
[Summary("Resources are reserved.")]
public sealed record ResourceReserved : IFact
{
    [Summary("Request it is the result of.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Reservation.")] public required ReservationNumber ReservationNo { get; init; }
    [Summary("Circuit.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Route from A to Z, in order.")] public IReadOnlyList<RouteHop> Route { get; init; } = [];
    [Summary("Held until.")] public DateOnly? HoldUntil { get; init; }
    [Summary("When it was done.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("ResourceAssigned", 1, MessageKind.Fact, Interfaces = "RES-3")]
[Summary("Resources are assigned to a service.")]
public sealed record ResourceAssigned : IFact
{
    [Summary("Request it is the result of.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Service carried.")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("Circuit.")] public required CircuitNumber CircuitNo { get; init; }
    [Summary("Route from A to Z, in order.")] public IReadOnlyList<RouteHop> Route { get; init; } = [];
    [Summary("When it was done.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("ResourceReleased", 1, MessageKind.Fact, Interfaces = "RES-3")]
[Summary("Resources are free again.")]
public sealed record ResourceReleased : IFact
{
    [Summary("Request it is the result of.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("When it was done.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("ResourceRequestFailed", 1, MessageKind.Fact, Interfaces = "RES-3")]
[Summary("Resource management could not do what it had accepted.")]
public sealed record ResourceRequestFailed : IFact
{
    [Summary("Request it is the result of.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Resource management's code.")] public required string Code { get; init; }
    [Summary("Resource management's words.")] public required string Reason { get; init; }
    [Summary("When it gave up.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CircuitReported", 1, MessageKind.Fact, Interfaces = "RES-4")]
[Summary("A circuit of a big customer as resource management has it tonight.")]
public sealed record CircuitReported : Resource, IFact
{
    [Summary("As at.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CircuitReportEnded", 1, MessageKind.Fact)]
[Summary("For a while no more circuits of a nightly report have come: what it lacks is missing there.")]
public sealed record CircuitReportEnded : IFact
{
    [Summary("System that reports.")] public required SystemCode System { get; init; }
    [Summary("The report's as-at.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CircuitOutageStarted", 1, MessageKind.Fact, Interfaces = "RES-5")]
[Summary("A circuit is down.")]
public sealed record CircuitOutageStarted : IFact
{
    [Summary("Outage.")] public required OutageId OutageId { get; init; }
    [Summary("Circuit.")] public required CircuitNumber CircuitNo { get; init; }
    [Summary("Service carried.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Cause, as far as known.")] public string? Cause { get; init; }
    [Summary("Expected to be repaired by.")] public DateTimeOffset? ExpectedRepairAt { get; init; }
    [Summary("Down since.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CircuitCutOverPlanned", 1, MessageKind.Fact, Interfaces = "RES-5")]
[Summary("A circuit will be cut over (割接) and may be interrupted.")]
public sealed record CircuitCutOverPlanned : IFact
{
    [Summary("Cut-over.")] public required OutageId OutageId { get; init; }
    [Summary("Circuit.")] public required CircuitNumber CircuitNo { get; init; }
    [Summary("Service carried.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Begins.")] public required DateTimeOffset StartsAt { get; init; }
    [Summary("Ends.")] public required DateTimeOffset EndsAt { get; init; }
    [Summary("When it was planned.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("CircuitRepaired", 1, MessageKind.Fact, Interfaces = "RES-5")]
[Summary("A circuit works again.")]
public sealed record CircuitRepaired : IFact
{
    [Summary("Outage that is over.")] public required OutageId OutageId { get; init; }
    [Summary("Circuit.")] public required CircuitNumber CircuitNo { get; init; }
    [Summary("What was done.")] public string? Solution { get; init; }
    [Summary("Works again since.")] public required DateTimeOffset OccurredAt { get; init; }
}
