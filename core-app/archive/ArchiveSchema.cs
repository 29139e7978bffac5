using System.Data.Common;
using System.Reflection;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Storage;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive;

/// <summary>
/// The archive's tables, in the database of the message box, so that what the archive learns and the delivery it learnt it from commit together.
/// </summary>
public static class ArchiveSchema
{
    /// <summary>Brings the schema to this version. Several nodes may call it at once; each migration runs once, whole or not at all.</summary>
    public static async Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken)
    {
        await TableMigrations.RunAsync(Sql.Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);
        await NameWords.FillAsync(connection, dialect, cancellationToken);
    }
}
