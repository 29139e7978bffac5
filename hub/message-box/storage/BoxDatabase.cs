using System.Data.Common;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>One of the two databases, as far as the rest of the box needs to know it.</summary>
internal abstract class BoxDatabase : IAsyncDisposable
{
    public abstract SqlDialect Dialect { get; }

    /// <summary>Runs the work in one transaction and commits it; if the work throws, nothing of it stays.</summary>
    public abstract Task<T> WriteAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>, for work that waits for other things than the database (in-box subscribers).</summary>
    public abstract Task<T> WriteAloneAsync<T>(Func<BoxSession, DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs the work on a connection that only reads.</summary>
    public abstract Task<T> ReadAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Makes sure that rows of these instants have a partition of their own; nothing to do where there are none.</summary>
    public abstract Task PrepareAsync(IReadOnlyCollection<DateTimeOffset> instants, CancellationToken cancellationToken);

    /// <summary>From now on other nodes' announcements arrive at these signals.</summary>
    public abstract void Connect(WorkSignals signals);

    /// <summary>Tells other nodes on this database, soon and without waiting, that these subscribers have work.</summary>
    public abstract void Announce(IReadOnlyCollection<string> subscribers);

    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Drops the days before the cut-off that have nothing unresolved, each after it has been put into the archive, if there is one.</summary>
    public abstract Task<RetentionResult> RetainAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, Archiving? archive, CancellationToken cancellationToken);

    /// <summary>What went wrong, in the terms that decide what to do next.</summary>
    public abstract DatabaseFault Classify(Exception exception);

    public abstract ValueTask DisposeAsync();

    public async Task<List<T>> ReadAsync<T>(Step<T> query, CancellationToken cancellationToken) =>
        await ReadAsync(async session =>
        {
            await session.RunAsync(query);
            return query.Rows;
        }, cancellationToken);
}

internal enum DatabaseFault
{
    /// <summary>The statement or its data is wrong: trying again gives the same.</summary>
    Lasting,

    /// <summary>A unique index refused a row.</summary>
    Unique,

    /// <summary>Rolled back for the sake of another transaction (deadlock, busy): do it again.</summary>
    Passing,

    /// <summary>The connection broke: it may have been committed or not.</summary>
    Broken,
}

/// <summary>A transaction (or a reading connection) on which named statements run.</summary>
internal abstract class BoxSession(CancellationToken cancellationToken)
{
    public CancellationToken CancellationToken { get; } = cancellationToken;

    public abstract SqlDialect Dialect { get; }

    /// <summary>Runs the steps in order, in as few round trips as the database allows.</summary>
    public abstract Task RunAsync(params IReadOnlyList<Step> steps);

    /// <summary>Runs SQL composed at run time; only the search does that.</summary>
    public abstract Task<List<T>> ComposedAsync<T>(string sql, IReadOnlyList<(string Name, object? Value)> parameters, Func<Row, T> read);

    public async Task<List<T>> QueryAsync<T>(Step<T> query)
    {
        await RunAsync(query);
        return query.Rows;
    }

    public async Task<int> ExecuteAsync(Step step)
    {
        await RunAsync(step);
        return step.Affected;
    }
}
