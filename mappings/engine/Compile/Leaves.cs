using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <param name="Index">Field of the line, or −1 for the line itself.</param>
internal sealed record RowLeaf(string Path, Eval<SourceItem> Row, int Index) : Leaf(Path)
{
    public override string? PlaceIn(Run run)
    {
        if (!Row(run, out var item) || item is not Row row) return null;
        return Index < 0 ? row.Place : row.PlaceOf(Index);
    }
}

internal sealed record TreeLeaf(string Path, Eval<SourceItem> Start, string[] Segments) : Leaf(Path)
{
    /// <summary>The node, or the deepest one above it that is there.</summary>
    public override string? PlaceIn(Run run)
    {
        if (!Start(run, out var item)) return null;
        if (item is not TreeNode node) return item.Place;
        foreach (var segment in Segments)
        {
            if (node.Find(segment) is not { } child) break;
            node = child;
        }
        return node.Place;
    }
}
