using System.Text;
using System.Text.Json;
using Integration.Mappings.Running;

namespace Integration.Mappings.Sources;

/// <summary>JSON → nodes. Duplicate names, too much depth and too many values are faults.</summary>
internal static class JsonTree
{
    /// <summary>Throws <see cref="ValueFault"/> with the place of what is wrong.</summary>
    public static TreeNode Parse(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        var span = bytes.Span;
        if (span.StartsWith(Encoding.UTF8.Preamble)) span = span[Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(span, new JsonReaderOptions { MaxDepth = limits.Depth });
        var root = new TreeNode("", null, json: true);
        var left = limits.Nodes;
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray) Fill(ref reader, root, "", ref left);
            else if (reader.TokenType == JsonTokenType.StartObject) Members(ref reader, root, ref left);
            else throw new ValueFault("mapping.json", "expected a JSON object or array", place: "$");
            while (reader.Read())
            {
                // What stands after the value is a fault of the reader.
            }
            return root;
        }
        catch (JsonException e)
        {
            throw new ValueFault("mapping.json", "the JSON is not well-formed: " + Plain(e.Message), place: $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            throw new ValueFault("mapping.json", "the JSON holds bytes or escapes that are no characters of UTF-8", place: $"byte {reader.TokenStartIndex + 1}");
        }
    }

    private static void Members(ref Utf8JsonReader reader, TreeNode node, ref int left)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (node.Find(name) is not null) throw new ValueFault("mapping.json", $"the name \"{name}\" stands twice in one object", place: node.Place);
            reader.Read();
            Value(ref reader, node, name, false, ref left);
        }
    }

    private static void Value(ref Utf8JsonReader reader, TreeNode parent, string name, bool listed, ref int left)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType == JsonTokenType.StartArray && !listed)
        {
            Fill(ref reader, parent, name, ref left);
            return;
        }
        if (--left < 0) throw new ValueFault("mapping.limit", "the document has too many values", place: parent.Place);
        var node = new TreeNode(name, parent, json: true) { Listed = listed };
        parent.Add(node);
        if (reader.TokenType == JsonTokenType.StartObject) Members(ref reader, node, ref left);
        else if (reader.TokenType == JsonTokenType.StartArray) Fill(ref reader, node, "item", ref left);
        else if (reader.TokenType == JsonTokenType.String) node.Text = reader.GetString();
        else node.Text = Encoding.UTF8.GetString(reader.ValueSpan);
    }

    private static void Fill(ref Utf8JsonReader reader, TreeNode parent, string name, ref int left)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Value(ref reader, parent, name, true, ref left);
    }

    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
