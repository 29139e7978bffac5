using System.Buffers;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>A part of a document around its messages.</summary>
internal delegate void WriteJson(Run run, JsonOut json);

/// <summary>A JSON document in which one list has an item for each message, or one line for each message.</summary>
/// <param name="Between">What stands between two messages: a comma, or a line's end.</param>
internal sealed record JsonFileTarget(
    IReadOnlyList<WriteJson> Start, WriteValue Detail, string Between, IReadOnlyList<WriteJson> End, Aggregates Aggregates, bool CountsAhead)
    : FileTarget("application/json; charset=utf-8", Aggregates, CountsAhead)
{
    public override IFileWriter Open() => new JsonFile(this);
}

internal sealed class JsonFile(JsonFileTarget target) : IFileWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly JsonOut _json = new();
    private readonly byte[] _between = System.Text.Encoding.UTF8.GetBytes(target.Between);
    private bool _any;

    public int Length => _bytes.WrittenCount;

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Reset() => _bytes.ResetWrittenCount();

    public void Start(Run run) => Edge(target.Start, run);

    public void Detail(Run run)
    {
        _json.Begin();
        try
        {
            if (!target.Detail(run, _json, null))
                throw new ValueFault("mapping.missing", "nothing in this message makes an item of the file");
        }
        catch (ValueFault)
        {
            _json.Abandon();
            throw;
        }
        if (_any) _bytes.Write(_between);
        _any = true;
        _bytes.Write(_json.End().Span);
    }

    public void End(Run run)
    {
        Edge(target.End, run);
        _bytes.Write("\n"u8);
    }

    private void Edge(IReadOnlyList<WriteJson> parts, Run run)
    {
        _json.Begin();
        foreach (var part in parts) part(run, _json);
        _bytes.Write(_json.End().Span);
    }
}
