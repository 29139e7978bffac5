using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>
/// The one thread that writes. Whatever waits when it comes round shares one transaction, each job behind a savepoint of its
/// own: a job that fails undoes only itself, and all get their result after the common commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int JobsPerCommit = 128;

    private readonly BlockingCollection<WriteJob> _jobs = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteConnection _connection;
    private readonly SqliteSession _session;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _session = new SqliteSession(connection, CancellationToken.None);
        new Thread(Run) { IsBackground = true, Name = "message box writer" }.Start();
    }

    public Task<T> RunAsync<T>(Func<SqliteSession, DbConnection, DbTransaction?, Task<T>> work, bool alone, CancellationToken cancellationToken)
    {
        var job = new WriteJob<T>(work, alone, cancellationToken);
        try
        {
            _jobs.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteWriter), "The message box is closed: nothing was written.");
        }
        return job.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.CompleteAdding();
        await _ended.Task;
        _session.Close();
        _jobs.Dispose();
    }

    private void Run()
    {
        var group = new List<WriteJob>(JobsPerCommit);
        foreach (var first in _jobs.GetConsumingEnumerable())
        {
            WriteJob? alone = first.Alone ? first : null;
            if (alone is null)
                group.Add(first);
            while (alone is null && group.Count < JobsPerCommit && _jobs.TryTake(out var next))
                if (next.Alone)
                    alone = next;
                else
                    group.Add(next);
            CommitTogether(group);
            group.Clear();
            if (alone is not null)
                CommitAlone(alone);
        }
        _ended.SetResult();
    }

    private void CommitTogether(List<WriteJob> group)
    {
        group.RemoveAll(job => job.GiveUpIfCancelled());
        if (group.Count == 0)
            return;
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var job in group)
                RunGuarded(job);
            _session.Execute("COMMIT");
        }
        catch (Exception e)
        {
            RollBack();
            group.ForEach(job => job.Fail(e));
        }
        group.ForEach(job => job.Report());
    }

    private void RunGuarded(WriteJob job)
    {
        _session.Execute("SAVEPOINT job");
        try
        {
            job.Work(_session, _connection, null);
        }
        catch (Exception e)
        {
            job.Fail(e);
            // A full disk or the like has ended the whole transaction already: then the next statement fails and so do all.
            _session.Execute("ROLLBACK TO job");
        }
        _session.Execute("RELEASE job");
    }

    private void CommitAlone(WriteJob job)
    {
        if (job.GiveUpIfCancelled())
            return;
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _session.Transaction = transaction;
            job.Work(_session, _connection, transaction);
            transaction.Commit();
        }
        catch (Exception e)
        {
            job.Fail(e);
        }
        finally
        {
            _session.Transaction = null;
        }
        job.Report();
    }

    private void RollBack()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite had rolled back by itself.
        }
    }
}

internal abstract class WriteJob(bool alone)
{
    public bool Alone { get; } = alone;

    public abstract bool GiveUpIfCancelled();

    public abstract void Work(SqliteSession session, DbConnection connection, DbTransaction? transaction);

    public abstract void Fail(Exception exception);

    public abstract void Report();
}

internal sealed class WriteJob<T>(Func<SqliteSession, DbConnection, DbTransaction?, Task<T>> work, bool alone, CancellationToken cancellationToken) : WriteJob(alone)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public Task<T> Task => _done.Task;

    public override bool GiveUpIfCancelled() => cancellationToken.IsCancellationRequested && _done.TrySetCanceled(cancellationToken);

    // Steps on SQLite are never pending; only in-box work may wait for something, and then the writer waits with it.
    public override void Work(SqliteSession session, DbConnection connection, DbTransaction? transaction) =>
        _result = work(session, connection, transaction).GetAwaiter().GetResult();

    public override void Fail(Exception exception) => _failure ??= exception;

    public override void Report()
    {
        if (_failure is null)
            _done.TrySetResult(_result!);
        else
            _done.TrySetException(_failure);
    }
}
