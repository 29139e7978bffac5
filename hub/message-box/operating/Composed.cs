using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>Conditions and parameters gathered so far, and the few words that differ between the dialects.</summary>
internal sealed class Composed(SqlDialect dialect)
{
    private readonly List<string> _conditions = [];
    private readonly List<(string Name, object? Value)> _parameters = [];

    private bool IsPostgres => dialect == SqlDialect.PostgreSql;

    public string Table(string name) => (IsPostgres ? "box." : "box_") + name;

    public string HasText(string text, string part) => IsPostgres ? $"position({part} in {text}) > 0" : $"instr({text}, {part}) > 0";

    public string HasBytes(string bytes, string part) => IsPostgres ? $"position({part} in {bytes}) > 0" : $"instr({bytes}, {part}) > 0";

    /// <summary>A conversation is often named by its first message's id; other names give null.</summary>
    public string IdOf(string text) => IsPostgres
        ? $"CASE WHEN {text} ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN {text}::uuid END"
        : $"CASE WHEN length({text}) = 36 THEN unhex(replace({text}, '-', '')) END";

    /// <summary>Ends a sub-select that is to stay a look by key for each row: as a join the planner would read all parked deliveries for a page of messages.</summary>
    public string Probe => IsPostgres ? " OFFSET 0" : "";

    public string False => IsPostgres ? "false" : "0";

    public string Add(object value)
    {
        _parameters.Add(($"p{_parameters.Count}", value));
        return $"@p{_parameters.Count - 1}";
    }

    public void Where(string condition) => _conditions.Add($"({condition})");

    /// <summary>One of these ids: an array here, a list there.</summary>
    public string AnyId(string column, IReadOnlyList<Guid> ids) => IsPostgres
        ? $"{column} = ANY({Add(ids.ToArray())})"
        : $"{column} IN ({string.Join(", ", ids.Select(id => Add(id)))})";

    public string StartsWith(string column, string start) => $"substr({column}, 1, {start.Length}) = {Add(start)}";

    public void Equal(string column, string? value)
    {
        if (value is not null)
            Where($"{column} = {Add(value)}");
    }

    public Task<List<T>> RunAsync<T>(BoxSession session, string select, string order, int limit, Func<Row, T> read)
    {
        var where = _conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", _conditions)}";
        return session.ComposedAsync($"{select}{where} {order} LIMIT {limit}", _parameters, read);
    }
}
