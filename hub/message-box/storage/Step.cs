namespace Integration.Hub.MessageBox.Storage;

/// <summary>
/// One execution of a named statement: scalars that stand for the whole execution and columns that stand for many rows.
/// PostgreSQL gets the columns as arrays in one execution; SQLite runs its statement once per row.
/// </summary>
internal class Step(string statement)
{
    private readonly List<(string Name, object? Value)> _scalars = [];
    private readonly List<(string Name, Array Values)> _columns = [];

    public string Statement { get; } = statement;

    /// <summary>Rows changed, summed over all executions.</summary>
    public int Affected { get; set; }

    /// <summary>Number of rows of the columns; null if there are only scalars.</summary>
    public int? Count => _columns.Count == 0 ? null : _columns[0].Values.Length;

    public virtual bool ReturnsRows => false;

    public virtual void Read(Row row) => throw new InvalidOperationException($"Statement {Statement} returned rows that nobody expected.");

    public object? ScalarOrNull(string parameter)
    {
        foreach (var (name, value) in _scalars)
            if (name == parameter)
                return value;
        throw new InvalidOperationException($"Statement {Statement} wants @{parameter}, which was not given.");
    }

    public Array? TryColumn(string parameter)
    {
        foreach (var (name, values) in _columns)
            if (name == parameter)
                return values;
        return null;
    }

    protected void Add(string name, object? value) => _scalars.Add((name, value));

    protected void AddColumn(string name, Array values)
    {
        if (Count is { } count && count != values.Length)
            throw new InvalidOperationException($"Statement {Statement}: column @{name} has {values.Length} rows, expected {count}.");
        _columns.Add((name, values));
    }

    public Step With(string name, object? value)
    {
        Add(name, value);
        return this;
    }

    public Step Each<TRow, TValue>(string name, IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        AddColumn(name, Column.Of(rows, value));
        return this;
    }
}

/// <summary>A step that returns rows.</summary>
internal sealed class Step<T>(string statement, Func<Row, T> read) : Step(statement)
{
    public List<T> Rows { get; } = [];

    public override bool ReturnsRows => true;

    public override void Read(Row row) => Rows.Add(read(row));

    public new Step<T> With(string name, object? value)
    {
        Add(name, value);
        return this;
    }

    public new Step<T> Each<TRow, TValue>(string name, IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        AddColumn(name, Column.Of(rows, value));
        return this;
    }
}

internal static class Column
{
    public static Array Of<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);
        return values;
    }
}
