using Integration.Mappings.Compile;

namespace Integration.Mappings.Targets;

/// <summary>Collects which source values each target field is made of, also through conditions and lists around it.</summary>
internal sealed class LineageLog
{
    private readonly List<FieldLineage> _fields = [];
    private readonly List<Expr> _around = [];

    public MappingLineage Done() => new([.. _fields]);

    public void Add(string target, Expr expr, string text, int line) =>
        _fields.Add(new FieldLineage(target, [.. Sources([expr, .. _around])], text, line));

    /// <summary>What is added until the end of the scope depends on this expression too.</summary>
    public void Enter(Expr? around)
    {
        if (around is not null) _around.Add(around);
    }

    public void Leave(Expr? around)
    {
        if (around is not null) _around.RemoveAt(_around.Count - 1);
    }

    private static IEnumerable<string> Sources(IEnumerable<Expr> parts) =>
        parts.SelectMany(p => p.Origin.Leaves).Select(l => l.Path).Where(p => p.Length > 0).Distinct();
}
