using Integration.Mappings.Functions;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;

namespace Integration.Mappings.Compile;

/// <summary>Syntax → typed, compiled expression. Everything that can be wrong with it is found here, at load.</summary>
internal sealed partial class ExprCompiler(Unit unit, Scope scope, string text, int line)
{
    public Unit Unit => unit;

    public Scope Scope => scope;

    public Expr Compile(Syntax syntax) => syntax switch
    {
        Syntax.Literal literal => Literal(literal),
        Syntax.Path path => Path(path),
        Syntax.Member member => MemberOf(Compile(member.Of), member.Segments, member.Offset),
        Syntax.Call call => Call(call),
        Syntax.Unary unary => Unary(unary),
        Syntax.Binary binary => Binary(binary),
        Syntax.Choice choice => Choose(choice),
        Syntax.Template template => Join(template.Parts.Select(Compile).ToList(), template.Offset),
        Syntax.Lambda lambda => new LambdaExpr(lambda, At([])),
        Syntax.Set set => throw Error("mapping.syntax", "a list in brackets may only stand right of 'in'", set.Offset),
        _ => throw new NotSupportedException(syntax.GetType().Name),
    };

    /// <summary>The body of <c>i -> …</c>, with the parameter standing for one of the items.</summary>
    public (int Slot, Expr Body) Lambda(Syntax.Lambda lambda, ItemsExpr items)
    {
        var slot = unit.NewSlot();
        var inner = new Scope(scope, slot);
        inner.Add(lambda.Parameter, new Binding.Item(slot, items.Schema, items.Path));
        return (slot, new ExprCompiler(unit, inner, text, line).Compile(lambda.Body));
    }

    public ExprCompiler In(Scope other) => new(unit, other, text, line);

    public Origin At(IEnumerable<Expr> parts) =>
        new(line, text, [.. parts.SelectMany(p => p.Origin.Leaves).Distinct()]);

    public static ExpressionError Error(string code, string message, int offset) => new(code, message, offset);

    private Expr Literal(Syntax.Literal literal)
    {
        var at = At([]);
        switch (literal.Value)
        {
            case string value:
                return new Expr<Chars>(LangType.Text, at, (Run _, out Chars v) => { v = value; return v.Length > 0; }) { Constant = value, Possible = [value] };
            case long value:
                return new Expr<long>(LangType.Integer, at, (Run _, out long v) => { v = value; return true; }) { Constant = value };
            case decimal value:
                return new Expr<decimal>(LangType.Number, at, (Run _, out decimal v) => { v = value; return true; }) { Constant = value };
            case bool value:
                return new Expr<bool>(LangType.Boolean, at, (Run _, out bool v) => { v = value; return true; }) { Constant = value };
            default:
                return new NullExpr(at);
        }
    }

    private Expr Call(Syntax.Call call)
    {
        if (unit.Aggregates is not null && AggregateCall(call) is { } aggregate) return aggregate;
        var function = unit.Functions.Find(call.Function);
        if (function is null)
        {
            var hint = Suggestion.For(call.Function, unit.Functions.All.Select(f => f.Name));
            throw Error("mapping.unknown-function", $"unknown function '{call.Function}'{hint}", call.Offset);
        }
        var arguments = call.Arguments.Select(Compile).ToList();
        return function.Build(new CallSite(this, function, call, arguments));
    }

    private Expr Choose(Syntax.Choice choice)
    {
        var condition = Condition(Compile(choice.Condition), choice.Condition.Offset);
        var (then, otherwise) = (Compile(choice.Then), Compile(choice.Else));
        var at = At([condition, then, otherwise]);
        return Coercion.Combine(then, otherwise, new Choosing(condition.Eval), at)
            ?? throw Error("mapping.type", $"'then' is {then.Type} and 'else' is {otherwise.Type}: both must be of one type", choice.Offset);
    }

    public static Expr<bool> Condition(Expr expr, int offset) =>
        expr as Expr<bool> ?? throw Error("mapping.type", $"a condition is true or false, this is {expr.Type}", offset);

    private sealed class Choosing(Eval<bool> condition) : Coercion.ICombine
    {
        public Eval<T> Of<T>(Eval<T> then, Eval<T> otherwise)
            where T : allows ref struct =>
            (Run run, out T value) => condition(run, out var yes) && yes ? then(run, out value) : otherwise(run, out value);
    }
}
