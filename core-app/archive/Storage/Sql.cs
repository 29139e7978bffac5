using System.Data.Common;
using System.Globalization;
using Integration.Hub;

namespace Integration.CoreApp.Archive.Storage;

/// <summary>One text for both databases: what differs is written as a word in braces.</summary>
internal static class Sql
{
    private const string SortableInstant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    // {among} … {end}: as an array, so that PostgreSQL probes an index for each value also where it knows nothing of a young table.
    public static string For(SqlDialect dialect, string text) => dialect == SqlDialect.PostgreSql
        ? text.Replace("{among}", "= ANY (ARRAY(").Replace("{end}", "))").Replace("{a}", "archive.").Replace("{instant}", "timestamptz").Replace("{date}", "date").Replace("{json}", "jsonb").Replace("{uuid}", "uuid")
        : text.Replace("{among}", "IN (").Replace("{end}", ")").Replace("{a}", "archive_").Replace("{instant}", "text").Replace("{date}", "text").Replace("{json}", "text").Replace("{uuid}", "text");

    /// <summary>The JSON array in <c>@rows</c> as a table <c>u</c> of texts, for one statement over many rows.</summary>
    public static string Rows(SqlDialect dialect, params string[] columns) => dialect == SqlDialect.PostgreSql
        ? $"jsonb_to_recordset(@rows::jsonb) AS u ({string.Join(", ", columns.Select(c => c + " text"))})"
        : $"(SELECT {string.Join(", ", columns.Select(c => $"value ->> '{c}' AS {c}"))} FROM json_each(@rows)) AS u";

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

    /// <summary>Both databases keep microseconds, so that they decide alike which of two messages is newer.</summary>
    public static DateTime Micro(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>SQLite has no times: a text whose order is the order of time.</summary>
    public static string Sortable(DateTime utc) => utc.ToString(SortableInstant, CultureInfo.InvariantCulture);

    public static string? Text(this DbDataReader row, string name) => row[name] is string text ? text : null;

    public static long? Whole(this DbDataReader row, string name) => row[name] is DBNull ? null : Convert.ToInt64(row[name], CultureInfo.InvariantCulture);

    public static DateTimeOffset? Instant(this DbDataReader row, string name) => row[name] switch
    {
        DateTime utc => new DateTimeOffset(utc, TimeSpan.Zero),
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static DateOnly? Day(this DbDataReader row, string name) => row[name] switch
    {
        DateOnly day => day,
        DateTime day => DateOnly.FromDateTime(day),
        string text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => null,
    };
}
