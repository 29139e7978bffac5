using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Money: what came in, what billing posted, what was collected.</summary>
internal static class Payments
{
    private static readonly Facet Paid = Tables.Payment.Facets[0];
    private static readonly Facet Posting = Tables.Payment.Facets[1];
    private static readonly Facet Ordered = Tables.DirectDebit.Facets[0];
    private static readonly Facet Result = Tables.DirectDebit.Facets[1];

    public static Task ReceivedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<PaymentReceived>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Payment, arrivals.Select(Row), cancellationToken);

    // Billing is master of its own posting, whatever the rules say of the money.
    public static Task PostedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<PaymentPosted>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Payment, arrivals.Select(a => (object?[])
        [
            a.Message.PaymentNo.Value, .. Billing.Nothing(Paid), "posted", a.Message.AccountNo.Value, a.Message.BillNo?.Value, a.Message.Amount.Fen, null, null, .. a.Stamp(a.Message.OccurredAt),
        ]), cancellationToken);

    public static Task RefusedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<PaymentPostingRejected>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Payment, arrivals.Select(a => (object?[])
        [
            a.Message.PaymentNo.Value, .. Billing.Nothing(Paid), "rejected", a.Message.AccountNo?.Value, null, null, a.Message.Code, a.Message.Reason, .. a.Stamp(a.Message.OccurredAt),
        ]), cancellationToken);

    public static Task CollectAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CollectDirectDebit>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.DirectDebit, arrivals.Select(a => (object?[])
        [
            a.Message.DebitNo.Value, a.Message.AccountNo.Value, a.Message.BillNo?.Value, a.Message.Amount.Fen, a.Message.Amount.Currency, a.Message.CollectOn,
            // A command says no time of its own; the day it is for orders what is said of one debit.
            .. a.Stamp(new DateTimeOffset(a.Message.CollectOn.ToDateTime(default), TimeSpan.Zero)), .. Billing.Nothing(Result),
        ]), cancellationToken);

    public static Task SettledAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<DirectDebitSettled>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.DirectDebit, arrivals.Select(a => (object?[])
        [
            a.Message.DebitNo.Value, .. Billing.Nothing(Ordered), "settled", a.Message.Amount.Fen, a.Message.BankReference, null, null, .. a.Stamp(a.Message.OccurredAt),
        ]), cancellationToken);

    public static Task FailedAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<DirectDebitFailed>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.DirectDebit, arrivals.Select(a => (object?[])
        [
            a.Message.DebitNo.Value, .. Billing.Nothing(Ordered), "failed", null, null, a.Message.ReasonCode, a.Message.Reason, .. a.Stamp(a.Message.OccurredAt),
        ]), cancellationToken);

    private static object?[] Row(Arrival<PaymentReceived> arrival)
    {
        var p = arrival.Message;
        return
        [
            p.PaymentNo.Value, p.AccountNo?.Value, p.BillNo?.Value, p.Amount.Fen, p.Amount.Currency, WireNames.Of(p.Channel), p.PaidAt, p.PayerName, p.PayerAccount?.Value, p.RemittanceText,
            .. arrival.Stamp(p.OccurredAt, Tables.Payment.Entity), .. Billing.Nothing(Posting),
        ];
    }
}
