using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Customers, accounts and products as their master tells them: the whole record each time.</summary>
internal static class Profiles
{
    public static async Task CustomersAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CustomerProfileChanged>> arrivals, CancellationToken cancellationToken)
    {
        await transaction.WriteMixedAsync(Tables.Customer, arrivals[0].Rules, arrivals.Select(Row), cancellationToken);
        var customers = arrivals.Select(a => a.Party(a.Message.CustomerNo)).Distinct().Order(StringComparer.Ordinal).ToList();
        await Contacts.ReplaceAsync(transaction, customers, cancellationToken);
        await NameWords.ReplaceAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, customers, cancellationToken);
    }

    public static Task AccountsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<BillingAccountProfileChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteMixedAsync(Tables.BillingAccount, arrivals[0].Rules, arrivals.Select(Row), cancellationToken);

    public static Task ProductsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ProductProfileChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteMixedAsync(Tables.Product, arrivals[0].Rules, arrivals.Select(Row), cancellationToken);

    private static object?[] Row(Arrival<CustomerProfileChanged> arrival)
    {
        var c = arrival.Message;
        return
        [
            arrival.Party(c.CustomerNo), c.Name, c.ShortName, c.Industry, c.Size, c.Address, WireNames.Of(c.Status), WireNames.Of(c.ServiceLevel), c.CreditClass,
            arrival.Party(c.ParentCustomerNo), c.OrgUnit.Value, c.AccountManager?.StaffId.Value, c.AccountManager?.Name, c.AccountManager?.Phone,
            JsonColumn.List(c.Contacts), JsonColumn.List(c.SpecialDays), .. arrival.Mixed(c.OccurredAt),
        ];
    }

    private static object?[] Row(Arrival<BillingAccountProfileChanged> arrival)
    {
        var a = arrival.Message;
        return
        [
            a.AccountNo.Value, arrival.Party(a.CustomerNo), a.Name, WireNames.Of(a.Status), a.PaymentMethod is { } method ? WireNames.Of(method) : null, JsonColumn.Of(a.DirectDebit),
            a.CreditLimit?.Fen, a.OnePointBilling?.GroupNo, JsonColumn.Of(a.OnePointBilling), JsonColumn.Of(a), .. arrival.Mixed(a.OccurredAt),
        ];
    }

    private static object?[] Row(Arrival<ProductProfileChanged> arrival)
    {
        var p = arrival.Message;
        return
        [
            arrival.Party(p.CustomerNo), p.ServiceNo.Value,
            ServiceKey.Of(p.ServiceNo.Value), WireNames.Of(p.Status), p.Offering.Value, p.OfferingName, p.CircuitNo?.Value, p.CircuitNo is { } circuit ? ServiceKey.Of(circuit.Value) : null,
            p.BandwidthKbps, JsonColumn.Of(p.AEnd), JsonColumn.Of(p.ZEnd), p.StartedOn, p.EndedOn, .. arrival.Mixed(p.OccurredAt),
            p.ProductId.Value, p.AccountNo?.Value, p.MonthlyFee?.Fen, p.MonthlyFee?.Currency, p.AgreementNo?.Value,
            .. arrival.Mixed(p.OccurredAt),
        ];
    }
}
