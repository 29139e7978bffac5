using Integration.Mappings.Language;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

internal sealed partial class ExprCompiler
{
    /// <summary><c>count(bill)</c> and <c>sum(bill.due)</c> over all records of a file; null if the call is not one of these.</summary>
    private Expr? AggregateCall(Syntax.Call call)
    {
        if (call.Function is not ("count" or "sum") || call.Arguments.Count > 1) return null;
        var aggregates = unit.Aggregates!;
        var perRecord = new ExprCompiler(unit, aggregates.RecordScope, text, line);
        unit.Aggregates = null;
        try
        {
            if (call.Arguments.Count == 0)
                return call.Function == "count" ? Total(aggregates.Add(0, One), LangType.Integer, At([])) : null;
            var of = perRecord.Compile(call.Arguments[0]);
            var kind = aggregates.KindOf(of);
            return kind < 0 ? null : call.Function == "count" ? Count(aggregates, kind, of, call) : SumOf(aggregates, kind, of, call.Offset);
        }
        finally
        {
            unit.Aggregates = aggregates;
        }
    }

    private Expr Count(Aggregates aggregates, int kind, Expr of, Syntax.Call call)
    {
        if (of is ItemExpr or TreePathExpr) return Total(aggregates.Add(kind, One), LangType.Integer, At([]));
        if (of is ItemsExpr list)
        {
            return Total(aggregates.Add(kind, (Run run, out decimal v) =>
            {
                v = list.Eval(run, out var items) ? items.Count : 0;
                return true;
            }), LangType.Integer, At([]));
        }
        var condition = Condition(of, call.Offset).Eval;
        return Total(aggregates.Add(kind, (Run run, out decimal v) =>
        {
            v = condition(run, out var yes) && yes ? 1 : 0;
            return true;
        }), LangType.Integer, At([]));
    }

    private Expr SumOf(Aggregates aggregates, int kind, Expr of, int offset)
    {
        var value = of switch
        {
            Expr<Money> money => (Run run, out decimal v) =>
            {
                var known = money.Eval(run, out var m);
                v = m.Fen;
                return known;
            },
            _ when Coercion.Number(of) is { } number => number,
            _ when of.Type == LangType.Text => Numbers.Read(Coercion.Text(of)!, of.Origin),
            _ => throw Error("mapping.type", $"{of.Type} cannot be summed: expected numbers, money or texts that are numbers", offset),
        };
        var type = of.Type == LangType.Text ? LangType.Number : of.Type;
        return Total(aggregates.Add(kind, value), type, At([]));
    }

    private static bool One(Run run, out decimal v)
    {
        v = 1;
        return true;
    }

    private static Expr Total(int accumulator, LangType type, Origin at)
    {
        if (type == LangType.Integer)
            return new Expr<long>(type, at, (Run run, out long v) => { v = Whole(run.Totals[accumulator], at); return true; });
        if (type == LangType.Money)
            return new Expr<Money>(type, at, (Run run, out Money v) => { v = new Money(Whole(run.Totals[accumulator], at), Money.Yuan); return true; });
        return new Expr<decimal>(type, at, (Run run, out decimal v) => { v = run.Totals[accumulator]; return true; });
    }

    private static long Whole(decimal total, Origin at) => total is <= long.MaxValue and >= long.MinValue
        ? (long)total
        : throw at.Fault("mapping.overflow", $"the sum of {at.Text} is too large");
}
