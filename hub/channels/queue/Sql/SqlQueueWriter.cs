using System.Data.Common;
using System.Threading.Channels;

namespace Integration.Hub.Channels.Queue;

/// <summary>Inserts rows for many callers at once: those that come while a transaction commits share the next one.</summary>
internal sealed class SqlQueueWriter : IAsyncDisposable
{
    private const int MaxBatch = 200;

    private readonly SqlQueueDatabase _database;
    private readonly Channel<Pending> _pending = Channel.CreateUnbounded<Pending>(new() { SingleReader = true });
    private readonly Task _writing;

    public SqlQueueWriter(SqlQueueDatabase database)
    {
        _database = database;
        _writing = Task.Run(WriteAllAsync);
    }

    private sealed record Pending(SqlQueueInsert Row, TaskCompletionSource Written, CancellationToken Cancellation);

    /// <summary>Ends after the commit. Cancellation counts until the row is in a transaction; then the outcome is waited for.</summary>
    public async Task WriteAsync(SqlQueueInsert row, CancellationToken cancellationToken)
    {
        var pending = new Pending(row, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        await _pending.Writer.WriteAsync(pending, cancellationToken);
        await pending.Written.Task;
    }

    /// <summary>Writes what has been given to it, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Pending>();
        while (await _pending.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _pending.Reader.TryRead(out var next))
            {
                if (next.Cancellation.IsCancellationRequested)
                    next.Written.TrySetCanceled(next.Cancellation);
                else
                    batch.Add(next);
            }
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Pending> batch)
    {
        var failure = await TryWriteAsync(batch);
        // Nothing was committed: a pooled connection that died with the server is replaced once before anyone hears of it.
        if (failure is { BeforeCommit: true } && _database.IsConnectionLoss(failure.Cause))
            failure = await TryWriteAsync(batch);
        if (failure is { BeforeCommit: true } && batch.Count > 1 && !_database.IsConnectionLoss(failure.Cause))
        {
            // One row's fault must not become its neighbours'.
            foreach (var single in batch)
                Settle([single], await TryWriteAsync([single]));
            return;
        }
        Settle(batch, failure);
    }

    private sealed record WriteFailure(Exception Cause, bool BeforeCommit);

    private async Task<WriteFailure?> TryWriteAsync(List<Pending> batch)
    {
        if (batch.Count == 0)
            return null;
        var beforeCommit = true;
        try
        {
            await using var connection = await _database.OpenAsync(CancellationToken.None);
            await using var transaction = await _database.BeginAsync(connection, CancellationToken.None);
            foreach (var pending in batch)
                await _database.InsertAsync(connection, transaction, pending.Row, CancellationToken.None);
            beforeCommit = false;
            await transaction.CommitAsync(CancellationToken.None);
            return null;
        }
        catch (Exception failure)
        {
            return new WriteFailure(failure, beforeCommit);
        }
    }

    private void Settle(IReadOnlyList<Pending> batch, WriteFailure? failure)
    {
        foreach (var pending in batch)
        {
            if (failure is null)
                pending.Written.TrySetResult();
            else
                pending.Written.TrySetException(Explain(failure, pending.Row.Queue));
        }
    }

    private ChannelException Explain(WriteFailure failure, QueueAddress queue) => new(
        failure.BeforeCommit
            ? _database.Classify(failure.Cause, queue)
            : new Failure(FailureKind.UnknownOutcome, "queue.connection-lost",
                $"{_database} was lost while it committed a message for {queue}. It may be there; it is sent again under the same message id.", queue.ToString(), failure.Cause.ToString()),
        failure.Cause);
}
