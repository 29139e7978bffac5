namespace Integration.Hub.Channels.Queue;

/// <summary>A message in the error queue, for a list on a screen.</summary>
/// <param name="RowId">What <see cref="SqlQueueErrorQueue.ReturnAsync"/> takes.</param>
/// <param name="Headers">Empty if they cannot be read.</param>
/// <param name="FailedQueue">Where it failed and would go back to; null if it does not say.</param>
public sealed record SqlQueueErrorMessage(Guid RowId, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, QueueAddress? FailedQueue);

/// <summary>The queue of messages that an endpoint could not handle, as NServiceBus and its tools use it.</summary>
public sealed class SqlQueueErrorQueue(SqlQueueDatabase database, QueueAddress errorQueue, TimeProvider time)
{
    /// <summary>Puts a message into the error queue with the headers that say where and why it failed.</summary>
    public Task FailAsync(SqlQueueMessage message, QueueAddress failedQueue, string endpoint, Exception exception, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(message.Headers)
        {
            [NServiceBusHeaders.FailedQueue] = failedQueue.ToString(),
            [NServiceBusHeaders.TimeOfFailure] = NServiceBusHeaders.FormatTime(time.GetUtcNow()),
            [NServiceBusHeaders.ProcessingEndpoint] = endpoint,
            [NServiceBusHeaders.ProcessingMachine] = Environment.MachineName,
        };
        foreach (var (name, value) in Describe(exception))
            headers[NServiceBusHeaders.ExceptionInfo + name] = value;
        return new SqlQueueTopology(database, time).SendAsync(message with { Headers = headers, Expires = null }, errorQueue, cancellationToken);
    }

    /// <summary>The oldest messages first; takes nothing away.</summary>
    public async Task<IReadOnlyList<SqlQueueErrorMessage>> ListAsync(int max, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(null, database.List(errorQueue), ("max", max));
        return [.. (await database.RowsAsync(command, cancellationToken)).Select(Read)];
    }

    /// <summary>
    /// Sends a message back to the queue it failed in (<c>NServiceBus.FailedQ</c>), without the headers of the failure; one transaction.
    /// False if no such row is there (any more).
    /// </summary>
    /// <exception cref="InvalidOperationException">The message does not say where it failed; it stays in the error queue.</exception>
    public async Task<bool> ReturnAsync(Guid rowId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginAsync(connection, cancellationToken);
        await using var take = connection.Command(transaction, database.TakeOne(errorQueue), ("id", database.Id(rowId)));
        if ((await database.RowsAsync(take, cancellationToken)).FirstOrDefault() is not { } row)
            return false;
        var message = Read(row);
        if (message.FailedQueue is not { } queue)
            throw new InvalidOperationException($"Message {rowId} in {errorQueue} has no header {NServiceBusHeaders.FailedQueue}: where to return it is unknown. Correct it or delete it by hand.");
        var headers = message.Headers.Where(h => !IsOfFailure(h.Key)).ToDictionary();
        await database.InsertAsync(connection, transaction, SqlQueueInsert.Of(queue, new SqlQueueMessage(headers, message.Body)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static SqlQueueErrorMessage Read(SqlQueueRow row)
    {
        if (!NServiceBusHeaders.TryRead(row.Headers, out var headers))
            headers = [];
        return new SqlQueueErrorMessage(row.Id, headers, row.Body, FailedQueue(headers));
    }

    private static QueueAddress? FailedQueue(Dictionary<string, string> headers)
    {
        try
        {
            return headers.TryGetValue(NServiceBusHeaders.FailedQueue, out var address) ? QueueAddress.Parse(address) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsOfFailure(string header) =>
        header is NServiceBusHeaders.FailedQueue or NServiceBusHeaders.TimeOfFailure or NServiceBusHeaders.ProcessingEndpoint or NServiceBusHeaders.ProcessingMachine
        || header.StartsWith(NServiceBusHeaders.ExceptionInfo, StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Value)> Describe(Exception exception)
    {
        yield return ("ExceptionType", exception.GetType().FullName!);
        yield return ("Message", exception.Message);
        yield return ("Source", exception.Source ?? "");
        yield return ("StackTrace", exception.ToString());
        if (exception.HelpLink is { } link)
            yield return ("HelpLink", link);
        if (exception.InnerException is { } inner)
            yield return ("InnerExceptionType", inner.GetType().FullName!);
    }
}
