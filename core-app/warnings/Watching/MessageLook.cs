using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.CoreApp.Warnings.Store;
using Integration.Hub;

namespace Integration.CoreApp.Warnings;

/// <summary>What rules find in a message.</summary>
internal sealed class MessageLook(RuleLibrary rules, WarningBook book, IWatchedArchive archive, IInBoxTransaction transaction, TimeZoneInfo zone)
{
    public static IReadOnlyList<string> Types { get; } =
    [
        nameof(JeopardyAlerted), nameof(OrderForecastChanged), nameof(MilestoneStateChanged), nameof(ProductOrderStateChanged), nameof(PaymentOverdue), nameof(CreditLimitNeared), nameof(DirectDebitFailed), nameof(ServiceLineChanged), nameof(ProductOrderPlaced),
        nameof(CircuitOutageStarted), nameof(CircuitRepaired), nameof(InteractionRecorded), nameof(TroubleTicketRaised), nameof(TroubleTicketStateChanged),
    ];

    /// <summary>Nothing, for a customer that the archive does not have: there is nobody to warn.</summary>
    public Task<IReadOnlyList<Finding>> LookAsync(object message, CancellationToken cancellationToken) => message switch
    {
        JeopardyAlerted m => OfAsync("order-step", WatchedBy.Order, m.OrderNo.Value, rule => rule.Found("", [], ("order", m.OrderNo.Value, 0, null), ("step", StepWords(m.Milestone), 0, null),
            ("name", new Word(m.TitleZh ?? m.Message.Split(' ')[0], m.TitleEn), 0, null), ("due", Time(m.DueAt), 0, null)) with { Cause = StepCause(m.OrderNo, m.Milestone), OrderNo = m.OrderNo.Value, Severity = m.Severity }, cancellationToken),
        OrderForecastChanged { Late: true, ExpectedAt: { } expected } m => OfAsync("order-predicted-late", WatchedBy.Order, m.OrderNo.Value, rule => rule.Found("", [], ("order", m.OrderNo.Value, 0, null),
            ("expected", Time(expected), 0, null), ("deadline", Time(m.Deadline), 0, null)) with { Cause = $"{ForecastCause(m.OrderNo)}:{Time(m.OccurredAt)}", OrderNo = m.OrderNo.Value }, cancellationToken),
        PaymentOverdue m => OfAsync("payment-overdue", WatchedBy.Account, m.AccountNo.Value, rule => m.AmountArrears.Fen < rule.Of("leastFen") ? null
            : rule.Found($"overdue:{m.BillNo?.Value ?? m.AccountNo.Value}:{Written.Day(m.DueDate)}", [], ("account", m.AccountNo.Value, 0, null), ("amount", Written.Yuan(m.AmountArrears.Fen), m.AmountArrears.Fen, rule.Of("leastFen")), ("due", Written.Day(m.DueDate), 0, null)), cancellationToken),
        CreditLimitNeared m when m.CreditLimit.Fen > 0 => OfAsync("credit-limit", WatchedBy.Account, m.AccountNo.Value, rule => m.AmountUsed.Fen * 100m / m.CreditLimit.Fen is var percent && percent < rule.Of("percent") ? null
            : rule.Found($"credit:{m.AccountNo}:{m.OccurredAt:yyyy-MM}", [], ("account", m.AccountNo.Value, 0, null), ("percent", Written.Whole(percent), percent, rule.Of("percent"))), cancellationToken),
        DirectDebitFailed m => OfAsync("debit-failed", WatchedBy.Debit, m.DebitNo.Value, rule => rule.Found($"debit:{m.DebitNo}", [], ("debit", m.DebitNo.Value, 0, null), ("reason", $"{m.ReasonCode} {m.Reason}", 0, null)), cancellationToken),
        ServiceLineChanged { Action: OrderAction.Terminate, PortedOut: true } m => OfLineAsync("port-out", m, rule => rule.Found($"ported:{m.ServiceNo}:{m.ChangeNo}", [], ("service", m.ServiceNo.Value, 0, null)), cancellationToken),
        ServiceLineChanged { Action: OrderAction.Terminate } m => OfLineAsync("line-ended", m,
            rule => rule.Found($"line:{m.ServiceNo}:{m.ChangeNo}", [], ("service", m.ServiceNo.Value, 0, null), ("how", new Word("在97柜台拆机", "was removed at a counter of 97"), 0, null)), cancellationToken),
        ProductOrderPlaced m => OfOrderAsync(m, cancellationToken),
        CircuitOutageStarted m => OfAsync("outage", WatchedBy.Circuit, m.CircuitNo.Value, rule => rule.Found("", [], ("circuit", m.CircuitNo.Value, 0, null), ("cause", m.Cause ?? new Word("原因不明", "cause unknown"), 0, null)) with { Cause = OutageCause(m.OutageId) }, cancellationToken),
        InteractionRecorded { Kind: InteractionKind.Survey, Score: { } score } m => OfAsync("survey-low", WatchedBy.Customer, m.CustomerNo.Value, rule => score >= rule.Of("score") ? null
            : rule.Found($"survey:{m.InteractionId}", [], ("score", $"{score}", score, rule.Of("score")), ("threshold", Written.Whole(rule.Of("score")), 0, null)), cancellationToken),
        InteractionRecorded { Kind: InteractionKind.Complaint } m => RepeatsAsync(m.CustomerNo.Value, m.InteractionId.Value, m.TookPlaceAt, cancellationToken),
        TroubleTicketRaised { CustomerNo: { } customer } m => RepeatsAsync(customer.Value, m.TicketNo.Value, m.ReportedAt, cancellationToken),
        _ => Task.FromResult<IReadOnlyList<Finding>>([]),
    };

