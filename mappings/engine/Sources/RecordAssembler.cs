using System.Buffers;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>
/// Lines → records with their groups → canonical records. A line that cannot be read fails the record it stands in;
/// without groups each line is a record of its own.
/// </summary>
internal sealed class RecordAssembler
{
    private const int MostSource = 256 * 1024;

    private readonly FileLayout _layout;
    private readonly Charset _charset;
    private readonly FileControl _control;
    private readonly RecordMaker _maker;
    private readonly Run _run;
    private readonly RowReader _reader;
    private readonly RowPool _rows;
    private readonly JsonOut _json = new();
    private readonly ArrayBufferWriter<byte> _source = new();
    private readonly Row?[] _open;
    private long _lines;
    private long _begun;
    private int _linesOfRecord;
    private ValueFault? _fault;

    public RecordAssembler(FileLayout layout, Charset charset, FileControl control, RecordMaker maker, Run run, FileCheck check, FilePosition from)
    {
        (_layout, _charset, _control, _maker, _run, _lines) = (layout, charset, control, maker, run, from.Lines);
        _reader = RowReader.For(layout, charset);
        _rows = new RowPool(layout);
        _open = new Row?[layout.Records.Count];
        foreach (var header in layout.Records.Where(r => r.Place == RecordPlace.Header)) SetHeader(header, check);
    }

    /// <summary>A record, if the line ends one.</summary>
    public RecordRead? Take(ReadOnlySpan<byte> bytes, in Line line)
    {
        var before = new FilePosition(line.Offset, _lines++);
        if (_lines <= _layout.TitleLines || bytes.IsEmpty) return null;
        var kind = line.TooLong ? null : _layout.Classify(bytes, _charset);
        var ends = kind is not null && (kind == _layout.Each || kind.Place != RecordPlace.Detail);
        var done = ends && _begun > 0 ? End(before) : null;
        if (kind is not null && kind.Place != RecordPlace.Detail) return done;
        Add(kind, bytes, line);
        return _layout.HasGroups && _open[_layout.Each.Index] is not null ? done : End(new FilePosition(line.Next, _lines));
    }

    /// <summary>The last record, if the file ends in one.</summary>
    public RecordRead? Finish(long bytes) => _begun > 0 ? End(new FilePosition(bytes, _lines)) : null;

    private void Add(RecordLayout? kind, ReadOnlySpan<byte> bytes, in Line line)
    {
        if (_begun == 0) _begun = _lines;
        if (_source.WrittenCount + bytes.Length < MostSource)
        {
            if (_linesOfRecord > 0) _source.Write(_charset.Encoding.GetBytes("\n"));
            _source.Write(bytes);
        }
        _linesOfRecord++;
        try
        {
            if (kind == _layout.Each) _open[kind.Index] = _rows.Take(kind, _lines);
            if (_fault is null) Read(kind, bytes, line);
        }
        catch (ValueFault fault)
        {
            _fault = fault;
        }
    }

    private void Read(RecordLayout? kind, ReadOnlySpan<byte> bytes, in Line line)
    {
        var place = $"line {_lines}";
        if (line.TooLong) throw new ValueFault("mapping.limit", $"the line is longer than {_layout.Limits.Line} bytes", place: place);
        if (kind is null) throw new ValueFault("mapping.unknown-record", $"the line begins with no known record tag: expected {_layout.ExpectedTags}", place: place);
        if (_linesOfRecord > _layout.Limits.Group) throw new ValueFault("mapping.limit", $"the record has more than {_layout.Limits.Group} lines", place: place);
        if (kind == _layout.Each)
        {
            _reader.Read(bytes, _open[kind.Index]!);
            return;
        }
        var parent = _open[kind.Parent!.Index]
            ?? throw new ValueFault("mapping.orphan", $"record '{kind.Name}' stands here without a '{kind.Parent.Name}' before it", place: place);
        var row = _rows.Take(kind, _lines);
        parent.Groups[kind.GroupIndex].Add(row);
        foreach (var below in kind.Groups) _open[below.Index] = null;
        _open[kind.Index] = row;
        _reader.Read(bytes, row);
    }

    private RecordRead? End(FilePosition next)
    {
        var line = _begun;
        try
        {
            if (_fault is not null) return new RecordRead(line, next, null, _maker.Located(_fault, _run, $"line {line}"), Source());
            _run.Set(_control.SlotOf(_layout.Each.Index), _open[_layout.Each.Index]);
            return _maker.Make(_run, _json, shared: true) is { } record ? new RecordRead(line, next, record, null, null) : null;
        }
        catch (ValueFault fault)
        {
            return new RecordRead(line, next, null, _maker.Located(fault, _run, $"line {line}"), Source());
        }
        finally
        {
            Reset();
        }
    }

    private void Reset()
    {
        (_begun, _linesOfRecord, _fault, _run.Field) = (0, 0, null, null);
        _source.ResetWrittenCount();
        _rows.GiveAllBack();
        Array.Clear(_open);
    }

    private string Source() => _charset.Lenient(_source.WrittenSpan);

    private void SetHeader(RecordLayout header, FileCheck check)
    {
        var values = header.Fields.Select(f => check.Header.GetValueOrDefault($"{header.Name}.{f.Name}", "")).ToList();
        if (values.TrueForAll(v => v.Length == 0)) return;
        var row = new Row(header) { Line = 1 };
        row.Buffer(values.Sum(v => v.Length));
        var at = 0;
        for (var i = 0; i < values.Count; i++) row.SetField(i, values[i], ref at);
        _run.Set(_control.SlotOf(header.Index), row);
    }
}
