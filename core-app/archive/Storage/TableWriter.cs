using System.Data.Common;
using System.Globalization;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>Writes rows in the box's own transaction: all at once on PostgreSQL, through one prepared statement on SQLite.</summary>
internal static class TableWriter
{
    // Bounds the memory of one statement, however many deliveries were claimed together.
    private const int MostRows = 2000;

    /// <param name="rows">Values in the order of <see cref="ArchiveTable.Columns"/>.</param>
    public static async Task WriteAsync(this IInBoxTransaction transaction, ArchiveTable table, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        foreach (var round in Rounds(table, rows))
        {
            if (transaction.Dialect == SqlDialect.PostgreSql)
                await ManyAsync(transaction, table, round, Existing.Newest, cancellationToken);
            else
                await OneByOneAsync(transaction, table, round, Existing.Newest, cancellationToken);
        }
    }

    /// <summary>
    /// PostgreSQL's upsert meets a key once per statement, so the second row of a key goes into a second round. Rows are sorted by key:
    /// two nodes that write the same rows then lock them in the same order and never wait for each other in a circle.
    /// </summary>
    public static IEnumerable<IReadOnlyList<object?[]>> Rounds(ArchiveTable table, IEnumerable<object?[]> rows) => rows
        .GroupBy(r => string.Join('\n', r.Take(table.Keys.Count)), StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .SelectMany(g => g.Select((row, round) => (row, round)))
        .GroupBy(r => r.round, r => r.row)
        .OrderBy(g => g.Key)
        .SelectMany(g => g.Chunk(MostRows));

    /// <summary>All at once, on PostgreSQL. Returns how many rows were written.</summary>
    public static async Task<int> ManyAsync(IInBoxTransaction transaction, ArchiveTable table, IReadOnlyList<object?[]> rows, Existing existing, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Upsert.Many(table, existing));
        for (var i = 0; i < table.Columns.Count; i++)
            command.Add($"p{i}", Array(table.Columns[i].Kind, rows, i));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static Array Array(ColumnKind kind, IReadOnlyList<object?[]> rows, int at) => kind switch
    {
        ColumnKind.Whole => rows.Select(r => (long?)r[at]).ToArray(),
        ColumnKind.Instant => rows.Select(r => r[at] is DateTimeOffset instant ? Sql.Micro(instant) : (DateTime?)null).ToArray(),
        ColumnKind.Day => rows.Select(r => (DateOnly?)r[at]).ToArray(),
        ColumnKind.Message => rows.Select(r => (Guid?)r[at]).ToArray(),
        _ => rows.Select(r => (string?)r[at]).ToArray(),
    };

    /// <summary>One by one, on SQLite.</summary>
    public static async Task OneByOneAsync(IInBoxTransaction transaction, ArchiveTable table, IReadOnlyList<object?[]> rows, Existing existing, CancellationToken cancellationToken)
    {
        await using var command = Sql.Command(transaction.Connection, transaction.Transaction, Upsert.One(table, existing));
        var parameters = table.Columns.Select((_, i) => command.Add($"@p{i}", null)).ToArray();
        await command.PrepareAsync(cancellationToken);
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
                parameters[i].Value = Single(row[i]) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static object? Single(object? value) => value switch
    {
        DateTimeOffset instant => Sql.Sortable(Sql.Micro(instant)),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D"),
        _ => value,
    };
}
