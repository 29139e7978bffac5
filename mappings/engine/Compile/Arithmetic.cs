using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

/// <summary><c>+ - * / %</c>. Overflow is a fault; null on either side gives null. <c>/</c> always gives a number.</summary>
internal static class Arithmetic
{
    public static Expr Compile(string op, Expr left, Expr right, Origin at, int offset)
    {
        if (left.Type == LangType.Money || right.Type == LangType.Money) return OfMoney(op, left, right, at, offset);
        if (left is Expr<long> a && right is Expr<long> b && op != "/")
            return new Expr<long>(LangType.Integer, at, Safe(a.Eval, b.Eval, Integers(op), at));
        if (Coercion.Number(left) is { } x && Coercion.Number(right) is { } y)
            return new Expr<decimal>(LangType.Number, at, Safe(x, y, Numbers(op), at));
        throw Wrong(op, left, right, offset);
    }

    private static Expr<Money> OfMoney(string op, Expr left, Expr right, Origin at, int offset)
    {
        if (op is "+" or "-" && left is Expr<long> { Constant: 0L } && right is Expr<Money> only)
            return new Expr<Money>(LangType.Money, at, Safe(only.Eval, only.Eval, (m, _) => m with { Fen = checked(-m.Fen) }, at));
        if (op is "+" or "-" && left is Expr<Money> a && right is Expr<Money> b)
            return new Expr<Money>(LangType.Money, at, Safe(a.Eval, b.Eval, (x, y) => Add(x, y, op == "+", at), at));
        if (op == "*" && left is Expr<Money> m && right is Expr<long> times)
            return new Expr<Money>(LangType.Money, at, Safe(m.Eval, times.Eval, (x, n) => x with { Fen = checked(x.Fen * n) }, at));
        throw Wrong(op, left, right, offset);
    }

    private static Money Add(Money x, Money y, bool plus, Origin at)
    {
        if (x.Currency != y.Currency) throw at.Fault("mapping.money", $"{x.Currency} and {y.Currency} cannot be added: both amounts must be in one currency");
        return x with { Fen = checked(plus ? x.Fen + y.Fen : x.Fen - y.Fen) };
    }

    private static Func<long, long, long> Integers(string op) => op switch
    {
        "+" => (a, b) => checked(a + b),
        "-" => (a, b) => checked(a - b),
        "*" => (a, b) => checked(a * b),
        _ => (a, b) => a % b,
    };

    private static Func<decimal, decimal, decimal> Numbers(string op) => op switch
    {
        "+" => (a, b) => a + b,
        "-" => (a, b) => a - b,
        "*" => (a, b) => a * b,
        "/" => (a, b) => a / b,
        _ => (a, b) => a % b,
    };

    private static Eval<TResult> Safe<T1, T2, TResult>(Eval<T1> left, Eval<T2> right, Func<T1, T2, TResult> compute, Origin at) => (Run run, out TResult v) =>
    {
        v = default!;
        if (!left(run, out var a) || !right(run, out var b)) return false;
        try
        {
            v = compute(a, b);
            return true;
        }
        catch (OverflowException)
        {
            throw at.Fault("mapping.overflow", $"the result of {at.Text} is too large");
        }
        catch (DivideByZeroException)
        {
            throw at.Fault("mapping.division", $"{at.Text} divides by zero");
        }
    };

    private static Language.ExpressionError Wrong(string op, Expr left, Expr right, int offset)
    {
        var hint = left.Type == LangType.Text || right.Type == LangType.Text
            ? op == "+" ? ": texts are joined with &, and become numbers by int(…), decimal(…) or fen(…)" : ": a text becomes a number by int(…), decimal(…) or fen(…)"
            : "";
        return ExprCompiler.Error("mapping.type", $"'{op}' cannot work on {left.Type} and {right.Type}{hint}", offset);
    }
}
