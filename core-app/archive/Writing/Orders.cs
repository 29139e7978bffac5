using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>One-stop orders, their steps, and the agreements they stand under.</summary>
internal static class Orders
{
    private static readonly Facet Placed = Tables.ProductOrder.Facets[0];

    public static async Task PlacedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ProductOrderPlaced>> arrivals, CancellationToken cancellationToken)
    {
        await transaction.WriteAsync(Tables.ProductOrder, arrivals.Select(Row), cancellationToken);
        await transaction.WriteAsync(Tables.Milestone, arrivals.SelectMany(a => a.Message.Milestones.Select(m => Row(a.Message.OrderNo, a.Party(a.Message.CustomerNo), m, a.Stamp(a.Message.OccurredAt)))), cancellationToken);
    }

    public static async Task StateChangedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ProductOrderStateChanged>> arrivals, CancellationToken cancellationToken)
    {
        await transaction.WriteAsync(Tables.ProductOrder, arrivals.Select(a => (object?[])
        [
            a.Message.OrderNo.Value, .. Billing.Nothing(Placed), a.Party(a.Message.CustomerNo), WireNames.Of(a.Message.State), a.Message.ExpectedCompletionAt, a.Message.Reason,
            .. a.Stamp(a.Message.OccurredAt),
        ]), cancellationToken);
        foreach (var arrival in arrivals.Where(a => a.Message is { ParentOrderNo: not null, Outcomes.Count: > 0 }))
            await PartAsync(transaction, arrival, cancellationToken);
    }

    // The customer's other end, which a peer has built: its circuit is looked for here too. What this hub has built itself came with the work orders.
    private static async Task PartAsync(IInBoxTransaction transaction, Arrival<ProductOrderStateChanged> arrival, CancellationToken cancellationToken)
    {
        var m = arrival.Message;
        foreach (var outcome in m.Outcomes.Where(o => o.CircuitNo is not null))
        {
            if (await OrderedCircuit.FindAsync(transaction, m.OrderNo, outcome.ItemNo, cancellationToken) is not null
                || await OrderedCircuit.FindAsync(transaction, m.ParentOrderNo!.Value, outcome.ItemNo, cancellationToken) is not { } ordered)
                continue;
            await transaction.WriteMixedAsync(Tables.Circuit, arrival.Rules,
            [
                [outcome.CircuitNo!.Value.Value, ordered.CustomerNo, outcome.ServiceNo?.Value, WireNames.Of(ResourceState.InService), ordered.BandwidthKbps, ordered.AEnd, ordered.ZEnd, null, m.OrderNo.Value, .. arrival.Mixed(m.OccurredAt)],
            ], cancellationToken);
        }
    }

    public static Task MilestonesAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<MilestoneStateChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Milestone, arrivals.Select(a => Row(a.Message.OrderNo, a.Party(a.Message.CustomerNo), a.Message.Milestone, a.Stamp(a.Message.OccurredAt))), cancellationToken);

    public static Task AgreementsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<AgreementProfileChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Agreement, arrivals.Select(Row), cancellationToken);

    private static object?[] Row(Arrival<ProductOrderPlaced> arrival)
    {
        var o = arrival.Message;
        var customer = arrival.Party(o.CustomerNo);
        return
        [
            o.OrderNo.Value, customer, o.Name, o.OrgUnit.Value, o.AccountManager?.StaffId.Value, o.AccountManager?.Name, o.ParentOrderNo?.Value, o.OrderedAt, o.RequestedCompletionOn,
            JsonColumn.List(o.Items), .. arrival.Stamp(o.OccurredAt),
            customer, WireNames.Of(o.State), o.ExpectedCompletionAt, null, .. arrival.Stamp(o.OccurredAt),
        ];
    }

    private static object?[] Row(OrderNumber order, string customer, Milestone step, object?[] stamp) =>
    [
        order.Value, step.ItemNo?.Value ?? "", step.Name, customer, WireNames.Of(step.State), step.Owner, step.StartedAt, step.DueAt, step.EndedAt, step.Note, .. stamp,
    ];

    private static object?[] Row(Arrival<AgreementProfileChanged> arrival)
    {
        var a = arrival.Message;
        return
        [
            a.AgreementNo.Value, arrival.Party(a.CustomerNo), a.Type, WireNames.Of(a.Status), a.StartsOn, a.EndsOn, a.Amount?.Fen, a.Amount?.Currency, a.DiscountPolicy, a.Sla,
            JsonColumn.List(a.Documents), .. arrival.Stamp(a.OccurredAt, Tables.Agreement.Entity),
        ];
    }
}
