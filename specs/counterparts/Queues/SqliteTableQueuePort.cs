using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Integration.Specs.Counterparts;

/// <summary>The same queue table in a SQLite file that both sides open.</summary>
public sealed class SqliteTableQueuePort(string file, string queue, TimeProvider? time = null, TimeSpan? look = null)
    : TableQueuePort(queue, time ?? TimeProvider.System, look ?? TimeSpan.FromMilliseconds(100))
{
    protected override string CreateSql => $"""
        CREATE TABLE IF NOT EXISTS {Table} (
          seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, expires TEXT, headers TEXT NOT NULL, body BLOB)
        """;

    protected override string InsertSql => $"INSERT INTO {Table} (id, expires, headers, body) VALUES (@id, NULL, @headers, @body)";

    protected override string TakeSql => $"""
        DELETE FROM {Table} WHERE seq = (SELECT min(seq) FROM {Table})
        RETURNING id, CASE WHEN expires < strftime('%Y-%m-%d %H:%M:%f', 'now') THEN 1 ELSE 0 END, headers, body
        """;

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={file};Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        await using var wal = connection.CreateCommand();
        wal.CommandText = "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 30000;";
        await wal.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    protected override object RowId() => Guid.NewGuid().ToString("D");
}
