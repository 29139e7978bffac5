using Integration.CanonicalModel.Shapes;
using Integration.Mappings.Compile;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary>Fields of a mapping → a writer of one canonical object, checked against its shape.</summary>
internal sealed class CanonicalTarget(Unit unit, FileProblems problems, LineageLog lineage)
{
    /// <summary>Problems are noted; the writer given back then only serves to go on looking for more.</summary>
    public WriteValue Object(ObjectShape shape, TargetNode.Members members, Scope scope, string path, bool required)
    {
        var writers = new List<FieldWriter>();
        foreach (var member in members.All)
        {
            if (Field(shape, member, scope, Below(path, member.Name)) is { } writer) writers.Add(writer);
        }
        foreach (var missing in shape.Fields.Where(f => f.Required && !members.All.Any(m => m.Name == f.Name)))
            problems.Add(members.Line, "mapping.required-field", $"{shape.Name} requires '{Below(path, missing.Name)}' ({missing.Summary}), which the mapping does not set", Below(path, missing.Name));
        foreach (var twice in members.All.GroupBy(m => m.Name).Where(g => g.Count() > 1))
            problems.Add(twice.Last().Line, "mapping.yaml", $"'{twice.Key}' is set twice", Below(path, twice.Key));
        return ObjectWriter([.. writers], required);
    }

    private FieldWriter? Field(ObjectShape shape, Member member, Scope scope, string path)
    {
        var field = shape.Find(member.Name);
        if (field is null)
        {
            var hint = Suggestion.For(member.Name, shape.Fields.Select(f => f.Name));
            problems.Add(member.Line, "mapping.unknown-target", $"{shape.Name} has no field '{member.Name}'{hint}; it has {string.Join(", ", shape.Fields.Select(f => f.Name))}", path);
            return null;
        }
        var write = Value(field.Value, member.Node, scope, path, field.Required);
        return write is null ? null : new FieldWriter(JsonOut.QuotedName(member.Name), write, field.Required, new TargetPlace(path, member.Node.Line), Origin(member.Node));
    }

    private WriteValue? Value(ValueShape shape, TargetNode node, Scope scope, string path, bool required)
    {
        switch (node)
        {
            case TargetNode.Value value:
                return Leaf(shape, value.Expression, scope, path, required);
            case TargetNode.Form form:
                return Form(shape, form, scope, path, required);
            case TargetNode.Members members when shape is ValueShape.Nested nested:
                return Object(nested.Object, members, scope, path, required);
            case TargetNode.Items items when shape is ValueShape.ListOf list:
                return List([.. items.All.Select(i => Value(list.Item, i, scope, path + "[]", false)).OfType<WriteValue>()], required);
            default:
                problems.Add(node.Line, "mapping.type", $"field '{path}' is {CanonicalLeaves.Name(shape)}; it cannot be made this way", path);
                return null;
        }
    }

    private WriteValue? Form(ValueShape shape, TargetNode.Form form, Scope scope, string path, bool required)
    {
        if (form.Each is { } each) return Each(shape, form, each, scope, path, required);
        var inner = WithLets(unit, scope, scope.Owner, form.Lets, problems);
        var when = form.When?.Condition(unit, inner, problems, path);
        lineage.Enter(when);
        var content = Value(shape, form.Content, inner, path, required);
        lineage.Leave(when);
        if (form.When is null || content is null) return content;
        if (required) problems.Add(form.Line, "mapping.required-field", $"'{path}' is required and may not depend on 'when'", path);
        return when is null ? null : (run, json, name) => when.Eval(run, out var yes) && yes && content(run, json, name);
    }

    private WriteValue? Each(ValueShape shape, TargetNode.Form form, EachClause each, Scope scope, string path, bool required)
    {
        if (shape is not ValueShape.ListOf list)
        {
            problems.Add(form.Line, "mapping.type", $"field '{path}' is {CanonicalLeaves.Name(shape)}, not a list: 'each' cannot make it", path);
            return null;
        }
        if (Loop.Open(unit, scope, each, form, problems, path) is not { } loop) return null;
        lineage.Enter(loop.Items);
        lineage.Enter(loop.When);
        var content = Value(list.Item, form.Content, loop.Scope, path + "[]", false);
        lineage.Leave(loop.When);
        lineage.Leave(loop.Items);
        if (content is null) return null;
        return (run, json, name) =>
        {
            var mark = json.Mark();
            if (name is not null) json.Name(name);
            json.Open('[');
            var any = loop.Run(run, r => content(r, json, null));
            json.Close(']');
            if (!any && !required) json.Rewind(mark);
            return any || required;
        };
    }

