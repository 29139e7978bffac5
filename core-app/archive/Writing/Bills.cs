using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Bills, up to a thousand in one message.</summary>
internal static class Bills
{
    public static Task WriteAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CustomerBillIssued>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.CustomerBill, arrivals.Select(Row), cancellationToken);

    private static object?[] Row(Arrival<CustomerBillIssued> arrival)
    {
        var b = arrival.Message;
        var arrears = Arrears(arrival);
        return
        [
            b.BillNo.Value, b.AccountNo.Value, arrival.Party(b.CustomerNo), b.Period.ToString(), WireNames.Of(b.State), b.AmountDue.Fen, b.AmountPaid.Fen, arrears.Fen,
            b.AmountDue.Currency, b.DueDate, JsonColumn.List(b.Items), .. arrival.Stamp(b.OccurredAt, Tables.CustomerBill.Entity),
        ];
    }

    private static Money Arrears(Arrival<CustomerBillIssued> arrival)
    {
        var b = arrival.Message;
        try
        {
            // Each of the two throws when currencies are mixed: a row of the table has one.
            var open = b.AmountDue - b.AmountPaid;
            var said = b.AmountArrears ?? open;
            _ = said - open;
            return said;
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException)
        {
            throw new InBoxDataException(new Failure(
                FailureKind.Data, "archive.bill-amounts", $"bill {b.BillNo}: {e.Message} (due {b.AmountDue}, paid {b.AmountPaid})", $"body line {arrival.Line}"));
        }
    }
}
