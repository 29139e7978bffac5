using Integration.CoreApp.Shared;
using Integration.CanonicalModel;

namespace Integration.CoreApp.Orders;

/// <summary>
/// The one place where an order moves. Pure: an order and an event give the next order and what is to be done. What comes twice, late or out of
/// order finds the order further on and changes nothing; a wish that cannot be granted is refused by name.
/// </summary>
public sealed class OrderMachine(WorkingCalendar calendar)
{
    /// <exception cref="OrderRefusedException">A person's wish that is not allowed.</exception>
    public (OrderRun Order, IReadOnlyList<OrderEffect> Effects) Apply(OrderRun order, OrderEvent happened, DateTimeOffset now)
    {
        var move = new Move(order, calendar, now);
        switch (happened)
        {
            case OrderEvent.Placed:
                move.Place();
                break;
            case OrderEvent.StepEnded e:
                move.End(e);
                break;
            case OrderEvent.StepFailed e:
                move.Fail(e);
                break;
            case OrderEvent.StepUndone e:
                move.Undone(e.Key, e.Turn);
                break;
            case OrderEvent.UndoFailed e:
                move.FailUndo(e);
                break;
            case OrderEvent.Retry e:
                move.Retry(e.Key);
                break;
            case OrderEvent.Skip e:
                move.Skip(e.Key, e.Reason);
                break;
            case OrderEvent.Hold e:
                move.Hold(e.Reason);
                break;
            case OrderEvent.Resume:
                move.Resume();
                break;
            case OrderEvent.Cancel e:
                move.Cancel(e.Reason);
                break;
            case OrderEvent.Amend e:
                move.Amend(e.Items, e.Plan);
                break;
            case OrderEvent.ClockRang e:
                move.Ring(e.Key, e.Turn);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "The machine knows no such event.");
        }

        move.Advance();
        return (move.Order, move.Effects);
    }
}
