using System.Text;
using System.Xml;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>A node as XML again, for reject files: by local names, as it was understood.</summary>
internal static class XmlText
{
    private const int Most = 64 * 1024;

    public static string Of(TreeNode node)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false })) Write(writer, node);
        return text.Length <= Most ? text.ToString() : text.ToString(0, Most) + "…";
    }

    private static void Write(XmlWriter writer, TreeNode node)
    {
        writer.WriteStartElement(node.Name);
        for (var child = node.First; child is not null; child = child.Next)
            if (child.Name[0] == '@') writer.WriteAttributeString(child.Name[1..], child.Text);
        if (node.Text is not null) writer.WriteString(node.Text);
        for (var child = node.First; child is not null; child = child.Next)
            if (child.Name[0] != '@') Write(writer, child);
        writer.WriteEndElement();
    }
}
