using System.Collections.Immutable;
using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders.Store;

namespace Integration.CoreApp.Orders.Commands;

/// <summary>What other systems' messages mean for the step that had asked.</summary>
internal static class Answers
{
    /// <summary>Types that the orders listen to because a step may have asked.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        nameof(ServiceFeasibilityChecked), nameof(ResourceRequestRejected), nameof(ResourceReserved), nameof(ResourceAssigned), nameof(ResourceReleased), nameof(ResourceRequestFailed),
        nameof(WorkOrderStateChanged), nameof(WorkOrderCompleted), nameof(WorkOrderReturned), nameof(WorkOrderRequestRefused),
        nameof(BillingAccountOpened), nameof(BillingAccountChanged), nameof(BillingAccountClosed), nameof(BillingRequestRejected),
        nameof(ProductOrderStateChanged), nameof(MilestoneStateChanged),
    ];

    /// <summary>Number under which the step had asked; null: it belongs to no part of an order, so nobody has asked.</summary>
    public static string? RequestOf(object answer) => answer switch
    {
        IReply reply => reply.RequestId.Value,
        ResourceReserved m => m.RequestId.Value,
        ResourceAssigned m => m.RequestId.Value,
        ResourceReleased m => m.RequestId.Value,
        ResourceRequestFailed m => m.RequestId.Value,
        WorkOrderStateChanged m => m.WorkOrderNo.Value,
        WorkOrderCompleted m => m.WorkOrderNo.Value,
        WorkOrderReturned m => m.WorkOrderNo.Value,
        WorkOrderRequestRefused m => m.RequestId.Value,
        // A part goes by the number under which it was asked for.
        ProductOrderStateChanged m => m.ParentOrderNo is null ? null : m.OrderNo.Value,
        MilestoneStateChanged m => m.ParentOrderNo is null ? null : m.OrderNo.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No step asks for such an answer."),
    };

    /// <summary>What the history of the whole order says of its part; null: it is no word of a part.</summary>
    public static (string Note, string Code, IReadOnlyDictionary<string, string> Values)? NoteOf(object answer) => answer switch
    {
        ProductOrderStateChanged m => ($"{m.OrderNo}: {WireNames.Of(m.State)}" + (m.Reason is null ? "" : $" ({m.Reason})"), "part.state",
            OrderWords.Values(("part", m.OrderNo.Value), ("state", WireNames.Of(m.State)), (OrderWords.Said, m.Reason))),
        MilestoneStateChanged m => ($"{m.OrderNo} {m.Milestone.Name}: {WireNames.Of(m.Milestone.State)}" + (m.Milestone.Note is null ? "" : $" ({m.Milestone.Note})"), "part.step",
            OrderWords.Values(("part", m.OrderNo.Value), ("step", m.Milestone.Name), ("state", WireNames.Of(m.Milestone.State)), (OrderWords.Said, m.Milestone.Note))),
        _ => null,
    };

    /// <summary>Null: it is on its way, and nothing is to be done.</summary>
    public static OrderEvent? Meaning(object answer, AskedFor asked)
    {
        return answer switch
        {
            ServiceFeasibilityChecked { Feasible: true } m => Ended((Results.Earliest, m.EarliestDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            ServiceFeasibilityChecked m => m.ReasonCode is { } code && m.Reason is { } reason ? Failed(code, reason) : FailedBy("infeasible", m.Reason),
            ResourceRequestRejected m => Failed(m.Code, m.Reason),
            ResourceRequestFailed m => Failed(m.Code, m.Reason),
            ResourceReserved m => Ended((Results.Reservation, m.ReservationNo.Value), (Results.Circuit, m.CircuitNo?.Value)),
            ResourceAssigned m => Ended((Results.Circuit, m.CircuitNo.Value), (Results.Service, m.ServiceNo.Value)),
            ResourceReleased => Ended(),
            // It was done before 97 heard of the cancellation, and 97 will say so.
            WorkOrderCompleted when asked.Undo => null,
            WorkOrderReturned when asked.Undo => Ended(),
            WorkOrderCompleted m => Ended((Results.Service, m.Product.ServiceNo.Value), (Results.Circuit, m.Product.CircuitNo?.Value)),
            WorkOrderReturned m => Failed(m.ReasonCode, m.Reason),
            WorkOrderStateChanged { State: WorkOrderState.Cancelled } m => asked.Undo ? Ended() : FailedBy("cancelled", m.Note),
            WorkOrderStateChanged => null,
            WorkOrderRequestRefused m => Failed(m.Code, m.Reason),
            BillingAccountOpened m => Ended((Results.Account, m.AccountNo.Value)),
            BillingAccountChanged m => Ended((Results.Account, m.AccountNo.Value)),
            BillingAccountClosed => Ended(),
            BillingRequestRejected m => Failed(m.Code, m.Reason),
            ProductOrderStateChanged m => asked.Undo ? Undoing(m) : Doing(m),
            MilestoneStateChanged => null,
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "No step asks for such an answer."),
        };

        OrderEvent? Doing(ProductOrderStateChanged m) => m.State switch
        {
            // A part has one item: its end of the whole order's.
            ProductOrderState.Completed => Ended((Results.PartCircuit, m.Outcomes.FirstOrDefault()?.CircuitNo?.Value), (Results.PartService, m.Outcomes.FirstOrDefault()?.ServiceNo?.Value)),
            ProductOrderState.Rejected or ProductOrderState.Failed or ProductOrderState.Cancelled => FailedBy($"sub-order.{WireNames.Of(m.State)}", m.Reason),
            _ => null,
        };

        OrderEvent? Undoing(ProductOrderStateChanged m) => m.State switch
        {
            ProductOrderState.Cancelled or ProductOrderState.Rejected => Ended(),
            // On its way back.
            ProductOrderState.PendingCancellation or ProductOrderState.AssessingCancellation => null,
            // A peer that cannot cancel says the state as it is, with the reason; without one it was said before the peer heard of the cancellation.
            ProductOrderState.InProgress or ProductOrderState.Completed when m.Reason is not null => FailedBy("sub-order.not-cancelled", m.Reason),
            _ => null,
        };

        OrderEvent Ended(params (string What, string? Value)[] brought) => asked.Undo
            ? new OrderEvent.StepUndone(asked.Step, asked.Turn)
            : new OrderEvent.StepEnded(asked.Step, asked.Turn, brought.Where(b => b.Value is not null).ToImmutableDictionary(b => b.What, b => b.Value!));

        OrderEvent Failed(string code, string reason) => Trouble(new(code, reason));

        // In our own words, with theirs if they have any.
        OrderEvent FailedBy(string code, string? said) => Trouble(StepTrouble.Own(code, (OrderWords.Said, said)));

        OrderEvent Trouble(StepTrouble trouble) => asked.Undo ? new OrderEvent.UndoFailed(asked.Step, asked.Turn, trouble) : new OrderEvent.StepFailed(asked.Step, asked.Turn, trouble);
    }
}
