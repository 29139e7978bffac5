using System.Data.Common;

namespace Integration.Hub.Channels.Queue;

/// <summary>Runs the named statements of a <see cref="SqlQueueDatabase"/>.</summary>
internal static class SqlQueueCommands
{
    public static DbCommand Command(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs statements in a transaction of their own.</summary>
    public static async Task RunAsync(this SqlQueueDatabase database, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(connection, cancellationToken);
        foreach (var sql in statements)
        {
            await using var command = connection.Command(transaction, sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    public static async Task InsertAsync(this SqlQueueDatabase database, DbConnection connection, DbTransaction transaction, SqlQueueInsert row, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(transaction, database.Insert(row.Queue), Values(database, row));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Moves a row as it is; only if its id is taken over there does it get another.</summary>
    public static async Task MoveAsync(this SqlQueueDatabase database, DbConnection connection, DbTransaction transaction, SqlQueueInsert row, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(transaction, database.InsertIfFree(row.Queue), Values(database, row));
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            await database.InsertAsync(connection, transaction, row with { RowId = Guid.NewGuid() }, cancellationToken);
    }

    /// <summary>Runs a statement that returns queue rows; they come back in the queue's order.</summary>
    public static async Task<List<SqlQueueRow>> RowsAsync(this SqlQueueDatabase database, DbCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<SqlQueueRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var body = reader.IsDBNull(3) ? [] : (byte[])reader.GetValue(3);
            rows.Add(new SqlQueueRow(database.ReadId(reader, 0), Convert.ToBoolean(reader.GetValue(1)), reader.GetString(2), body, Convert.ToInt64(reader.GetValue(4))));
        }
        rows.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return rows;
    }

    private static (string, object?)[] Values(SqlQueueDatabase database, SqlQueueInsert row) =>
        [("id", database.Id(row.RowId)), ("expires", row.Expires is { } expires ? database.Time(expires) : null), ("headers", row.Headers), ("body", database.Bytes(row.Body))];
}
