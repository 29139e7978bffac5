using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Sources;
using Integration.Mappings.Targets;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>A mapping whose target is another system's document or file.</summary>
internal sealed class OutboundReader(YamlMap map, YamlMap source, FileProblems problems, Unit unit, LineageLog lineage, IReadOnlyList<MessageShape> shapes)
{
    /// <summary>Null if something is wrong; what is noted.</summary>
    public IMapping? Read(YamlMap target, Func<MappingHead> head)
    {
        if (source.NeedText("format") is { } format && format != "canonical")
            problems.Add(source.Line, "mapping.yaml", $"a target with a format of its own is made of a canonical message: source must be {{ format: canonical, message: … }}, it is {format}");
        var shape = InboundTargetReader.Shape(source.NeedText("message"), source, shapes, problems);
        source.Done();
        if (shape is null) return null;
        var slot = unit.NewSlot();
        var root = new Scope(null, slot) { Root = new Binding.Item(slot, new ShapeSchema(shape.Body), "") };
        var scope = CanonicalTarget.WithLets(unit, root, slot, TargetReader.Lets(map), problems);
        Func<OutboundPlan> plan = () => new OutboundPlan(shape.ToString(), slot, unit.Slots, unit.Cells);
        var build = target.Need("format") is null ? null : target.Word("format", "xml", "json", "delimited", "fixed") switch
        {
            "xml" => Xml(target, scope, head, plan),
            "json" => Json(target, scope, head, plan),
            var text => new FileTargetReader(target, problems, unit, lineage).Read(text == "fixed", scope, head, plan),
        };
        target.Done();
        map.Done();
        return problems.Any ? null : build?.Invoke();
    }

    private Func<IMapping>? Xml(YamlMap target, Scope scope, Func<MappingHead> head, Func<OutboundPlan> plan)
    {
        var charset = SourceReader.CharsetOf(target, problems, "utf-8");
        var declaration = target.Flag("declaration", true);
        var namespaces = target.Map("namespaces", "namespaces")?.Entries().ToDictionary(e => e.Key.Trim('_'), e => (e.Value as YamlScalarNode)?.Value ?? "") ?? [];
        if (target.Text("namespace") is { } standard) namespaces[""] = standard;
        var body = target.NeedMap("body", "body");
        if (charset is null || body is null) return null;
        var members = TargetReader.Members(body, "").All;
        if (members.Count != 1)
        {
            problems.Add(body.Line, "mapping.yaml", "the body of an XML target is one root element");
            return null;
        }
        var xml = new XmlTarget(unit, problems, lineage, namespaces);
        var first = declaration ? $"<?xml version=\"1.0\" encoding=\"{charset.WebName}\"?>" : "";
        if (target.Text("repeat") is { } repeat) return XmlOfMany(xml, members[0], repeat, first, charset, scope, head, plan);
        var write = xml.Root(members[0], scope);
        return write is null ? null : () => new DocumentMapping(head(), plan(), $"text/xml; charset={charset.WebName}", XmlDocument(write, first, charset));
    }

    /// <summary>A document with one element for each message; the rest of it knows no message.</summary>
    private Func<IMapping>? XmlOfMany(XmlTarget xml, Member root, string repeat, string first, Charset charset, Scope scope, Func<MappingHead> head, Func<OutboundPlan> plan)
    {
        var aggregates = new Aggregates(scope, _ => 0);
        var frame = new XmlFrame(xml, unit, problems, new Scope(null, scope.Owner), scope, aggregates);
        frame.Read(root, repeat.Split('/'));
        return frame.Detail is not { } detail ? null
            : () => new FileMapping(head(), plan(), new XmlFileTarget(charset, first, frame.Start, detail, frame.End, aggregates, frame.CountsAhead));
    }

    private static WriteDocument XmlDocument(WriteXml write, string first, Charset charset) => run =>
    {
        var xml = new XmlOut();
        xml.Raw(first);
        write(run, xml);
        return xml.Encode(charset);
    };

    private Func<IMapping>? Json(YamlMap target, Scope scope, Func<MappingHead> head, Func<OutboundPlan> plan)
    {
        var body = target.Need("body");
        var node = body is null ? null : TargetReader.Read(body, problems, "");
        var json = new JsonTarget(unit, problems, lineage);
        if (target.Text("repeat") is { } repeat && node is not null) return JsonOfMany(json, node, repeat, scope, head, plan);
        var write = node is null ? null : json.Root(node, scope);
        return write is null ? null : () => new DocumentMapping(head(), plan(), "application/json; charset=utf-8", run => JsonDocument(write, run));
    }

    private Func<IMapping>? JsonOfMany(JsonTarget json, TargetNode body, string repeat, Scope scope, Func<MappingHead> head, Func<OutboundPlan> plan)
    {
        var frame = new JsonFrame(json, unit, problems, new Scope(null, scope.Owner), scope, new Aggregates(scope, _ => 0));
        return frame.Read(body, repeat) is not { } file ? null : () => new FileMapping(head(), plan(), file);
    }

    private static ReadOnlyMemory<byte> JsonDocument(WriteValue write, Run run)
    {
        var json = new JsonOut();
        json.Begin();
        write(run, json, null);
        return json.End();
    }
}
