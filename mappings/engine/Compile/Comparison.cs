using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

/// <summary><c>== != &lt; &lt;= &gt; &gt;=</c>. Null equals null only, and is neither less nor greater than anything.</summary>
internal static class Comparison
{
    private delegate int Compare<T>(T a, T b)
        where T : allows ref struct;

    public static Expr<bool> Compile(string op, Expr left, Expr right, Origin at, int offset)
    {
        if (right is NullExpr || left is NullExpr) return NullTest(op, left is NullExpr ? right : left, at, offset);
        if (left.Type == LangType.Text && right.Type == LangType.Text)
            return Of<Chars>(op, Coercion.Text(left)!, Coercion.Text(right)!, (a, b) => a.CompareTo(b, StringComparison.Ordinal), at);
        if (left is Expr<long> i && right is Expr<long> j) return Of(op, i.Eval, j.Eval, (a, b) => a.CompareTo(b), at);
        if (Coercion.IsNumeric(left) && Coercion.IsNumeric(right))
            return Of(op, Coercion.Number(left)!, Coercion.Number(right)!, (a, b) => a.CompareTo(b), at);
        if (left is Expr<DateOnly> d && right is Expr<DateOnly> e) return Of(op, d.Eval, e.Eval, (a, b) => a.CompareTo(b), at);
        if (left is Expr<DateTimeOffset> t && right is Expr<DateTimeOffset> u) return Of(op, t.Eval, u.Eval, (a, b) => a.CompareTo(b), at);
        if (left is Expr<Money> m && right is Expr<Money> n) return Of(op, m.Eval, n.Eval, (a, b) => Amounts(a, b, at), at);
        if (left is Expr<bool> p && right is Expr<bool> q && op is "==" or "!=") return Of(op, p.Eval, q.Eval, (a, b) => a.CompareTo(b), at);
        var hint = left.Type == LangType.Text || right.Type == LangType.Text ? ": convert the text, e.g. with int(…), decimal(…), fen(…) or date(…)" : "";
        throw ExprCompiler.Error("mapping.type", $"{left.Type} and {right.Type} cannot be compared with {op}{hint}", offset);
    }

    private static Expr<bool> Of<T>(string op, Eval<T> left, Eval<T> right, Compare<T> compare, Origin at)
        where T : allows ref struct
    {
        var test = Test(op);
        var (whenBothNull, whenOneNull) = (op == "==", op == "!=");
        return new Expr<bool>(LangType.Boolean, at, (Run run, out bool v) =>
        {
            var (hasLeft, hasRight) = (left(run, out var a), right(run, out var b));
            v = hasLeft && hasRight ? test(compare(a, b)) : hasLeft == hasRight ? whenBothNull : whenOneNull;
            return true;
        });
    }

    private static Func<int, bool> Test(string op) => op switch
    {
        "==" => c => c == 0,
        "!=" => c => c != 0,
        "<" => c => c < 0,
        "<=" => c => c <= 0,
        ">" => c => c > 0,
        _ => c => c >= 0,
    };

    private static int Amounts(Money a, Money b, Origin at) => a.Currency == b.Currency
        ? a.Fen.CompareTo(b.Fen)
        : throw at.Fault("mapping.money", $"{a.Currency} and {b.Currency} cannot be compared: both amounts must be in one currency");

    private static Expr<bool> NullTest(string op, Expr of, Origin at, int offset)
    {
        if (op is not ("==" or "!=")) throw ExprCompiler.Error("mapping.type", $"null cannot be compared with {op}: use == or !=", offset);
        var whenNull = op == "==";
        var present = Present(of);
        return new Expr<bool>(LangType.Boolean, at, (Run run, out bool v) =>
        {
            v = present(run) != whenNull;
            return true;
        });
    }

    /// <summary>Whether there is a value at all.</summary>
    public static Func<Run, bool> Present(Expr expr) => expr switch
    {
        TreePathExpr path => Items(TreePaths.Items(path).Eval),
        ItemsExpr items => Items(items.Eval),
        ItemExpr item => run => item.Eval(run, out _),
        Expr<Chars> text => run => text.Eval(run, out _),
        Expr<long> integer => run => integer.Eval(run, out _),
        Expr<decimal> number => run => number.Eval(run, out _),
        Expr<bool> boolean => run => boolean.Eval(run, out _),
        Expr<Money> money => run => money.Eval(run, out _),
        Expr<DateOnly> date => run => date.Eval(run, out _),
        Expr<DateTimeOffset> instant => run => instant.Eval(run, out _),
        _ => _ => false,
    };

    private static Func<Run, bool> Items(Eval<IReadOnlyList<SourceItem>> items) => run => items(run, out _);
}
