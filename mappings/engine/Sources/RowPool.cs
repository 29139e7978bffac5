using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>Rows by kind, used again for every record.</summary>
internal sealed class RowPool(FileLayout layout)
{
    private readonly List<Row>[] _rows = [.. layout.Records.Select(_ => new List<Row>())];
    private readonly int[] _used = new int[layout.Records.Count];

    public Row Take(RecordLayout record, long line)
    {
        var rows = _rows[record.Index];
        if (_used[record.Index] == rows.Count) rows.Add(new Row(record));
        var row = rows[_used[record.Index]++];
        row.Clear(line);
        return row;
    }

    public void GiveAllBack() => Array.Clear(_used);
}
