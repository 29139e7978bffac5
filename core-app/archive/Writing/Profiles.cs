using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Customers, accounts and products as their master tells them: the whole record each time.</summary>
internal static class Profiles
{
    public static async Task CustomersAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<CustomerProfileChanged>> arrivals, CancellationToken cancellationToken)
    {
        await transaction.WriteAsync(Tables.Customer, arrivals.Select(Row), cancellationToken);
        foreach (var customer in arrivals.Select(a => a.Message.CustomerNo.Value).Distinct().Order(StringComparer.Ordinal))
            await ContactPhones.ReplaceAsync(transaction, customer, cancellationToken);
    }

    public static Task AccountsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<BillingAccountProfileChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.BillingAccount, arrivals.Select(Row), cancellationToken);

    public static Task ProductsAsync(IInBoxTransaction transaction, IReadOnlyList<Arrival<ProductProfileChanged>> arrivals, CancellationToken cancellationToken) =>
        transaction.WriteAsync(Tables.Product, arrivals.Select(Row), cancellationToken);

    private static object?[] Row(Arrival<CustomerProfileChanged> arrival)
    {
        var c = arrival.Message;
        return
        [
            c.CustomerNo.Value, c.Name, c.ShortName, c.Industry, c.Size, c.Address, WireNames.Of(c.Status), WireNames.Of(c.ServiceLevel), c.CreditClass,
            c.ParentCustomerNo?.Value, c.OrgUnit.Value, c.AccountManager?.StaffId.Value, c.AccountManager?.Name, c.AccountManager?.Phone,
            JsonColumn.List(c.Contacts), JsonColumn.List(c.SpecialDays), .. arrival.Stamp(c.OccurredAt),
        ];
    }

    private static object?[] Row(Arrival<BillingAccountProfileChanged> arrival)
    {
        var a = arrival.Message;
        return [a.AccountNo.Value, a.CustomerNo.Value, a.Name, WireNames.Of(a.Status), JsonColumn.Of(a), .. arrival.Stamp(a.OccurredAt)];
    }

    private static object?[] Row(Arrival<ProductProfileChanged> arrival)
    {
        var p = arrival.Message;
        return
        [
            p.CustomerNo.Value, p.ServiceNo.Value,
            .. arrival.WithSources(
                Tables.Product.Facets[0],
                ServiceKey.Of(p.ServiceNo.Value), WireNames.Of(p.Status), p.Offering.Value, p.OfferingName, p.CircuitNo?.Value,
                p.CircuitNo is { } circuit ? ServiceKey.Of(circuit.Value) : null, p.BandwidthKbps, JsonColumn.Of(p.AEnd), JsonColumn.Of(p.ZEnd), p.StartedOn, p.EndedOn),
            .. arrival.Stamp(p.OccurredAt),
            p.ProductId.Value, p.AccountNo?.Value, p.MonthlyFee?.Fen, p.MonthlyFee?.Currency, p.AgreementNo?.Value,
            .. arrival.Stamp(p.OccurredAt),
        ];
    }
}
