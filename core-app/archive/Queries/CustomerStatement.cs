using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;

namespace Integration.CoreApp.Archive.Queries;

/// <summary>Finds one customer and reads the head of its overview.</summary>
internal static class CustomerStatement
{
    private const string Columns =
        "c.customer_no, c.name, c.short_name, c.industry, c.status, c.service_level, c.credit_class, c.org_unit, c.manager_id, c.manager_name, c.manager_phone";

    public const string ByCustomer = $$"""
        SELECT {{Columns}}
        FROM {t}customer c
        WHERE c.customer_no = COALESCE((SELECT p.root_no FROM {t}party p WHERE p.party_no = @key), @key) AND {jurisdiction}
        """;

    /// <summary>Each branch is one index look-up. Whom other systems call by another number, or who was merged, is found as the one customer.</summary>
    public const string ByNumber = $$"""
        SELECT {{Columns}}
        FROM (
          SELECT customer_no, CASE WHEN status = 'terminated' THEN 3 ELSE 0 END AS place, installed_at AS since FROM {t}product WHERE service_key = @key
          UNION ALL
          SELECT customer_no, CASE WHEN status = 'terminated' THEN 3 ELSE 1 END, installed_at FROM {t}product WHERE circuit_key = @key
          UNION ALL
          SELECT p.customer_no, 2, k.profile_at FROM {t}contact_phone p JOIN {t}customer k ON k.customer_no = p.customer_no WHERE p.phone_key = @key
        ) AS hit
        LEFT JOIN {t}party party ON party.party_no = hit.customer_no
        JOIN {t}customer c ON c.customer_no = COALESCE(party.root_no, hit.customer_no)
        WHERE {jurisdiction}
        ORDER BY hit.place, hit.since DESC, c.customer_no
        LIMIT 1
        """;

    public static CustomerOverview Read(DbDataReader row) => new()
    {
        CustomerNo = new(row.Text("customer_no")!),
        Name = row.Text("name")!,
        ShortName = row.Text("short_name"),
        Industry = row.Text("industry"),
        Status = Codes.Read<CustomerStatus>(row.Text("status")),
        ServiceLevel = Codes.Read<ServiceLevel>(row.Text("service_level")),
        CreditClass = row.Text("credit_class"),
        OrgUnit = new(row.Text("org_unit")!),
        AccountManager = Manager(row),
        Products = [],
        ProductCount = 0,
        OpenOrders = [],
        OpenTickets = [],
        AsOf = default,
    };

    private static StaffMember? Manager(DbDataReader row) => row.Text("manager_id") is { } id
        ? new StaffMember { StaffId = new(id), Name = row.Text("manager_name") ?? id, Phone = row.Text("manager_phone") }
        : null;
}
