using System.Data.Common;

namespace Integration.Specs.Counterparts;

/// <summary>A queue table: send = insert, receive = delete the oldest row and do the work in the same transaction.</summary>
public abstract class TableQueuePort(string queue, TimeProvider time, TimeSpan look) : IQueuePort
{
    private bool _created;

    protected string Table { get; } = "\"" + queue.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    protected abstract string CreateSql { get; }

    protected abstract string InsertSql { get; }

    /// <summary>Gives id (text), expired (0 or 1), headers, body of the row it deletes.</summary>
    protected abstract string TakeSql { get; }

    public async Task SendAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var insert = connection.CreateCommand();
        insert.CommandText = InsertSql;
        Parameter(insert, "id", RowId());
        Parameter(insert, "headers", TableHeaders.Write(message, "Counterparts", time.GetUtcNow()));
        Parameter(insert, "body", message.Body.ToArray());
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ReceiveAsync(Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await TakeAsync(handle, cancellationToken))
                    await Task.Delay(look, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The row is back in the queue; a database that is away for a moment must not end the endpoint.
                if (!await WaitedAsync(cancellationToken))
                    return;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    protected abstract object RowId();

    private async Task<bool> TakeAsync(Func<QueueMessage, CancellationToken, Task> handle, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        if (!await AnyAsync(connection, cancellationToken))
            return false;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await DeleteOldestAsync(connection, transaction, cancellationToken) is not { } row)
            return false;
        if (!row.Expired)
            await handle(TableHeaders.Read(row.Headers, row.Id, row.Body), cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    // On SQLite a transaction that may write locks out every other writer of the file: not for an empty queue.
    private async Task<bool> AnyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var any = connection.CreateCommand();
        any.CommandText = $"SELECT seq FROM {Table} LIMIT 1";
        return await any.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task<Row?> DeleteOldestAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var take = connection.CreateCommand();
        take.Transaction = transaction;
        take.CommandText = TakeSql;
        await using var reader = await take.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Row(reader.GetString(0), Convert.ToInt64(reader.GetValue(1), null) != 0, reader.GetString(2), reader.IsDBNull(3) ? [] : (byte[])reader.GetValue(3))
            : null;
    }

    private async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        if (_created)
            return connection;
        await using var create = connection.CreateCommand();
        create.CommandText = CreateSql;
        try
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException)
        {
            // PostgreSQL: two who create the same table at once, one of them gets an error in spite of IF NOT EXISTS.
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        _created = true;
        return connection;
    }

    private async Task<bool> WaitedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private sealed record Row(string Id, bool Expired, string Headers, byte[] Body);
}
