using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>A customer's contacts and their phones, made again from the profile that won, whichever message that was.</summary>
internal static class Contacts
{
    public static async Task ReplaceAsync(IInBoxTransaction transaction, string customerNo, CancellationToken cancellationToken)
    {
        var contacts = await CurrentAsync(transaction, customerNo, cancellationToken);
        await RunAsync(transaction, "DELETE FROM {t}contact_phone WHERE customer_no = @customer", cancellationToken, ("@customer", customerNo));
        await RunAsync(transaction, "DELETE FROM {t}contact WHERE customer_no = @customer", cancellationToken, ("@customer", customerNo));
        foreach (var (contact, place) in contacts.Select((c, i) => (c, (long)i)))
        {
            await RunAsync(transaction, """
                INSERT INTO {t}contact (customer_no, place, contact_id, name, role, title, email, birthday, preferences)
                VALUES (@customer, @place, @id, @name, @role, @title, @email, CAST(@birthday AS {date}), @preferences)
                """, cancellationToken,
                ("@customer", customerNo), ("@place", place), ("@id", contact.ContactId?.Value), ("@name", contact.Name), ("@role", WireNames.Of(contact.Role)), ("@title", contact.Title),
                ("@email", contact.Email), ("@birthday", TableWriter.Single(contact.Birthday)), ("@preferences", contact.Preferences));
        }

        foreach (var (phone, name) in Phones(contacts))
            await RunAsync(transaction, "INSERT INTO {t}contact_phone (customer_no, phone_key, contact_name) VALUES (@customer, @phone, @name)", cancellationToken,
                ("@customer", customerNo), ("@phone", phone), ("@name", name));
    }

    private static Dictionary<string, string> Phones(IReadOnlyList<Contact> contacts) => contacts.SelectMany(c => c.Phones.Select(p => (Key: ServiceKey.Of(p), c.Name)))
        .Where(p => p.Key.Length > 0)
        .GroupBy(p => p.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);

    private static async Task<IReadOnlyList<Contact>> CurrentAsync(IInBoxTransaction transaction, string customerNo, CancellationToken cancellationToken)
    {
        await using var select = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, "SELECT contacts FROM {t}customer WHERE customer_no = @customer"));
        select.Add("@customer", customerNo);
        return JsonColumn.ReadList<Contact>((string)(await select.ExecuteScalarAsync(cancellationToken))!);
    }

    private static async Task RunAsync(IInBoxTransaction transaction, string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Sql.For(transaction.Dialect, text));
        foreach (var (name, value) in values)
        {
            if (value is null or string)
                command.AddTyped(name, (string?)value);
            else
                command.Add(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
