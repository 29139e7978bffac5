using Integration.Mappings.Compile;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>Lists: repeated elements, arrays, groups of lines, pieces of a text.</summary>
internal static class ListFunctions
{
    private const string Group = "Lists";
    private const string Three = "split(\"1,2,3\", \",\")";

    public static IReadOnlyList<FunctionSpec> All { get; } =
    [
        new FunctionSpec("count", Group, "How many items the list has (for which the condition holds). In the control checks of a file: how many records of a kind.", "integer")
            .Takes("list", "list", "the list").May("condition", "item -> boolean", "which to count")
            .Example($"count({Three})", "3").Example($"count({Three}, i -> int(i) > 1)", "2")
            .Does(Count),
        new FunctionSpec("sum", Group, "The sum over the list. In the control checks of a file: over all records of a kind. Texts are read as numbers.", "as the items")
            .Takes("list", "list", "the list, or the values").May("value", "item -> number or money", "what to add up")
            .Example($"sum({Three}, i -> int(i))", "6").Example($"sum({Three}, i -> fen(i))", "{\"fen\":600,\"currency\":\"CNY\"}")
            .Does(Sum),
        new FunctionSpec("first", Group, "The first item (for which the condition holds); null if there is none.", "item")
            .Takes("list", "list", "the list").May("condition", "item -> boolean", "which")
            .Example($"first({Three})", "1").Example($"first({Three}, i -> int(i) > 1)", "2")
            .Does(site => Pick(site, false)),
        new FunctionSpec("last", Group, "The last item (for which the condition holds); null if there is none.", "item")
            .Takes("list", "list", "the list").May("condition", "item -> boolean", "which")
            .Example($"last({Three})", "3")
            .Does(site => Pick(site, true)),
        new FunctionSpec("filter", Group, "The items for which the condition holds.", "list")
            .Takes("list", "list", "the list").Takes("condition", "item -> boolean", "which")
            .Example($"join(filter({Three}, i -> i != \"2\"), \",\")", "1,3")
            .Does(Filter),
        new FunctionSpec("map", Group, "A value made of each item; nulls are left out where the list is used.", "list")
            .Takes("list", "list", "the list").Takes("value", "item -> value", "what to make")
            .Example($"join(map({Three}, i -> \"no\" & i), \" \")", "no1 no2 no3")
            .Does(site => site.Each(1, site.Items(0))),
        new FunctionSpec("any", Group, "True if the condition holds for one item at least.", "boolean")
            .Takes("list", "list", "the list").Takes("condition", "item -> boolean", "what")
            .Example($"any({Three}, i -> i == \"2\")", "true")
            .Does(site => Test(site, true)),
        new FunctionSpec("all", Group, "True if the condition holds for every item (also for none at all).", "boolean")
            .Takes("list", "list", "the list").Takes("condition", "item -> boolean", "what")
            .Example($"all({Three}, i -> i == \"2\")", "false")
            .Does(site => Test(site, false)),
        new FunctionSpec("join", Group, "The texts of a list with a separator between them; nulls are left out.", "text")
            .Takes("list", "list", "the list").Takes("separator", "constant text", "what to put between")
            .Example($"join({Three}, \" / \")", "1 / 2 / 3")
            .Does(Join),
    ];

    private static Expr<long> Count(CallSite site)
    {
        var items = site[0] is ValuesExpr values ? values.Items : site.Items(0);
        var test = site.Has(1) ? Condition(site, items) : null;
        return site.ReturnInteger((Run run, out long v) =>
        {
            v = 0;
            if (!items.Eval(run, out var all)) return true;
            if (test is null) v = all.Count;
            else foreach (var item in all) if (test(run, item)) v++;
            return true;
        });
    }

    private static Expr Sum(CallSite site)
    {
        var values = site.Has(1) ? site.Each(1, site.Items(0)) : Values(site);
        var body = values.Body;
        if (body is Expr<Money> money) return site.ReturnMoney(Total(values, money.Eval, new Money(0, Money.Yuan), Add, site.At));
        if (body is Expr<long> integer) return site.ReturnInteger(Total(values, integer.Eval, 0L, (a, b, _) => checked(a + b), site.At));
        var number = Coercion.Number(body) ?? (body.Type == LangType.Text ? Numbers.Read(Coercion.Text(body)!, body.Origin) : throw site.Expected(0, "a list of numbers or money"));
        return site.ReturnNumber(Total(values, number, 0m, (a, b, _) => a + b, site.At));
    }

    private static Money Add(Money total, Money next, bool first) => total.Currency == next.Currency || first
        ? next with { Fen = checked(total.Fen + next.Fen) }
        : throw new InvalidOperationException($"{total.Currency} and {next.Currency} cannot be added: all amounts must be in one currency");

