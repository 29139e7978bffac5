using System.Data.Common;
using Integration.CoreApp.Archive.Storage;
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

    /// <summary>A condition on the column; its parameters are added to the command. No unit at all sees nothing.</summary>
    public static string Condition(DbCommand command, string column, IReadOnlyList<string>? orgUnits)
    {
        if (orgUnits is null)
            return "1 = 1";
        var parts = new List<string> { "1 = 0" };
        for (var i = 0; i < orgUnits.Count; i++)
        {
            command.Add($"@unit{i}", orgUnits[i]);
            command.Add($"@below{i}", orgUnits[i] + ".");
            // Not LIKE: a percent sign or underscore in a code must not widen what is seen. The dot keeps cn.zj from seeing cn.zjx.
            parts.Add($"{column} = @unit{i} OR substr({column}, 1, length(@below{i})) = @below{i}");
        }

        return $"({string.Join(" OR ", parts)})";
    }
}
