using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>The phones of a customer's contacts, made again from the profile that won, whichever message that was.</summary>
internal static class ContactPhones
{
    public static async Task ReplaceAsync(IInBoxTransaction transaction, string customerNo, CancellationToken cancellationToken)
    {
        var phones = await CurrentAsync(transaction, customerNo, cancellationToken);
        await using var delete = Command(transaction, "DELETE FROM {a}contact_phone WHERE customer_no = @customer");
        delete.Add("@customer", customerNo);
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await using var insert = Command(transaction, "INSERT INTO {a}contact_phone (customer_no, phone_key, contact_name) VALUES (@customer, @phone, @name)");
        insert.Add("@customer", customerNo);
        var phone = insert.Add("@phone", null);
        var name = insert.Add("@name", null);
        foreach (var one in phones)
        {
            (phone.Value, name.Value) = (one.Key, one.Value);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> CurrentAsync(IInBoxTransaction transaction, string customerNo, CancellationToken cancellationToken)
    {
        await using var select = Command(transaction, "SELECT contacts FROM {a}customer WHERE customer_no = @customer");
        select.Add("@customer", customerNo);
        var contacts = JsonColumn.ReadList<Contact>((string)(await select.ExecuteScalarAsync(cancellationToken))!);
        return contacts.SelectMany(c => c.Phones.Select(p => (Key: ServiceKey.Of(p), c.Name)))
            .Where(p => p.Key.Length > 0)
            .GroupBy(p => p.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
    }

    private static System.Data.Common.DbCommand Command(IInBoxTransaction transaction, string text) =>
        Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, text));
}
