using System.Data.Common;
using System.Globalization;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>The archive's cross-reference, for mappings.</summary>
/// <param name="open">An open connection of its own; disposed after the question.</param>
public sealed class CrossReferenceQuery(Func<DbConnection> open, SqlDialect dialect) : ICrossReference
{
    internal const string Ours = """
        SELECT CASE WHEN i.kind = 'customer' THEN c.customer_no ELSE i.external_id END AS number
        FROM {t}identity i JOIN {t}party p ON p.party_no = i.party_no LEFT JOIN {t}customer c ON c.customer_no = p.root_no
        WHERE i.system = @system AND i.kind = @kind AND i.external_id = @number
        """;

    // A customer that was merged has several numbers at one system: the one of the customer itself, then the one that was said last. Accounts have one number everywhere.
    private const string TheirsOfCustomer = """
        SELECT i.external_id AS number
        FROM {t}party p JOIN {t}identity i ON i.party_no = p.party_no AND i.system = @system AND i.kind = @kind
        WHERE p.root_no = COALESCE((SELECT r.root_no FROM {t}party r WHERE r.party_no = @number), @number)
        ORDER BY CASE WHEN i.party_no = p.root_no THEN 0 ELSE 1 END, i.said_at DESC, i.external_id
        LIMIT 1
        """;

    private const string TheirsOfOther = "SELECT external_id AS number FROM {t}identity WHERE system = @system AND kind = @kind AND external_id = @number";

    public string? OursFor(string system, string kind, string theirs) => Find(Ours, system, kind, theirs);

    public string? TheirsFor(string system, string kind, string ours) => Find(kind == "customer" ? TheirsOfCustomer : TheirsOfOther, system, kind, ours);

    public long Version()
    {
        using var connection = open();
        using var command = Sql.Command(connection, null, Sql.For(dialect, "SELECT version FROM {t}identity_version"));
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private string? Find(string text, string system, string kind, string number)
    {
        using var connection = open();
        using var command = Sql.Command(connection, null, Sql.For(dialect, text));
        command.AddTyped("@system", system).AddTyped("@kind", kind).AddTyped("@number", number);
        return command.ExecuteScalar() as string;
    }
}
