using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Integration.Hub.Channels.Queue;

/// <summary>
/// The same tables in an SQLite file that several processes share, for a run without a server: ids and times as text
/// (<c>yyyy-MM-dd HH:mm:ss.ffffff</c>, UTC). Schemas are ignored.
/// </summary>
/// <param name="file">Path; created if it is missing.</param>
public sealed class SqliteQueueDatabase(string file) : SqlQueueDatabase
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    // Longest wait for another process's transaction.
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(15);

    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = (int)Busy.TotalSeconds }.ToString();

    public override string ToString() => file;

    internal override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            using var command = connection.CreateCommand();
            // FULL: a commit is on the disk before the sender is told so.
            command.CommandText = $"PRAGMA busy_timeout = {(int)Busy.TotalMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Not deferred: taking the write lock later would fail at once if another wrote in between.
    internal override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    internal override IReadOnlyList<string> CreateQueue(QueueAddress queue) =>
        [$"CREATE TABLE IF NOT EXISTS {Table(queue)} (id text NOT NULL UNIQUE, expires text, headers text NOT NULL, body blob, seq integer PRIMARY KEY AUTOINCREMENT)"];

    internal override IReadOnlyList<string> CreateDelayed(QueueAddress endpoint) =>
    [
        $"CREATE TABLE IF NOT EXISTS {Delayed(endpoint)} (id text NOT NULL PRIMARY KEY, headers text NOT NULL, body blob, due text NOT NULL)",
        $"CREATE INDEX IF NOT EXISTS {QueueAddress.Quote(endpoint.DelayedTable + ".due")} ON {Delayed(endpoint)} (due)",
    ];

    internal override IReadOnlyList<string> CreateSubscriptions(string schema) =>
        [$"CREATE TABLE IF NOT EXISTS {Subscriptions(schema)} (queueaddress text NOT NULL, endpoint text NOT NULL, topic text NOT NULL, PRIMARY KEY (endpoint, topic))"];

    /// <summary>A writing transaction is alone in the file anyway.</summary>
    internal override string? TryBecomeReceiver => null;

    internal override string Peek(QueueAddress queue) => $"SELECT 1 FROM {Table(queue)} LIMIT 1";

    internal override string Take(QueueAddress queue) =>
        $"DELETE FROM {Table(queue)} WHERE seq IN (SELECT seq FROM {Table(queue)} ORDER BY seq LIMIT @max) RETURNING id, {Expired}, headers, body, seq";

    internal override string TakeOne(QueueAddress queue) => $"DELETE FROM {Table(queue)} WHERE id = @id RETURNING id, {Expired}, headers, body, seq";

    internal override string Insert(QueueAddress queue) => $"INSERT INTO {Table(queue)} (id, expires, headers, body) VALUES (@id, @expires, @headers, @body)";

    internal override string InsertDelayed(QueueAddress endpoint) => $"INSERT INTO {Delayed(endpoint)} (id, headers, body, due) VALUES (@id, @headers, @body, @due)";

    internal override string TakeDue(QueueAddress endpoint) =>
        $"DELETE FROM {Delayed(endpoint)} WHERE id IN (SELECT id FROM {Delayed(endpoint)} WHERE due <= @now ORDER BY due LIMIT @max) RETURNING due, headers, body";

    internal override string List(QueueAddress queue) => $"SELECT id, {Expired}, headers, body, seq FROM {Table(queue)} ORDER BY seq LIMIT @max";

    internal override string Count(QueueAddress queue) => $"SELECT count(*) FROM {Table(queue)}";

    internal override string Subscriptions(string schema) => "\"SubscriptionRouting\"";

    internal override object Id(Guid id) => id.ToString("D");

    internal override object Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    internal override Guid ReadId(DbDataReader reader, int column) => Guid.TryParse(reader.GetString(column), out var id) ? id : Guid.NewGuid();

    internal override object Bytes(ReadOnlyMemory<byte> body) => body.ToArray();

    internal override bool IsConnectionLoss(Exception failure) => failure is SqliteException { SqliteErrorCode: IoError or Corrupt or Full or CannotOpen or NoDatabase };

    internal override Failure Classify(Exception failure, QueueAddress queue) => failure switch
    {
        SqliteException { SqliteErrorCode: 1 } missing when missing.Message.Contains("no such table", StringComparison.Ordinal) => new(FailureKind.EndpointDown, "queue.not-found",
            $"{file} has no queue table {queue}. The receiving endpoint creates it when it starts, or set createTables.", queue.ToString()),
        SqliteException { SqliteErrorCode: BusyCode or Locked } => new(FailureKind.Transient, "queue.database",
            $"{file} was locked by another process for {Busy.TotalSeconds:0} s. It is tried again.", queue.ToString(), failure.ToString()),
        SqliteException { SqliteErrorCode: TooBig or Constraint } => new(FailureKind.Data, "queue.refused",
            $"{file} refused a message for {queue}: {failure.Message}", queue.ToString()),
        _ => new(FailureKind.EndpointDown, "queue.unreachable",
            $"{file} cannot be used: {failure.Message} Check the path, the rights and the disk.", queue.ToString(), failure.ToString()),
    };

    private const int BusyCode = 5, Locked = 6, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, TooBig = 18, Constraint = 19, NoDatabase = 26;

    private const string Expired = "coalesce(expires <= strftime('%Y-%m-%d %H:%M:%f', 'now'), 0)";

    private static string Table(QueueAddress queue) => QueueAddress.Quote(queue.Table);

    private static string Delayed(QueueAddress endpoint) => QueueAddress.Quote(endpoint.DelayedTable);
}
