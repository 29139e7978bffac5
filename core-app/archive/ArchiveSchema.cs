using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Integration.CoreApp.Archive.Storage;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>
/// The archive's tables: schema <c>archive</c> on PostgreSQL, prefix <c>archive_</c> on SQLite, in the database of the message box, so that
/// what the archive learns and the delivery it learnt it from commit together.
/// </summary>
public static class ArchiveSchema
{
    // Any number, as long as nothing else in this database locks by it.
    private const long MigrationLock = 0x61726368697665;

    /// <summary>Brings the schema to this version. Several nodes may call it at once; each migration runs once, whole or not at all.</summary>
    public static async Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken)
    {
        if (dialect == SqlDialect.PostgreSql)
            await RunAsync(connection, null, "CREATE SCHEMA IF NOT EXISTS archive", cancellationToken, ignoreRace: true);
        // SQLite takes the write lock here, PostgreSQL by the advisory lock: the second node waits. It must then see what the first one did,
        // so on PostgreSQL no stricter isolation will do: its snapshot would be older than the wait.
        await using var transaction = await connection.BeginTransactionAsync(
            dialect == SqlDialect.PostgreSql ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable, cancellationToken);
        if (dialect == SqlDialect.PostgreSql)
            await RunAsync(connection, transaction, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await RunAsync(connection, transaction, Sql.For(dialect, "CREATE TABLE IF NOT EXISTS {a}schema_version (version bigint PRIMARY KEY)"), cancellationToken);
        var done = await VersionAsync(connection, transaction, dialect, cancellationToken);
        foreach (var (version, script) in Migrations().Where(m => m.Version > done))
        {
            await RunAsync(connection, transaction, Sql.For(dialect, script), cancellationToken);
            await RunAsync(connection, transaction, Sql.For(dialect, $"INSERT INTO {{a}}schema_version (version) VALUES ({version})"), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Embedded files <c>NNNN-name.sql</c>, in order.</summary>
    private static IEnumerable<(int Version, string Script)> Migrations()
    {
        var assembly = typeof(ArchiveSchema).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => (int.Parse(n.AsSpan("migrations/".Length, 4), CultureInfo.InvariantCulture), Read(assembly, n)));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static async Task<long> VersionAsync(DbConnection connection, DbTransaction transaction, SqlDialect dialect, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Sql.For(dialect, "SELECT COALESCE(MAX(version), 0) FROM {a}schema_version");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task RunAsync(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancellationToken, bool ignoreRace = false)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (DbException e) when (ignoreRace && e.SqlState is "23505" or "42P06")
        {
            // Two nodes created the schema in the same instant: it is there, which is all that was wanted.
        }
    }
}
