using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Targets;

/// <summary><c>each: list as name</c> in a target, with its <c>let</c> and <c>when</c>.</summary>
internal sealed class Loop(ItemsExpr items, int slot, Scope scope, Expr<bool>? when)
{
    public ItemsExpr Items => items;

    public Scope Scope => scope;

    public Expr<bool>? When => when;

    /// <summary>Null if it cannot be compiled; why is noted.</summary>
    public static Loop? Open(Unit unit, Scope outer, EachClause each, TargetNode.Form form, FileProblems problems, string path)
    {
        var expr = each.List.Compile(unit, outer, problems, path);
        if (expr is null) return null;
        if (Coercion.Items(expr) is not { } items)
        {
            problems.Add(each.List.Line, "mapping.type", $"each runs over a list, {each.List.Text} is {expr.Type}", path);
            return null;
        }
        var slot = unit.NewSlot();
        var scope = new Scope(outer, slot);
        scope.Add(each.As, new Binding.Item(slot, items.Schema, items.Path));
        var inner = CanonicalTarget.WithLets(unit, scope, slot, form.Lets, problems);
        var when = form.When?.Condition(unit, inner, problems, path);
        return new Loop(items, slot, inner, when);
    }

    /// <summary>True if the content wrote something for one item at least.</summary>
    public bool Run(Run run, Func<Run, bool> content)
    {
        if (!items.Eval(run, out var all)) return false;
        var any = false;
        // Indexed, since a group's list may be shared by loops inside each other.
        for (var i = 0; i < all.Count; i++)
        {
            run.Set(slot, all[i]);
            if (when is null || (when.Eval(run, out var yes) && yes)) any |= content(run);
        }
        return any;
    }

    /// <summary>The expression as a list of values; null if it is none.</summary>
    public static ValuesExpr? Values(Unit unit, Expr expr, Expression expression)
    {
        if (expr is ValuesExpr values) return values;
        if (Coercion.Items(expr) is not { } items) return null;
        var self = new Syntax.Lambda("it", new Syntax.Path("it", [], 0), 0);
        var (slot, body) = new ExprCompiler(unit, new Scope(null, -1), expression.Text, expression.Line).Lambda(self, items);
        return new ValuesExpr(items, slot, body, items.Origin);
    }
}