    private static Eval<T> Total<T>(ValuesExpr values, Eval<T> value, T zero, Func<T, T, bool, T> add, Origin at) => (Run run, out T v) =>
    {
        v = zero;
        if (!values.Items.Eval(run, out var all)) return true;
        var first = true;
        foreach (var item in all)
        {
            run.Set(values.Slot, item);
            if (!value(run, out var next)) continue;
            try
            {
                v = add(v, next, first);
            }
            catch (OverflowException)
            {
                throw at.Fault("mapping.overflow", "the sum is too large");
            }
            catch (InvalidOperationException e)
            {
                throw at.Fault("mapping.money", e.Message);
            }
            first = false;
        }
        return true;
    };

    private static Expr Pick(CallSite site, bool last)
    {
        if (site[0] is ValuesExpr values) return site.Has(1) ? throw site.Wrong("give the condition on the items themselves: first(list, i -> …).member", 1) : PickValue(site, values, last);
        var items = site.Items(0);
        var test = site.Has(1) ? Condition(site, items) : null;
        var picked = new ItemExpr(items.Schema, site.At, (Run run, out SourceItem v) =>
        {
            v = null!;
            if (!items.Eval(run, out var all)) return false;
            v = (last ? all.LastOrDefault(i => test is null || test(run, i)) : all.FirstOrDefault(i => test is null || test(run, i)))!;
            return v is not null;
        }, items.Path);
        return picked.Schema is TextItemSchema ? TextOf(site, picked) : picked.Schema is LeafSchema leaf ? CanonicalLeaf.Read(leaf.Shape, picked.Eval, site.At) : picked;
    }

    private static Expr<Chars> TextOf(CallSite site, ItemExpr picked) => site.ReturnText((Run run, out Chars v) =>
    {
        v = picked.Eval(run, out var item) ? ((TextItem)item).Text : default;
        return v.Length > 0;
    });

    private static Expr PickValue(CallSite site, ValuesExpr values, bool last) =>
        Coercion.Combine(values.Body, values.Body, new Picking(values, last), site.At) ?? throw site.Expected(0, "a list of values");

    private sealed class Picking(ValuesExpr values, bool last) : Coercion.ICombine
    {
        public Eval<T> Of<T>(Eval<T> first, Eval<T> second)
            where T : allows ref struct => (Run run, out T value) =>
        {
            value = default!;
            if (!values.Items.Eval(run, out var all)) return false;
            for (var i = 0; i < all.Count; i++)
            {
                run.Set(values.Slot, all[last ? all.Count - 1 - i : i]);
                if (first(run, out value)) return true;
            }
            return false;
        };
    }

    private static ItemsExpr Filter(CallSite site)
    {
        var items = site.Items(0);
        var test = Condition(site, items);
        return new ItemsExpr(items.Schema, site.At, (Run run, out IReadOnlyList<SourceItem> v) =>
        {
            v = items.Eval(run, out var all) ? [.. all.Where(i => test(run, i))] : [];
            return v.Count > 0;
        }, items.Path);
    }

    private static Expr<bool> Test(CallSite site, bool any)
    {
        var items = site.Items(0);
        var test = Condition(site, items);
        return site.ReturnBoolean((Run run, out bool v) =>
        {
            v = !any;
            if (items.Eval(run, out var all)) v = any ? all.Any(i => test(run, i)) : all.All(i => test(run, i));
            return true;
        });
    }

    private static Expr<Chars> Join(CallSite site)
    {
        var (values, separator) = (Values(site), site.Constant(1));
        var text = Coercion.Text(values.Body) ?? throw site.Expected(0, "a list of values with a text");
        return site.ReturnText((Run run, out Chars v) =>
        {
            var start = run.Stack.Length;
            if (values.Items.Eval(run, out var all))
            {
                foreach (var item in all)
                {
                    run.Set(values.Slot, item);
                    if (!text(run, out var piece)) continue;
                    if (run.Stack.Length > start) run.Stack.Append(separator);
                    run.Stack.Append(piece);
                }
            }
            v = run.Stack.Pop(start, run.Text);
            return v.Length > 0;
        });
    }

    private static Func<Run, SourceItem, bool> Condition(CallSite site, ItemsExpr items)
    {
        var each = site.Each(1, items);
        var condition = each.Body as Expr<bool> ?? throw site.Wrong($"the condition must be true or false, it is {each.Body.Type}", 1);
        return (run, item) =>
        {
            run.Set(each.Slot, item);
            return condition.Eval(run, out var yes) && yes;
        };
    }

    private static ValuesExpr Values(CallSite site) => site[0] as ValuesExpr ?? site.EachItself(site.Items(0));
}
