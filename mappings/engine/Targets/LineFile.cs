using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Targets;

/// <summary>Writes the lines of one kind of record, none if its list is empty or its condition does not hold.</summary>
internal delegate void WriteLines(Run run, LineOut lines);

/// <summary>A compiled delimited or fixed-width target.</summary>
internal sealed record LineTarget(
    Charset Charset,
    string Newline,
    bool Mark,
    IReadOnlyList<WriteLines> Start,
    IReadOnlyList<WriteLines> Details,
    IReadOnlyList<WriteLines> End,
    Aggregates Aggregates,
    bool CountsAhead) : FileTarget($"text/plain; charset={Charset.WebName}", Aggregates, CountsAhead)
{
    public override IFileWriter Open() => new LineFile(this);
}

internal sealed class LineFile(LineTarget target) : IFileWriter
{
    private readonly LineOut _lines = new(target.Charset, target.Newline);

    public int Length => _lines.Length;

    public ReadOnlyMemory<byte> Written => _lines.Written;

    public void Reset() => _lines.Reset();

    public void Start(Run run)
    {
        if (target.Mark) _lines.Mark();
        foreach (var record in target.Start) record(run, _lines);
    }

    public void Detail(Run run)
    {
        var before = _lines.Length;
        try
        {
            foreach (var record in target.Details) record(run, _lines);
        }
        catch (ValueFault)
        {
            _lines.Rewind(before);
            throw;
        }
    }

    public void End(Run run)
    {
        foreach (var record in target.End) record(run, _lines);
    }
}
