using System.Data.Common;
using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>The box on PostgreSQL: any number of nodes on one database.</summary>
internal sealed class PostgresDatabase : BoxDatabase
{
    /// <summary>
    /// A queue's tables change faster than their statistics: with these settings the planner always takes the indexes made for these
    /// statements, also when it believes a table empty. Custom plans, because a generic plan locks every partition of a
    /// table at each execution, and there is one per day.
    /// </summary>
    private const string RunningSettings = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c plan_cache_mode=force_custom_plan -c jit=off";

    private readonly NpgsqlDataSource _running;
    private readonly NpgsqlDataSource _reading;
    private readonly PostgresPartitions _partitions;
    private readonly string _connectionString;
    private PostgresAnnouncements? _announcements;

    public PostgresDatabase(string connectionString, TimeProvider time)
    {
        _connectionString = connectionString;
        _running = Source(connectionString, RunningSettings);
        _reading = Source(connectionString, "-c jit=off -c plan_cache_mode=force_custom_plan");
        _partitions = new PostgresPartitions(_running, time);
    }

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override async Task<T> WriteAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken) =>
        await WriteAloneAsync((session, _, _) => work(session), cancellationToken);

    public override async Task<T> WriteAloneAsync<T>(Func<BoxSession, DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _running.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(new PostgresSession(connection, Statements.PostgreSql, cancellationToken), connection, transaction);
        // From here on the caller must learn the outcome: a commit is never abandoned half-way.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public override async Task<T> ReadAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _reading.OpenConnectionAsync(cancellationToken);
        return await work(new PostgresSession(connection, Statements.PostgreSql, cancellationToken));
    }

    public override Task PrepareAsync(IReadOnlyCollection<DateTimeOffset> instants, CancellationToken cancellationToken) =>
        _partitions.EnsureAsync(instants, cancellationToken);

    public override void Connect(WorkSignals signals) => _announcements = new PostgresAnnouncements(_connectionString, signals);

    public override void Announce(IReadOnlyCollection<string> subscribers) => _announcements?.Announce(subscribers);

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await PostgresMigrations.RunAsync(_running, cancellationToken);
        await _partitions.EnsureAheadAsync(cancellationToken);
    }

    public override async Task<RetentionResult> RetainAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, Archiving? archive, CancellationToken cancellationToken)
    {
        await _partitions.EnsureAheadAsync(cancellationToken);
        return await new PostgresRetention(_running, this, archive).RunAloneAsync(olderThan, duplicateKeysBefore, cancellationToken);
    }

    public override DatabaseFault Classify(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => DatabaseFault.Unique,
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable } => DatabaseFault.Passing,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => DatabaseFault.Broken,
        PostgresException => DatabaseFault.Lasting,
        NpgsqlException or IOException or ObjectDisposedException => DatabaseFault.Broken,
        _ => DatabaseFault.Lasting,
    };

    public override async ValueTask DisposeAsync()
    {
        if (_announcements is not null)
            await _announcements.DisposeAsync();
        await _running.DisposeAsync();
        await _reading.DisposeAsync();
        _partitions.Dispose();
    }

    private static NpgsqlDataSource Source(string connectionString, string settings)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // Statements here name every table with its schema; nothing of a session's state is ever changed.
            NoResetOnClose = true,
        };
        builder.Options = string.IsNullOrEmpty(builder.Options) ? settings : $"{builder.Options} {settings}";
        return NpgsqlDataSource.Create(builder);
    }
}
