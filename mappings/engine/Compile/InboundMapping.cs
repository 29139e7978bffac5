using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>What every inbound mapping has, whatever its source.</summary>
internal abstract class InboundMapping(MappingHead head, RecordMaker maker, int slots, int cells) : IInboundMapping
{
    private Run? _spare;

    public string Name => head.Name;

    public int Version => head.Version;

    public string Reference => head.Reference;

    public string Title => head.Title;

    public string File => head.File;

    public MappingLineage Lineage => head.Lineage;

    public IReadOnlyList<string> Produces { get; } = [.. maker.Targets.Select(t => $"{t.Type}@{t.Version}").Distinct()];

    public abstract bool Streams { get; }

    protected RecordMaker Maker => maker;

    public abstract IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context);

    public abstract Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken);

    public abstract IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, CancellationToken cancellationToken);

    /// <summary>One spare run is kept: most mappings run one message after the other.</summary>
    protected Run Rent(MappingContext context)
    {
        var run = Interlocked.Exchange(ref _spare, null) ?? new Run(slots, cells);
        run.Context = context;
        return run;
    }

    protected void Return(Run run)
    {
        run.Forget();
        _spare = run;
    }
}

/// <summary>What is known of a mapping before it runs.</summary>
internal sealed record MappingHead(string Name, int Version, string Title, string File, MappingLineage Lineage)
{
    public string Reference => $"{Name}@{Version}";
}
