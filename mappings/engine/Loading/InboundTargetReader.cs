using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Targets;

namespace Integration.Mappings.Loading;

/// <summary><c>target</c>, <c>when</c>, <c>let</c>, <c>fields</c> and <c>envelope</c> of one canonical message.</summary>
internal sealed class InboundTargetReader(FileProblems problems, Unit unit, LineageLog lineage, IReadOnlyList<MessageShape> shapes)
{
    public CompiledTarget? Read(YamlMap map, Scope outer)
    {
        var when = Expression.Read(map.Take("when"), problems)?.Condition(unit, outer, problems);
        var scope = ReferenceEquals(map.Take("mapping"), null) ? CanonicalTarget.WithLets(unit, outer, outer.Owner, TargetReader.Lets(map), problems) : outer;
        lineage.Enter(when);
        var shape = Shape(map.NeedText("target"), map, shapes, problems);
        var fields = map.NeedMap("fields", "fields");
        var write = shape is null || fields is null ? null
            : new CanonicalTarget(unit, problems, lineage).Object(shape.Body, TargetReader.Members(fields, ""), scope, "", true);
        var envelope = map.Map("envelope", "envelope");
        var id = Text(envelope, "id", scope);
        var key = Text(envelope, "key", scope);
        var correlation = Text(envelope, "correlation", scope);
        var search = Search(envelope, scope);
        envelope?.Done();
        lineage.Leave(when);
        return write is null ? null : new CompiledTarget(shape!.Type, shape.Version, when?.Eval, write, id, key, correlation, search);
    }

    /// <summary>The shape of <c>CustomerBillIssued@1</c>, or null and a problem.</summary>
    public static MessageShape? Shape(string? reference, YamlMap map, IReadOnlyList<MessageShape> shapes, FileProblems problems)
    {
        if (reference is null) return null;
        var shape = shapes.FirstOrDefault(s => s.ToString() == reference);
        if (shape is null) problems.Add(map.Line, "mapping.unknown-message", $"there is no canonical message '{reference}'{Suggestion.For(reference, shapes.Select(s => s.ToString()))}; expected e.g. CustomerBillIssued@1");
        return shape;
    }

    private List<(string, Eval<Chars>)> Search(YamlMap? envelope, Scope scope)
    {
        var search = new List<(string, Eval<Chars>)>();
        if (envelope?.Map("search", "search") is not { } map) return search;
        foreach (var (kind, _, value) in map.Entries())
            if (Compile(Expression.Read(value, problems, $"envelope.search.{kind}"), $"envelope.search.{kind}", scope) is { } eval) search.Add((kind, eval));
        return search;
    }

    private Eval<Chars>? Text(YamlMap? envelope, string name, Scope scope) =>
        Compile(Expression.Read(envelope?.Take(name), problems, $"envelope.{name}"), $"envelope.{name}", scope);

    private Eval<Chars>? Compile(Expression? expression, string path, Scope scope)
    {
        if (expression?.TextOnly(unit, scope, problems, path, out var text) is not { } expr) return null;
        lineage.Add(path, expr, expression.Text, expression.Line);
        return TextOf(text!, new TargetPlace(path, expression.Line));
    }

    private static Eval<Chars> TextOf(Eval<Chars> text, TargetPlace place) => (Running.Run run, out Chars v) =>
    {
        run.Field = place;
        return text(run, out v);
    };
}
