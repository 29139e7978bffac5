using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using Integration.Mappings.Loading;
using Integration.Mappings.Running;
using Integration.Mappings.Values;

namespace Integration.Mappings.Functions;

/// <summary>One call in one mapping, while it is compiled: typed arguments in, typed result out.</summary>
internal sealed class CallSite(ExprCompiler compiler, FunctionSpec function, Syntax.Call syntax, List<Expr> arguments)
{
    public int Count => arguments.Count;

    public Unit Unit => compiler.Unit;

    /// <summary>For faults: knows mapping line and what is read.</summary>
    public Origin At { get; } = compiler.At(arguments) with { Text = syntax.Function + "(…)" };

    public Expr this[int index] => arguments[index];

    public bool Has(int index) => index < arguments.Count;

    public LangType TypeOf(int index) => arguments[index].Type;

    public Eval<Chars> Text(int index) =>
        (arguments[index].Type == LangType.Text || arguments[index] is NullExpr or ItemExpr ? Coercion.Text(arguments[index]) : null) ?? throw Expected(index, "text");

    /// <summary>Any value that has a text.</summary>
    public Eval<Chars> AnyAsText(int index) => Coercion.Text(arguments[index]) ?? throw Expected(index, "a value with a text");

    public Eval<long> Integer(int index) => Coercion.Exactly<long>(arguments[index]) ?? throw Expected(index, "integer");

    public Eval<decimal> Number(int index) => Coercion.Number(arguments[index]) ?? throw Expected(index, "number");

    public Eval<bool> Boolean(int index) => Coercion.Exactly<bool>(arguments[index]) ?? throw Expected(index, "boolean");

    public Eval<Money> Money(int index) => Coercion.Exactly<Money>(arguments[index]) ?? throw Expected(index, "money");

    public ItemsExpr? ItemsOrNull(int index) => Coercion.Items(arguments[index]);

    public ItemsExpr Items(int index) => ItemsOrNull(index) ?? throw Expected(index, "list");

    /// <summary>The text written in the mapping itself: formats, table names.</summary>
    public string Constant(int index) =>
        arguments[index].Constant as string ?? throw Wrong($"{Name(index)} must be written as a text in the mapping, e.g. \"…\"", index);

    public string Constant(int index, string otherwise) => Has(index) ? Constant(index) : otherwise;

    public int ConstantInteger(int index) =>
        arguments[index].Constant is long value and >= 0 and <= 10_000 ? (int)value : throw Wrong($"{Name(index)} must be a whole number from 0 to 10000, written in the mapping", index);

    /// <summary><c>i -> …</c> applied to each of the items.</summary>
    public ValuesExpr Each(int index, ItemsExpr items)
    {
        if (arguments[index] is not LambdaExpr lambda) throw Expected(index, "a function such as i -> i.name");
        var (slot, body) = compiler.Lambda(lambda.Syntax, items);
        return new ValuesExpr(items, slot, body, compiler.At([items, body]));
    }

    /// <summary>The items' own values.</summary>
    public ValuesExpr EachItself(ItemsExpr items)
    {
        var (slot, body) = compiler.Lambda(new Syntax.Lambda("it", new Syntax.Path("it", [], syntax.Offset), syntax.Offset), items);
        return new ValuesExpr(items, slot, body, At);
    }

    public DatePattern Pattern(int index) =>
        DatePattern.Read(Constant(index), out var wrong) ?? throw Wrong($"{Name(index)} \"{Constant(index)}\": {wrong}", index);

    public TimeZoneInfo Zone(int index)
    {
        var name = Constant(index, Instants.DefaultZone);
        if (name == Instants.DefaultZone) return Instants.Shanghai;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw Wrong($"unknown time zone \"{name}\": expected e.g. \"Asia/Shanghai\" or \"UTC\"", index);
    }

    public CodeTable Table(int index)
    {
        var name = Constant(index);
        return Unit.Tables.Find(name) ?? throw new ExpressionError("mapping.unknown-table",
            $"unknown code table \"{name}\"{Suggestion.For(name, Unit.Tables.Names)}", syntax.Arguments[index].Offset);
    }

    public Expr<Chars> ReturnText(Eval<Chars> eval, IReadOnlyList<string>? possible = null) => new(LangType.Text, At, eval) { Possible = possible };

    public Expr<long> ReturnInteger(Eval<long> eval) => new(LangType.Integer, At, eval);

    public Expr<decimal> ReturnNumber(Eval<decimal> eval) => new(LangType.Number, At, eval);

    public Expr<bool> ReturnBoolean(Eval<bool> eval) => new(LangType.Boolean, At, eval);

    public Expr<Money> ReturnMoney(Eval<Money> eval) => new(LangType.Money, At, eval);

    public Expr<DateOnly> ReturnDate(Eval<DateOnly> eval) => new(LangType.Date, At, eval);

    public Expr<DateTimeOffset> ReturnInstant(Eval<DateTimeOffset> eval) => new(LangType.Instant, At, eval);

    public ExpressionError Expected(int index, string type) => Wrong($"{Name(index)} must be {type}, it is {Given(index)}", index);

    public ExpressionError Wrong(string message, int? argument = null) =>
        new("mapping.type", message, argument is { } i && i < syntax.Arguments.Count ? syntax.Arguments[i].Offset : syntax.Offset);

    private string Given(int index) => arguments[index] is LambdaExpr ? "a function" : arguments[index].Type.Name;

    private string Name(int index) => $"{function.Name}: '{function.Parameters[Math.Min(index, function.Parameters.Count - 1)].Name}'";
}
