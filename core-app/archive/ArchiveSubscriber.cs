using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>
/// Fills the archive from canonical messages, inside the box's transaction. Messages may come twice, late or out of order: the newest by the
/// time it happened (then by its place in the box) stays, and each row says which message it is from.
/// </summary>
public sealed class ArchiveSubscriber : IInBoxSubscriber
{
    // Order matters within one call only: a completion looks for its work order, which may stand in the same batch.
    private static readonly IReadOnlyList<(string Type, Write Write)> Writers =
    [
        (nameof(CustomerProfileChanged), (t, a, c) => Profiles.CustomersAsync(t, a.Of<CustomerProfileChanged>(), c)),
        (nameof(BillingAccountProfileChanged), (t, a, c) => Profiles.AccountsAsync(t, a.Of<BillingAccountProfileChanged>(), c)),
        (nameof(ProductProfileChanged), (t, a, c) => Profiles.ProductsAsync(t, a.Of<ProductProfileChanged>(), c)),
        (nameof(CustomerBillIssued), (t, a, c) => Bills.WriteAsync(t, a.Of<CustomerBillIssued>(), c)),
        (nameof(CreateWorkOrder), (t, a, c) => WorkOrders.OrderedAsync(t, a.Of<CreateWorkOrder>(), c)),
        (nameof(WorkOrderStateChanged), (t, a, c) => WorkOrders.StateChangedAsync(t, a.Of<WorkOrderStateChanged>(), c)),
        (nameof(WorkOrderReturned), (t, a, c) => WorkOrders.ReturnedAsync(t, a.Of<WorkOrderReturned>(), c)),
        (nameof(WorkOrderCompleted), CompletedAsync),
        (nameof(ReportTrouble), (t, a, c) => TroubleTickets.ReportedAsync(t, a.Of<ReportTrouble>(), c)),
        (nameof(TroubleTicketRaised), (t, a, c) => TroubleTickets.RaisedAsync(t, a.Of<TroubleTicketRaised>(), c)),
        (nameof(TroubleTicketStateChanged), (t, a, c) => TroubleTickets.StateChangedAsync(t, a.Of<TroubleTicketStateChanged>(), c)),
    ];

    private delegate Task Write(IInBoxTransaction transaction, Arrivals arrivals, CancellationToken cancellationToken);

    public string Name => "archive";

    public IReadOnlyList<string> MessageTypes { get; } = [.. Writers.Select(w => w.Type)];

    /// <exception cref="InBoxDataException">A message cannot be read, or does not say enough to be filed.</exception>
    public async Task HandleAsync(IInBoxTransaction transaction, IReadOnlyList<ClaimedDelivery> deliveries, CancellationToken cancellationToken)
    {
        var types = deliveries.Select(d => d.Envelope.Type).ToHashSet();
        if (types.Except(MessageTypes).FirstOrDefault() is { } strange)
            throw new InBoxDataException(new Failure(FailureKind.Data, "archive.unknown-type", $"the archive does not take {strange}; it takes {string.Join(", ", MessageTypes)}"));
        var arrivals = new Arrivals(deliveries);
        foreach (var (type, write) in Writers)
        {
            if (types.Contains(type))
                await write(transaction, arrivals, cancellationToken);
        }
    }

    private static async Task CompletedAsync(IInBoxTransaction transaction, Arrivals arrivals, CancellationToken cancellationToken)
    {
        var completed = arrivals.Of<WorkOrderCompleted>();
        await Installations.WriteAsync(transaction, completed, cancellationToken);
        await WorkOrders.CompletedAsync(transaction, completed, cancellationToken);
    }
}
