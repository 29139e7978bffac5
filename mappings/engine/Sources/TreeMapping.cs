using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>How a document becomes items in a run's slots.</summary>
/// <param name="Roots">XML: the names that the root element may have and the slot of each. Empty for JSON.</param>
/// <param name="RootSlot">JSON: slot of the document; −1 for XML.</param>
/// <param name="Each">The list whose items make messages; null if the document is one.</param>
/// <param name="EachSlot">Slot of one item.</param>
internal sealed record TreePlan(Charset? Charset, Limits Limits, IReadOnlyList<(string Name, int Slot)> Roots, int RootSlot, ItemsExpr? Each, int EachSlot);

/// <summary>XML, JSON or canonical documents, read whole.</summary>
internal sealed class TreeMapping(MappingHead head, RecordMaker maker, TreePlan plan, int slots, int cells) : InboundMapping(head, maker, slots, cells)
{
    public override bool Streams => false;

    public override IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context)
    {
        var run = Rent(context);
        try
        {
            var root = Parse(source);
            SetRoot(run, root);
            return plan.Each is null ? One(run, root) : Each(run);
        }
        catch (ValueFault fault)
        {
            throw Maker.Located(fault, run, plan.EachSlot >= 0 ? run[plan.EachSlot]?.Place : null);
        }
        finally
        {
            Return(run);
        }
    }

    public override Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken) => throw NoStream();

    public override IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, CancellationToken cancellationToken) => throw NoStream();

    private void SetRoot(Run run, TreeNode root)
    {
        if (plan.RootSlot >= 0)
        {
            run.Set(plan.RootSlot, root);
            return;
        }
        var known = plan.Roots.FirstOrDefault(r => r.Name == root.Name);
        if (known.Name is null)
            throw new ValueFault("mapping.root", $"the document's element is '{root.Name}': expected {string.Join(" or ", plan.Roots.Select(r => $"'{r.Name}'"))}", place: root.Place);
        run.Set(known.Slot, root);
    }

    private TreeNode Parse(ReadOnlyMemory<byte> source) => plan.RootSlot >= 0
        ? JsonTree.Parse(source, plan.Limits)
        : XmlTree.Parse(source, plan.Charset, plan.Limits);

    private CanonicalRecord[] One(Run run, TreeNode root)
    {
        try
        {
            return Maker.Make(run, new JsonOut(), true) is { } record ? [record] : [];
        }
        catch (ValueFault fault) when (fault.Place is null && fault.At?.PlaceIn(run) is null)
        {
            throw Maker.Located(fault, run, root.Place);
        }
    }

    private List<CanonicalRecord> Each(Run run)
    {
        var records = new List<CanonicalRecord>();
        if (!plan.Each!.Eval(run, out var items)) return records;
        var json = new JsonOut();
        foreach (var item in items)
        {
            run.Set(plan.EachSlot, item);
            if (Maker.Make(run, json, true) is { } record) records.Add(record);
        }
        return records;
    }

    private InvalidOperationException NoStream() => new($"{Reference} cannot be read record by record: it has no repeated record ('each'); use Map");
}
