using System.Globalization;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

/// <summary>From one type to another where the language does so by itself.</summary>
internal static class Coercion
{
    internal interface ICombine
    {
        Eval<T> Of<T>(Eval<T> first, Eval<T> second)
            where T : allows ref struct;
    }

    /// <summary>The expression as text: numbers invariant, money in units, dates and instants as the canonical model writes them; null for what has no text.</summary>
    public static Eval<Chars>? Text(Expr expr) => expr switch
    {
        Expr<Chars> text => text.Eval,
        NullExpr => (Run _, out Chars v) => { v = default; return false; },
        TreePathExpr path => TreePaths.Text(path),
        ItemExpr item => ItemText(item),
        Expr<long> integer => Formatted(integer.Eval, 20),
        Expr<decimal> number => Formatted(number.Eval, 40),
        Expr<bool> boolean => Spelled(boolean.Eval, b => b ? "true" : "false"),
        Expr<Money> money => Spelled(money.Eval, m => m.InUnits()),
        Expr<DateOnly> date => Spelled(date.Eval, d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Expr<DateTimeOffset> instant => Spelled(instant.Eval, Instants.Text),
        _ => null,
    };

    public static Eval<decimal>? Number(Expr expr) => expr switch
    {
        Expr<decimal> number => number.Eval,
        NullExpr => Nothing<decimal>(),
        Expr<long> integer => (Run run, out decimal v) =>
        {
            var known = integer.Eval(run, out var i);
            v = i;
            return known;
        },
        _ => null,
    };

    /// <summary>The expression as a value of exactly this type, or null.</summary>
    public static Eval<T>? Exactly<T>(Expr expr) => expr switch
    {
        Expr<T> same => same.Eval,
        NullExpr => Nothing<T>(),
        _ => null,
    };

    public static ItemsExpr? Items(Expr expr) => expr switch
    {
        ItemsExpr items => items,
        TreePathExpr path => TreePaths.Items(path),
        _ => null,
    };

    public static ItemExpr? Item(Expr expr) => expr switch
    {
        ItemExpr item => item,
        TreePathExpr path => TreePaths.Item(path),
        _ => null,
    };

    /// <summary>Two expressions as one of their common type; null if they have none.</summary>
    public static Expr? Combine(Expr a, Expr b, ICombine how, Origin at)
    {
        if (a is NullExpr && b is NullExpr) return a;
        var type = a is NullExpr ? b.Type : b is NullExpr || a.Type == b.Type ? a.Type : IsNumeric(a) && IsNumeric(b) ? LangType.Number : null;
        if (type == LangType.Text && Text(a) is { } left && Text(b) is { } right)
            return new Expr<Chars>(LangType.Text, at, how.Of(left, right)) { Possible = Union(a, b) };
        if (type == LangType.Integer) return Same<long>(a, b, how, type, at);
        if (type == LangType.Number) return new Expr<decimal>(type, at, how.Of(Number(a)!, Number(b)!));
        if (type == LangType.Boolean) return Same<bool>(a, b, how, type, at);
        if (type == LangType.Money) return Same<Money>(a, b, how, type, at);
        if (type == LangType.Date) return Same<DateOnly>(a, b, how, type, at);
        if (type == LangType.Instant) return Same<DateTimeOffset>(a, b, how, type, at);
        return null;
    }

    public static bool IsNumeric(Expr expr) => expr.Type == LangType.Integer || expr.Type == LangType.Number;

    private static Expr<T> Same<T>(Expr a, Expr b, ICombine how, LangType type, Origin at) =>
        new(type, at, how.Of(Exactly<T>(a)!, Exactly<T>(b)!));

    private static List<string>? Union(Expr a, Expr b)
    {
        if (a is NullExpr || b is NullExpr) return (a is NullExpr ? b : a).Possible?.ToList();
        return a.Possible is null || b.Possible is null ? null : [.. a.Possible.Union(b.Possible)];
    }

    private static Eval<T> Nothing<T>() => (Run _, out T v) => { v = default!; return false; };

    private static Eval<Chars>? ItemText(ItemExpr item) => item.Schema is not TreeSchema ? null : (Run run, out Chars v) =>
    {
        v = default;
        if (!item.Eval(run, out var found)) return false;
        v = ((TreeNode)found).Text;
        return v.Length > 0;
    };

    private static Eval<Chars> Formatted<T>(Eval<T> eval, int room)
        where T : ISpanFormattable => (Run run, out Chars v) =>
    {
        v = default;
        if (!eval(run, out var value)) return false;
        var target = run.Text.Take(room);
        value.TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        run.Text.GiveBack(room - written);
        v = target[..written];
        return true;
    };

    private static Eval<Chars> Spelled<T>(Eval<T> eval, Func<T, string> spell) => (Run run, out Chars v) =>
    {
        v = default;
        if (!eval(run, out var value)) return false;
        v = spell(value);
        return true;
    };
}
