using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>The box in one file: one connection writes, others read beside it (WAL). Several processes may share the file.</summary>
internal sealed class SqliteDatabase : BoxDatabase
{
    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<WorkSignals, bool>> SignalsByFile = [];

    private readonly string _file;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private WorkSignals? _signals;

    public SqliteDatabase(string file)
    {
        _file = Path.GetFullPath(file);
        _writer = new SqliteWriter(Connect());
    }

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    private ConcurrentDictionary<WorkSignals, bool> Neighbours => SignalsByFile.GetOrAdd(_file, _ => []);

    public override Task<T> WriteAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken) =>
        _writer.RunAsync((session, _, _) => work(session), alone: false, cancellationToken);

    public override Task<T> WriteAloneAsync<T>(Func<BoxSession, DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        _writer.RunAsync((session, connection, transaction) => work(session, connection, transaction!), alone: true, cancellationToken);

    // Reading may take long (search): it must not hold up the caller's thread, and it gives up when the caller does.
    public override Task<T> ReadAsync<T>(Func<BoxSession, Task<T>> work, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        if (!_readers.TryTake(out var session))
            session = new SqliteSession(Connect(), CancellationToken.None);
        try
        {
            return await work(session);
        }
        finally
        {
            _readers.Add(session);
        }
    }, cancellationToken);

    public override Task PrepareAsync(IReadOnlyCollection<DateTimeOffset> instants, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Connect(WorkSignals signals)
    {
        _signals = signals;
        Neighbours[signals] = true;
    }

    public override void Announce(IReadOnlyCollection<string> subscribers)
    {
        foreach (var other in Neighbours.Keys)
            if (other != _signals)
                other.Wake(subscribers);
    }

    public override Task MigrateAsync(CancellationToken cancellationToken) => _writer.RunAsync(async (session, _, _) =>
    {
        session.Execute("CREATE TABLE IF NOT EXISTS box_schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)");
        var present = (await session.ComposedAsync("SELECT coalesce(max(version), 0) FROM box_schema_version", [], r => r.Int()))[0];
        var migrations = Statements.Sqlite.Migrations;
        if (present > migrations.Count)
            throw new InvalidOperationException($"The message box in {_file} has schema version {present}, but this program knows versions up to {migrations.Count}. Start a program at least as new as the one that used it last.");
        for (var version = present + 1; version <= migrations.Count; version++)
        {
            session.Execute(migrations[version - 1]);
            session.Execute($"INSERT INTO box_schema_version (version) VALUES ({version})");
        }
        return present;
    }, alone: true, cancellationToken);

    public override Task<RetentionResult> RetainAsync(DateTimeOffset olderThan, DateTimeOffset duplicateKeysBefore, Archiving? archive, CancellationToken cancellationToken) =>
        new SqliteRetention(this, archive).RunAsync(olderThan, duplicateKeysBefore, cancellationToken);

    public override DatabaseFault Classify(Exception exception) => exception switch
    {
        SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY } => DatabaseFault.Unique,
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => DatabaseFault.Passing,
        _ => DatabaseFault.Lasting,
    };

    public override async ValueTask DisposeAsync()
    {
        if (_signals is not null)
            Neighbours.TryRemove(_signals, out _);
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var reader))
            reader.Close();
    }

    private SqliteConnection Connect()
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false };
        var connection = new SqliteConnection(builder.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        // Full: a commit is on the disk when it returns, also when the power fails just after.
        command.CommandText = """
            PRAGMA busy_timeout = 20000;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY;
            """;
        command.ExecuteNonQuery();
        return connection;
    }
}
