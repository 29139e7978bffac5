using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("CustomerOverview", 1, MessageKind.Reply, Interfaces = "CS-1")]
[Summary("The customer at one glance: profile, level, manager, products, open orders and tickets, latest bill.")]
public sealed record CustomerOverview
{
    [Summary("Request answered, if it had an identity.")] public RequestId? RequestId { get; init; }
    [Summary("Number in the archive.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Full name.")] public required string Name { get; init; }
    [Summary("Name used in daily speech.")] public string? ShortName { get; init; }
    [Summary("Industry.")] public string? Industry { get; init; }
    [Summary("Status.")] public required CustomerStatus Status { get; init; }
    [Summary("Service level (服务等级).")] public required ServiceLevel ServiceLevel { get; init; }
    [Summary("Credit class.")] public string? CreditClass { get; init; }
    [Summary("Unit that owns the customer.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Account manager (客户经理).")] public StaffMember? AccountManager { get; init; }
    [Summary("Number asked for, if it was by number.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Installed products; the one asked for first.")] public required IReadOnlyList<ProductLine> Products { get; init; }
    [Summary("How many products there are; more than listed if the list was cut.")] public required int ProductCount { get; init; }
    [Summary("Open orders and work orders.")] public required IReadOnlyList<OpenOrder> OpenOrders { get; init; }
    [Summary("Open trouble tickets.")] public required IReadOnlyList<OpenTicket> OpenTickets { get; init; }
    [Summary("Latest bill.")] public BillLine? LatestBill { get; init; }
    [Summary("As at.")] public required DateTimeOffset AsOf { get; init; }
}

[Summary("A product in an overview.")]
public sealed record ProductLine
{
    [Summary("Identity.")] public required ProductId ProductId { get; init; }
    [Summary("Phone or circuit number.")] public required ServiceNumber ServiceNo { get; init; }
    [Summary("Offering.")] public OfferingCode? Offering { get; init; }
    [Summary("Name of the offering.")] public string? OfferingName { get; init; }
    [Summary("Status.")] public required ProductStatus Status { get; init; }
    [Summary("Circuit.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("Address of the A end.")] public string? AAddress { get; init; }
    [Summary("Address of the Z end.")] public string? ZAddress { get; init; }
    [Summary("Monthly fee.")] public Money? MonthlyFee { get; init; }
    [Summary("In service since.")] public DateOnly? StartedOn { get; init; }
}

[Summary("An open order or work order in an overview.")]
public sealed record OpenOrder
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Work order, if it is one.")] public WorkOrderNumber? WorkOrderNo { get; init; }
    [Summary("What a work order has done.")] public WorkOrderType? Type { get; init; }
    [Summary("State in the source's words: of the order (TMF622) or work order.")] public required string State { get; init; }
    [Summary("Service concerned.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Due at.")] public DateTimeOffset? DueAt { get; init; }
    [Summary("Last change.")] public required DateTimeOffset ChangedAt { get; init; }
    [Summary("Why it was returned, or another remark.")] public string? Note { get; init; }
}

[Summary("An open ticket in an overview.")]
public sealed record OpenTicket
{
    [Summary("Ticket.")] public required TicketNumber TicketNo { get; init; }
    [Summary("Kind.")] public required TroubleKind Kind { get; init; }
    [Summary("Severity.")] public required Severity Severity { get; init; }
    [Summary("State.")] public required TicketState State { get; init; }
    [Summary("Service concerned.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("Reported at.")] public required DateTimeOffset ReportedAt { get; init; }
    [Summary("Promised to be solved by.")] public DateTimeOffset? PromisedAt { get; init; }
}

[Summary("A bill in an overview.")]
public sealed record BillLine
{
    [Summary("Bill.")] public required BillNumber BillNo { get; init; }
    [Summary("Account.")] public required AccountNumber AccountNo { get; init; }
    [Summary("Month.")] public required BillingPeriod Period { get; init; }
    [Summary("Amount due.")] public required Money AmountDue { get; init; }
    [Summary("Amount paid.")] public required Money AmountPaid { get; init; }
    [Summary("Still open.")] public required Money AmountArrears { get; init; }
    [Summary("State.")] public required BillState State { get; init; }
    [Summary("To be paid by.")] public DateOnly? DueDate { get; init; }
}
