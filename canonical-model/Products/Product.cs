namespace Integration.CanonicalModel;

[Summary("An installed product (TMF637): what the customer has and pays for.")]
public record Product
{
    [Summary("Identity.")] public required ProductId ProductId { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Account that is billed.")] public AccountNumber? AccountNo { get; init; }
    [Summary("Offering in the catalogue.")] public required OfferingCode Offering { get; init; }
    [Summary("Name of the offering.")] public string? OfferingName { get; init; }
    [Summary("Phone or circuit number (业务号码).")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("Status (TMF637).")] public required ProductStatus Status { get; init; }
    [Summary("In service since.")] public DateOnly? StartedOn { get; init; }
    [Summary("Out of service since.")] public DateOnly? EndedOn { get; init; }
    [Summary("A end.")] public ServiceEnd? AEnd { get; init; }
    [Summary("Z end, for circuits.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Circuit that carries it.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("Monthly fee.")] public Money? MonthlyFee { get; init; }
    [Summary("Agreement it stands under.")] public AgreementNumber? AgreementNo { get; init; }
}

[Summary("Status of an installed product (TMF637).")]
public enum ProductStatus
{
    Created,
    PendingActive,
    Active,
    Suspended,
    PendingTerminate,
    Terminated,
    Cancelled,
    Aborted,
}

[Summary("One end of a service: where it is and whom to ask there.")]
public sealed record ServiceEnd
{
    [Summary("Address.")] public required string Address { get; init; }
    [Summary("Local network the address lies in.")] public OrgUnitCode? OrgUnit { get; init; }
    [Summary("Area code with its leading zero (区号), e.g. 0571.")] public string? AreaCode { get; init; }
    [Summary("Room, rack or frame.")] public string? Room { get; init; }
    [Summary("Port or pair.")] public string? Port { get; init; }
    [Summary("Person on site.")] public string? ContactName { get; init; }
    [Summary("Phone of the person on site.")] public string? ContactPhone { get; init; }
}

[Summary("Something in the network: circuit, port, number, pair.")]
public record Resource
{
    [Summary("Identity in resource management.")] public required ResourceId ResourceId { get; init; }
    [Summary("Kind.")] public required ResourceKind Kind { get; init; }
    [Summary("State.")] public required ResourceState State { get; init; }
    [Summary("Number of the circuit, for circuits.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Service it carries.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Customer, by the archive's number.")] public CustomerNumber? CustomerNo { get; init; }
    [Summary("A end.")] public ServiceEnd? AEnd { get; init; }
    [Summary("Z end.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("Route from A to Z, in order.")] public IReadOnlyList<RouteHop> Route { get; init; } = [];
}

[Summary("Kind of a resource.")]
public enum ResourceKind
{
    Circuit,
    Port,
    Number,
    Pair,
}

[Summary("State of a resource.")]
public enum ResourceState
{
    Planned,
    Reserved,
    InService,
    Retired,
}

[Summary("One station on a circuit's route.")]
public sealed record RouteHop
{
    [Summary("Station or node.")] public required string Node { get; init; }
    [Summary("Equipment.")] public string? Equipment { get; init; }
    [Summary("Port.")] public string? Port { get; init; }
}
