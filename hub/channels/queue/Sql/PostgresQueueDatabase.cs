using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Hub.Channels.Queue;

/// <summary>Queue tables in PostgreSQL, as NServiceBus's PostgreSQL transport creates and uses them.</summary>
public sealed class PostgresQueueDatabase : SqlQueueDatabase, IAsyncDisposable
{
    /// <summary>First half of the advisory lock of a receiver; any number that no other program on the database uses.</summary>
    private const int LockSpace = 0x4855_4251;

    private readonly NpgsqlDataSource _source;
    private readonly string _name;

    /// <param name="connectionString">Npgsql's form. No statement may run longer than its <c>Command Timeout</c>.</param>
    public PostgresQueueDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        _name = $"postgresql://{builder.Host}:{builder.Port}/{builder.Database}";
        _source = NpgsqlDataSource.Create(builder);
    }

    public override string ToString() => _name;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    internal override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) => await connection.BeginTransactionAsync(cancellationToken);

    // CREATE … IF NOT EXISTS still fails when two try at once; the advisory lock lets one wait for the other.
    internal override IReadOnlyList<string> CreateQueue(QueueAddress queue) =>
    [
        $"SELECT pg_advisory_xact_lock({LockSpace}, 0)",
        $"CREATE SCHEMA IF NOT EXISTS {QueueAddress.Quote(queue.Schema)}",
        $"CREATE TABLE IF NOT EXISTS {queue} (id uuid NOT NULL PRIMARY KEY, expires timestamp, headers text NOT NULL, body bytea, seq serial NOT NULL UNIQUE)",
    ];

    internal override IReadOnlyList<string> CreateDelayed(QueueAddress endpoint) =>
    [
        $"SELECT pg_advisory_xact_lock({LockSpace}, 0)",
        $"CREATE TABLE IF NOT EXISTS {Delayed(endpoint)} (id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY, headers text NOT NULL, body bytea, due timestamptz NOT NULL)",
        // Without a name of our own: PostgreSQL shortens the name it makes, ours could be too long.
        $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] " +
        $"WHERE i.indrelid = {Literal(Delayed(endpoint))}::regclass AND a.attname = 'due') THEN CREATE INDEX ON {Delayed(endpoint)} (due); END IF; END $$",
    ];

    internal override IReadOnlyList<string> CreateSubscriptions(string schema) =>
    [
        $"SELECT pg_advisory_xact_lock({LockSpace}, 0)",
        $"CREATE TABLE IF NOT EXISTS {Subscriptions(schema)} (queueaddress varchar(200) NOT NULL, endpoint varchar(200) NOT NULL, topic varchar(200) NOT NULL, PRIMARY KEY (endpoint, topic))",
    ];

    internal override string TryBecomeReceiver => $"SELECT pg_try_advisory_xact_lock({LockSpace + 1}, hashtext(@queue))";

    internal override string Peek(QueueAddress queue) => $"SELECT 1 FROM {queue} LIMIT 1";

    // MATERIALIZED: the planner must not run the locking select more than once, or more than max rows would go.
    internal override string Take(QueueAddress queue) =>
        $"WITH next AS MATERIALIZED (SELECT seq FROM {queue} ORDER BY seq LIMIT @max FOR UPDATE SKIP LOCKED) " +
        $"DELETE FROM {queue} q USING next WHERE q.seq = next.seq RETURNING q.id, {Expired}, q.headers, q.body, q.seq";

    internal override string TakeOne(QueueAddress queue) => $"DELETE FROM {queue} q WHERE q.id = @id RETURNING q.id, {Expired}, q.headers, q.body, q.seq";

    internal override string Insert(QueueAddress queue) => $"INSERT INTO {queue} (id, expires, headers, body) VALUES (@id, @expires::timestamp, @headers, @body)";

    internal override string InsertDelayed(QueueAddress endpoint) =>
        $"INSERT INTO {Delayed(endpoint)} (id, headers, body, due) VALUES (@id, @headers, @body, @due::timestamp AT TIME ZONE 'UTC')";

    internal override string TakeDue(QueueAddress endpoint) =>
        $"WITH next AS MATERIALIZED (SELECT id FROM {Delayed(endpoint)} WHERE due <= @now::timestamp AT TIME ZONE 'UTC' ORDER BY due LIMIT @max FOR UPDATE SKIP LOCKED) " +
        $"DELETE FROM {Delayed(endpoint)} d USING next WHERE d.id = next.id RETURNING to_char(d.due AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.headers, d.body";

    internal override string List(QueueAddress queue) => $"SELECT q.id, {Expired}, q.headers, q.body, q.seq FROM {queue} q ORDER BY q.seq LIMIT @max";

    internal override string Count(QueueAddress queue) => $"SELECT count(*) FROM {queue}";

    internal override string Subscriptions(string schema) => $"{QueueAddress.Quote(schema)}.\"SubscriptionRouting\"";

    internal override object Id(Guid id) => id;

    internal override object Time(DateTimeOffset time) => DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified);

    internal override Guid ReadId(DbDataReader reader, int column) => reader.GetGuid(column);

    internal override object Bytes(ReadOnlyMemory<byte> body) => body;

    // A server that shuts down ends sessions with class 57P.
    internal override bool IsConnectionLoss(Exception failure) => failure switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException => true,
        _ => false,
    };

    internal override Failure Classify(Exception failure, QueueAddress queue) => failure switch
    {
        PostgresException { SqlState: "42P01" or "3F000" } => new(FailureKind.EndpointDown, "queue.not-found",
            $"{_name} has no queue table {queue}. The receiving endpoint creates it when it starts (installers), or set createTables.", queue.ToString()),
        PostgresException { SqlState: "42501" or "28P01" or "28000" } denied => new(FailureKind.EndpointDown, "queue.access-refused",
            $"{_name}: {denied.MessageText}. Check the user and its rights on {queue}.", queue.ToString()),
        PostgresException { SqlState: "42703" or "42804" or "42P10" } form => new(FailureKind.EndpointDown, "queue.other-settings",
            $"{_name}: {queue} is no queue table in NServiceBus's form: {form.MessageText}.", queue.ToString()),
        PostgresException { SqlState: ['2', '2' or '3', ..] } data => new(FailureKind.Data, "queue.refused",
            $"{_name} refused a message for {queue}: {data.MessageText}", queue.ToString()),
        PostgresException passing when !IsConnectionLoss(passing) => new(FailureKind.Transient, "queue.database",
            $"{_name}: {passing.MessageText} ({passing.SqlState})", queue.ToString(), passing.ToString()),
        _ => new(FailureKind.EndpointDown, "queue.unreachable",
            $"{_name} cannot be reached: {failure.Message} Check host, port and that PostgreSQL runs.", queue.ToString(), failure.ToString()),
    };

    private const string Expired = "coalesce(q.expires <= now() AT TIME ZONE 'UTC', false)";

    private static string Delayed(QueueAddress endpoint) => $"{QueueAddress.Quote(endpoint.Schema)}.{QueueAddress.Quote(endpoint.DelayedTable)}";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
