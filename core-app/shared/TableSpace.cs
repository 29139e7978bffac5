using System.Data.Common;
using System.Globalization;
using Integration.Hub;

namespace Integration.CoreApp.Shared;

/// <summary>
/// The tables of one part of the core app: a schema of that name on PostgreSQL, a prefix on SQLite, in the database of the message box.
/// One SQL text for both; what differs is written as a word in braces: <c>{t}</c>, <c>{instant}</c>, <c>{date}</c>, <c>{json}</c>, <c>{uuid}</c>, <c>{bytes}</c>,
/// and <c>{binary}</c> after a text that is compared and indexed byte by byte, so that an index serves its beginnings.
/// <c>{among}</c> … <c>{end}</c> around a query is IN, as an array, so that PostgreSQL probes an index for each value also where it knows nothing of a young table.
/// </summary>
public sealed record TableSpace(string Name, SqlDialect Dialect)
{
    private const string SortableInstant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public string Sql(string text) => Dialect == SqlDialect.PostgreSql
        ? text.Replace("{among}", "= ANY (ARRAY(").Replace("{end}", "))").Replace("{t}", Name + ".").Replace("{instant}", "timestamptz").Replace("{date}", "date").Replace("{json}", "jsonb").Replace("{uuid}", "uuid").Replace("{bytes}", "bytea").Replace("{binary}", "COLLATE \"C\"")
        : text.Replace("{among}", "IN (").Replace("{end}", ")").Replace("{t}", Name + "_").Replace("{instant}", "text").Replace("{date}", "text").Replace("{json}", "text").Replace("{uuid}", "text").Replace("{bytes}", "blob").Replace("{binary}", "");

    /// <summary>The JSON array in <c>@rows</c> as a table <c>u</c> of texts, for one statement over many rows.</summary>
    public string Rows(params string[] columns) => Dialect == SqlDialect.PostgreSql
        ? $"jsonb_to_recordset(@rows::jsonb) AS u ({string.Join(", ", columns.Select(c => c + " text"))})"
        : $"(SELECT {string.Join(", ", columns.Select(c => $"value ->> '{c}' AS {c}"))} FROM json_each(@rows)) AS u";

    /// <param name="values">Parameters by name, without their sign: days, instants and ids in the form of the database.</param>
    public DbCommand Command(DbConnection connection, DbTransaction? transaction, string text, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Sql(text);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.Value = Stored(value) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public async Task<int> RunAsync(
        DbConnection connection, DbTransaction? transaction, string text, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using var command = Command(connection, transaction, text, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        DbConnection connection, DbTransaction? transaction, string text, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] values)
    {
        await using var command = Command(connection, transaction, text, values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            all.Add(read(rows));
        return all;
    }

    // SQLite has no times: texts whose order is the order of time. Both keep microseconds, so that they compare alike.
    private object? Stored(object? value) => (Dialect, value) switch
    {
        (SqlDialect.PostgreSql, DateTimeOffset at) => Micro(at),
        (_, DateTimeOffset at) => Sortable(Micro(at)),
        (SqlDialect.Sqlite, DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (SqlDialect.Sqlite, Guid id) => id.ToString("D"),
        _ => value,
    };

    /// <summary>A text whose order is the order of time.</summary>
    public static string Sortable(DateTime utc) => utc.ToString(SortableInstant, CultureInfo.InvariantCulture);

    /// <summary>Both databases keep microseconds, so that they decide alike which of two instants is later.</summary>
    public static DateTime Micro(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}

/// <summary>Reads columns alike from both databases.</summary>
public static class Columns
{
    public static string? Text(this DbDataReader row, string name) => row[name] is string text ? text : null;

    public static long? Whole(this DbDataReader row, string name) => row[name] is DBNull ? null : Convert.ToInt64(row[name], CultureInfo.InvariantCulture);

    public static DateTimeOffset? Instant(this DbDataReader row, string name) => row[name] switch
    {
        DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
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

    public static Guid? Id(this DbDataReader row, string name) => row[name] switch
    {
        Guid id => id,
        string text => Guid.Parse(text),
        _ => null,
    };
}
