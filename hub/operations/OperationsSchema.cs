using System.Data.Common;
using System.Reflection;
using Integration.CoreApp.Shared;

namespace Integration.Hub.Operations;

/// <summary>The tables of figures, of what nodes say of their receivers, and of alerts, in the hub's own database.</summary>
public static class OperationsSchema
{
    private const string Part = "operations";

    /// <summary>Brings the tables to this version. Several nodes may call it at once.</summary>
    public static Task MigrateAsync(DbConnection connection, SqlDialect dialect, CancellationToken cancellationToken) =>
        TableMigrations.RunAsync(Tables(dialect), Assembly.GetExecutingAssembly(), connection, cancellationToken);

    internal static TableSpace Tables(SqlDialect dialect) => new(Part, dialect);
}

/// <summary>Where the tables are: a connection of its own for each piece of work.</summary>
/// <param name="Node">Who writes, where it matters.</param>
public sealed record OperationsStore(Func<CancellationToken, ValueTask<DbConnection>> Open, SqlDialect Dialect, string Node, TimeProvider Time)
{
    internal TableSpace Tables { get; } = OperationsSchema.Tables(Dialect);
}
