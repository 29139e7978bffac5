using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>What billing says beside bills: use, balances, credit, arrears.</summary>
internal static class Billing
{
    private const string Entity = "balance";

    public static Task UsageAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<UsageSummarised>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.UsageSummary, arrivals.Select(Row), cancellationToken);

    public static Task BalanceAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<AccountBalanceChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.AccountBalance, arrivals.Select(a => (object?[])
        [
            a.Message.AccountNo.Value, a.Party(a.Message.CustomerNo), a.Message.Balance.Fen, a.Message.Balance.Currency, .. a.Stamp(a.Message.OccurredAt, Entity),
            .. Nothing(Tables.AccountBalance.Facets[1]),
        ]), cancellationToken);

    public static Task CreditAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CreditLimitNeared>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.AccountBalance, arrivals.Select(a => (object?[])
        [
            a.Message.AccountNo.Value, .. Nothing(Tables.AccountBalance.Facets[0]),
            a.Party(a.Message.CustomerNo), a.Message.CreditLimit.Fen, a.Message.AmountUsed.Fen, .. a.Stamp(a.Message.OccurredAt, Entity),
        ]), cancellationToken);

    public static Task OverdueAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<PaymentOverdue>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Overdue, arrivals.Select(a => (object?[])
        [
            a.Message.AccountNo.Value, a.Message.BillNo?.Value ?? "", a.Party(a.Message.CustomerNo), a.Message.AmountArrears.Fen, a.Message.AmountArrears.Currency, a.Message.DueDate,
            .. a.Stamp(a.Message.OccurredAt, Entity),
        ]), cancellationToken);

    public static object?[] Nothing(Facet facet) => new object?[facet.Columns.Count + facet.Stamp.Count];

    private static object?[] Row(Arrival<UsageSummarised> arrival)
    {
        var u = arrival.Message;
        return
        [
            u.ServiceNo.Value, u.From, u.To, u.AccountNo.Value, ServiceKey.Of(u.ServiceNo.Value), arrival.Party(u.CustomerNo), u.Charge.Fen, u.Charge.Currency, JsonColumn.List(u.Items),
            .. arrival.Stamp(u.OccurredAt, Tables.UsageSummary.Entity),
        ];
    }
}
