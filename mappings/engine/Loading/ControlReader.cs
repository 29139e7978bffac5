using Integration.Mappings.Compile;

namespace Integration.Mappings.Loading;

/// <summary><c>control:</c> of a source.</summary>
internal static class ControlReader
{
    /// <param name="scope">What a check sees besides counts and sums: headers, trailers.</param>
    public static List<ControlCheck> Read(YamlMap source, FileProblems problems, Unit unit, Aggregates aggregates, Scope scope)
    {
        unit.Aggregates = aggregates;
        var checks = source.List("control").Select(n => source.AsMap(n, "control")).OfType<YamlMap>()
            .Select(c => Check(c, problems, unit, scope)).OfType<ControlCheck>().ToList();
        unit.Aggregates = null;
        return checks;
    }

    private static ControlCheck? Check(YamlMap check, FileProblems problems, Unit unit, Scope scope)
    {
        var condition = Expression.Read(check.Need("check"), problems)?.Condition(unit, scope, problems);
        var message = Expression.Read(check.Need("message"), problems);
        Eval<Chars>? text = null;
        message?.TextOnly(unit, scope, problems, null, out text);
        check.Done();
        return condition is null || text is null ? null : new ControlCheck(condition.Eval, text, condition.Origin);
    }
}
