using System.Data.Common;
using Npgsql;

namespace Integration.Specs.Counterparts;

/// <summary>Queue table of NServiceBus's SQL transport on PostgreSQL.</summary>
public sealed class PostgresTableQueuePort(string connectionString, string queue, TimeProvider? time = null, TimeSpan? look = null)
    : TableQueuePort(queue, time ?? TimeProvider.System, look ?? TimeSpan.FromMilliseconds(200))
{
    protected override string CreateSql => $"""
        CREATE TABLE IF NOT EXISTS public.{Table} (
          id uuid NOT NULL PRIMARY KEY, expires timestamp, headers text NOT NULL, body bytea, seq serial NOT NULL UNIQUE)
        """;

    protected override string InsertSql => $"INSERT INTO public.{Table} (id, expires, headers, body) VALUES (@id, NULL, @headers, @body)";

    protected override string TakeSql => $"""
        DELETE FROM public.{Table}
        WHERE seq = (SELECT seq FROM public.{Table} ORDER BY seq LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id::text, CASE WHEN expires < now() AT TIME ZONE 'UTC' THEN 1 ELSE 0 END, headers, body
        """;

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    protected override object RowId() => Guid.NewGuid();
}
