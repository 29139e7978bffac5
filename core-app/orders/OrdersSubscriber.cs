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
/// <param name="durations">How long steps mostly take.</param>
/// <param name="customerOf">The customer, from the archive; null: not known.</param>
/// <param name="units">Which units' orders are carried out here, and which province a local network belongs to.</param>
public sealed class OrdersSubscriber(
    TemplateShelf templates, WorkingCalendar calendar, StepDurations durations, Func<IInBoxTransaction, CustomerNumber, CancellationToken, Task<Customer?>> customerOf, OrderUnits units, TimeProvider time)
    : IInBoxSubscriber
{
    public const string Subscriber = "orders";

    private readonly OrderMachine _machine = new(calendar);

    /// <summary>Plans the deliveries of what the orders say; set when the configuration is known.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>> Routes { get; set; } = _ => throw new InvalidOperationException("Routes is not set: orders cannot say anything");

    public string Name => Subscriber;

    public IReadOnlyList<string> MessageTypes { get; } =
        [nameof(ProductOrderPlaced), nameof(PlaceSubOrder), nameof(CancelSubOrder), nameof(OrderActionRequested), nameof(OrderStepDue), nameof(OrderForecastDue), .. Answers.Types];

    /// <summary>Of what it says itself of steps and states only what the whole order waits for: the word of a part.</summary>
    public bool Wants(Envelope envelope) => envelope.Source != Subscriber || envelope.Type is not (nameof(ProductOrderStateChanged) or nameof(MilestoneStateChanged)) || envelope.Keys.Any(k => k.Kind == Parent);

    /// <summary>A move takes milliseconds: the successors of a hundred would wait for each other.</summary>
    public int MostTogether => 20;

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
        ProductOrderPlaced placed => PlaceAsync(desk, placed, null, cancellationToken),
        // It is for a peer, and passes through here.
        PlaceSubOrder part when !units.IsOurs(part.Order.OrgUnit) => Task.CompletedTask,
        PlaceSubOrder part => TakePartAsync(desk, part, cancellationToken),
        CancelSubOrder cancel => CancelPartAsync(desk, cancel, cancellationToken),
        OrderActionRequested wish => WishAsync(desk, wish, cancellationToken),
        OrderStepDue due => MoveAsync(desk, due.OrderNo, _ => new OrderEvent.ClockRang(due.Step, due.Turn), null, cancellationToken),
        OrderForecastDue due => RenewAsync(desk, due.OrderNo, cancellationToken),
        _ => AnswerAsync(desk, message, cancellationToken),
    };

    private async Task PlaceAsync(Desk desk, ProductOrderPlaced placed, Customer? customer, CancellationToken cancellationToken)
    {
        try
        {
            if (placed.OrderNo.Value.Length > StepNumbers.Longest)
                throw new OrderRefusedException("order.number-too-long", null, ("order", placed.OrderNo.Value), ("length", $"{placed.OrderNo.Value.Length}"), ("max", $"{StepNumbers.Longest}"));
            var run = OrderRun.New(placed.OrderNo, placed.Items, Plan(placed.Items, placed, null, await LibraryAsync(desk, cancellationToken)));
            if (!await desk.Book.AddAsync(new StoredOrder(placed, run, 0, customer), cancellationToken))
                return;
        }
        catch (OrderRefusedException e)
        {
            Tell(desk, placed, ProductOrderState.Rejected, e.InBoth, "0");
            return;
        }

        await MoveAsync(desk, placed.OrderNo, _ => new OrderEvent.Placed(), placed.AccountManager?.StaffId.Value, cancellationToken);
    }

    // The part becomes an order of its own, told like any other: the archive hears of it too. It begins here and now, so that a cancellation
    // that is waiting behind the request finds it.
    private Task TakePartAsync(Desk desk, PlaceSubOrder part, CancellationToken cancellationToken)
    {
        var o = part.Order;
        var placed = new ProductOrderPlaced
        {
            OrderNo = o.OrderNo, CustomerNo = o.CustomerNo, Name = o.Name, State = ProductOrderState.Acknowledged, AccountManager = o.AccountManager, OrgUnit = o.OrgUnit, ParentOrderNo = o.ParentOrderNo,
            OrderedAt = o.OrderedAt, RequestedCompletionOn = o.RequestedCompletionOn, Items = o.Items, OccurredAt = time.GetUtcNow(),
        };
        desk.Post.Say(placed, o.OrderNo.Value, $"sub-order:{o.OrderNo}", desk.Arrival.Id, desk.Arrival.Conversation, Keys(o.OrderNo, o.CustomerNo));
        return PlaceAsync(desk, placed, part.Customer, cancellationToken);
    }

    // Who placed the part hears of a refusal too: its own order waits for the answer.
    private async Task CancelPartAsync(Desk desk, CancelSubOrder cancel, CancellationToken cancellationToken)
    {
        // On its way to a peer, or rejected when it was placed: there is nothing here to cancel.
        if (await desk.Book.FindAsync(cancel.OrderNo, cancellationToken) is not { } part)
            return;
        if (await WishAsync(desk, cancel.OrderNo, _ => new OrderEvent.Cancel(cancel.Reason), "peer", cancellationToken) is { } refused)
            Tell(desk, part.Placed, part.Run.State, refused, $"refused:{cancel.RequestId}");
    }

    private async Task<string?> WishAsync(Desk desk, OrderActionRequested wish, CancellationToken cancellationToken)
    {
        var library = await LibraryAsync(desk, cancellationToken);
        return await WishAsync(desk, wish.OrderNo, order => Meaning(wish, order, library), wish.Staff.Value, cancellationToken);
    }

    private OrderEvent Meaning(OrderActionRequested wish, StoredOrder order, TemplateLibrary library) => wish.Wish switch
    {
        OrderWish.CompleteStep => new OrderEvent.StepEnded(wish.Step ?? "", PersonsTurn(order.Run, wish.Step ?? ""), []),
        OrderWish.RetryStep => new OrderEvent.Retry(wish.Step ?? ""),
        OrderWish.SkipStep => new OrderEvent.Skip(wish.Step ?? "", wish.Reason ?? ""),
        OrderWish.Hold => new OrderEvent.Hold(wish.Reason ?? ""),
        OrderWish.Resume => new OrderEvent.Resume(),
        OrderWish.Cancel => new OrderEvent.Cancel(wish.Reason ?? ""),
        OrderWish.Amend => new OrderEvent.Amend(wish.Items, Plan(wish.Items, order.Placed, order.Run, library)),
        _ => throw new InBoxDataException(new Failure(FailureKind.Data, "orders.unknown-wish", $"the orders know no wish {wish.Wish}")),
    };

    private Task<TemplateLibrary> LibraryAsync(Desk desk, CancellationToken cancellationToken) => templates.InForceAsync(desk.Transaction.Connection, desk.Transaction.Transaction, cancellationToken);

    // Whoever asked looked before; what has changed since then stands in the order's history. Null: granted; else why not.
    private async Task<string?> WishAsync(Desk desk, OrderNumber orderNo, Func<StoredOrder, OrderEvent> wish, string staff, CancellationToken cancellationToken)
    {
        string? wanted = null;
        try
        {
            await MoveAsync(desk, orderNo, order =>
            {
                var happened = wish(order);
                wanted = happened.GetType().Name;
                return happened;
            }, staff, cancellationToken);
            return null;
        }
        catch (OrderRefusedException e)
        {
            var values = OrderWords.Values([.. e.Values.Select(v => (v.Key, (string?)v.Value)), ("wish", wanted)]);
            await desk.Book.NoteAsync(new OrderLine(orderNo, "refused", e.Step, staff, OrderWords.Find(e.Code, values)!.En, e.Code, values), desk.Arrival.Id, time.GetUtcNow(), cancellationToken);
            return e.InBoth;
        }
    }

    private async Task AnswerAsync(Desk desk, object answer, CancellationToken cancellationToken)
    {
        // Most answers are to others: each costs one look-up by its number.
        if (Answers.RequestOf(answer) is not { } request || await desk.Book.AskedAsync(request, cancellationToken) is not { } asked)
            return;
        // The order is locked by looking it up: its history has one line after the other.
        if (Answers.NoteOf(answer) is var (note, code, values) && await desk.Book.FindAsync(asked.OrderNo, cancellationToken) is not null)
            await desk.Book.NoteAsync(new OrderLine(asked.OrderNo, "part", asked.Step, null, note, code, values), desk.Arrival.Id, time.GetUtcNow(), cancellationToken);
        if (Answers.Meaning(answer, asked) is { } happened)
            await MoveAsync(desk, asked.OrderNo, _ => happened, null, cancellationToken);
        else
            await desk.Book.HeardOfAsync(asked.OrderNo, time.GetUtcNow(), cancellationToken);
    }

    private async Task MoveAsync(Desk desk, OrderNumber orderNo, Func<StoredOrder, OrderEvent> what, string? staff, CancellationToken cancellationToken)
    {
        if (await desk.Book.FindAsync(orderNo, cancellationToken) is not { } order)
            throw new InBoxDataException(new Failure(FailureKind.Data, "orders.unknown-order", $"there is no order {orderNo}"));
        var happened = what(order);
        var now = time.GetUtcNow();
        var customer = await customerOf(desk.Transaction, order.Placed.CustomerNo, cancellationToken) ?? order.Customer;
        var move = new Moving(order, _machine, now, customer);
        move.Happens(happened);
        if (!move.Changed)
            return;
        foreach (var (request, asked) in move.Asked)
            await desk.Book.AskAsync(request, asked, cancellationToken);
        var forecast = await ForecastAsync(desk, move.Order, now, cancellationToken);
        await desk.Book.SaveAsync(move.Order, move.ChangedSteps, new Seen(customer?.Name, forecast, calendar, now), cancellationToken);
        await desk.Book.NoteAsync(LineOf(orderNo, happened, staff), desk.Arrival.Id, now, cancellationToken);
        foreach (var wrong in move.WentWrong)
            await desk.Book.NoteAsync(LineOf(orderNo, wrong, null), desk.Arrival.Id, now, cancellationToken);
        move.Say(desk.Post, desk.Arrival, desk.Transaction);
        Tell(desk, move.Order, forecast, now);
    }

    // Nothing has moved, and time has gone by: what was foreseen is no longer so. Asked twice, or moved meanwhile, it is looked at later.
    private async Task RenewAsync(Desk desk, OrderNumber orderNo, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await desk.Book.FindAsync(orderNo, cancellationToken) is not { } order || !(order.ForecastAt <= now))
            return;
        var forecast = await ForecastAsync(desk, order, now, cancellationToken);
        // Who has the page open sees the turn; what only moves with the clock is read anew with the page.
        order = forecast.IsLate(now) == order.ToldLate ? order : order with { Revision = order.Revision + 1 };
        await desk.Book.ForeseeAsync(orderNo, order.Revision, forecast, now, cancellationToken);
        Tell(desk, order, forecast, now);
    }

    private static void Tell(Desk desk, StoredOrder order, Forecast forecast, DateTimeOffset now)
    {
        var (no, customer) = (order.Placed.OrderNo, order.Placed.CustomerNo);
        if (forecast.IsLate(now) != order.ToldLate)
            desk.Post.Say(new OrderForecastChanged { OrderNo = no, CustomerNo = customer, Late = forecast.IsLate(now), ExpectedAt = forecast.ExpectedAt, Deadline = forecast.Deadline, OccurredAt = now },
                no.Value, $"forecast:{no}:{order.Revision}", desk.Arrival.Id, desk.Arrival.Conversation, Keys(no, customer));
    }

    private static int PersonsTurn(OrderRun run, string key)
    {
        if (!run.Steps.TryGetValue(key, out var step))
            throw new OrderRefusedException("order.unknown-step", key);
        return step is { State: StepState.InProgress, Plan.Step.Do: TemplateStepDo.Person }
            ? step.Turn : throw new OrderRefusedException("order.not-your-step", key, ("state", WireNames.Of(step.State)));
    }

    // A person's reason stands as it was given; a system's trouble with its code, so that our own words are read in everybody's language.
    private static OrderLine LineOf(OrderNumber orderNo, OrderEvent happened, string? staff)
    {
        var line = new OrderLine(orderNo, happened.GetType().Name, KeyOf(happened), staff, null, null, null);
        return happened switch
        {
            OrderEvent.StepFailed e => line with { Note = e.Trouble.Reason, Code = e.Trouble.Code, Values = e.Trouble.Values },
            OrderEvent.UndoFailed e => line with { Note = e.Trouble.Reason, Code = e.Trouble.Code, Values = e.Trouble.Values },
            OrderEvent.Skip e => line with { Note = e.Reason },
            OrderEvent.Hold e => line with { Note = e.Reason },
            OrderEvent.Cancel e => line with { Note = e.Reason },
            _ => line,
        };
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

    private async Task<Forecast> ForecastAsync(Desk desk, StoredOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var usual = await durations.OfAsync(desk.Transaction.Connection, desk.Transaction.Transaction, order.Run.Steps.Values.Select(s => (s.Plan.TemplateName, s.Plan.Step.Step)), cancellationToken);
        return Forecast.Of(order.Run, order.Placed.OrderedAt, order.Placed.RequestedCompletionOn, p => usual.TryGetValue((p.TemplateName, p.Step.Step), out var takes) ? takes : null, calendar, now);
    }

    private IReadOnlyList<PlannedStep> Plan(IReadOnlyList<ProductOrderItem> items, ProductOrder order, OrderRun? run, TemplateLibrary library) => OrderDecomposition.Of(items, order.ParentOrderNo is not null, run, library, units);

    private void Tell(Desk desk, ProductOrderPlaced order, ProductOrderState state, string? reason, string number) => desk.Post.Say(
        new ProductOrderStateChanged { OrderNo = order.OrderNo, CustomerNo = order.CustomerNo, State = state, ParentOrderNo = order.ParentOrderNo, Reason = reason, OccurredAt = time.GetUtcNow() },
        order.OrderNo.Value, $"state:{order.OrderNo}:{number}", desk.Arrival.Id, desk.Arrival.Conversation, Keys(order.OrderNo, order.CustomerNo, order.ParentOrderNo));

    // Under this kind of key stands the whole order in what is said of its part.
    private const string Parent = "parent";

    /// <param name="parent">Order of which it is a part; null: it is a whole one.</param>
    internal static SearchKey[] Keys(OrderNumber order, CustomerNumber customer, OrderNumber? parent = null) =>
        [new("order", order.Value), new("customer", customer.Value), .. parent is { } whole ? new SearchKey[] { new(Parent, whole.Value) } : []];
}
