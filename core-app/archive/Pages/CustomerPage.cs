using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Pages;

/// <summary>
/// One customer for people: its record, and everything that belongs to it, also under numbers that were merged into it. Whoever may not see the customer
/// gets null everywhere, as if it were not there; <see cref="FindAsync"/> is the one gate, and every other question takes what it gave.
/// </summary>
public sealed partial class CustomerPage(Func<CancellationToken, ValueTask<DbConnection>> open, SqlDialect dialect, MasterRules rules, TimeProvider time)
{
    /// <summary>Under this name people's own facts go out.</summary>
    public const string Core = "core";

    // The customer under every number that systems call it by.
    private const string Numbers = "(SELECT party_no FROM {t}party WHERE root_no = @customer UNION SELECT @customer)";

    private const string OpenTicket = "state NOT IN ('closed', 'cancelled', 'rejected', 'resolved')";

    private readonly Integration.CoreApp.Shared.TableSpace _tables = Sql.Tables(dialect);

    /// <summary>The number of the customer that this number leads to; null if the asker sees no such customer.</summary>
    public async Task<string?> FindAsync(string number, Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        return await FindAsync(connection, null, dialect, number, reach, cancellationToken);
    }

    internal static async Task<string?> FindAsync(DbConnection connection, DbTransaction? transaction, SqlDialect dialect, string number, Reach reach, CancellationToken cancellationToken)
    {
        var q = new Question(dialect).With("no", number);
        return (await Sql.Tables(dialect).ReadAsync(connection, transaction,
            $"SELECT c.customer_no FROM {{t}}customer c WHERE c.customer_no = COALESCE((SELECT p.root_no FROM {{t}}party p WHERE p.party_no = @no), @no) AND {q.Scope(reach)}",
            r => r.Text("customer_no"), cancellationToken, [.. q.Values])).FirstOrDefault();
    }

    /// <summary>The record with the tag by which an edit says which one it saw.</summary>
    public async Task<(CustomerView Customer, string Tag)?> ShowAsync(string customerNo, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var row = (await MixedReader.FindAsync(connection, null, dialect, Tables.Customer, [customerNo], cancellationToken)).FirstOrDefault();
        return row is null ? null : (View(row, rules) with { Counts = await CountsAsync(connection, customerNo, cancellationToken) }, Tag(row));
    }

