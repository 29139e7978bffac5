using System.Data.Common;
using System.Globalization;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>Reads whole rows of a table.</summary>
internal static class MixedReader
{
    /// <summary>The rows with these keys that are there, locked until the transaction ends.</summary>
    public static Task<Dictionary<string, object?[]>> LockAsync(IInBoxTransaction transaction, ArchiveTable table, IReadOnlyList<object?[]> keys, CancellationToken cancellationToken) =>
        ManyAsync(transaction.Connection, transaction.Transaction, transaction.Dialect, table, keys, held: true, cancellationToken);

    /// <summary>The rows with these keys that are there, as they stand now.</summary>
    public static Task<Dictionary<string, object?[]>> FindManyAsync(DbConnection connection, SqlDialect dialect, ArchiveTable table, IReadOnlyList<object?[]> keys, CancellationToken cancellationToken) =>
        ManyAsync(connection, null, dialect, table, keys, held: false, cancellationToken);

    private static async Task<Dictionary<string, object?[]>> ManyAsync(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, ArchiveTable table, IReadOnlyList<object?[]> keys, bool held, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, object?[]>(StringComparer.Ordinal);
        var columns = string.Join(", ", table.Columns.Select(c => "t." + c.Name));
        if (dialect == SqlDialect.PostgreSql)
        {
            var arrays = string.Join(", ", table.Keys.Select((k, i) => $"@p{i}::{Upsert.PostgresType(k.Kind)}[]"));
            await using var many = Sql.Command(connection, transaction,
                $"SELECT {columns} FROM archive.{table.Name} t JOIN unnest({arrays}) AS u ({Upsert.Names(table.Keys)}) USING ({Upsert.Names(table.Keys)}) ORDER BY {Upsert.Names(table.Keys)}{(held ? " FOR UPDATE OF t" : "")}");
            for (var i = 0; i < table.Keys.Count; i++)
                many.Add($"p{i}", TableWriter.Array(table.Keys[i].Kind, keys, i));
            await ReadAsync(many, table, found, cancellationToken);
            return found;
        }

        await using var one = Sql.Command(connection, transaction, One(dialect, table));
        var parameters = table.Keys.Select((_, i) => one.Add($"@p{i}", null)).ToList();
        foreach (var key in keys)
        {
            for (var i = 0; i < parameters.Count; i++)
                parameters[i].Value = TableWriter.Single(key[i]) ?? DBNull.Value;
            await ReadAsync(one, table, found, cancellationToken);
        }

        return found;
    }

    /// <summary>A key as it is written for people: its parts with a slash between. A party may have slashes of its own, so the last one counts.</summary>
    public static object?[] KeyOf(ArchiveTable table, string key) =>
        table.Keys.Count == 1 ? [key] : key.LastIndexOf('/') is >= 0 and var slash ? [key[..slash], key[(slash + 1)..]] : [key, ""];

    /// <summary>The row with this key, or none; not locked.</summary>
    public static async Task<IReadOnlyCollection<object?[]>> FindAsync(
        DbConnection connection, DbTransaction? transaction, SqlDialect dialect, ArchiveTable table, object?[] key, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, object?[]>(StringComparer.Ordinal);
        await using var command = Sql.Command(connection, transaction, One(dialect, table));
        for (var i = 0; i < table.Keys.Count; i++)
            command.Add($"@p{i}", key[i]);
        await ReadAsync(command, table, found, cancellationToken);
        return found.Values;
    }

    private static string One(SqlDialect dialect, ArchiveTable table) => Sql.For(dialect,
        $"SELECT {string.Join(", ", table.Columns.Select(c => "t." + c.Name))} FROM {{t}}{table.Name} t WHERE {string.Join(" AND ", table.Keys.Select((k, i) => $"{k.Name} = @p{i}"))}");

    private static async Task ReadAsync(DbCommand command, ArchiveTable table, Dictionary<string, object?[]> found, CancellationToken cancellationToken)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var row = table.Columns.Select((c, i) => Value(rows, c.Kind, i)).ToArray();
            found[MixedWriter.Key(table, row)] = row;
        }
    }

    private static object? Value(DbDataReader row, ColumnKind kind, int at) => row.IsDBNull(at) ? null : kind switch
    {
        ColumnKind.Whole => row.GetInt64(at),
        ColumnKind.Instant => row.GetValue(at) is DateTime utc ? new DateTimeOffset(utc, TimeSpan.Zero) : DateTimeOffset.Parse(row.GetString(at), CultureInfo.InvariantCulture),
        ColumnKind.Day => row.GetValue(at) is string text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : row.GetFieldValue<DateOnly>(at),
        ColumnKind.Message => row.GetValue(at) is Guid id ? id : Guid.Parse(row.GetString(at)),
        _ => row.GetString(at),
    };
}
