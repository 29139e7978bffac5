using Integration.Mappings.Compile;
using Integration.Mappings.Targets;

namespace Integration.Mappings.Loading;

/// <summary>Delimited and fixed-width targets.</summary>
internal sealed class FileTargetReader(YamlMap target, FileProblems problems, Unit unit, LineageLog lineage)
{
    public Func<IMapping>? Read(bool isFixed, Scope scope, int slot, Func<MappingHead> head, Func<OutboundPlan> plan)
    {
        _ = (unit, lineage, isFixed, scope, slot, head, plan);
        problems.Add(target.Line, "mapping.yaml", "file targets are not built yet");
        return null;
    }
}