    /// <summary>What warnings were about and this message says is over.</summary>
    public static IEnumerable<Ending> EndsOf(object message)
    {
        switch (message)
        {
            case MilestoneStateChanged m:
                yield return Moved(m.OrderNo);
                if (m.Milestone.State is MilestoneState.Completed or MilestoneState.Skipped or MilestoneState.Cancelled or MilestoneState.Undone)
                    yield return new Ending(StepCause(m.OrderNo, m.Milestone.ItemNo is { } item ? $"{m.Milestone.Name}/{item}" : $"{Any}/{m.Milestone.Name}"), "ended.step", m.OrderNo.Value);
                break;
            case ProductOrderStateChanged m:
                yield return Moved(m.OrderNo);
                break;
            case OrderForecastChanged { Late: false } m:
                yield return new Ending($"{ForecastCause(m.OrderNo)}:{Any}", "ended.foreseen", m.OrderNo.Value);
                break;
            case CircuitRepaired m:
                yield return new Ending(OutageCause(m.OutageId), "ended.repaired", Note: m.Solution);
                break;
            case TroubleTicketStateChanged { State: TicketState.Resolved or TicketState.Closed or TicketState.Cancelled } m:
                yield return new Ending(DailyLook.TicketCause(m.TicketNo.Value), "ended.solved");
                break;
        }
    }

    // An order may be foreseen to be late, then not, then again: each time is a cause of its own.
    private static string ForecastCause(OrderNumber order) => $"forecast:{order}";

    private static Ending Moved(OrderNumber order) => new($"{DailyLook.StuckCause(order.Value)}:{Any}", "ended.moved", order.Value);

    /// <summary>Stands for whatever: an order's own step is called by its template and its name, and its end says the name only.</summary>
    internal const char Any = '*';

    // leased-line-new/accept is the order's step accept; reserve/1 is that of item 1.
    private static string StepWords(string key) => key.Split('/') is [_, var last] && !last.All(char.IsAsciiDigit) ? last : key;

    private static string StepCause(OrderNumber order, string step) => $"step:{order}:{step}";

    private static string OutageCause(OutageId outage) => $"outage:{outage}";

    private string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<Finding>> OfAsync(string code, WatchedBy by, string key, Func<InForce, Finding?> find, CancellationToken cancellationToken)
    {
        if (rules.InForce(code) is not { } rule || await archive.FindAsync(transaction.Connection, transaction.Transaction, by, key, cancellationToken) is not { } customer)
            return [];
        return find(new InForce(rule, customer)) is { } found ? [found] : [];
    }

    // 97 does not always know whose line it is.
    private Task<IReadOnlyList<Finding>> OfLineAsync(string code, ServiceLineChanged m, Func<InForce, Finding?> find, CancellationToken cancellationToken) =>
        m.CustomerNo is { } customer ? OfAsync(code, WatchedBy.Customer, customer.Value, find, cancellationToken) : OfAsync(code, WatchedBy.Service, m.ServiceNo.Value, find, cancellationToken);

    private async Task<IReadOnlyList<Finding>> OfOrderAsync(ProductOrderPlaced m, CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        if (m.Items.FirstOrDefault(i => i.Action == OrderAction.Terminate) is { } ended)
            found.AddRange(await OfAsync("line-ended", WatchedBy.Customer, m.CustomerNo.Value, rule => rule.Found($"line-order:{m.OrderNo}", [], ("service", ended.ServiceNo?.Value ?? ended.Offering.Value, 0, null),
                ("how", new Word($"申请拆机 {m.OrderNo}", $"is to be removed by order {m.OrderNo}"), 0, null)) with { OrderNo = m.OrderNo.Value }, cancellationToken));
        foreach (var item in m.Items.Where(i => i is { Action: OrderAction.Change, ServiceNo: not null, BandwidthKbps: not null }))
        {
            if (await archive.BandwidthAsync(transaction.Connection, transaction.Transaction, item.ServiceNo!.Value.Value, cancellationToken) is not { } before || before <= item.BandwidthKbps)
                continue;
            var percent = (before - item.BandwidthKbps!.Value) * 100m / before;
            found.AddRange(await OfAsync("downgrade", WatchedBy.Customer, m.CustomerNo.Value, rule => percent < rule.Of("percent") ? null : rule.Found($"downgrade:{m.OrderNo}:{item.ItemNo}", [], ("service", item.ServiceNo.Value.Value, 0, null),
                ("order", m.OrderNo.Value, 0, null), ("before", Written.Speed(before), before, null), ("after", Written.Speed(item.BandwidthKbps.Value), item.BandwidthKbps.Value, null), ("percent", Written.Whole(percent), percent, rule.Of("percent")))
                with { OrderNo = m.OrderNo.Value }, cancellationToken));
        }
        return found;
    }

    private async Task<IReadOnlyList<Finding>> RepeatsAsync(string customerNo, string trouble, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (rules.InForce("trouble-repeats") is not { } rule || await archive.FindAsync(transaction.Connection, transaction.Transaction, WatchedBy.Customer, customerNo, cancellationToken) is not { } customer)
            return [];
        var inForce = new InForce(rule, customer);
        var count = await book.TroubleAsync(customer.CustomerNo, trouble, at, at.AddDays(-(double)inForce.Of("days")), cancellationToken);
        return count < inForce.Of("count") ? [] : [inForce.Found($"repeats:{at:yyyy-MM}", [], ("days", Written.Whole(inForce.Of("days")), 0, null), ("count", $"{count}", count, inForce.Of("count")))];
    }
}

/// <summary>What a warning was about is over.</summary>
/// <param name="Cause">In which a star stands for anything, if the order is known.</param>
/// <param name="What">Word of the warning's log.</param>
internal sealed record Ending(string Cause, string What, string? OrderNo = null, string? Note = null);
