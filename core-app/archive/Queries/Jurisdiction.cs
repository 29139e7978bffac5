using System.Data.Common;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Queries;

/// <summary>Who may see what: an org unit and everything below it.</summary>
internal static class Jurisdiction
{
    /// <summary>The customer to whom this number belongs now may be seen. Of a number that belongs to no customer only who sees all sees anything.</summary>
    public static async Task<bool> CoversAsync(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, string? customerNo, IReadOnlyList<string>? orgUnits, CancellationToken cancellationToken)
    {
        if (orgUnits is null)
            return true;
        await using var command = Sql.Command(connection, transaction, "");
        command.CommandText = Sql.For(dialect, $$"""
            SELECT c.customer_no FROM {t}customer c
            WHERE c.customer_no = COALESCE((SELECT p.root_no FROM {t}party p WHERE p.party_no = @no), @no) AND {{Condition(command, "c.org_unit", orgUnits)}}
            """);
        command.AddTyped("@no", customerNo);
        return await command.ExecuteScalarAsync(cancellationToken) is string;
    }

    /// <summary>A condition on a customer's row; its parameters are added to <paramref name="values"/>.</summary>
    /// <param name="customer">Alias of the customer's row.</param>
    public static string Condition(Reach reach, string customer, List<(string Name, object? Value)> values)
    {
        var parts = new List<string> { "1 = 1" };
        if (reach.OrgUnits is { } units)
            parts.Add(Subtree.Condition(units, $"{customer}.org_unit", "unit", (name, value) => values.Add((name, value))));
        if (reach.Managers is { } managers)
        {
            parts.Add(managers.Count == 0 ? "1 = 0" : $"{customer}.manager_id IN ({string.Join(", ", managers.Select((_, i) => $"@manager{i}"))})");
            values.AddRange(managers.Select((m, i) => ($"manager{i}", (object?)m)));
        }
        return string.Join(" AND ", parts);
    }

    /// <summary>A condition on the column; its parameters are added to the command. No unit at all sees nothing.</summary>
    public static string Condition(DbCommand command, string column, IReadOnlyList<string>? orgUnits) =>
        orgUnits is null ? "1 = 1" : Subtree.Condition(orgUnits, column, "unit", (name, value) => command.Add("@" + name, value));
}
