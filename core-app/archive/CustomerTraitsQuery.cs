using System.Data.Common;
using System.Text.Json;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>Level and org unit of many customers in one statement, by customer or account number.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class CustomerTraitsQuery(Func<DbConnection> open, SqlDialect dialect) : ICustomerDirectory
{
    private const string ByCustomer = "SELECT u.key AS key, c.service_level AS service_level, c.org_unit AS org_unit FROM {rows} JOIN {t}customer c ON c.customer_no = u.key";

    private const string ByAccount = """
        SELECT u.key AS key, c.service_level AS service_level, c.org_unit AS org_unit FROM {rows}
        JOIN {t}billing_account b ON b.account_no = u.key JOIN {t}customer c ON c.customer_no = b.customer_no
        """;

    public IReadOnlyDictionary<CustomerKey, CustomerTraits> Find(IReadOnlyCollection<CustomerKey> keys)
    {
        var found = new Dictionary<CustomerKey, CustomerTraits>();
        using var connection = open();
        foreach (var kind in keys.GroupBy(k => k.Kind))
            Read(connection, kind.Key, [.. kind.Select(k => k.Value)], found);
        return found;
    }

    private void Read(DbConnection connection, string kind, IReadOnlyList<string> values, Dictionary<CustomerKey, CustomerTraits> found)
    {
        var text = (kind == "account" ? ByAccount : ByCustomer).Replace("{rows}", Sql.Rows(dialect, "key"));
        using var command = Sql.Command(connection, null, Sql.For(dialect, text));
        command.Add("@rows", JsonSerializer.Serialize(values.Select(v => new { key = v })));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            found[new CustomerKey(kind, rows.Text("key")!)] = new CustomerTraits(rows.Text("service_level"), rows.Text("org_unit"));
    }
}
