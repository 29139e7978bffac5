using System.Text;
using System.Xml;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>Builds nodes from where a reader stands.</summary>
internal sealed class XmlBuilder(XmlReader reader, Limits limits)
{
    private const string Schema = "http://www.w3.org/2001/XMLSchema-instance";
    private readonly IXmlLineInfo? _lines = reader as IXmlLineInfo;
    private int _nodes;

    /// <summary>The element the reader stands on, with all below it; the reader then stands on its end (or on it, if it is empty).</summary>
    public TreeNode Element(TreeNode? parent)
    {
        var top = Start(parent);
        if (reader.IsEmptyElement) return top;
        var depth = reader.Depth;
        var (open, texts) = (top, new Stack<StringBuilder?>());
        StringBuilder? text = null;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var child = Start(open);
                    open.Add(child);
                    if (reader.IsEmptyElement) break;
                    texts.Push(text);
                    (open, text) = (child, null);
                    break;
                case XmlNodeType.EndElement:
                    Close(open, text);
                    (open, text) = (open.Parent!, texts.Pop());
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    AddText(open, ref text);
                    break;
            }
        }
        Close(open, text);
        return top;
    }

    /// <summary>The element itself with its attributes; its content is still to be read.</summary>
    public TreeNode Start(TreeNode? parent)
    {
        if (reader.Depth >= limits.Depth) throw Fault("mapping.limit", $"the document is deeper than {limits.Depth} levels");
        var node = Node(reader.LocalName, parent);
        if (!reader.HasAttributes) return node;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Prefix == "xmlns" || reader.Name == "xmlns" || reader.NamespaceURI == Schema) continue;
            var attribute = Node("@" + reader.LocalName, node);
            attribute.Text = Trimmed(reader.Value);
            node.Add(attribute);
        }
        reader.MoveToElement();
        return node;
    }

    private TreeNode Node(string name, TreeNode? parent)
    {
        if (++_nodes > limits.Nodes) throw Fault("mapping.limit", $"the document has more than {limits.Nodes} elements and attributes");
        return new TreeNode(name, parent, json: false) { Line = _lines?.LineNumber ?? 0, Column = _lines?.LinePosition ?? 0 };
    }

    private void AddText(TreeNode node, ref StringBuilder? text)
    {
        if (text is not null) text.Append(reader.Value);
        else if (node.Text is null) node.Text = reader.Value;
        else text = new StringBuilder(node.Text).Append(reader.Value);
    }

    private static void Close(TreeNode node, StringBuilder? text) => node.Text = Trimmed(text?.ToString() ?? node.Text);

    private static string? Trimmed(string? text) => text is null ? null : text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private ValueFault Fault(string code, string message) =>
        new(code, message, place: $"line {_lines?.LineNumber}, column {_lines?.LinePosition}");
}