    /// <summary>Changes when what people see changes, and not when the same is said again.</summary>
    internal static string Tag(object?[] row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', Tables.Customer.Facets[0].Columns.Select(c => row[Tables.Customer.At(c.Name)])))))[..24];

    internal static CustomerView View(object?[] row, MasterRules rules)
    {
        string? Text(string column) => (string?)row[Tables.Customer.At(column)];
        return new CustomerView
        {
            CustomerNo = Text("customer_no")!,
            Name = Text("name")!,
            ShortName = Text("short_name"),
            Industry = Text("industry"),
            Size = Text("size"),
            Address = Text("address"),
            Status = Text("status")!,
            ServiceLevel = Text("service_level")!,
            CreditClass = Text("credit_class"),
            ParentCustomerNo = Text("parent_customer_no"),
            OrgUnit = Text("org_unit")!,
            Manager = Text("manager_id") is { } id ? new ManagerView(id, Text("manager_name") ?? id, Text("manager_phone")) : null,
            Contacts = [.. JsonColumn.ReadList<Contact>(Text("contacts") ?? "[]").Select(c => new ContactView(c.ContactId?.Value, c.Name, WireNames.Of(c.Role), c.Title, c.Phones, c.Email, c.Birthday, c.Preferences))],
            SpecialDays = [.. JsonColumn.ReadList<SpecialDay>(Text("special_days") ?? "[]").Select(d => new SpecialDayView(d.Name, d.Date))],
            Sources = Lineage(row, rules),
        };
    }

    private static Dictionary<string, AttributeSource> Lineage(object?[] row, MasterRules rules)
    {
        var (table, facet) = (Tables.Customer, Tables.Customer.Facets[0]);
        var stamp = Said.Of(table, facet, row);
        var sources = Sources.Read((string?)row[table.At(facet.Sources)]);
        return facet.Columns.Where(c => c.With is null).ToDictionary(c => c.Attribute, c =>
        {
            var said = row[table.At(c.Name)] is null ? null : sources.Of(c.Name) ?? stamp;
            return new AttributeSource(said?.Source, said?.At, said?.Message, said?.Accepted?.By, rules.MasterOf("customer", c.Attribute), rules.Rank("customer", c.Attribute, Core) == 0);
        });
    }

    private async Task<CustomerCounts> CountsAsync(DbConnection connection, string customerNo, CancellationToken cancellationToken) => (await _tables.ReadAsync(connection, null, $$"""
        SELECT
          (SELECT COUNT(*) FROM {t}product WHERE customer_no IN {{Numbers}}) AS products,
          (SELECT COUNT(*) FROM {t}trouble_ticket WHERE customer_no IN {{Numbers}} AND {{OpenTicket}}) AS tickets,
          (SELECT COUNT(*) FROM {t}product_order WHERE customer_no IN {{Numbers}} AND (state IS NULL OR state NOT IN ('completed', 'cancelled', 'rejected', 'failed'))) AS orders,
          (SELECT COUNT(*) FROM {t}difference WHERE state = 'open' AND (customer_no IN {{Numbers}} OR (entity = 'customer' AND entity_key IN {{Numbers}}))) AS differences
        """, r => new CustomerCounts(r.Whole("products")!.Value, r.Whole("tickets")!.Value, r.Whole("orders")!.Value, r.Whole("differences")!.Value), cancellationToken, ("customer", customerNo)))[0];

    /// <summary>Head office and branches, from the top. Relatives out of reach are there without their names.</summary>
    public async Task<TreeNode> TreeAsync(string customerNo, Reach reach, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var q = new Question(dialect).With("customer", customerNo);
        // UNION ends a circle of parents; the limit a tree that nobody could read.
        var all = await q.AskAsync(connection, $$"""
            WITH RECURSIVE up (no) AS (SELECT CAST(@customer AS text) UNION SELECT c.parent_customer_no FROM {t}customer c JOIN up ON c.customer_no = up.no WHERE c.parent_customer_no IS NOT NULL),
            tree (no) AS (SELECT no FROM up UNION SELECT c.customer_no FROM {t}customer c JOIN tree ON c.parent_customer_no = tree.no)
            SELECT c.customer_no, c.parent_customer_no, c.name, c.service_level, c.status, c.org_unit, CASE WHEN {{q.Scope(reach)}} THEN 1 ELSE 0 END AS visible
            FROM tree JOIN {t}customer c ON c.customer_no = tree.no ORDER BY c.customer_no LIMIT 2000
            """, r => (No: r.Text("customer_no")!, Parent: r.Text("parent_customer_no"), Name: r.Text("name"), Level: r.Text("service_level"), Status: r.Text("status"), Unit: r.Text("org_unit"), Visible: r.Whole("visible") == 1), cancellationToken);
        var (byNo, children) = (all.ToDictionary(c => c.No), all.Where(c => c.Parent is not null).ToLookup(c => c.Parent!));
        var (root, walked) = (customerNo, new HashSet<string> { customerNo });
        while (byNo[root].Parent is { } parent && byNo.ContainsKey(parent) && walked.Add(parent))
            root = parent;
        var placed = new HashSet<string>();
        return Node(root);

        TreeNode Node(string no)
        {
            placed.Add(no);
            var c = byNo[no];
            var below = children[no].Where(b => placed.Add(b.No)).Select(b => Node(b.No)).ToList();
            return c.Visible ? new TreeNode(no, c.Name, c.Level, c.Status, c.Unit, true, below) : new TreeNode(no, null, null, null, null, false, below);
        }
    }

    private async Task<IReadOnlyList<T>> AskAsync<T>(string customerNo, string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string, object?)[] values)
    {
        await using var connection = await open(cancellationToken);
        return await _tables.ReadAsync(connection, null, text, read, cancellationToken, [("customer", customerNo), .. values]);
    }
}
