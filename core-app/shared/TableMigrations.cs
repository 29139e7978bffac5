using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Integration.Hub;

namespace Integration.CoreApp.Shared;

/// <summary>Brings a part's tables to this version: embedded files <c>migrations/NNNN-name.sql</c>, in order, each once, whole or not at all.</summary>
public static class TableMigrations
{
    /// <summary>Several nodes may call it at once.</summary>
    public static async Task RunAsync(TableSpace tables, Assembly scripts, DbConnection connection, CancellationToken cancellationToken)
    {
        if (tables.Dialect == SqlDialect.PostgreSql)
            await MakeSchemaAsync(tables, connection, cancellationToken);
        // SQLite takes the write lock here, PostgreSQL by the advisory lock: the second node waits, and must then see what the first one did.
        await using var transaction = await connection.BeginTransactionAsync(
            tables.Dialect == SqlDialect.PostgreSql ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable, cancellationToken);
        if (tables.Dialect == SqlDialect.PostgreSql)
            await tables.RunAsync(connection, transaction, "SELECT pg_advisory_xact_lock(@lock)", cancellationToken, ("lock", LockOf(tables.Name + " migrations")));
        await tables.RunAsync(connection, transaction, "CREATE TABLE IF NOT EXISTS {t}schema_version (version bigint PRIMARY KEY)", cancellationToken);
        var done = (await tables.ReadAsync(connection, transaction, "SELECT COALESCE(MAX(version), 0) AS version FROM {t}schema_version", r => r.Whole("version")!.Value, cancellationToken))[0];
        foreach (var (version, script) in Scripts(scripts).Where(m => m.Version > done))
        {
            await tables.RunAsync(connection, transaction, script, cancellationToken);
            await tables.RunAsync(connection, transaction, "INSERT INTO {t}schema_version (version) VALUES (@version)", cancellationToken, ("version", (long)version));
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Number of an advisory lock that nothing else takes by this name.</summary>
    public static long LockOf(string name) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static async Task MakeSchemaAsync(TableSpace tables, DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await tables.RunAsync(connection, null, $"CREATE SCHEMA IF NOT EXISTS {tables.Name}", cancellationToken);
        }
        catch (DbException e) when (e.SqlState is "23505" or "42P06")
        {
            // Two nodes made the schema in the same instant: it is there, which is all that was wanted.
        }
    }

    private static IEnumerable<(int Version, string Script)> Scripts(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("migrations/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n => (int.Parse(n.AsSpan("migrations/".Length, 4), CultureInfo.InvariantCulture), Read(assembly, n)));

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
