using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

/// <summary><c>let</c> values: computed once per item they belong to, however often they are used.</summary>
internal static class Lets
{
    public static Expr Remember(Unit unit, int owner, Expr expr) => expr switch
    {
        { Constant: not null } => expr,
        Expr<Chars> text => new Expr<Chars>(text.Type, text.Origin, Text(unit.NewCell(), owner, text.Eval)) { Possible = text.Possible },
        Expr<long> integer => Of(unit, owner, integer),
        Expr<decimal> number => Of(unit, owner, number),
        Expr<bool> boolean => Of(unit, owner, boolean),
        Expr<Money> money => Of(unit, owner, money),
        Expr<DateOnly> date => Of(unit, owner, date),
        Expr<DateTimeOffset> instant => Of(unit, owner, instant),
        _ => expr,
    };

    private static Expr<T> Of<T>(Unit unit, int owner, Expr<T> expr)
    {
        var (cell, eval) = (unit.NewCell(), expr.Eval);
        return new Expr<T>(expr.Type, expr.Origin, (Run run, out T v) =>
        {
            var known = run.CellOf<T>(cell);
            var version = run.Version(owner);
            if (known.Version != version)
            {
                known.HasValue = eval(run, out var value);
                (known.Value, known.Version) = (value, version);
            }
            v = known.Value;
            return known.HasValue;
        });
    }

    private static Eval<Chars> Text(int cell, int owner, Eval<Chars> eval) => (Run run, out Chars v) =>
    {
        var known = run.CellOf<ReadOnlyMemory<char>>(cell);
        var version = run.Version(owner);
        if (known.Version != version)
        {
            known.HasValue = eval(run, out var value);
            (known.Value, known.Version) = (known.HasValue ? run.Text.Keep(value) : default, version);
        }
        v = known.Value.Span;
        return known.HasValue;
    };
}
