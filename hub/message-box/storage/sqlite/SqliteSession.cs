using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>A connection with its prepared statements, used by one thread at a time; steps run at once, the tasks are always completed.</summary>
internal sealed class SqliteSession(SqliteConnection connection, CancellationToken cancellationToken) : BoxSession(cancellationToken)
{
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public SqliteTransaction? Transaction { get; set; }

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override Task RunAsync(params IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
            Run(step);
        return Task.CompletedTask;
    }

    public override Task<List<T>> ComposedAsync<T>(string sql, IReadOnlyList<(string Name, object? Value)> parameters, Func<Row, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue("@" + name, Plain(value));
        using var reader = command.ExecuteReader();
        var row = new SqliteRow(reader);
        var rows = new List<T>();
        for (; reader.Read(); row.Restart())
            rows.Add(read(row));
        return Task.FromResult(rows);
    }

    public void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        command.ExecuteNonQuery();
    }

    public void Close()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    private void Run(Step step)
    {
        var statement = Statements.Sqlite[step.Statement];
        var command = Prepared(statement);
        var columns = statement.Parameters.Select(step.TryColumn).ToArray();
        for (var p = 0; p < columns.Length; p++)
            if (columns[p] is null)
                command.Parameters[p].Value = Plain(step.ScalarOrNull(statement.Parameters[p]));
        for (var i = 0; i < (step.Count ?? 1); i++)
        {
            for (var p = 0; p < columns.Length; p++)
                if (columns[p] is { } column)
                    command.Parameters[p].Value = Plain(column.GetValue(i));
            Execute(step, command);
        }
    }

    private static void Execute(Step step, SqliteCommand command)
    {
        if (!step.ReturnsRows)
        {
            step.Affected += Math.Max(0, command.ExecuteNonQuery());
            return;
        }
        using var reader = command.ExecuteReader();
        var row = new SqliteRow(reader);
        for (; reader.Read(); row.Restart())
            step.Read(row);
    }

    private SqliteCommand Prepared(Statement statement)
    {
        if (!_prepared.TryGetValue(statement.Name, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = statement.Text;
            foreach (var parameter in statement.Parameters)
                command.Parameters.AddWithValue("@" + parameter, DBNull.Value);
            _prepared.Add(statement.Name, command);
        }
        command.Transaction = Transaction;
        return command;
    }

    private static object Plain(object? value) => value switch
    {
        null => DBNull.Value,
        string or long or int or double or byte[] => value,
        Guid id => id.ToByteArray(bigEndian: true),
        MessageId id => id.Value.ToByteArray(bigEndian: true),
        DateTimeOffset time => SqliteRow.Microseconds(time),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? 1L : 0L,
        short small => (long)small,
        Enum state => Convert.ToInt64(state, CultureInfo.InvariantCulture),
        string[] texts => System.Text.Json.JsonSerializer.Serialize(texts),
        _ => throw new ArgumentException($"The box keeps no {value.GetType().Name} in SQLite."),
    };
}

internal sealed class SqliteRow(DbDataReader reader) : Row(reader)
{
    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    protected override bool ReadFlag(int column) => Reader.GetInt64(column) != 0;

    protected override Guid ReadId(int column) => new((byte[])Reader.GetValue(column), bigEndian: true);

    protected override DateTimeOffset ReadTime(int column) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (Reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
