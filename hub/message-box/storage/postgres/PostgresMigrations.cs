using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>Brings the schema to this program's version; nodes that start together queue up at an advisory lock.</summary>
internal static class PostgresMigrations
{
    private const long LockKey = 0x626F78_6D6967; // "box" "mig"

    public static async Task RunAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})");
        await ExecuteAsync("""
            CREATE SCHEMA IF NOT EXISTS box;
            CREATE TABLE IF NOT EXISTS box.schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
            """);
        var migrations = Statements.PostgreSql.Migrations;
        var present = await VersionAsync();
        if (present > migrations.Count)
            throw new InvalidOperationException($"The message box in this database has schema version {present}, but this program knows versions up to {migrations.Count}. Start a program at least as new as the one that used it last.");
        for (var version = present + 1; version <= migrations.Count; version++)
        {
            await ExecuteAsync(migrations[version - 1]);
            await ExecuteAsync($"INSERT INTO box.schema_version (version) VALUES ({version})");
        }
        await transaction.CommitAsync(cancellationToken);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        async Task<int> VersionAsync()
        {
            await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM box.schema_version", connection);
            return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
    }
}
