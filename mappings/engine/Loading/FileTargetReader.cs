using Integration.Mappings.Compile;
using Integration.Mappings.Sources;
using Integration.Mappings.Targets;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>Delimited and fixed-width targets.</summary>
internal sealed class FileTargetReader(YamlMap target, FileProblems problems, Unit unit, LineageLog lineage)
{
    private string? _delimiter;
    private char _quote;

    public Func<IMapping>? Read(bool isFixed, Scope scope, Func<MappingHead> head, Func<OutboundPlan> plan)
    {
        var charset = SourceReader.CharsetOf(target, problems, "utf-8");
        _delimiter = isFixed ? null : target.NeedText("delimiter");
        _quote = !isFixed && target.Text("quote") is { Length: 1 } quote ? quote[0] : '\0';
        var newline = target.Word("newline", "lf", "crlf") == "lf" ? "\n" : "\r\n";
        var mark = target.Flag("mark", charset?.Unit == 2);
        if (isFixed && charset is { Unit: > 1 }) problems.Add(target.Line, "mapping.charset", "a fixed-width file is counted in bytes and cannot be in UTF-16");
        if (!isFixed && string.IsNullOrEmpty(_delimiter)) problems.Add(target.Line, "mapping.yaml", "'delimiter' must not be empty");
        if (target.Need("records") is null) return null;
        var aggregates = new Aggregates(scope, _ => 0);
        var records = target.List("records").Select(n => target.AsMap(n, "record")).OfType<YamlMap>().ToList();
        var start = Records(records, "start", scope, aggregates);
        var countsAhead = aggregates.All.Count > 0;
        var details = Records(records, "detail", scope, aggregates);
        var end = Records(records, "end", scope, aggregates);
        foreach (var record in records) record.Done();
        if (charset is null || problems.Any) return null;
        var compiled = new LineTarget(charset, newline, mark, start, details, end, aggregates, countsAhead);
        return () => new FileMapping(head(), plan(), compiled);
    }

    private List<WriteLines> Records(List<YamlMap> records, string place, Scope scope, Aggregates aggregates)
    {
        var edge = place != "detail";
        // At the edges of a file there is no message whose fields could be named, only sums over all of them.
        var names = edge ? new Scope(null, scope.Owner) : scope;
        unit.Aggregates = edge ? aggregates : null;
        var writers = records.Where(r => r.Word("at", "detail", "start", "end") == place).Select(r => Record(r, names)).OfType<WriteLines>().ToList();
        unit.Aggregates = null;
        return writers;
    }

    private WriteLines? Record(YamlMap map, Scope scope)
    {
        var name = map.NeedText("record") ?? "record";
        var each = TargetReader.Each(map.Take("each"), problems);
        var form = new TargetNode.Form(Expression.Read(map.Take("when"), problems, name), each, TargetReader.Lets(map), false, new TargetNode.Items([], map.Line), map.Line);
        var loop = each is null ? null : Loop.Open(unit, scope, each, form, problems, name);
        var inner = loop?.Scope ?? CanonicalTarget.WithLets(unit, scope, scope.Owner, form.Lets, problems);
        var when = each is null ? form.When?.Condition(unit, inner, problems, name) : loop?.When;
        lineage.Enter(loop?.Items);
        lineage.Enter(when);
        var columns = map.NeedMap("fields", "fields")?.Entries().Select(e => Column(name, e.Key, e.Line, e.Value, inner)).OfType<Column>().ToArray() ?? [];
        lineage.Leave(when);
        lineage.Leave(loop?.Items);
        var line = new LineWriter(columns, _delimiter, _quote);
        if (each is not null) return loop is null ? null : (run, lines) => loop.Run(run, r => Wrote(line, r, lines));
        if (when is null) return line.Write;
        return (run, lines) =>
        {
            if (when.Eval(run, out var yes) && yes) line.Write(run, lines);
        };
    }

    private static bool Wrote(LineWriter line, Running.Run run, LineOut lines)
    {
        line.Write(run, lines);
        return true;
    }

    private Column? Column(string record, string name, int line, YamlNode node, Scope scope)
    {
        var path = $"{record}.{name}";
        if (_delimiter is not null) return Column(path, Expression.Read(node, problems, path), scope, 0, false, ' ');
        if (target.AsMap(node, $"field '{name}' of a fixed-width target (e.g. {{ length: 10, value: … }})") is not { } map) return null;
        var length = map.Need("length") is null ? 1 : map.Integer("length", 1, 1);
        var right = map.Word("align", "left", "right") == "right";
        var pad = map.Text("pad", " ")!;
        if (pad.Length != 1 || pad[0] is < ' ' or > '~') problems.Add(line, "mapping.yaml", $"'pad' of field '{name}' must be one ASCII character");
        var column = Column(path, Expression.Read(map.Need("value"), problems, path), scope, length, right, pad.Length == 1 ? pad[0] : ' ');
        map.Done();
        return column;
    }

    private Column? Column(string path, Expression? expression, Scope scope, int length, bool right, char pad)
    {
        if (expression?.TextOnly(unit, scope, problems, path, out var text) is not { } expr) return null;
        lineage.Add(path, expr, expression.Text, expression.Line);
        return new Column(new TargetPlace(path, expression.Line), expr.Origin, text!, length, right, pad);
    }
}
