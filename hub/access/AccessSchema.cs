using System.Data.Common;
using System.Reflection;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Access;

/// <summary>The tables of people and what they did, in the hub's own database.</summary>
public static class AccessSchema
{
    private const string Part = "access";

    private static readonly string[] AppendOnlyOnSqlite =
    [
        "CREATE TRIGGER IF NOT EXISTS access_audit_kept BEFORE UPDATE ON {t}audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS access_audit_whole BEFORE DELETE ON {t}audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    ];

    private static readonly string[] AppendOnlyOnPostgres =
    [
        "CREATE OR REPLACE FUNCTION {t}refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
        "CREATE OR REPLACE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {t}audit FOR EACH STATEMENT EXECUTE FUNCTION {t}refuse_change()",
    ];

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static async Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken)
    {
        var tables = Tables(dialect);
        await TableMigrations.RunAsync(tables, Assembly.GetExecutingAssembly(), connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (dialect == SqlDialect.PostgreSql)
            await tables.RunAsync(connection, transaction, "SELECT pg_advisory_xact_lock(@lock)", cancellationToken, ("lock", TableMigrations.LockOf("access triggers")));
        foreach (var trigger in dialect == SqlDialect.PostgreSql ? AppendOnlyOnPostgres : AppendOnlyOnSqlite)
            await tables.RunAsync(connection, transaction, trigger, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    internal static TableSpace Tables(SqlDialect dialect) => new(Part, dialect);
}
