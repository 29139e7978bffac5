using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Names for parts of the core app that work in the same transaction.</summary>
public static class CustomerNames
{
    /// <summary>Null: the archive does not have the customer.</summary>
    public static async Task<string?> OfAsync(IInBoxTransaction transaction, CustomerNumber customer, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, "SELECT name FROM {t}customer WHERE customer_no = @no"));
        command.Add("@no", customer.Value);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
