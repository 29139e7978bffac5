using System.Runtime.CompilerServices;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>How a document becomes items in a run's slots.</summary>
/// <param name="Roots">XML: the names that the root element may have and the slot of each. Empty for JSON.</param>
/// <param name="RootSlot">JSON: slot of the document; −1 for XML.</param>
/// <param name="Each">The list whose items make messages; null if the document is one.</param>
/// <param name="EachSlot">Slot of one item; −1 without <paramref name="Each"/>.</param>
/// <param name="Path">XML: element names from the root to the repeated one, if it can be read record by record.</param>
/// <param name="Control">Checks of the whole document; its slots are not used.</param>
internal sealed record TreePlan(
    Charset? Charset,
    Limits Limits,
    IReadOnlyList<(string Name, int Slot)> Roots,
    int RootSlot,
    ItemsExpr? Each,
    int EachSlot,
    IReadOnlyList<string>? Path,
    FileControl? Control)
{
    /// <summary>Makes the document the one that is mapped. Throws <see cref="ValueFault"/> for a root element of another name.</summary>
    public void SetRoot(Run run, TreeNode root)
    {
        if (RootSlot >= 0)
        {
            run.Set(RootSlot, root);
            return;
        }
        var known = Roots.FirstOrDefault(r => r.Name == root.Name);
        if (known.Name is null)
            throw new ValueFault("mapping.root", $"the document's element is '{root.Name}': expected {string.Join(" or ", Roots.Select(r => $"'{r.Name}'"))}", place: root.Place);
        run.Set(known.Slot, root);
    }
}

/// <summary>XML, JSON or canonical documents: whole, or XML record by record.</summary>
internal sealed class TreeMapping(MappingHead head, RecordMaker maker, TreePlan plan, int slots, int cells) : InboundMapping(head, maker, slots, cells)
{
    public override bool Streams => plan.Path is not null;

    public override IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context)
    {
        var run = Rent(context);
        TreeNode? root = null;
        try
        {
            root = plan.RootSlot >= 0 ? JsonTree.Parse(source, plan.Limits) : XmlTree.Parse(source, plan.Charset, plan.Limits);
            plan.SetRoot(run, root);
            if (plan.Each is not null) return Each(run);
            return Maker.Make(run, new JsonOut(), true) is { } record ? [record] : [];
        }
        catch (ValueFault fault)
        {
            var item = plan.EachSlot >= 0 ? run[plan.EachSlot] : null;
            throw Maker.Located(fault, run, (item ?? root)?.Place);
        }
        finally
        {
            Return(run);
        }
    }

    public override async Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken)
    {
        if (!Streams) throw NoStream();
        var run = Rent(MappingContext.At(default));
        try
        {
            return await XmlChecker.CheckAsync(plan, Maker, run, source, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Return(run);
        }
    }

    public override async IAsyncEnumerable<RecordRead> ReadAsync(
        Stream source, FilePosition from, FileCheck check, MappingContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Streams) throw NoStream();
        var run = Rent(context);
        try
        {
            using var reader = await OpenAsync(source, run, cancellationToken).ConfigureAwait(false);
            reader.Skip = from.Offset;
            var json = new JsonOut();
            while (await NextAsync(reader, run, cancellationToken).ConfigureAwait(false) is { } record)
            {
                if (Read(record, reader, run, json) is { } read) yield return read;
            }
        }
        finally
        {
            Return(run);
        }
    }

    private async Task<XmlRecordReader> OpenAsync(Stream source, Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await XmlRecordReader.OpenAsync(plan, run, source, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ValueFault fault)
        {
            throw Maker.Located(fault, run, null);
        }
    }

    private async Task<TreeNode?> NextAsync(XmlRecordReader reader, Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ValueFault fault)
        {
            throw Maker.Located(fault, run, null);
        }
    }

    /// <summary>The place of a record in XML is its number: the file is read again up to it.</summary>
    private RecordRead? Read(TreeNode node, XmlRecordReader reader, Run run, JsonOut json)
    {
        var next = new FilePosition(reader.Records, node.Line);
        run.Set(plan.EachSlot, node);
        try
        {
            return Maker.Make(run, json, true) is { } record ? new RecordRead(node.Line, next, record, null, null) : null;
        }
        catch (ValueFault fault)
        {
            return new RecordRead(node.Line, next, null, Maker.Located(fault, run, node.Place), XmlText.Of(node));
        }
    }

    private List<CanonicalRecord> Each(Run run)
    {
        var records = new List<CanonicalRecord>();
        var items = plan.Each!.Eval(run, out var all) ? all : [];
        Control(run, items);
        var json = new JsonOut();
        foreach (var item in items)
        {
            run.Set(plan.EachSlot, item);
            if (Maker.Make(run, json, true) is { } record) records.Add(record);
        }
        return records;
    }

    private void Control(Run run, IReadOnlyList<SourceItem> items)
    {
        if (plan.Control is not { } control) return;
        run.Totals = new decimal[control.Aggregates.All.Count];
        foreach (var item in items)
        {
            run.Set(plan.EachSlot, item);
            control.Aggregates.Feed(run, 0);
        }
        if (control.Failing(run, "").FirstOrDefault() is { } fault) throw fault;
    }

    private InvalidOperationException NoStream() => new($"{Reference} cannot be read record by record: it has no repeated element ('each: root.….element' of an XML source); use Map");
}
