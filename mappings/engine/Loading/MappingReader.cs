using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Targets;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>One mapping file → a compiled mapping.</summary>
internal sealed class MappingReader(YamlMap map, FileProblems problems, CodeTables tables, IReadOnlyList<MessageShape> shapes)
{
    private readonly Unit _unit = new(tables);
    private readonly LineageLog _lineage = new();

    /// <summary>Null if something is wrong; what is noted.</summary>
    public IMapping? Read(string name, int version)
    {
        CheckName(name, version);
        var title = map.NeedText("title") ?? "";
        var source = map.NeedMap("source", "source");
        if (source is null) return null;
        if (map.Take("target") is YamlMappingNode target)
            return new OutboundReader(map, source, problems, _unit, _lineage, shapes).Read(new YamlMap(target, problems, "target"), Head(name, version, title));
        return Inbound(source, () => Head(name, version, title));
    }

    private Func<MappingHead> Head(string name, int version, string title) =>
        () => new MappingHead(name, version, title, problems.File, _lineage.Done());

    private IMapping? Inbound(YamlMap source, Func<Func<MappingHead>> head)
    {
        var plan = new SourceReader(map, source, problems, _unit, shapes).Read();
        if (plan is null) return null;
        var scope = CanonicalTarget.WithLets(_unit, plan.Scope, plan.RecordSlot, TargetReader.Lets(map), problems);
        var targets = Targets(scope);
        var skip = map.Word("otherwise", "error", "skip") == "skip";
        map.Done();
        if (problems.Any) return null;
        return plan.Build(head()(), new RecordMaker(problems.File, targets, skip), _unit);
    }

    private List<CompiledTarget> Targets(Scope scope)
    {
        var compiled = new List<CompiledTarget>();
        var reader = new InboundTargetReader(problems, _unit, _lineage, shapes);
        var several = map.List("targets");
        if (several.Count == 0)
        {
            if (reader.Read(map, scope) is { } only) compiled.Add(only);
            return compiled;
        }
        if (map.Has("target") || map.Has("fields")) problems.Add(map.Line, "mapping.yaml", "either 'target' with 'fields' or 'targets' may be given, not both");
        foreach (var node in several)
        {
            if (map.AsMap(node, "target") is not { } target) continue;
            if (reader.Read(target, scope) is { } one) compiled.Add(one);
            target.Done();
        }
        return compiled;
    }

    private void CheckName(string name, int version)
    {
        var stated = map.NeedText("mapping");
        if (stated is not null && stated != name) problems.Add(map.Line, "mapping.name", $"the file's path says mapping '{name}', its text says '{stated}'");
        var number = map.Integer("version", version, 1);
        if (number != version) problems.Add(map.Line, "mapping.name", $"the file's name says version {version}, its text says {number}");
    }
}
