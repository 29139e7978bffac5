using System.Reflection;
using Integration.CanonicalModel;
using Integration.CoreApp.Orders.Commands;
using Integration.CoreApp.Orders.Store;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>
/// Carries one-stop orders 一站订单 out, inside the box's transaction: what comes in moves an order, and what is to be done because of it leaves in
/// the same commit. A step's successors are asked for in the moment it ends; nothing is polled.
/// </summary>
/// <param name="customerName">Name of a customer, from the archive; null: not known.</param>
/// <param name="units">Which units' orders are carried out here, and which province a local network belongs to.</param>
public sealed class OrdersSubscriber(
    TemplateLibrary templates, WorkingCalendar calendar, Func<IInBoxTransaction, CustomerNumber, CancellationToken, Task<string?>> customerName, OrderUnits units, TimeProvider time)
    : IInBoxSubscriber
{
    public const string Subscriber = "orders";

    private readonly OrderMachine _machine = new(calendar);

    /// <summary>Plans the deliveries of what the orders say; set when the configuration is known.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => throw new InvalidOperationException("Routes is not set: orders cannot say anything");

    public string Name => Subscriber;

    public IReadOnlyList<string> MessageTypes { get; } =
        [nameof(ProductOrderPlaced), nameof(PlaceSubOrder), nameof(CancelSubOrder), nameof(OrderActionRequested), nameof(OrderStepDue), .. Answers.Types];

    /// <exception cref="InBoxDataException">A message cannot be read.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var book = new OrderBook(Tables(transaction.Dialect), transaction);
        var post = new InBoxPost(Subscriber, transaction, Routes, time);
        foreach (var delivery in deliveries)
        {
            var arrival = new Arrival(delivery.Envelope.Id, delivery.Envelope.ConversationId);
            foreach (var message in Arrived.Messages(delivery))
                await TakeAsync(new Desk(book, post, transaction, arrival), message, cancellationToken);
        }
    }

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static Task MigrateAsync(System.Data.Common.DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    internal static TableSpace Tables(SqlDialect dialect) => new("orders", dialect);

    internal sealed record Arrival(MessageId Id, string Conversation);

    private sealed record Desk(OrderBook Book, InBoxPost Post, IInBoxTransaction Transaction, Arrival Arrival);

    private Task TakeAsync(Desk desk, object message, CancellationToken cancellationToken) => message switch
    {
        ProductOrderPlaced placed => PlaceAsync(desk, placed, cancellationToken),
        // It is for a peer, and passes through here.
        PlaceSubOrder part when !units.IsOurs(part.Order.OrgUnit) => Task.CompletedTask,
        PlaceSubOrder part => TakePart(desk, part),
        CancelSubOrder cancel => WishAsync(desk, cancel.OrderNo, new OrderEvent.Cancel(cancel.Reason), "peer", cancellationToken),
        OrderActionRequested wish => WishAsync(desk, wish, cancellationToken),
        OrderStepDue due => MoveAsync(desk, due.OrderNo, new OrderEvent.ClockRang(due.Step, due.Turn), null, cancellationToken),
        _ => AnswerAsync(desk, message, cancellationToken),
    };

    private async Task PlaceAsync(Desk desk, ProductOrderPlaced placed, CancellationToken cancellationToken)
    {
        try
        {
            var run = OrderRun.New(placed.OrderNo, placed.Items, Plan(placed.Items));
            if (!await desk.Book.AddAsync(new StoredOrder(placed, run, 0), cancellationToken))
                return;
        }
        catch (OrderRefusedException e)
        {
            Tell(desk, placed, ProductOrderState.Rejected, e.Message, 0);
            return;
        }

        await MoveAsync(desk, placed.OrderNo, new OrderEvent.Placed(), placed.AccountManager?.StaffId.Value, cancellationToken);
    }

    // The part becomes an order of its own, told like any other: the archive hears of it too.
    private Task TakePart(Desk desk, PlaceSubOrder part)
    {
        var o = part.Order;
        desk.Post.Say(new ProductOrderPlaced
        {
            OrderNo = o.OrderNo, CustomerNo = o.CustomerNo, Name = o.Name, State = ProductOrderState.Acknowledged, AccountManager = o.AccountManager, OrgUnit = o.OrgUnit, ParentOrderNo = o.ParentOrderNo,
            OrderedAt = o.OrderedAt, RequestedCompletionOn = o.RequestedCompletionOn, Items = o.Items, OccurredAt = time.GetUtcNow(),
        }, o.OrderNo.Value, $"sub-order:{o.OrderNo}", desk.Arrival.Id, desk.Arrival.Conversation, Keys(o.OrderNo, o.CustomerNo));
        return Task.CompletedTask;
    }

    private Task WishAsync(Desk desk, OrderActionRequested wish, CancellationToken cancellationToken) => WishAsync(desk, wish.OrderNo, wish.Wish switch
    {
        OrderWish.CompleteStep => new OrderEvent.StepEnded(wish.Step ?? "", -1, []),
        OrderWish.RetryStep => new OrderEvent.Retry(wish.Step ?? ""),
        OrderWish.SkipStep => new OrderEvent.Skip(wish.Step ?? "", wish.Reason ?? ""),
        OrderWish.Hold => new OrderEvent.Hold(wish.Reason ?? ""),
        OrderWish.Resume => new OrderEvent.Resume(),
        OrderWish.Cancel => new OrderEvent.Cancel(wish.Reason ?? ""),
        OrderWish.Amend => new OrderEvent.Amend(wish.Items, Plan(wish.Items)),
        _ => throw new InBoxDataException(new Failure(FailureKind.Data, "orders.unknown-wish", $"the orders know no wish {wish.Wish}")),
    }, wish.Staff.Value, cancellationToken);

    // Whoever asked looked before; what has changed since then stands in the order's history.
    private async Task WishAsync(Desk desk, OrderNumber orderNo, OrderEvent wish, string staff, CancellationToken cancellationToken)
    {
        try
        {
            await MoveAsync(desk, orderNo, wish, staff, cancellationToken);
        }
        catch (OrderRefusedException e)
        {
            await desk.Book.NoteAsync(orderNo, "refused", e.Step, staff, $"{wish.GetType().Name}: {e.Message}", desk.Arrival.Id, time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task AnswerAsync(Desk desk, object answer, CancellationToken cancellationToken)
    {
        // Most answers are to others: each costs one look-up by its number.
        if (await desk.Book.AskedAsync(Answers.RequestOf(answer), cancellationToken) is { } asked && Answers.Meaning(answer, asked) is { } happened)
            await MoveAsync(desk, asked.OrderNo, happened, null, cancellationToken);
    }

    private async Task MoveAsync(Desk desk, OrderNumber orderNo, OrderEvent happened, string? staff, CancellationToken cancellationToken)
    {
        if (await desk.Book.FindAsync(orderNo, cancellationToken) is not { } order)
            throw new InBoxDataException(new Failure(FailureKind.Data, "orders.unknown-order", $"there is no order {orderNo}"));
        if (happened is OrderEvent.StepEnded { Turn: -1 } done)
            happened = done with { Turn = PersonsTurn(order.Run, done.Key) };
        var now = time.GetUtcNow();
        var move = new Moving(order, _machine, now, await customerName(desk.Transaction, order.Placed.CustomerNo, cancellationToken) ?? order.Placed.CustomerNo.Value);
        move.Happens(happened);
        if (!move.Changed)
            return;
        foreach (var (request, asked) in move.Asked)
            await desk.Book.AskAsync(request, asked, cancellationToken);
        await desk.Book.SaveAsync(move.Order, move.ChangedSteps, now, cancellationToken);
        await desk.Book.NoteAsync(orderNo, happened.GetType().Name, KeyOf(happened), staff, move.Order.Run.Reason, desk.Arrival.Id, now, cancellationToken);
        move.Say(desk.Post, desk.Arrival, desk.Transaction);
    }

    private static int PersonsTurn(OrderRun run, string key)
    {
        if (!run.Steps.TryGetValue(key, out var step))
            throw new OrderRefusedException("order.unknown-step", $"the order has no step \"{key}\"", key);
        return step is { State: StepState.InProgress, Plan.Step.Do: TemplateStepDo.Person }
            ? step.Turn : throw new OrderRefusedException("order.not-your-step", $"step \"{key}\" is {step.State}: a person ends only steps that are on a person's list", key);
    }

    private static string? KeyOf(OrderEvent happened) => happened switch
    {
        OrderEvent.StepEnded e => e.Key,
        OrderEvent.StepFailed e => e.Key,
        OrderEvent.StepUndone e => e.Key,
        OrderEvent.UndoFailed e => e.Key,
        OrderEvent.Retry e => e.Key,
        OrderEvent.Skip e => e.Key,
        OrderEvent.ClockRang e => e.Key,
        _ => null,
    };

    private IReadOnlyList<PlannedStep> Plan(IReadOnlyList<ProductOrderItem> items) => items.Count == 0
        ? throw new OrderRefusedException("order.no-items", "the order has no items; expected at least one")
        : OrderPlan.Of(items, i => templates.For(i, ItemFacts.ReachOf(i, units.ProvinceOf)), ItemFacts.Holds);

    private void Tell(Desk desk, ProductOrderPlaced order, ProductOrderState state, string? reason, long revision) => desk.Post.Say(
        new ProductOrderStateChanged { OrderNo = order.OrderNo, CustomerNo = order.CustomerNo, State = state, ParentOrderNo = order.ParentOrderNo, Reason = reason, OccurredAt = time.GetUtcNow() },
        order.OrderNo.Value, $"state:{order.OrderNo}:{revision}", desk.Arrival.Id, desk.Arrival.Conversation, Keys(order.OrderNo, order.CustomerNo));

    internal static SearchKey[] Keys(OrderNumber order, CustomerNumber customer) => [new("order", order.Value), new("customer", customer.Value)];
}
