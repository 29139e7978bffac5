using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Pages;
using Integration.CoreApp.Archive.Storage;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>Between what people enter, the canonical message of it, and the row that stands.</summary>
internal static class ProfileEntry
{
    /// <param name="row">The record as it stands; null: it is a new one.</param>
    public static CustomerProfileChanged Profile(CustomerEdit e, string customerNo, object?[]? row, StaffMember? manager, EntryCheck check) => new()
    {
        CustomerNo = new(customerNo),
        Name = check.Text("name", e.Name, 200, required: true) ?? "",
        ShortName = check.Text("shortName", e.ShortName, 60),
        Industry = check.Text("industry", e.Industry, 60),
        Size = check.Text("size", e.Size, 40),
        Address = check.Text("address", e.Address, 300),
        Status = check.Code<CustomerStatus>("status", e.Status ?? (row is null ? "prospect" : null)),
        ServiceLevel = check.Code<ServiceLevel>("serviceLevel", e.ServiceLevel ?? (row is null ? "standard" : null)),
        CreditClass = check.Text("creditClass", e.CreditClass, 20),
        ParentCustomerNo = check.Text("parentCustomerNo", e.ParentCustomerNo, 60) is { } parent ? new CustomerNumber(parent) : null,
        OrgUnit = new(check.Text("orgUnit", e.OrgUnit, 60, required: true) ?? "-"),
        AccountManager = manager,
        Contacts = check.Contacts(e.Contacts),
        SpecialDays = check.SpecialDays(e.SpecialDays),
        OccurredAt = default,
    };

    /// <summary>A new customer, with what is another system's to say refused.</summary>
    public static CustomerProfileChanged Fresh(CustomerEdit edit, StaffMember? manager, MasterRules rules, EntryCheck check)
    {
        var profile = Profile(edit, "NEW", null, manager, check);
        if (profile.CreditClass is not null && rules.Rank("customer", "creditClass", CustomerPage.Core) > 0)
            check.Problem("creditClass", "mastered", ("master", rules.MasterOf("customer", "creditClass") ?? ""));
        return profile;
    }

    public static StaffMember? ManagerOf(object?[] row) => (string?)row[Tables.Customer.At("manager_id")] is { } id
        ? new StaffMember { StaffId = new(id), Name = (string?)row[Tables.Customer.At("manager_name")] ?? id, Phone = (string?)row[Tables.Customer.At("manager_phone")] }
        : null;

    public static CustomerEdit EditOf(object?[] row, MasterRules rules)
    {
        var v = CustomerPage.View(row, rules);
        return new CustomerEdit
        {
            Name = v.Name, ShortName = v.ShortName, Industry = v.Industry, Size = v.Size, Address = v.Address, Status = v.Status, ServiceLevel = v.ServiceLevel, CreditClass = v.CreditClass,
            ParentCustomerNo = v.ParentCustomerNo, OrgUnit = v.OrgUnit, Contacts = v.Contacts, SpecialDays = v.SpecialDays,
        };
    }

    /// <summary>Columns in which the wanted record is not what stands.</summary>
    public static IReadOnlyList<ChangedColumn> Changes(object?[] row, CustomerProfileChanged wanted)
    {
        var (table, after) = (Tables.Customer, CustomerRows.Row(wanted));
        return [.. table.Facets[0].Columns.Select(c => (Column: c, Before: row[table.At(c.Name)], After: after[table.At(c.Name)])).Where(c => !CustomerRows.Same(c.Column, c.Before, c.After))
            .Select(c => new ChangedColumn(c.Column, Differences.Text(c.Before), Differences.Text(c.After)))];
    }

    /// <summary>Another system's attribute is changed there, not here.</summary>
    public static void CheckMasters(IReadOnlyList<ChangedColumn> changes, MasterRules rules, EntryCheck check)
    {
        foreach (var column in changes.Select(c => c.Column).Where(c => c.With is null && rules.Rank("customer", c.Attribute, CustomerPage.Core) > 0))
            check.Problem(column.Attribute, "mastered", ("master", rules.MasterOf("customer", column.Attribute) ?? ""));
    }

    /// <summary>A record from a system whose clock is ahead must not hide what was entered after it.</summary>
    public static DateTimeOffset After(object?[] row, DateTimeOffset now) => Said.Of(Tables.Customer, Tables.Customer.Facets[0], row) is { } said && said.At >= now ? said.At.AddMilliseconds(1) : now;
}

internal sealed record ChangedColumn(Column Column, string? Before, string? After);
