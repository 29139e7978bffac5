using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Targets;

/// <summary>An XML document in which one element is written for each message.</summary>
/// <param name="First">The XML declaration, or nothing.</param>
/// <param name="Start">What stands before the repeated element: opening tags, attributes, elements.</param>
internal sealed record XmlFileTarget(
    Charset Charset, string First, IReadOnlyList<WriteXml> Start, WriteXml Detail, IReadOnlyList<WriteXml> End, Aggregates Aggregates, bool CountsAhead)
    : FileTarget($"text/xml; charset={Charset.WebName}", Aggregates, CountsAhead)
{
    public override IFileWriter Open() => new XmlFile(this);
}

internal sealed class XmlFile(XmlFileTarget target) : IFileWriter
{
    private readonly XmlOut _xml = new();
    private bool _atStart;

    public int Length => _xml.Length;

    // The mark of UTF-16 stands at the start of the document, not of each piece.
    public ReadOnlyMemory<byte> Written => _xml.Encode(target.Charset, mark: _atStart);

    public void Reset()
    {
        _xml.Reset();
        _atStart = false;
    }

    public void Start(Run run)
    {
        _atStart = true;
        _xml.Raw(target.First);
        foreach (var part in target.Start) part(run, _xml);
    }

    public void Detail(Run run)
    {
        var before = _xml.Length;
        try
        {
            target.Detail(run, _xml);
        }
        catch (ValueFault)
        {
            _xml.Rewind(before);
            throw;
        }
    }

    public void End(Run run)
    {
        foreach (var part in target.End) part(run, _xml);
    }
}
