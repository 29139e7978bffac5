using System.Data.Common;
using System.Text.Json;
using Integration.Hub.Channels.Queue;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Integration.Specs.Channels.Queue;

/// <summary>A row as the other side sees it.</summary>
public sealed record DocumentedRow(Guid Id, DateTime? Expires, string HeadersText, byte[]? Body)
{
    public Dictionary<string, string> Headers => JsonSerializer.Deserialize<Dictionary<string, string>>(HeadersText)!;
}

/// <summary>
/// A second reading of the documented table format, sharing no code with the channel: what an NServiceBus endpoint at the other side does.
/// </summary>
public abstract class DocumentedEndpoint : IAsyncDisposable
{
    /// <summary>The hub's own access to the same database.</summary>
    public abstract SqlQueueDatabase Database { get; }

    protected abstract string CreateSql(string table);

    protected abstract string InsertSql(string table);

    protected abstract string ReceiveSql(string table);

    protected abstract DbConnection Connect();

    protected abstract object Id(Guid id);

    protected abstract object Expires(DateTime utc);

    public abstract ValueTask DisposeAsync();

    public static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    public Task CreateAsync(string table) => ExecuteAsync(CreateSql(table));

    public async Task<Guid> SendAsync(string table, string headers, byte[]? body, DateTime? expires = null, Guid? id = null)
    {
        var row = id ?? Guid.NewGuid();
        await ExecuteAsync(InsertSql(table), ("id", Id(row)), ("expires", expires is { } at ? Expires(at) : DBNull.Value), ("headers", headers), ("body", (object?)body ?? DBNull.Value));
        return row;
    }

    public Task<Guid> SendAsync(string table, Dictionary<string, string> headers, byte[] body) => SendAsync(table, JsonSerializer.Serialize(headers), body);

    /// <summary>Takes the first row; null if there is none.</summary>
    public async Task<DocumentedRow?> ReceiveAsync(string table)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = ReceiveSql(table);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        var id = reader.GetValue(0);
        var expires = reader.GetValue(1);
        return new DocumentedRow(
            id as Guid? ?? Guid.Parse((string)id),
            expires is DBNull ? null : expires as DateTime? ?? DateTime.Parse((string)expires, null),
            reader.GetString(2),
            reader.IsDBNull(3) ? null : (byte[])reader.GetValue(3));
    }

    public async Task<long> CountAsync(string table) => Convert.ToInt64(await ScalarAsync($"SELECT count(*) FROM {Quoted(table)}"));

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>All rows, each as its columns joined by blanks.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i).ToString())));
        return rows;
    }

    private async Task ExecuteAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class DocumentedPostgresEndpoint(string connectionString) : DocumentedEndpoint
{
    private readonly PostgresQueueDatabase _database = new(connectionString);

    public override SqlQueueDatabase Database => _database;

    public static async Task<DocumentedEndpoint> OpenAsync(QueueServers servers) => new DocumentedPostgresEndpoint(await servers.NewDatabaseAsync());

    public override ValueTask DisposeAsync() => _database.DisposeAsync();

    protected override string CreateSql(string table) =>
        $"CREATE TABLE public.{Quoted(table)} (Id uuid NOT NULL PRIMARY KEY, Expires timestamp, Headers text NOT NULL, Body bytea, Seq serial NOT NULL UNIQUE)";

    protected override string InsertSql(string table) => $"INSERT INTO {Quoted(table)} (id, expires, headers, body) VALUES (@id, @expires, @headers, @body)";

    protected override string ReceiveSql(string table) =>
        $"DELETE FROM {Quoted(table)} WHERE seq = (SELECT seq FROM {Quoted(table)} ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, expires, headers, body";

    protected override DbConnection Connect() => new NpgsqlConnection(connectionString);

    protected override object Id(Guid id) => id;

    protected override object Expires(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
}

public sealed class DocumentedSqliteEndpoint(string folder) : DocumentedEndpoint
{
    private string File => Path.Combine(folder, "queues.db");

    public override SqlQueueDatabase Database { get; } = new SqliteQueueDatabase(Path.Combine(folder, "queues.db"));

    public static Task<DocumentedEndpoint> OpenAsync() => Task.FromResult<DocumentedEndpoint>(new DocumentedSqliteEndpoint(Directory.CreateTempSubdirectory("hub-queue-").FullName));

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override string CreateSql(string table) =>
        $"CREATE TABLE {Quoted(table)} (id text NOT NULL UNIQUE, expires text, headers text NOT NULL, body blob, seq integer PRIMARY KEY AUTOINCREMENT)";

    protected override string InsertSql(string table) => $"INSERT INTO {Quoted(table)} (id, expires, headers, body) VALUES (@id, @expires, @headers, @body)";

    protected override string ReceiveSql(string table) =>
        $"DELETE FROM {Quoted(table)} WHERE seq = (SELECT min(seq) FROM {Quoted(table)}) RETURNING id, expires, headers, body";

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={File};Default Timeout=15");

    protected override object Id(Guid id) => id.ToString();

    protected override object Expires(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss.ffffff");
}
