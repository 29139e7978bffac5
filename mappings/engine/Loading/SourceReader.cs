using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using Integration.Mappings.Sources;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>A source as compiled: the names that fields may use, and how to make the mapping of it.</summary>
/// <param name="RecordSlot">Slot of the item that makes one message.</param>
internal sealed record SourcePlan(Scope Scope, int RecordSlot, Func<MappingHead, RecordMaker, Unit, IMapping> Build)
{
    public IMapping? Create(MappingHead head, RecordMaker maker, Unit unit) => Build(head, maker, unit);
}

/// <summary><c>source:</c> and <c>each:</c>.</summary>
internal sealed class SourceReader(YamlMap map, YamlMap source, FileProblems problems, Unit unit, IReadOnlyList<MessageShape> shapes)
{
    public SourcePlan? Read()
    {
        var format = source.Need("format") is null ? null : source.Word("format", "delimited", "fixed", "xml", "json", "canonical");
        var plan = format switch
        {
            "delimited" or "fixed" => new FileSourceReader(map, source, problems, unit).Read(format == "fixed"),
            "xml" => Xml(),
            "json" => Json(TreeSchema.Any),
            "canonical" => InboundTargetReader.Shape(source.NeedText("message"), source, shapes, problems) is { } shape ? Json(new ShapeSchema(shape.Body)) : null,
            _ => null,
        };
        source.Done();
        return plan;
    }

    public static Charset? CharsetOf(YamlMap map, FileProblems problems, string? otherwise)
    {
        var name = map.Text("charset", otherwise);
        if (name is null) return null;
        var charset = Charset.Find(name);
        if (charset is null) problems.Add(map.Line, "mapping.charset", $"unknown charset \"{name}\"{Suggestion.For(name, Charset.Names)}; expected one of {string.Join(", ", Charset.Names)}");
        return charset;
    }

    public static Limits LimitsOf(YamlMap source)
    {
        var standard = new Limits();
        if (source.Map("limits", "limits") is not { } map) return standard;
        var limits = new Limits(map.Integer("line", standard.Line, 1), map.Integer("group", standard.Group, 1), map.Integer("depth", standard.Depth, 1), map.Integer("nodes", standard.Nodes, 1));
        map.Done();
        return limits;
    }

    private SourcePlan? Xml()
    {
        var (charset, limits) = (CharsetOf(source, problems, null), LimitsOf(source));
        var roots = Roots().Select(name => (Name: name, Slot: unit.NewSlot())).ToList();
        if (roots.Count == 0) return null;
        var scope = new Scope(null, roots[0].Slot);
        foreach (var (name, slot) in roots) scope.Add(name, new Binding.Item(slot, TreeSchema.Any, name));
        return Each(scope, roots, -1, charset, limits);
    }

    private SourcePlan? Json(ItemSchema schema)
    {
        var limits = LimitsOf(source);
        var slot = unit.NewSlot();
        var scope = new Scope(null, slot) { Root = new Binding.Item(slot, schema, "") };
        return Each(scope, [], slot, null, limits);
    }

    private SourcePlan? Each(Scope scope, List<(string Name, int Slot)> roots, int rootSlot, Charset? charset, Limits limits)
    {
        var clause = TargetReader.Each(map.Take("each"), problems);
        if (clause is null) return map.Has("each") ? null : Plan(scope, scope.Owner, new TreePlan(charset, limits, roots, rootSlot, null, -1, null, null));
        var expr = clause.List.Compile(unit, scope, problems);
        if (expr is null) return null;
        if (Coercion.Items(expr) is not { } items)
        {
            problems.Add(clause.List.Line, "mapping.type", $"each runs over a list, {clause.List.Text} is {expr.Type}");
            return null;
        }
        var slot = unit.NewSlot();
        var inner = new Scope(scope, slot);
        inner.Add(clause.As, new Binding.Item(slot, items.Schema, items.Path));
        // Only the plain path from the one root element can be followed while reading.
        var path = roots.Count == 1 && clause.List.Syntax is Syntax.Path { Segments.Count: > 0 } plain && plain.Root == roots[0].Name ? (List<string>)[plain.Root, .. plain.Segments] : null;
        var control = source.Has("control") ? Control(scope, inner, clause.As, slot, items) : null;
        return Plan(inner, slot, new TreePlan(charset, limits, roots, rootSlot, items, slot, path, control));
    }

    private FileControl Control(Scope document, Scope record, string name, int slot, ItemsExpr items)
    {
        var file = new Scope(document, slot);
        file.Add(name, new Binding.Barred($"'{name}' stands in the document many times: use count({name}) or sum({name}.…)"));
        var aggregates = new Aggregates(record, expr => expr.Origin.Leaves.Any(l => l.Path == items.Path || l.Path.StartsWith(items.Path + ".", StringComparison.Ordinal)) ? 0 : -1);
        return new FileControl(aggregates, ControlReader.Read(source, problems, unit, aggregates, file), []);
    }

    private static SourcePlan Plan(Scope scope, int slot, TreePlan plan) =>
        new(scope, slot, (head, maker, unit) => new TreeMapping(head, maker, plan, unit.Slots, unit.Cells));

    private List<string> Roots()
    {
        var node = source.Need("root");
        var names = node switch
        {
            YamlScalarNode { Value: { } name } => [name],
            YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Select(n => n.Value ?? "").ToList(),
            _ => [],
        };
        if (node is not null && names.Count == 0) problems.Add(source.Line, "mapping.yaml", "'root' must be the local name of the root element, or a list of such names");
        return names;
    }
}
