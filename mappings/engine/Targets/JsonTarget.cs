using Integration.Mappings.Compile;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary><c>body:</c> of a JSON target that is not canonical: texts, numbers and booleans as the expressions give them.</summary>
internal sealed class JsonTarget(Unit unit, FileProblems problems, LineageLog lineage)
{
    public WriteValue? Root(TargetNode node, Scope scope) => Value(node, scope, "$", true);

    private WriteValue? Value(TargetNode node, Scope scope, string path, bool keep)
    {
        switch (node)
        {
            case TargetNode.Value value:
                return Leaf(value.Expression, scope, path);
            case TargetNode.Members members:
                return Object(members, scope, path, keep);
            case TargetNode.Items items:
                var all = items.All.Select((n, i) => Value(n, scope, $"{path}[{i}]", false)).OfType<WriteValue>().ToArray();
                return List((run, json) => Array.FindAll(all, w => w(run, json, null)).Length > 0, keep);
            default:
                return Form((TargetNode.Form)node, scope, path, keep);
        }
    }

    private WriteValue? Form(TargetNode.Form form, Scope scope, string path, bool keep)
    {
        if (form.Each is { } each)
        {
            if (Loop.Open(unit, scope, each, form, problems, path) is not { } loop) return null;
            lineage.Enter(loop.Items);
            lineage.Enter(loop.When);
            var one = Value(form.Content, loop.Scope, path + "[]", false);
            lineage.Leave(loop.When);
            lineage.Leave(loop.Items);
            return one is null ? null : List((run, json) => loop.Run(run, r => one(r, json, null)), keep || form.Keep);
        }
        var inner = CanonicalTarget.WithLets(unit, scope, scope.Owner, form.Lets, problems);
        var when = form.When?.Condition(unit, inner, problems, path);
        lineage.Enter(when);
        var content = Value(form.Content, inner, path, keep || form.Keep);
        lineage.Leave(when);
        if (content is null || when is null) return content;
        return (run, json, name) => when.Eval(run, out var yes) && yes && content(run, json, name);
    }

    private WriteValue Object(TargetNode.Members members, Scope scope, string path, bool keep)
    {
        var fields = members.All.Select(m => Field(m, scope, path)).OfType<(byte[] Name, WriteValue Write, bool Required, TargetPlace Place)>().ToArray();
        return (run, json, name) =>
        {
            var mark = json.Mark();
            if (name is not null) json.Name(name);
            json.Open('{');
            var any = keep;
            foreach (var field in fields) any |= Write(field, run, json);
            json.Close('}');
            if (!any) json.Rewind(mark);
            return any;
        };
    }

    public (byte[] Name, WriteValue Write, bool Required, TargetPlace Place)? Field(Member member, Scope scope, string path)
    {
        var (name, required) = (member.Name.TrimEnd('!'), member.Name.EndsWith('!'));
        var place = new TargetPlace($"{path}.{name}", member.Node.Line);
        return Value(member.Node, scope, place.Path, false) is { } write ? (JsonOut.QuotedName(name), write, required, place) : null;
    }

    public static bool Write((byte[] Name, WriteValue Write, bool Required, TargetPlace Place) field, Run run, JsonOut json)
    {
        run.Field = field.Place;
        if (field.Write(run, json, field.Name)) return true;
        return field.Required ? throw new ValueFault("mapping.missing", $"'{field.Place.Path}' must have a value and has none") : false;
    }

    private WriteValue? Leaf(Expression expression, Scope scope, string path)
    {
        var expr = expression.Compile(unit, scope, problems, path);
        if (expr is null) return null;
        lineage.Add(path, expr, expression.Text, expression.Line);
        var write = expr switch
        {
            Expr<long> integer => Of(integer.Eval, (json, v) => json.Integer(v)),
            Expr<decimal> number => Of(number.Eval, (json, v) => json.Number(v)),
            Expr<bool> boolean => Of(boolean.Eval, (json, v) => json.Boolean(v)),
            _ when Coercion.Text(expr) is { } text && expr.Type != LangType.Money => Text(text),
            _ => null,
        };
        if (write is null)
            problems.Add(expression.Line, "mapping.type", expr.Type == LangType.Money ? "money has no form of its own here: use yuan(…) or fen_of(…)" : $"{expr.Type} cannot be one value: use join(…), or 'each:' with 'fields:' or 'value:'", path);
        return write;
    }

    private static WriteValue List(Func<Run, JsonOut, bool> content, bool keep) => (run, json, name) =>
    {
        var mark = json.Mark();
        if (name is not null) json.Name(name);
        json.Open('[');
        var any = content(run, json);
        json.Close(']');
        if (!any && !keep) json.Rewind(mark);
        return any || keep;
    };

    private static WriteValue Text(Eval<Chars> text) => (run, json, name) =>
    {
        if (!text(run, out var value)) return false;
        if (name is not null) json.Name(name);
        json.Text(value);
        return true;
    };

    private static WriteValue Of<T>(Eval<T> eval, Action<JsonOut, T> write) => (run, json, name) =>
    {
        if (!eval(run, out var value)) return false;
        if (name is not null) json.Name(name);
        write(json, value);
        return true;
    };
}
