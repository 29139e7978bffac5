using System.Data.Common;
using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>Everything that pages about orders ask and do, of a hub that carries orders out.</summary>
/// <param name="open">An open connection of its own; disposed after use.</param>
/// <param name="write">Runs work in one transaction of the box.</param>
/// <param name="nextNumber">Numbers for orders.</param>
public sealed class OrderOffice(
    Func<CancellationToken, ValueTask<DbConnection>> open, Func<Func<IInBoxTransaction, CancellationToken, Task>, CancellationToken, Task> write, Func<CancellationToken, ValueTask<long>> nextNumber,
    OrdersSubscriber orders, TemplateShelf shelf, WorkingCalendar calendar, StepDurations durations, OrderUnits units, SqlDialect dialect, TimeProvider time)
{
    public WorkingCalendar Calendar => calendar;

    public OrderUnits Units => units;

    public OrderList List { get; } = new(open, dialect, time);

    public OrderTasks Tasks { get; } = new(open, dialect, time);

    public OrderPage Page { get; } = new(open, dialect, calendar, durations, time);

    public OrderDesk Desk { get; } = new(orders, write, nextNumber, dialect, time);

    public OrderFiles Files => field ??= new(open, Desk, dialect, time);

    public TemplateDesigner Designer => field ??= new(open, Desk, shelf, durations, units, dialect, time);

    /// <summary>The plan of an order with these items.</summary>
    /// <exception cref="OrderRefusedException">No template, or several, fit an item.</exception>
    public async Task<IReadOnlyList<PlannedStep>> PlanAsync(IReadOnlyList<ProductOrderItem> items, CancellationToken cancellationToken) =>
        OrderDecomposition.Of(items, isPart: false, null, await Designer.LibraryAsync(cancellationToken), units);
}
