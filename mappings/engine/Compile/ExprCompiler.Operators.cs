using Integration.Mappings.Language;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Compile;

internal sealed partial class ExprCompiler
{
    private Expr Unary(Syntax.Unary unary)
    {
        var of = Compile(unary.Of);
        if (unary.Operator == "-") return Arithmetic.Compile("-", Literal(new Syntax.Literal(0L, unary.Offset)), of, At([of]), unary.Offset);
        var condition = Condition(of, unary.Of.Offset).Eval;
        return new Expr<bool>(LangType.Boolean, At([of]), (Run run, out bool v) =>
        {
            v = !(condition(run, out var yes) && yes);
            return true;
        });
    }

    private Expr Binary(Syntax.Binary binary)
    {
        if (binary.Operator == "in") return OneOf(binary);
        var (left, right) = (Compile(binary.Left), Compile(binary.Right));
        var at = At([left, right]);
        return binary.Operator switch
        {
            "&" => Join([left, right], binary.Offset),
            "??" => Coercion.Combine(left, right, new Defaulting(), at)
                ?? throw Error("mapping.type", $"the sides of ?? are {left.Type} and {right.Type}: both must be of one type", binary.Offset),
            "and" => And(Condition(left, binary.Left.Offset).Eval, Condition(right, binary.Right.Offset).Eval, at),
            "or" => Or(Condition(left, binary.Left.Offset).Eval, Condition(right, binary.Right.Offset).Eval, at),
            "+" or "-" or "*" or "/" or "%" => Arithmetic.Compile(binary.Operator, left, right, at, binary.Offset),
            _ => Comparison.Compile(binary.Operator, left, right, at, binary.Offset),
        };
    }

    private static Expr<bool> And(Eval<bool> left, Eval<bool> right, Origin at) => new(LangType.Boolean, at, (Run run, out bool v) =>
    {
        v = left(run, out var a) && a && right(run, out var b) && b;
        return true;
    });

    private static Expr<bool> Or(Eval<bool> left, Eval<bool> right, Origin at) => new(LangType.Boolean, at, (Run run, out bool v) =>
    {
        v = (left(run, out var a) && a) || (right(run, out var b) && b);
        return true;
    });

    private Expr<Chars> Join(List<Expr> parts, int offset)
    {
        var texts = parts.Select(p => Coercion.Text(p)
            ?? throw Error("mapping.type", $"{p.Type} has no text of its own{(p.Type is LangType.List ? ": use join(…)" : "")}", offset)).ToArray();
        return new Expr<Chars>(LangType.Text, At(parts), (Run run, out Chars v) =>
        {
            var start = run.Stack.Length;
            foreach (var text in texts)
                if (text(run, out var piece)) run.Stack.Append(piece);
            v = run.Stack.Pop(start, run.Text);
            return v.Length > 0;
        });
    }

    private Expr<bool> OneOf(Syntax.Binary binary)
    {
        var left = Compile(binary.Left);
        var set = (Syntax.Set)binary.Right;
        var items = set.Items.Select(Compile).ToList();
        if (items.Exists(i => i.Constant is null)) throw Error("mapping.syntax", "the list right of 'in' holds texts and numbers only", set.Offset);
        var at = At([left]);
        if (items.Exists(i => i.Type != LangType.Text))
        {
            var tests = items.Select(i => Comparison.Compile("==", left, i, at, set.Offset).Eval).ToArray();
            return new Expr<bool>(LangType.Boolean, at, (Run run, out bool v) =>
            {
                v = Array.Exists(tests, t => t(run, out var yes) && yes);
                return true;
            });
        }
        var text = left.Type == LangType.Text ? Coercion.Text(left)! : throw Error("mapping.type", $"left of 'in' is {left.Type}, the list holds texts", binary.Offset);
        var values = items.Select(i => (string)i.Constant!).ToHashSet().GetAlternateLookup<Chars>();
        return new Expr<bool>(LangType.Boolean, at, (Run run, out bool v) =>
        {
            v = text(run, out var value) && values.Contains(value);
            return true;
        });
    }

    private sealed class Defaulting : Coercion.ICombine
    {
        public Eval<T> Of<T>(Eval<T> first, Eval<T> second)
            where T : allows ref struct =>
            (Run run, out T value) => first(run, out value) || second(run, out value);
    }
}
