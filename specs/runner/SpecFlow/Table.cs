using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TechTalk.SpecFlow;

/// <summary>The table under a step: a header and rows of text.</summary>
public sealed class Table
{
    private readonly List<string> _header;
    private readonly List<TableRow> _rows = [];

    /// <exception cref="ArgumentException">No columns, or two of one name.</exception>
    public Table(params string[] header)
    {
        if (header.Length == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(header));
        if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns of the table are named '{twice.Key}'; each column needs its own name.", nameof(header));
        _header = [.. header];
    }

    public ICollection<string> Header => _header.AsReadOnly();

    public IReadOnlyList<TableRow> Rows => _rows;

    public int RowCount => _rows.Count;

    public bool ContainsColumn(string column) => _header.Contains(column);

    /// <exception cref="ArgumentException">The number of cells is not that of the columns.</exception>
    public void AddRow(params string[] cells)
    {
        if (cells.Length != _header.Count)
            throw new ArgumentException($"The row has {cells.Length} cells, the table {_header.Count} columns ({string.Join(", ", _header)}).", nameof(cells));
        _rows.Add(new TableRow(_header, [.. cells]));
    }

    public void AddRow(IDictionary<string, string> values) =>
        AddRow([.. _header.Select(h => values.TryGetValue(h, out var value) ? value : "")]);

    public void RenameColumn(string oldColumn, string newColumn)
    {
        var index = TableRow.IndexOf(_header, oldColumn);
        _header[index] = newColumn;
    }

    /// <summary>As it stands in a feature, columns aligned.</summary>
    public override string ToString()
    {
        var lines = _rows.Select(r => r.Values.ToList()).Prepend(_header).ToList();
        var widths = Enumerable.Range(0, _header.Count).Select(c => lines.Max(l => l[c].Length)).ToList();
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append("| ").AppendJoin(" | ", line.Select((cell, c) => cell.PadRight(widths[c]))).Append(" |\n");
        return text.ToString();
    }
}

/// <summary>A row: its cells by column name or number.</summary>
public sealed class TableRow : IDictionary<string, string>
{
    private readonly List<string> _header;
    private readonly List<string> _cells;

    internal TableRow(List<string> header, List<string> cells) => (_header, _cells) = (header, cells);

    public string this[int column] => _cells[column];

    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public string this[string column]
    {
        get => _cells[IndexOf(_header, column)];
        set => _cells[IndexOf(_header, column)] = value;
    }

    public ICollection<string> Keys => _header.AsReadOnly();

    public ICollection<string> Values => _cells.AsReadOnly();

    public int Count => _cells.Count;

    public bool IsReadOnly => true;

    public bool ContainsKey(string key) => _header.Contains(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var index = _header.IndexOf(key);
        value = index < 0 ? null : _cells[index];
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        _header.Select((h, i) => KeyValuePair.Create(h, _cells[i])).GetEnumerator();

    internal static int IndexOf(List<string> header, string column)
    {
        var index = header.IndexOf(column);
        return index >= 0
            ? index
            : throw new IndexOutOfRangeException($"The table has no column '{column}'; it has: {string.Join(", ", header)}.");
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<KeyValuePair<string, string>>.Contains(KeyValuePair<string, string> item) =>
        TryGetValue(item.Key, out var value) && value == item.Value;

    void ICollection<KeyValuePair<string, string>>.CopyTo(KeyValuePair<string, string>[] array, int arrayIndex)
    {
        foreach (var cell in this)
            array[arrayIndex++] = cell;
    }

    void IDictionary<string, string>.Add(string key, string value) => throw Fixed();

    bool IDictionary<string, string>.Remove(string key) => throw Fixed();

    void ICollection<KeyValuePair<string, string>>.Add(KeyValuePair<string, string> item) => throw Fixed();

    void ICollection<KeyValuePair<string, string>>.Clear() => throw Fixed();

    bool ICollection<KeyValuePair<string, string>>.Remove(KeyValuePair<string, string> item) => throw Fixed();

    private static NotSupportedException Fixed() => new("The columns of a table row are fixed by its table.");
}
