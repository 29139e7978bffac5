using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Queries;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Customers for parts of the core app that work in the same transaction.</summary>
public static class ArchivedCustomers
{
    /// <summary>Null: the archive does not have the customer. Without contacts and special days.</summary>
    public static async Task<Customer?> OfAsync(IInBoxTransaction transaction, CustomerNumber customer, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction,
            Sql.For(transaction.Dialect, "SELECT name, short_name, industry, status, service_level, org_unit FROM {t}customer WHERE customer_no = @no"));
        command.Add("@no", customer.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new Customer
        {
            CustomerNo = customer,
            Name = row.Text("name")!,
            ShortName = row.Text("short_name"),
            Industry = row.Text("industry"),
            Status = Codes.Read<CustomerStatus>(row.Text("status")),
            ServiceLevel = Codes.Read<ServiceLevel>(row.Text("service_level")),
            OrgUnit = new(row.Text("org_unit")!),
        } : null;
    }
}
