using Integration.CanonicalModel;
using Integration.CoreApp.Orders.Commands;
using Integration.CoreApp.Orders.Store;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Orders;

/// <summary>One move of a stored order: the machine is driven until it rests, commands are made, and what has changed is gathered.</summary>
internal sealed class Moving(StoredOrder order, OrderMachine machine, DateTimeOffset now, Customer? customer)
{
    private readonly List<object> _said = [];
    private readonly List<OrderEffect.RingAt> _rings = [];
    private readonly OrderRun _before = order.Run;

    public StoredOrder Order { get; private set; } = order;

    public bool Changed => !ReferenceEquals(_before, Order.Run);

    public IEnumerable<RunningStep> ChangedSteps => Order.Run.Steps.Values.Where(s => !ReferenceEquals(s, _before.Steps.GetValueOrDefault(s.Key)));

    public List<(string Request, AskedFor Asked)> Asked { get; } = [];

    /// <summary>What went wrong at once because of what happened: steps that cannot even be asked for.</summary>
    public List<OrderEvent> WentWrong { get; } = [];

    public void Happens(OrderEvent first)
    {
        var pending = new Queue<OrderEvent>([first]);
        while (pending.TryDequeue(out var happened))
        {
            (var run, var effects) = machine.Apply(Order.Run, happened, now);
            Order = Order with { Run = run };
            foreach (var effect in effects)
            {
                if (Carry(effect) is not { } next)
                    continue;
                pending.Enqueue(next);
                if (next is OrderEvent.StepFailed or OrderEvent.UndoFailed)
                    WentWrong.Add(next);
            }
        }

        if (Changed)
            Order = Order with { Revision = Order.Revision + 1 };
    }

    public void Say(InBoxPost post, OrdersSubscriber.Arrival arrival, IInBoxTransaction transaction)
    {
        var (no, n) = (Order.Run.OrderNo, 0);
        var keys = OrdersSubscriber.Keys(no, Order.Placed.CustomerNo, Order.Placed.ParentOrderNo);
        foreach (var message in _said)
        {
            // A command is known by its own number; a fact by the move and its place in it.
            var duplicateKey = message is IRequest request ? $"ask:{request.RequestId}" : message is CreateWorkOrder work ? $"ask:{work.WorkOrderNo}" : $"{no}:{Order.Revision}:{n++}";
            // Answers are found by the number that they name: so is what was asked.
            SearchKey[] asked = message switch
            {
                IRequest r => [.. keys, new("request", r.RequestId.Value)],
                CreateWorkOrder w => [.. keys, new("workOrder", w.WorkOrderNo.Value)],
                _ => keys,
            };
            post.SayAny(message, no.Value, duplicateKey, arrival.Id, arrival.Conversation, asked);
        }

        foreach (var ring in _rings)
            post.Remind(new OrderStepDue { OrderNo = no, Step = ring.Key, Turn = ring.Turn, OccurredAt = now }, OrdersSubscriber.Subscriber, no.Value,
                $"due:{no}:{ring.Key}:{ring.Turn}:{ring.At.UtcTicks}", arrival.Id, arrival.Conversation, ring.At);
    }

