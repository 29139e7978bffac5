namespace Integration.Hub.Channels.Queue;

/// <summary>
/// Moves messages whose time has come from <c>endpoint.Delayed</c> to the endpoint's own queue, whose receiver forwards them.
/// Several nodes may run it: each row is moved once.
/// </summary>
public sealed class SqlQueueDueMover(SqlQueueDatabase database, QueueAddress endpoint, TimeProvider time)
{
    private const int MaxBatch = 100;

    /// <summary>Moves what is due now. Returns how many.</summary>
    public async Task<int> MoveDueAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        int moved;
        do
        {
            moved = await MoveBatchAsync(cancellationToken);
            total += moved;
        }
        while (moved == MaxBatch);
        return total;
    }

    /// <summary>Looks every <paramref name="every"/> until cancelled; a failed look is repeated at the next.</summary>
    /// <param name="failed">Told of each failed look.</param>
    public async Task RunAsync(TimeSpan every, Action<Exception> failed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try
            {
                await MoveDueAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                failed(failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await NextAsync(timer, cancellationToken));
    }

    private async Task<int> MoveBatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(connection, cancellationToken);
        var due = new List<(string Due, SqlQueueInsert Row)>();
        await using (var take = connection.Command(transaction, database.TakeDue(endpoint), ("now", database.Time(time.GetUtcNow())), ("max", MaxBatch)))
        await using (var reader = await take.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                due.Add((reader.GetString(0), new SqlQueueInsert(endpoint, Guid.NewGuid(), reader.GetString(1), reader.IsDBNull(2) ? [] : (byte[])reader.GetValue(2), Expires: null)));
        }
        foreach (var (_, row) in due.OrderBy(d => d.Due, StringComparer.Ordinal))
            await database.InsertAsync(connection, transaction, row, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
