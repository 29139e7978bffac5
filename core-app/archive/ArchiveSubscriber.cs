using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Crossing;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>
/// Fills the archive from canonical messages, inside the box's transaction. Messages may come twice, late or out of order: the newest by the
/// time it happened (then by its place in the box) stays, and each row says which message it is from.
/// </summary>
/// <param name="rules">Who is master of what; null: nobody, the newest value stays.</param>
public sealed class ArchiveSubscriber(MasterRules? rules = null, TimeProvider? time = null) : IInBoxSubscriber
{
    // Order matters within one call only: a completion looks for its work order, which may stand in the same batch.
    private static readonly IReadOnlyList<(string Type, Write Write)> Writers =
    [
        .. Of<CustomerProfileChanged>(Profiles.CustomersAsync),
        .. Of<BillingAccountProfileChanged>(Profiles.AccountsAsync),
        .. Of<ProductProfileChanged>(Profiles.ProductsAsync),
        .. Of<AgreementProfileChanged>(Orders.AgreementsAsync),
        .. Of<CustomerBillIssued>(Bills.WriteAsync),
        .. Of<UsageSummarised>(Billing.UsageAsync),
        .. Of<AccountBalanceChanged>(Billing.BalanceAsync),
        .. Of<CreditLimitNeared>(Billing.CreditAsync),
        .. Of<PaymentOverdue>(Billing.OverdueAsync),
        .. Of<PaymentReceived>(Payments.ReceivedAsync),
        .. Of<PaymentPosted>(Payments.PostedAsync),
        .. Of<PaymentPostingRejected>(Payments.RefusedAsync),
        .. Of<CollectDirectDebit>(Payments.CollectAsync),
        .. Of<DirectDebitSettled>(Payments.SettledAsync),
        .. Of<DirectDebitFailed>(Payments.FailedAsync),
        .. Of<ProductOrderPlaced>(Orders.PlacedAsync),
        .. Of<ProductOrderStateChanged>(Orders.StateChangedAsync),
        .. Of<MilestoneStateChanged>(Orders.MilestonesAsync),
        .. Of<CreateWorkOrder>(WorkOrders.OrderedAsync),
        .. Of<WorkOrderStateChanged>(WorkOrders.StateChangedAsync),
        .. Of<WorkOrderReturned>(WorkOrders.ReturnedAsync),
        .. Of<WorkOrderCompleted>(CompletedAsync),
        .. Of<ServiceLineChanged>(Installations.ChangedAsync),
        .. Of<ReportTrouble>(TroubleTickets.ReportedAsync),
        .. Of<TroubleTicketRaised>(TroubleTickets.RaisedAsync),
        .. Of<TroubleTicketStateChanged>(TroubleTickets.StateChangedAsync),
        .. Of<InteractionRecorded>(Service.InteractionsAsync),
        .. Of<CircuitOutageStarted>(Service.OutagesAsync),
        .. Of<CircuitCutOverPlanned>(Service.CutOversAsync),
        .. Of<CircuitRepaired>(Service.RepairsAsync),
        .. Of<ResourceAssigned>(Assignments.AssignedAsync),
        .. Of<ResourceReleased>(Assignments.ReleasedAsync),
        .. Of<CircuitReported>(CircuitReports.ReportedAsync),
        .. Of<CircuitReportEnded>(CircuitReports.EndedAsync),
        // Heard last, with the cross-reference.
        .. Of<CustomerMerged>((_, _, _) => Task.CompletedTask),
        .. Of<CustomerMergeUndone>((_, _, _) => Task.CompletedTask),
    ];

    private readonly MasterRules _rules = rules ?? MasterRules.None;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    private delegate Task Write(IInBoxTransaction transaction, Arrivals arrivals, CancellationToken cancellationToken);

    private delegate Task WriteOf<T>(IInBoxTransaction transaction, IReadOnlyList<Arrival<T>> arrivals, CancellationToken cancellationToken);

    public string Name => ArchivePost.Subscriber;

    public IReadOnlyList<string> MessageTypes { get; } = [.. Writers.Select(w => w.Type)];

    /// <summary>Plans the deliveries of what the archive itself says; null: it says nothing.</summary>
    public Func<Envelope, IReadOnlyList<DeliveryPlan>>? Routes { get; set; }

    /// <summary>The text of those records of a file that could not be read, by the conversation that the file began; null: nobody can tell.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<string>>>? Rejected { get; set; }

    /// <exception cref="InBoxDataException">A message cannot be read, or does not say enough to be filed.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var types = deliveries.Select(d => d.Envelope.Type).ToHashSet();
        if (types.Except(MessageTypes).FirstOrDefault() is { } strange)
            throw new InBoxDataException(new Failure(FailureKind.Data, "archive.unknown-type", $"the archive does not take {strange}; it takes {string.Join(", ", MessageTypes)}"));
        var arrivals = new Arrivals(deliveries, _rules, new ArchivePost(transaction, Routes, _time) { Rejected = Rejected });
        foreach (var (type, write) in Writers)
        {
            if (types.Contains(type))
                await write(transaction, arrivals, cancellationToken);
        }

        // Last, for it takes the lock that all nodes share.
        await new Meeting(transaction, _rules, _time.GetUtcNow()).HoldAsync(Statement.Of(arrivals, types), cancellationToken);
        if (types.Contains(nameof(CustomerMerged)) || types.Contains(nameof(CustomerMergeUndone)))
            await new ToldMerges(transaction).HearAsync(arrivals.Of<CustomerMerged>(), arrivals.Of<CustomerMergeUndone>(), cancellationToken);
        if (types.Contains(nameof(CustomerBillIssued)))
            await BilledNames.CompareAsync(transaction, arrivals.Of<CustomerBillIssued>(), cancellationToken);
    }

    private static IEnumerable<(string, Write)> Of<T>(WriteOf<T> write)
        where T : class => [(CanonicalCatalog.Of<T>().Type, (t, a, c) => write(t, a.Of<T>(), c))];

    private static async Task CompletedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<WorkOrderCompleted>> completed, CancellationToken cancellationToken)
    {
        await Installations.CompletedAsync(transaction, completed, cancellationToken);
        await WorkOrders.CompletedAsync(transaction, completed, cancellationToken);
    }
}
