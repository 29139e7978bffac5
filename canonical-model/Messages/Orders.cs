using Integration.CanonicalModel.Shapes;

namespace Integration.CanonicalModel;

[CanonicalMessage("ProductOrderPlaced", 1, MessageKind.Fact)]
[Summary("An account manager has handed in a one-stop order.")]
public sealed record ProductOrderPlaced : ProductOrder, IFact
{
    [Summary("When it was handed in.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("ProductOrderStateChanged", 1, MessageKind.Fact, Interfaces = "CS-3,NAT-2")]
[Summary("An order has gone on to another state (TMF622).")]
public sealed record ProductOrderStateChanged : IFact
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("State now.")] public required ProductOrderState State { get; init; }
    [Summary("Order of which it is a part, in another unit.")] public OrderNumber? ParentOrderNo { get; init; }
    [Summary("Expected end.")] public DateTimeOffset? ExpectedCompletionAt { get; init; }
    [Summary("Why.")] public string? Reason { get; init; }
    [Summary("Under what numbers its items are in service, once it is completed.")] public IReadOnlyList<OrderItemOutcome> Outcomes { get; init; } = [];
    [Summary("When it changed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[Summary("What came of an item of an order.")]
public sealed record OrderItemOutcome
{
    [Summary("Item.")] public required OrderItemNumber ItemNo { get; init; }
    [Summary("Circuit, as the carrying unit's resource management calls it.")] public CircuitNumber? CircuitNo { get; init; }
    [Summary("Phone or circuit number under which it was installed.")] public ServiceNumber? ServiceNo { get; init; }
}

[CanonicalMessage("MilestoneStateChanged", 1, MessageKind.Fact, Interfaces = "CS-3,NAT-2")]
[Summary("A step of an order has gone on to another state.")]
public sealed record MilestoneStateChanged : IFact
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("Order of which it is a part, in another unit.")] public OrderNumber? ParentOrderNo { get; init; }
    [Summary("Step as it stands now.")] public required Milestone Milestone { get; init; }
    [Summary("When it changed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("JeopardyAlerted", 1, MessageKind.Fact, Interfaces = "NAT-2")]
[Summary("A step of an order is late or soon will be (TMF622 jeopardy alert).")]
public sealed record JeopardyAlerted : IFact
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Step.")] public required string Milestone { get; init; }
    [Summary("How bad.")] public required Severity Severity { get; init; }
    [Summary("Due at.")] public required DateTimeOffset DueAt { get; init; }
    [Summary("True if it is late already.")] public required bool Overdue { get; init; }
    [Summary("In words.")] public required string Message { get; init; }
    [Summary("Title of the step in Chinese.")] public string? TitleZh { get; init; }
    [Summary("Title of the step in English.")] public string? TitleEn { get; init; }
    [Summary("When it was noticed.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("PlaceSubOrder", 1, MessageKind.Command, Interfaces = "NAT-2")]
[Summary("The peer hub is to carry out its part of an order.")]
public sealed record PlaceSubOrder : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("The part, as an order of its own; its parent order number is set.")] public required ProductOrder Order { get; init; }
    [Summary("Customer, since the peer may not know the number yet.")] public required Customer Customer { get; init; }
}

[CanonicalMessage("CancelSubOrder", 1, MessageKind.Command, Interfaces = "NAT-2")]
[Summary("The peer hub is to undo its part of an order.")]
public sealed record CancelSubOrder : IRequest
{
    [Summary("Identity of the request.")] public required RequestId RequestId { get; init; }
    [Summary("The part.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Why.")] public required string Reason { get; init; }
}

[CanonicalMessage("OrderActionRequested", 1, MessageKind.Command)]
[Summary("A person wants something of an order that is under way.")]
public sealed record OrderActionRequested : IRequest
{
    [Summary("Identity of the wish: a second click is the same one.")] public required RequestId RequestId { get; init; }
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("What is wanted.")] public required OrderWish Wish { get; init; }
    [Summary("Step it is about.")] public string? Step { get; init; }
    [Summary("Why.")] public string? Reason { get; init; }
    [Summary("All items as they shall be, for an amendment.")] public IReadOnlyList<ProductOrderItem> Items { get; init; } = [];
    [Summary("Who wants it.")] public required StaffId Staff { get; init; }
    [Summary("When it was asked.")] public required DateTimeOffset RequestedAt { get; init; }
}

[Summary("What a person can want of an order.")]
public enum OrderWish
{
    CompleteStep,
    RetryStep,
    SkipStep,
    Hold,
    Resume,
    Cancel,
    Amend,
}

[CanonicalMessage("OrderStepDue", 1, MessageKind.Fact)]
[Summary("The orders' reminder to themselves: the clock of a step has come to where somebody is to be told.")]
public sealed record OrderStepDue : IFact
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Step.")] public required string Step { get; init; }
    [Summary("Turn of the step that it belongs to.")] public required int Turn { get; init; }
    [Summary("When it was set.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("OrderForecastChanged", 1, MessageKind.Fact)]
[Summary("An order is now foreseen to be late, or no longer: because of a move, or because time went by without one.")]
public sealed record OrderForecastChanged : IFact
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("Customer.")] public required CustomerNumber CustomerNo { get; init; }
    [Summary("True if it is foreseen to be late; false if it no longer is, or is over.")] public required bool Late { get; init; }
    [Summary("Expected end; absent if it is over, held or goes back.")] public DateTimeOffset? ExpectedAt { get; init; }
    [Summary("When it should be over.")] public required DateTimeOffset Deadline { get; init; }
    [Summary("When it was foreseen.")] public required DateTimeOffset OccurredAt { get; init; }
}

[CanonicalMessage("OrderForecastDue", 1, MessageKind.Fact)]
[Summary("The orders' reminder to themselves: what is foreseen of an order is no longer true by the clock.")]
public sealed record OrderForecastDue : IFact
{
    [Summary("Order.")] public required OrderNumber OrderNo { get; init; }
    [Summary("When it was noticed.")] public required DateTimeOffset OccurredAt { get; init; }
}
