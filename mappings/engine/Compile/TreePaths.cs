using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>Ways down a document: to the one node of a path, or to all of them.</summary>
internal static class TreePaths
{
    /// <summary>The text of the one node; a fault if there are several.</summary>
    public static Eval<Chars> Text(TreePathExpr path)
    {
        var find = One(path);
        return (Run run, out Chars v) =>
        {
            v = find(run, out var node) ? node.Text : default;
            return v.Length > 0;
        };
    }

    public static ItemExpr Item(TreePathExpr path)
    {
        var find = One(path);
        return new ItemExpr(TreeSchema.Any, path.Origin, (Run run, out SourceItem v) =>
        {
            var found = find(run, out var node);
            v = node;
            return found;
        }, path.Path);
    }

    public static ItemsExpr Items(TreePathExpr path)
    {
        var (start, segments) = (path.Start, path.Segments);
        return new ItemsExpr(TreeSchema.Any, path.Origin, (Run run, out IReadOnlyList<SourceItem> v) =>
        {
            var all = new List<SourceItem>();
            v = all;
            if (start(run, out var item)) Collect((TreeNode)item, segments, 0, all);
            return all.Count > 0;
        }, path.Path);
    }

    private static Eval<TreeNode> One(TreePathExpr path)
    {
        var (start, segments, origin) = (path.Start, path.Segments, path.Origin);
        return (Run run, out TreeNode v) =>
        {
            v = null!;
            if (!start(run, out var item)) return false;
            var node = (TreeNode)item;
            foreach (var segment in segments)
            {
                var child = node.Find(segment);
                if (child is null) return false;
                if (child.Repeats) throw Several(origin, child, path.Path);
                node = child;
            }
            v = node;
            return true;
        };
    }

    private static void Collect(TreeNode node, string[] segments, int depth, List<SourceItem> all)
    {
        if (depth == segments.Length)
        {
            all.Add(node);
            return;
        }
        for (var child = node.First; child is not null; child = child.Next)
            if (child.Name == segments[depth]) Collect(child, segments, depth + 1, all);
    }

    private static ValueFault Several(Origin origin, TreeNode child, string path) =>
        new("mapping.repeated", $"{path} stands here more than once, and one value was expected: use each, first(…) or join(…)", origin, child.Place);
}
