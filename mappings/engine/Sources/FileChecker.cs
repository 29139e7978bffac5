using System.Security.Cryptography;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>The first pass over a file: its order of records, its counts and sums, its hash. Builds no records.</summary>
internal sealed class FileChecker(FileLayout layout, FileControl control, RecordMaker maker, Run run)
{
    private const int MostFaults = 100;

    private readonly List<MappingException> _faults = [];
    private readonly Row?[] _single = new Row?[layout.Records.Count];
    private readonly Dictionary<string, string> _header = [];
    private readonly RowPool _rows = new(layout);
    private RowReader _reader = null!;
    private Charset _charset = layout.Charset;
    private RecordPlace _place = RecordPlace.Header;
    private long _lines;
    private long _records;
    private bool _open;
    private long _unread;
    private string? _firstUnread;

    public async Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        run.Totals = new decimal[control.Aggregates.All.Count];
        var start = await FileStart.FindAsync(source, layout.Charset, FilePosition.Start, cancellationToken).ConfigureAwait(false);
        if (start.Fault is not null) Add(start.Fault);
        _charset = start.Charset;
        _reader = RowReader.For(layout, _charset);
        var lines = new LineReader(source, start, layout.Limits.Line, hash);
        do
        {
            while (lines.TryRead(out var line)) Take(lines[line], line);
        }
        while (await lines.FillAsync(cancellationToken).ConfigureAwait(false));
        End();
        return new FileCheck(_records, _lines, lines.Bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), _header, _faults, maker.LeavesOut);
    }

    private void Take(ReadOnlySpan<byte> bytes, in Line line)
    {
        _lines++;
        if (_lines <= layout.TitleLines || bytes.IsEmpty) return;
        var kind = line.TooLong ? null : layout.Classify(bytes, _charset);
        Count(kind);
        if (kind is null)
        {
            Unread("the line has no known record tag or is too long");
            return;
        }
        Order(kind);
        if (kind.Place == RecordPlace.Detail && !control.Reads(kind.Index)) return;
        try
        {
            _rows.GiveAllBack();
            Read(kind, bytes);
        }
        catch (ValueFault fault)
        {
            if (kind.Place == RecordPlace.Detail) Unread(fault.Message);
            else Add(fault);
        }
    }

    /// <summary>As the second pass gathers them: a line that is neither a record nor below one stands for itself, and is rejected.</summary>
    private void Count(RecordLayout? kind)
    {
        var (begins, below) = (kind == layout.Each, kind is null || kind.Place == RecordPlace.Detail);
        if (begins || (below && !_open)) _records++;
        _open = below && layout.HasGroups && (begins || _open);
    }

    private void Read(RecordLayout kind, ReadOnlySpan<byte> bytes)
    {
        var row = kind.Place == RecordPlace.Detail ? _rows.Take(kind, _lines) : new Row(kind) { Line = _lines };
        _reader.Read(bytes, row);
        run.Text.Reset();
        run.Set(control.SlotOf(kind.Index), row);
        if (kind.Place == RecordPlace.Detail)
        {
            control.Aggregates.Feed(run, kind.Index);
            return;
        }
        _single[kind.Index] = row;
        for (var i = 0; i < kind.Fields.Count; i++) _header[$"{kind.Name}.{kind.Fields[i].Name}"] = row.Field(i).ToString();
    }

    /// <summary>Headers stand before the details, trailers after them, each once.</summary>
    private void Order(RecordLayout kind)
    {
        if (kind.Place < _place)
        {
            var after = _place == RecordPlace.Trailer ? "the trailer" : "the records";
            Add(new ValueFault("mapping.order", $"record '{kind.Name}' stands after {after}: two files run together, or lines moved", place: $"line {_lines}"));
        }
        else if (kind.Place != RecordPlace.Detail && _single[kind.Index] is { } first)
        {
            Add(new ValueFault("mapping.order", $"record '{kind.Name}' stands here again (first on line {first.Line}): two files run together", place: $"line {_lines}"));
        }
        if (kind.Place > _place) _place = kind.Place;
    }

    private void End()
    {
        var missing = layout.Records.Where(r => r.Place != RecordPlace.Detail && !r.Optional && _single[r.Index] is null).ToList();
        foreach (var record in missing)
        {
            var why = record.Place == RecordPlace.Trailer ? ": the file was cut off or is not finished" : "";
            Add(new ValueFault("mapping.structure", _lines == 0 ? $"the file is empty: expected record '{record.Name}'" : $"record '{record.Name}' is missing{why}", place: $"line {Math.Max(1, _lines)}"));
        }
        if (missing.Count > 0) return;
        var remark = _unread == 0 ? "" : $" ({_unread} lines could not be read and were not counted, the first: {_firstUnread})";
        foreach (var fault in control.Failing(run, remark)) Add(fault);
    }

    private void Unread(string why)
    {
        if (_unread++ == 0) _firstUnread = $"line {_lines}: {why}";
    }

    private void Add(ValueFault fault)
    {
        if (_faults.Count < MostFaults) _faults.Add(maker.Located(fault, run, $"line {_lines}"));
    }
}
