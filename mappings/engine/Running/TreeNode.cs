using System.Text;

namespace Integration.Mappings.Running;

/// <summary>
/// A node of an XML or JSON document. An XML attribute is a child named <c>@name</c>; an array is as many children
/// of the same name, as repeated elements are, so that paths mean the same in both.
/// </summary>
internal sealed class TreeNode(string name, TreeNode? parent, bool json) : SourceItem
{
    private TreeNode? _last;

    public string Name { get; } = name;

    public TreeNode? Parent { get; } = parent;

    /// <summary>Text of a leaf; null for a node without text of its own.</summary>
    public string? Text { get; set; }

    public TreeNode? First { get; private set; }

    public TreeNode? Next { get; private set; }

    public int Line { get; init; }

    public int Column { get; init; }

    /// <summary>Which of its kind it is (from 1), for a record of a streamed document, whose siblings are not kept; otherwise 0.</summary>
    public long Number { get; set; }

    /// <summary>True for an element of a JSON array.</summary>
    public bool Listed { get; init; }

    public override string Place
    {
        get
        {
            var path = new StringBuilder();
            Describe(path);
            if (path.Length == 0) path.Append(json ? "$" : "/");
            if (Line > 0) path.Append($" (line {Line}, column {Column})");
            return path.ToString();
        }
    }

    public void Add(TreeNode child)
    {
        if (_last is null) First = child;
        else _last.Next = child;
        _last = child;
    }

    public TreeNode? Find(string name)
    {
        for (var child = First; child is not null; child = child.Next)
            if (child.Name == name) return child;
        return null;
    }

    /// <summary>True if a later child has the same name.</summary>
    public bool Repeats
    {
        get
        {
            for (var next = Next; next is not null; next = next.Next)
                if (next.Name == Name) return true;
            return false;
        }
    }

    private void Describe(StringBuilder path)
    {
        if (Parent is null && json) path.Append('$');
        Parent?.Describe(path);
        if (Parent is null && json) return;
        path.Append(json ? '.' : '/').Append(Name);
        if (Number > 0)
        {
            path.Append($"[{Number}]");
            return;
        }
        var (before, after) = Siblings();
        if (json && Listed) path.Append($"[{before}]");
        else if (!json && before + after > 0) path.Append($"[{before + 1}]");
    }

    private (int Before, int After) Siblings()
    {
        var (before, after, seen) = (0, 0, false);
        for (var node = Parent?.First; node is not null; node = node.Next)
        {
            if (ReferenceEquals(node, this)) seen = true;
            else if (node.Name != Name) continue;
            else if (seen) after++;
            else before++;
        }
        return (before, after);
    }
}
