namespace Integration.Mappings.Language;

/// <summary>An expression as written.</summary>
/// <param name="Offset">Where it starts in the expression text.</param>
internal abstract record Syntax(int Offset)
{
    /// <param name="Value">string, long, decimal, bool or null.</param>
    internal sealed record Literal(object? Value, int Offset) : Syntax(Offset);

    /// <summary><c>order.customer.@id</c>: a name in scope and the way down from it.</summary>
    internal sealed record Path(string Root, IReadOnlyList<string> Segments, int Offset) : Syntax(Offset)
    {
        public override string ToString() => string.Join('.', [Root, .. Segments]);
    }

    /// <summary><c>first(order.items).name</c>.</summary>
    internal sealed record Member(Syntax Of, IReadOnlyList<string> Segments, int Offset) : Syntax(Offset);

    internal sealed record Call(string Function, IReadOnlyList<Syntax> Arguments, int Offset) : Syntax(Offset);

    internal sealed record Unary(string Operator, Syntax Of, int Offset) : Syntax(Offset);

    internal sealed record Binary(string Operator, Syntax Left, Syntax Right, int Offset) : Syntax(Offset);

    internal sealed record Choice(Syntax Condition, Syntax Then, Syntax Else, int Offset) : Syntax(Offset);

    /// <summary><c>i -> i.amount</c>, as argument of a list function.</summary>
    internal sealed record Lambda(string Parameter, Syntax Body, int Offset) : Syntax(Offset);

    /// <summary><c>["a", "b"]</c>, right of <c>in</c>.</summary>
    internal sealed record Set(IReadOnlyList<Syntax> Items, int Offset) : Syntax(Offset);

    /// <summary>A quoted YAML value: text with <c>{expressions}</c> in it.</summary>
    internal sealed record Template(IReadOnlyList<Syntax> Parts, int Offset) : Syntax(Offset);
}
