using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Talks with the customer, and what happens to its circuits.</summary>
internal static class Service
{
    private static readonly Facet Began = Tables.Outage.Facets[0];
    private static readonly Facet Repaired = Tables.Outage.Facets[1];

    public static Task InteractionsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<InteractionRecorded>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Interaction, arrivals.Select(Row), cancellationToken);

    public static Task OutagesAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CircuitOutageStarted>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Outage, arrivals.Select(a => (object?[])
        [
            a.Message.OutageId.Value, "outage", a.Message.CircuitNo.Value, a.Message.ServiceNo?.Value, a.Message.Cause, a.Message.OccurredAt, a.Message.ExpectedRepairAt,
            .. a.Stamp(a.Message.OccurredAt, Tables.Outage.Entity), .. Billing.Nothing(Repaired),
        ]), cancellationToken);

    public static Task CutOversAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CircuitCutOverPlanned>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Outage, arrivals.Select(a => (object?[])
        [
            a.Message.OutageId.Value, "cutOver", a.Message.CircuitNo.Value, a.Message.ServiceNo?.Value, null, a.Message.StartsAt, a.Message.EndsAt,
            .. a.Stamp(a.Message.OccurredAt, Tables.Outage.Entity), .. Billing.Nothing(Repaired),
        ]), cancellationToken);

    public static Task RepairsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CircuitRepaired>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Outage, arrivals.Select(a => (object?[])
        [
            a.Message.OutageId.Value, .. Billing.Nothing(Began), a.Message.CircuitNo.Value, a.Message.Solution, .. a.Stamp(a.Message.OccurredAt, Tables.Outage.Entity),
        ]), cancellationToken);

    private static object?[] Row(Arrival<InteractionRecorded> arrival)
    {
        var i = arrival.Message;
        return
        [
            i.InteractionId.Value, arrival.Party(i.CustomerNo), WireNames.Of(i.Kind), i.TookPlaceAt, i.Staff?.StaffId.Value, i.Staff?.Name, i.ContactName, i.Phone, i.Content, i.NextStep,
            (long?)i.Score, .. arrival.Stamp(i.OccurredAt),
        ];
    }
}
