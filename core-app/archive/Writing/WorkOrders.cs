using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Work orders: what the hub ordered, how far 97 is.</summary>
internal static class WorkOrders
{
    private static readonly Facet Ordered = Tables.WorkOrder.Facets[0];
    private static readonly Facet Progress = Tables.WorkOrder.Facets[1];

    public static Task OrderedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CreateWorkOrder>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.WorkOrder, arrivals.Select(Row), cancellationToken);

    public static Task StateChangedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<WorkOrderStateChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.WorkOrder, arrivals.Select(a => ProgressRow(
            a.Message.WorkOrderNo,
            [WireNames.Of(a.Message.State), a.Message.OrderNo?.Value, a.Message.Engineer, a.Message.Note, null, null],
            a.Ranked(a.Message.OccurredAt, a.Message.Sequence))), cancellationToken);

    public static Task ReturnedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<WorkOrderReturned>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.WorkOrder, arrivals.Select(a => ProgressRow(
            a.Message.WorkOrderNo,
            [WireNames.Of(WorkOrderState.Returned), a.Message.OrderNo?.Value, a.Message.Engineer, a.Message.Reason, a.Message.ReasonCode, null],
            a.Ranked(a.Message.OccurredAt, a.Message.Sequence))), cancellationToken);

    public static Task CompletedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<WorkOrderCompleted>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.WorkOrder, arrivals.Select(a => ProgressRow(
            a.Message.WorkOrderNo,
            [WireNames.Of(WorkOrderState.Completed), a.Message.OrderNo?.Value, a.Message.Engineer, a.Message.Note, null, a.Message.CompletedAt],
            a.Ranked(a.Message.OccurredAt, a.Message.Sequence))), cancellationToken);

    private static object?[] ProgressRow(WorkOrderNumber number, object?[] values, object?[] stamp) =>
        [number.Value, .. new object?[Ordered.Columns.Count + Ordered.Stamp.Count], .. values, .. stamp];

    private static object?[] Row(Arrival<CreateWorkOrder> arrival)
    {
        var w = arrival.Message;
        return
        [
            w.WorkOrderNo.Value, w.OrderNo.Value, WireNames.Of(w.Type), arrival.Party(w.CustomerNo), w.ServiceNo?.Value, w.Offering.Value, w.CircuitNo?.Value, w.BandwidthKbps,
            JsonColumn.Of(w.AEnd), JsonColumn.Of(w.ZEnd), w.DueAt, .. arrival.Stamp(w.RequestedAt),
            .. new object?[Progress.Columns.Count + Progress.Stamp.Count],
        ];
    }
}
