using System.Data.Common;
using Npgsql;

namespace Integration.Hub.MessageBox.Storage;

/// <summary>Sends all steps of a call in one round trip.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, Statements statements, CancellationToken cancellationToken) : BoxSession(cancellationToken)
{
    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override async Task RunAsync(params IReadOnlyList<Step> steps)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var step in steps)
            batch.BatchCommands.Add(Command(step));
        await using (var reader = await batch.ExecuteReaderAsync(CancellationToken))
            await ReadResultsAsync(steps, reader);
        for (var i = 0; i < steps.Count; i++)
            steps[i].Affected = (int)Math.Max(0, batch.BatchCommands[i].RecordsAffected);
    }

    public override async Task<List<T>> ComposedAsync<T>(string sql, IReadOnlyList<(string Name, object? Value)> parameters, Func<Row, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
            command.Parameters.Add(new NpgsqlParameter { ParameterName = name, Value = Plain(value) });
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        var row = new PostgresRow(reader);
        var rows = new List<T>();
        for (; await reader.ReadAsync(CancellationToken); row.Restart())
            rows.Add(read(row));
        return rows;
    }

    private async Task ReadResultsAsync(IReadOnlyList<Step> steps, NpgsqlDataReader reader)
    {
        var row = new PostgresRow(reader);
        var first = true;
        foreach (var step in steps.Where(s => s.ReturnsRows))
        {
            if (!first)
                await reader.NextResultAsync(CancellationToken);
            first = false;
            for (; await reader.ReadAsync(CancellationToken); row.Restart())
                step.Read(row);
        }
        // Faults of statements after the last result set come up only when the reader is read to its end.
        while (await reader.NextResultAsync(CancellationToken)) { }
    }

    private NpgsqlBatchCommand Command(Step step)
    {
        var statement = statements[step.Statement];
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var parameter in statement.Parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = Plain(step.TryColumn(parameter) ?? step.ScalarOrNull(parameter)) });
        return command;
    }

    private static object Plain(object? value) => value switch
    {
        null => DBNull.Value,
        MessageId id => id.Value,
        DateTimeOffset time => time.ToUniversalTime(),
        Enum state => (short)Convert.ToInt32(state, System.Globalization.CultureInfo.InvariantCulture),
        DateTimeOffset[] times => Array.ConvertAll(times, t => t.ToUniversalTime()),
        DateTimeOffset?[] times => Array.ConvertAll(times, t => t?.ToUniversalTime()),
        _ => value,
    };
}

internal sealed class PostgresRow(DbDataReader reader) : Row(reader)
{
    protected override bool ReadFlag(int column) => Reader.GetBoolean(column);

    protected override Guid ReadId(int column) => Reader.GetGuid(column);

    protected override DateTimeOffset ReadTime(int column) => new(Reader.GetDateTime(column), TimeSpan.Zero);
}
