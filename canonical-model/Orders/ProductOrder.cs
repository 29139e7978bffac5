namespace Integration.CanonicalModel;

[Summary("A one-stop order (一站订单, TMF622).")]
public record ProductOrder
{
    [Summary("Number.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("What the customer asked for, in one line.")] public required string Name { get; init; }
    [Summary("State (TMF622).")] public required ProductOrderState State { get; init; }
    [Summary("Account manager.")] public StaffMember? AccountManager { get; init; }
    [Summary("Unit that owns the order.")] public required OrgUnitCode OrgUnit { get; init; }
    [Summary("Order of which this is a part, in another unit.")] public OrderNumber? ParentOrderNo { get; init; }
    [Summary("Handed in at.")] public required DateTimeOffset OrderedAt { get; init; }
    [Summary("Wanted by the customer.")] public DateOnly? RequestedCompletionOn { get; init; }
    [Summary("Expected end.")] public DateTimeOffset? ExpectedCompletionAt { get; init; }
    [Summary("Ended at.")] public DateTimeOffset? CompletedAt { get; init; }
    [Summary("What is ordered.")] public required IReadOnlyList<ProductOrderItem> Items { get; init; }
    [Summary("The steps, each with its own state.")] public IReadOnlyList<Milestone> Milestones { get; init; } = [];
}

[Summary("State of an order or item (TMF622).")]
public enum ProductOrderState
{
    Acknowledged,
    Rejected,
    Pending,
    Held,
    InProgress,
    AssessingCancellation,
    PendingCancellation,
    Cancelled,
    Completed,
    Failed,
    Partial,
}

[Summary("One thing ordered.")]
public sealed record ProductOrderItem
{
    [Summary("Number within the order.")] public required OrderItemNumber ItemNo { get; init; }
    [Summary("What is to happen.")] public required OrderAction Action { get; init; }
    [Summary("Offering.")] public required OfferingCode Offering { get; init; }
    [Summary("State (TMF622).")] public required ProductOrderState State { get; init; }
    [Summary("Installed product that it is about.")] public ProductId? ProductId { get; init; }
    [Summary("Phone or circuit number.")] public ServiceNumber? ServiceNo { get; init; }
    [Summary("How many.")] public required int Quantity { get; init; }
    [Summary("A end.")] public ServiceEnd? AEnd { get; init; }
    [Summary("Z end.")] public ServiceEnd? ZEnd { get; init; }
    [Summary("Bandwidth in kbit/s.")] public long? BandwidthKbps { get; init; }
    [Summary("Account to be billed.")] public AccountNumber? AccountNo { get; init; }
    [Summary("Monthly fee as offered.")] public Money? MonthlyFee { get; init; }
    [Summary("One-time fee as offered.")] public Money? OneTimeFee { get; init; }
}

[Summary("What an order item does.")]
public enum OrderAction
{
    New,
    Change,
    Move,
    Suspend,
    Resume,
    Terminate,
}

[Summary("A step of an order (TMF622 milestone).")]
public sealed record Milestone
{
    [Summary("Name of the step in its template.")] public required string Name { get; init; }
    [Summary("State.")] public required MilestoneState State { get; init; }
    [Summary("Item the step is for; absent for the whole order.")] public OrderItemNumber? ItemNo { get; init; }
    [Summary("Who does it: a system or a role.")] public string? Owner { get; init; }
    [Summary("Begun at.")] public DateTimeOffset? StartedAt { get; init; }
    [Summary("Due at.")] public DateTimeOffset? DueAt { get; init; }
    [Summary("Ended at.")] public DateTimeOffset? EndedAt { get; init; }
    [Summary("Why it stands as it does.")] public string? Note { get; init; }
}

[Summary("State of a step.")]
public enum MilestoneState
{
    Waiting,
    InProgress,
    Completed,
    Failed,
    Skipped,
    Undone,
    Cancelled,
}
