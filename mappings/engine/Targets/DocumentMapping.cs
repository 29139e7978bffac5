using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;

namespace Integration.Mappings.Targets;

/// <summary>Writes the document of the message in the run's root slot.</summary>
internal delegate ReadOnlyMemory<byte> WriteDocument(Run run);

/// <summary>Canonical JSON → one XML or JSON document.</summary>
internal sealed class DocumentMapping(MappingHead head, OutboundPlan plan, string contentType, WriteDocument write) : OutboundMapping(head, plan)
{
    public override string ContentType => contentType;

    public override ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context)
    {
        var run = NewRun(context);
        try
        {
            Enter(run, canonicalJson);
            return write(run);
        }
        catch (ValueFault fault)
        {
            throw Located(fault, run);
        }
    }

    public override bool WritesMany => false;

    public override Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{Reference} writes one document per message and no file of many: give its target 'repeat', or use Map");
}

/// <param name="RootSlot">Slot of the canonical message.</param>
internal sealed record OutboundPlan(string Consumes, int RootSlot, int Slots, int Cells);

/// <summary>What every outbound mapping has, whatever its target.</summary>
internal abstract class OutboundMapping(MappingHead head, OutboundPlan plan) : IOutboundMapping
{
    private static readonly Limits Limits = new();

    public string Name => head.Name;

    public int Version => head.Version;

    public string Reference => head.Reference;

    public string Title => head.Title;

    public string File => head.File;

    public MappingLineage Lineage => head.Lineage;

    public string Consumes => plan.Consumes;

    public abstract string ContentType { get; }

    public abstract ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context);

    public abstract bool WritesMany { get; }

    public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken) =>
        WriteAsync(canonicalRecords, target, context, null, cancellationToken);

    public abstract Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken);

    protected Run NewRun(MappingContext context) => new(plan.Slots, plan.Cells) { Context = context };

    /// <summary>Makes the message the one that is mapped now.</summary>
    protected void Enter(Run run, ReadOnlyMemory<byte> canonicalJson)
    {
        run.Text.Reset();
        run.Stack.Reset();
        run.Field = null;
        run.Set(plan.RootSlot, JsonTree.Parse(canonicalJson, Limits));
    }

    /// <param name="message">Which of many messages; null if there is one only.</param>
    protected MappingException Located(ValueFault fault, Run run, string? message = null)
    {
        var line = fault.At?.Line ?? run.Field?.Line;
        var place = fault.Place ?? fault.At?.PlaceIn(run);
        var source = message is null || place is null ? message ?? place : $"{message}, {place}";
        return new MappingException(fault.Code, RecordMaker.Sentence(fault.Message), line is null ? File : $"{File}:{line}", source, run.Field?.Path, fault);
    }
}
