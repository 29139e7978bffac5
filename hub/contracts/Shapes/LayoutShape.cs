using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Integration.Hub.Contracts;

/// <summary>
/// The form that a mapping file gives to a file of records, and the canonical fields that it makes or takes. Read from the file itself: the mapping
/// language says what the fields are.
/// </summary>
internal static class LayoutShape
{
    /// <summary>Name of the part that tells what an inbound mapping makes.</summary>
    public const string Made = "canonical made";

    /// <summary>Name of the part that tells what an outbound mapping takes, and makes of it.</summary>
    public const string Taken = "canonical taken";

    public static ContractShape Of(string name, string file, IMapping mapping)
    {
        var yaml = new YamlStream();
        using (var reader = new StreamReader(file))
            yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var inbound = mapping is IInboundMapping;
        var flow = inbound ? Flow.ToHub : Flow.FromHub;
        var form = Child(root, inbound ? "source" : "target");
        var documents = Records(form, flow).ToList();
        documents.Add(Fields(mapping, inbound));
        return new ContractShape(name, [], documents);
    }

    /// <summary>Inbound: canonical fields that subscribers get through it. Outbound: elements or members that the other system gets.</summary>
    private static ContractDocument Fields(IMapping mapping, bool inbound)
    {
        var messages = inbound ? ((IInboundMapping)mapping).Produces : [((IOutboundMapping)mapping).Consumes];
        var fields = messages.Concat(mapping.Lineage.Fields.Select(f => f.Target)).Distinct().Select(t => new ContractField(t, "value", 0, null, new Dictionary<string, string>()));
        return new ContractDocument(inbound ? Made : Taken, Flow.FromHub, Positional: false, [.. fields]);
    }

    private static IEnumerable<ContractDocument> Records(YamlMappingNode? form, Flow flow)
    {
        if (form is null || Item(form, "records") is not YamlSequenceNode records)
            yield break;
        var format = Text(form, "format") ?? "";
        yield return new ContractDocument("file", flow, Positional: false,
            [.. new[] { "format", "charset", "delimiter", "lineEnd", "quote" }.Where(k => Text(form, k) is not null).Select(k => new ContractField(k, "constant", 1, 1, new Dictionary<string, string> { ["is"] = Text(form, k)! }))]);
        foreach (var record in records.OfType<YamlMappingNode>())
            yield return new ContractDocument($"record {Text(record, "name") ?? Text(record, "record")}{(Text(record, "tag") is { } tag ? $" tag {tag}" : "")}", flow, Positional: true, [.. Of(record, format)]);
    }

    private static IEnumerable<ContractField> Of(YamlMappingNode record, string format)
    {
        var (position, at) = (0, 1);
        foreach (var (name, node) in Named(Item(record, "fields")))
        {
            var facets = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["position"] = (++position).ToString(CultureInfo.InvariantCulture) };
            if (node is YamlMappingNode map && Text(map, "length") is { } length)
            {
                at = int.Parse(Text(map, "at") ?? at.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
                (facets["at"], facets["length"]) = (at.ToString(CultureInfo.InvariantCulture), length);
                at += int.Parse(length, CultureInfo.InvariantCulture);
                foreach (var key in new[] { "align", "pad" }.Where(k => Text(map, k) is not null))
                    facets[key] = Text(map, key)!;
            }
            yield return new ContractField(name.TrimEnd('?', '!'), format == "fixed" ? "bytes" : "text", name.EndsWith('?') ? 0 : 1, 1, facets);
        }
    }

    // Inbound records list their fields, outbound ones map them.
    private static IEnumerable<(string Name, YamlNode Node)> Named(YamlNode? fields) => fields switch
    {
        YamlSequenceNode list => list.Children.Select(c => (c is YamlMappingNode m ? Text(m, "name") ?? "" : ((YamlScalarNode)c).Value ?? "", c)),
        YamlMappingNode map => map.Children.Select(c => (((YamlScalarNode)c.Key).Value ?? "", c.Value)),
        _ => [],
    };

    private static YamlNode? Item(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static YamlMappingNode? Child(YamlMappingNode map, string key) => Item(map, key) as YamlMappingNode;

    private static string? Text(YamlMappingNode map, string key) => (Item(map, key) as YamlScalarNode)?.Value;
}
