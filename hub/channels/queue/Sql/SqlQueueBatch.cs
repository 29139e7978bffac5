using System.Data.Common;

namespace Integration.Hub.Channels.Queue;

/// <summary>One transaction's worth of receiving from a queue table.</summary>
internal sealed class SqlQueueBatch(SqlQueueReceivingOptions options, IMessageSink sink, TimeProvider time)
{
    private readonly SqlQueueDatabase _database = options.Database;
    private HashSet<Guid> _handedOverBefore = [];
    private bool _sinkFailed;
    private long _expired;
    private long _unreadable;

    public long Expired => Interlocked.Read(ref _expired);

    public long Unreadable => Interlocked.Read(ref _unreadable);

    /// <summary>Takes a batch, hands it over, commits. Returns how many rows it took; throws with nothing taken.</summary>
    public async Task<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        // A look costs one round trip and no write lock; most looks find nothing.
        await using (var peek = connection.Command(null, _database.Peek(options.Queue)))
        {
            if (await peek.ExecuteScalarAsync(cancellationToken) is null)
                return 0;
        }
        await using var transaction = await _database.BeginAsync(connection, cancellationToken);
        if (!await MayReceiveAsync(connection, transaction, cancellationToken))
            return 0;
        var rows = await TakeAsync(connection, transaction, cancellationToken);
        var sorted = Sort(rows);
        await HandOverAsync(sorted.Readable, cancellationToken);
        foreach (var move in sorted.Moves)
            await MoveAsync(connection, transaction, move, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _handedOverBefore = [];
        _sinkFailed = false;
        Interlocked.Add(ref _expired, sorted.Expired);
        Interlocked.Add(ref _unreadable, sorted.Unreadable);
        return rows.Count;
    }

    private sealed record Sorted(List<RawMessage> Readable, List<Move> Moves, int Expired, int Unreadable);

    /// <summary>A row that goes to another queue; to the error queue as it is if that queue cannot take it.</summary>
    private sealed record Move(SqlQueueInsert Row, SqlQueueInsert? Otherwise = null);

    private async Task<bool> MayReceiveAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (!options.SingleReceiver || _database.TryBecomeReceiver is not { } sql)
            return true;
        await using var command = connection.Command(transaction, sql, ("queue", options.Queue.ToString()));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<List<SqlQueueRow>> TakeAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        // After a failure of the hub's store one row goes ahead, so that none overtakes one that fails again.
        var max = _sinkFailed ? 1 : options.BatchSize;
        await using var take = connection.Command(transaction, _database.Take(options.Queue), ("max", max));
        return await _database.RowsAsync(take, cancellationToken);
    }

    private Sorted Sort(List<SqlQueueRow> rows)
    {
        var sorted = new Sorted([], [], rows.Count(r => r.Expired), 0);
        var unreadable = 0;
        foreach (var row in rows.Where(r => !r.Expired))
        {
            if (!NServiceBusHeaders.TryRead(row.Headers, out var headers))
            {
                sorted.Moves.Add(new Move(AsItIs(row)));
                unreadable++;
            }
            else if (headers.Remove(NServiceBusHeaders.ForwardDestination, out var destination))
                sorted.Moves.Add(Forward(row, headers, destination, ref unreadable));
            else
                sorted.Readable.Add(Read(row, headers));
        }
        return sorted with { Unreadable = unreadable };
    }

    private async Task HandOverAsync(List<RawMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            // Called one after the other without waiting: the order of the calls is the order in the hub, and they share its commits.
            await Task.WhenAll([.. messages.Select(m => HandOverAsync(m, cancellationToken))]).WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            _sinkFailed = true;
            throw new SinkFailedException(options.Queue.ToString(), failure);
        }
    }

    // A sink that throws before its first await must not leave its neighbours' calls unwaited for: async makes a task of it.
    private async Task<AcceptStatus> HandOverAsync(RawMessage message, CancellationToken cancellationToken) => await sink.ReceiveAsync(message, cancellationToken);

    private async Task MoveAsync(DbConnection connection, DbTransaction transaction, Move move, CancellationToken cancellationToken)
    {
        if (move.Otherwise is null)
        {
            await _database.MoveAsync(connection, transaction, move.Row, cancellationToken);
            return;
        }
        const string BeforeMove = "before_move";
        await transaction.SaveAsync(BeforeMove, cancellationToken);
        try
        {
            await _database.InsertAsync(connection, transaction, move.Row, cancellationToken);
        }
        catch (DbException failure) when (!_database.IsConnectionLoss(failure))
        {
            // The queue it was meant for is not there: it must not block this one.
            await transaction.RollbackAsync(BeforeMove, cancellationToken);
            await _database.MoveAsync(connection, transaction, move.Otherwise, cancellationToken);
            Interlocked.Increment(ref _unreadable);
        }
    }

    private RawMessage Read(SqlQueueRow row, Dictionary<string, string> headers) =>
        new(row.Body,
            headers.GetValueOrDefault(NServiceBusHeaders.ContentType) ?? "application/octet-stream",
            TransportId: headers.GetValueOrDefault(NServiceBusHeaders.MessageId) ?? row.Id.ToString("D"),
            CorrelationId: headers.GetValueOrDefault(NServiceBusHeaders.CorrelationId),
            Operation: NServiceBusHeaders.FirstType(headers),
            TraceParent: headers.GetValueOrDefault(NServiceBusHeaders.TraceParent),
            // The table's rights are the only authentication: what the headers say about the sender is the sender's word.
            Caller: null,
            Origin: options.Queue.Table,
            Headers: row.Headers.Length == 0 ? "{}" : row.Headers,
            ReceivedAt: time.GetUtcNow(),
            // Add says false for a row handed over before: then this is its second time.
            Redelivered: !_handedOverBefore.Add(row.Id));

    private SqlQueueInsert AsItIs(SqlQueueRow row) => new(options.ErrorQueue, row.Id, row.Headers, row.Body, Expires: null);

    // A delayed message came due: it was only passing through on its way to where it was sent.
    private Move Forward(SqlQueueRow row, Dictionary<string, string> headers, string destination, ref int unreadable)
    {
        try
        {
            var target = QueueAddress.Parse(destination);
            return new Move(new SqlQueueInsert(target, Guid.NewGuid(), NServiceBusHeaders.Write(headers), row.Body, Expires: null), Otherwise: AsItIs(row));
        }
        catch (FormatException)
        {
            unreadable++;
            return new Move(AsItIs(row));
        }
    }
}
