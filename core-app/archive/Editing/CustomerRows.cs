using Integration.CanonicalModel;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Archive.Writing;

namespace Integration.CoreApp.Archive.Editing;

/// <summary>An edited record beside the one that stands, column by column.</summary>
internal static class CustomerRows
{
    public static object?[] Row(CustomerProfileChanged c)
    {
        var row = new object?[Tables.Customer.Columns.Count];
        object?[] values =
        [
            c.CustomerNo.Value, c.Name, c.ShortName, c.Industry, c.Size, c.Address, WireNames.Of(c.Status), WireNames.Of(c.ServiceLevel), c.CreditClass, c.ParentCustomerNo?.Value, c.OrgUnit.Value,
            c.AccountManager?.StaffId.Value, c.AccountManager?.Name, c.AccountManager?.Phone, JsonColumn.List(c.Contacts), JsonColumn.List(c.SpecialDays),
        ];
        values.CopyTo(row, 0);
        return row;
    }

    public static bool Same(Column column, object? one, object? other) => one is null || other is null ? one is null && other is null : Merge.Same(column, one, other);
}