    // What an effect leads to at once, if it does.
    private OrderEvent? Carry(OrderEffect effect)
    {
        switch (effect)
        {
            case OrderEffect.Do e:
                return Try(e.Key, e.Turn, undo: false, (maker, step) => maker.Do(step));
            case OrderEffect.Undo e:
                return Try(e.Key, e.Turn, undo: true, (maker, step) => maker.Undo(step));
            case OrderEffect.Change e:
                return Try(e.Key, e.Turn, undo: false, (maker, step) => maker.Change(step));
            case OrderEffect.RingAt e:
                _rings.Add(e);
                return null;
            case OrderEffect.Withdraw:
                // Its row says so: the task is no longer on anybody's list.
                return null;
            case OrderEffect.StepChanged e:
                _said.Add(new MilestoneStateChanged { OrderNo = Order.Run.OrderNo, CustomerNo = Order.Placed.CustomerNo, ParentOrderNo = Order.Placed.ParentOrderNo, Milestone = Milestone(e.Key), OccurredAt = now });
                return null;
            case OrderEffect.OrderChanged e:
                _said.Add(new ProductOrderStateChanged
                {
                    OrderNo = Order.Run.OrderNo, CustomerNo = Order.Placed.CustomerNo, State = e.State, ParentOrderNo = Order.Placed.ParentOrderNo, Reason = e.Reason,
                    Outcomes = e.State == ProductOrderState.Completed ? Results.Outcomes(Order.Run) : [], OccurredAt = now,
                });
                return null;
            case OrderEffect.Jeopardy e:
                _said.Add(new JeopardyAlerted
                {
                    OrderNo = Order.Run.OrderNo, Milestone = e.Key, Severity = e.Level switch { 0 => Severity.Minor, 1 => Severity.Major, _ => Severity.Critical }, DueAt = e.DueAt, Overdue = e.Level > 0,
                    Message = $"{Order.Run.Steps[e.Key].Plan.Step.Title.Zh} {(e.Level == 0 ? "即将到期" : e.Level == 1 ? "已超时" : $"已超时，第 {e.Level} 级升级")}",
                    TitleZh = Order.Run.Steps[e.Key].Plan.Step.Title.Zh, TitleEn = Order.Run.Steps[e.Key].Plan.Step.Title.En, OccurredAt = now,
                });
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "Nobody carries out such an effect.");
        }
    }

    private OrderEvent? Try(string key, int turn, bool undo, Func<CommandMaker, RunningStep, Ask> make)
    {
        var step = Order.Run.Steps[key];
        if (step.Plan.Step.Do == TemplateStepDo.Person)
            return undo ? new OrderEvent.StepUndone(key, turn) : null;
        try
        {
            var ask = make(new CommandMaker(Order.Placed, Order.Run, customer, now), step);
            if (ask.Message is null)
                return undo ? new OrderEvent.StepUndone(key, turn) : new OrderEvent.StepEnded(key, turn, []);
            _said.Add(ask.Message);
            Asked.Add((ask.Request!, new AskedFor(Order.Run.OrderNo, key, turn, undo)));
            Note(step, ask, turn, undo);
            return null;
        }
        catch (CannotAskException e)
        {
            return Wrong(e.Trouble);
        }
        catch (FormatException e)
        {
            // The numbers of what is asked are made of the order's: one that is too long for that is seen here.
            return Wrong(StepTrouble.Own("order.not-sayable", (OrderWords.Said, e.Message)));
        }

        OrderEvent Wrong(StepTrouble trouble) => undo ? new OrderEvent.UndoFailed(key, turn, trouble) : new OrderEvent.StepFailed(key, turn, trouble);
    }

    // 97 answers under the work order's number, a peer under the part's, also for their cancellation.
    private void Note(RunningStep step, Ask ask, int turn, bool undo)
    {
        var (what, number) = ask.Message switch
        {
            CreateWorkOrder created => (Results.WorkOrder, created.WorkOrderNo.Value),
            PlaceSubOrder part => (Results.Part, part.Order.OrderNo.Value),
            CancelWorkOrder cancel when undo => (null, cancel.WorkOrderNo.Value),
            CancelSubOrder cancel => (null, cancel.OrderNo.Value),
            _ => ((string?)null, (string?)null),
        };
        if (what is not null)
            Order = Order with { Run = Order.Run with { Steps = Order.Run.Steps.SetItem(step.Key, step with { Result = step.Result.SetItem(what, number!) }) } };
        else if (number is not null)
            Asked.Add((number, new AskedFor(Order.Run.OrderNo, step.Key, turn, Undo: true)));
    }

    private Milestone Milestone(string key)
    {
        var step = Order.Run.Steps[key];
        return new Milestone
        {
            Name = step.Plan.Step.Step,
            ItemNo = step.Plan.ItemNo,
            Owner = WireNames.Of(step.Plan.Step.Role),
            StartedAt = step.StartedAt,
            DueAt = step.DueAt,
            EndedAt = step.EndedAt,
            Note = step.Trouble is { } trouble ? $"{trouble.Code}: {trouble.Reason}" : null,
            State = step.State switch
            {
                StepState.Waiting => MilestoneState.Waiting,
                StepState.InProgress => MilestoneState.InProgress,
                StepState.Completed or StepState.Undoing => MilestoneState.Completed,
                StepState.Failed or StepState.UndoFailed => MilestoneState.Failed,
                StepState.Skipped => MilestoneState.Skipped,
                StepState.Undone => MilestoneState.Undone,
                _ => MilestoneState.Cancelled,
            },
        };
    }
}
