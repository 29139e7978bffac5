using System.Data.Common;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>Commands on the archive's tables, in one text for both databases (<see cref="TableSpace"/>).</summary>
internal static class Sql
{
    /// <summary>The archive's tables: schema <c>archive</c> on PostgreSQL, prefix <c>archive_</c> on SQLite.</summary>
    public static TableSpace Tables(SqlDialect dialect) => new("archive", dialect);

    public static string For(SqlDialect dialect, string text) => Tables(dialect).Sql(text);

    public static string Rows(SqlDialect dialect, params string[] columns) => Tables(dialect).Rows(columns);

    public static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        return command;
    }

    public static DbParameter Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>A text, also where it is missing: PostgreSQL must know the type of nothing too.</summary>
    public static DbCommand AddTyped(this DbCommand command, string name, string? value)
    {
        command.Add(name, value).DbType = System.Data.DbType.String;
        return command;
    }

    public static DbCommand AddInstant(this DbCommand command, SqlDialect dialect, string name, DateTimeOffset value)
    {
        command.Add(name, dialect == SqlDialect.PostgreSql ? Micro(value) : Sortable(Micro(value)));
        return command;
    }

    public static DateTime Micro(DateTimeOffset instant) => TableSpace.Micro(instant);

    public static string Sortable(DateTime utc) => TableSpace.Sortable(utc);
}
