using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Writing;

/// <summary>Customers' contacts and their phones, made again from the profiles that won, whichever messages those were.</summary>
internal static class Contacts
{
    private const int Batch = 500;

    public static async Task ReplaceAsync(IInBoxTransaction transaction, IReadOnlyCollection<string> customers, CancellationToken cancellationToken)
    {
        var tables = Sql.Tables(transaction.Dialect);
        var day = transaction.Dialect == SqlDialect.PostgreSql ? "CAST(u.birthday AS date)" : "u.birthday";
        Task RunAsync<T>(string text, IEnumerable<T> rows) => tables.RunAsync(transaction.Connection, transaction.Transaction, text, cancellationToken, ("rows", JsonSerializer.Serialize(rows)));
        foreach (var some in customers.Distinct().Order(StringComparer.Ordinal).Chunk(Batch))
        {
            var of = some.Select(no => new { no }).ToList();
            var all = await tables.ReadAsync(transaction.Connection, transaction.Transaction, $"SELECT c.customer_no, c.contacts FROM {tables.Rows("no")} JOIN {{t}}customer c ON c.customer_no = u.no",
                r => (No: r.Text("customer_no")!, Contacts: JsonColumn.ReadList<Contact>(r.Text("contacts")!)), cancellationToken, ("rows", JsonSerializer.Serialize(of)));
            foreach (var table in new[] { "contact_phone", "contact" })
                await RunAsync($"DELETE FROM {{t}}{table} WHERE customer_no IN (SELECT u.no FROM {tables.Rows("no")})", of);
            await RunAsync($$"""
                INSERT INTO {t}contact (customer_no, place, contact_id, name, role, title, email, birthday, preferences)
                SELECT u.no, CAST(u.place AS bigint), u.id, u.name, u.role, u.title, u.email, {{day}}, u.preferences FROM {{tables.Rows("no", "place", "id", "name", "role", "title", "email", "birthday", "preferences")}}
                """, all.SelectMany(c => c.Contacts.Select((contact, i) => new
                {
                    no = c.No, place = i.ToString(CultureInfo.InvariantCulture), id = contact.ContactId?.Value, name = contact.Name, role = WireNames.Of(contact.Role), title = contact.Title, email = contact.Email,
                    birthday = (string?)TableWriter.Single(contact.Birthday), preferences = contact.Preferences,
                })));
            await RunAsync($"INSERT INTO {{t}}contact_phone (customer_no, phone_key, contact_name) SELECT u.no, u.phone, u.name FROM {tables.Rows("no", "phone", "name")}",
                all.SelectMany(c => Phones(c.Contacts).Select(p => new { no = c.No, phone = p.Key, name = p.Value })));
        }
    }

    private static Dictionary<string, string> Phones(IReadOnlyList<Contact> contacts) => contacts.SelectMany(c => c.Phones.Select(p => (Key: ServiceKey.Of(p), c.Name)))
        .Where(p => p.Key.Length > 0)
        .GroupBy(p => p.Key, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
}