    private WriteValue? Leaf(ValueShape shape, Expression expression, Scope scope, string path, bool required)
    {
        var expr = expression.Compile(unit, scope, problems, path);
        if (expr is null) return null;
        lineage.Add(path, expr, expression.Text, expression.Line);
        if (shape is ValueShape.ListOf list) return ListOf(list, expr, expression, path, required);
        return problems.Try(expression.Line, () => CanonicalLeaves.Write(shape, expr, path), path);
    }

    /// <summary>A list of plain values by an expression: <c>split(x, ",")</c>, <c>map(items, i -> i.name)</c>.</summary>
    private WriteValue? ListOf(ValueShape.ListOf list, Expr expr, Expression expression, string path, bool required)
    {
        var values = Loop.Values(unit, expr, expression);
        if (values is null)
        {
            problems.Add(expression.Line, "mapping.type", $"field '{path}' is a list, the expression gives {expr.Type}: write 'each:' with 'fields:' or 'value:'", path);
            return null;
        }
        var write = problems.Try(expression.Line, () => CanonicalLeaves.Write(list.Item, values.Body, path + "[]"), path);
        if (write is null) return null;
        return (run, json, name) =>
        {
            var mark = json.Mark();
            if (name is not null) json.Name(name);
            json.Open('[');
            var any = false;
            if (values.Items.Eval(run, out var all))
            {
                foreach (var item in all)
                {
                    run.Set(values.Slot, item);
                    any |= write(run, json, null);
                }
            }
            json.Close(']');
            if (!any && !required) json.Rewind(mark);
            return any || required;
        };
    }

    public static Scope WithLets(Unit unit, Scope scope, int owner, IReadOnlyList<LetClause> lets, FileProblems problems)
    {
        if (lets.Count == 0) return scope;
        var inner = new Scope(scope, owner);
        foreach (var let in lets)
        {
            if (let.Expression.Compile(unit, inner, problems, $"let {let.Name}") is { } expr)
                inner.Add(let.Name, new Binding.Value(Lets.Remember(unit, owner, expr)));
            else inner.Add(let.Name, new Binding.Barred($"'{let.Name}' could not be compiled"));
        }
        return inner;
    }

    private static WriteValue List(WriteValue[] items, bool required) => (run, json, name) =>
    {
        var mark = json.Mark();
        if (name is not null) json.Name(name);
        json.Open('[');
        var any = false;
        foreach (var item in items) any |= item(run, json, null);
        json.Close(']');
        if (!any && !required) json.Rewind(mark);
        return any || required;
    };

    /// <summary>An optional object without any value is left out; otherwise what it requires must be there.</summary>
    private static WriteValue ObjectWriter(FieldWriter[] fields, bool required) => (run, json, name) =>
    {
        var mark = json.Mark();
        if (name is not null) json.Name(name);
        json.Open('{');
        FieldWriter? missing = null;
        var any = false;
        foreach (var field in fields)
        {
            run.Field = field.Place;
            if (field.Write(run, json, field.Name)) any = true;
            else if (field.Required) missing ??= field;
        }
        json.Close('}');
        if (!any && !required)
        {
            json.Rewind(mark);
            return false;
        }
        if (missing is null) return true;
        run.Field = missing.Place;
        throw missing.Missing(run);
    };

    private static Expression? Origin(TargetNode node) => node switch
    {
        TargetNode.Value value => value.Expression,
        TargetNode.Form { Content: TargetNode.Value value } => value.Expression,
        _ => null,
    };

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private sealed record FieldWriter(byte[] Name, WriteValue Write, bool Required, TargetPlace Place, Expression? Made)
    {
        public ValueFault Missing(Run run) => new("mapping.missing", Made is null
            ? $"required field '{Place.Path}' has no value"
            : $"required field '{Place.Path}' has no value: {Made.Text} gave none here");
    }
}
