using System.Globalization;

namespace Integration.Mappings.Language;

/// <summary>
/// Expression → <see cref="Syntax"/>. Weakest first: <c>if</c>, <c>??</c>, <c>or</c>, <c>and</c>, <c>not</c>, comparison,
/// <c>&amp;</c> (joins texts), <c>+ -</c>, <c>* / %</c>, sign, path.
/// </summary>
internal sealed class Parser
{
    private const int MaxDepth = 200;
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">", "in"];

    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(List<Token> tokens) => _tokens = tokens;

    private Token Here => _tokens[_at];

    public static Syntax Parse(string source)
    {
        var parser = new Parser(Lexer.Cut(source));
        var syntax = parser.Expression();
        if (parser.Here.Kind != TokenKind.End)
            throw Error($"unexpected {parser.Here} after the expression", parser.Here.Offset);
        return syntax;
    }

    private Syntax Expression() => Deeper(() => Here.Is("if") ? Choice() : Coalesce());

    private Syntax Deeper(Func<Syntax> inner)
    {
        if (++_depth > MaxDepth) throw Error($"the expression is nested deeper than {MaxDepth}", Here.Offset);
        var syntax = inner();
        _depth--;
        return syntax;
    }

    private Syntax.Choice Choice()
    {
        var start = Take().Offset;
        var condition = Expression();
        Expect("then");
        var then = Expression();
        Expect("else");
        return new Syntax.Choice(condition, then, Expression(), start);
    }

    private Syntax Coalesce() => LeftToRight(Or, "??");

    private Syntax Or() => LeftToRight(And, "or");

    private Syntax And() => LeftToRight(Not, "and");

    private Syntax Not()
    {
        if (!Here.Is("not")) return Comparison();
        var start = Take().Offset;
        return new Syntax.Unary("not", Deeper(Not), start);
    }

    private Syntax Comparison()
    {
        var left = Concatenation();
        if (!Comparisons.Any(Here.Is)) return left;
        var op = Take();
        var right = op.Text == "in" ? Set() : Concatenation();
        return new Syntax.Binary(op.Text, left, right, op.Offset);
    }

    private Syntax Concatenation() => LeftToRight(Sum, "&");

    private Syntax Sum() => LeftToRight(Product, "+", "-");

    private Syntax Product() => LeftToRight(Signed, "*", "/", "%");

    private Syntax Signed()
    {
        if (!Here.Is("-")) return Postfix();
        var start = Take().Offset;
        return new Syntax.Unary("-", Deeper(Signed), start);
    }

    private Syntax Postfix()
    {
        var syntax = Primary();
        if (!Here.Is(".")) return syntax;
        return new Syntax.Member(syntax, Segments(), syntax.Offset);
    }

    private Syntax Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new Syntax.Literal(token.Text, token.Offset);
            case TokenKind.Integer:
                return new Syntax.Literal(Integer(token), token.Offset);
            case TokenKind.Number:
                return new Syntax.Literal(decimal.Parse(token.Text, CultureInfo.InvariantCulture), token.Offset);
            case TokenKind.Name:
                return Named(token);
        }
        if (!token.Is("(")) throw Error($"expected a value, found {token}", token.Offset);
        var inner = Expression();
        Expect(")");
        return inner;
    }

    private Syntax Named(Token name)
    {
        if (name.Is("true") || name.Is("false")) return new Syntax.Literal(name.Text == "true", name.Offset);
        if (name.Is("null")) return new Syntax.Literal(null, name.Offset);
        if (name.Is("if") || name.Is("then") || name.Is("else") || name.Is("and") || name.Is("or") || name.Is("in"))
            throw Error($"expected a value, found the key word {name}", name.Offset);
        if (Here.Is("(") && !name.Quoted) return new Syntax.Call(name.Text, Arguments(), name.Offset);
        if (!Here.Is("->")) return new Syntax.Path(name.Text, Here.Is(".") ? Segments() : [], name.Offset);
        Take();
        return new Syntax.Lambda(name.Text, Expression(), name.Offset);
    }

    private List<string> Segments()
    {
        var segments = new List<string>();
        while (Here.Is("."))
        {
            Take();
            var attribute = Here.Is("@");
            if (attribute) Take();
            var name = Take();
            if (name.Kind != TokenKind.Name) throw Error($"expected a name after '.', found {name}", name.Offset);
            segments.Add(attribute ? "@" + name.Text : name.Text);
        }
        return segments;
    }

    private List<Syntax> Arguments() => Listed("(", ")");

    private Syntax.Set Set()
    {
        var start = Here.Offset;
        return new Syntax.Set(Listed("[", "]"), start);
    }

    private List<Syntax> Listed(string open, string close)
    {
        Expect(open);
        var items = new List<Syntax>();
        while (!Here.Is(close))
        {
            if (items.Count > 0) Expect(",");
            items.Add(Expression());
        }
        Take();
        return items;
    }

    private Syntax LeftToRight(Func<Syntax> operand, params string[] operators)
    {
        var left = operand();
        while (operators.Any(Here.Is))
        {
            var op = Take();
            left = new Syntax.Binary(op.Text, left, operand(), op.Offset);
        }
        return left;
    }

    private Token Take()
    {
        var token = _tokens[_at];
        if (token.Kind != TokenKind.End) _at++;
        return token;
    }

    private void Expect(string symbol)
    {
        var token = Take();
        if (!token.Is(symbol)) throw Error($"expected '{symbol}', found {token}", token.Offset);
    }

    private static long Integer(Token token) =>
        long.TryParse(token.Text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error($"{token.Text} is too large for an integer", token.Offset);

    private static ExpressionError Error(string message, int offset) => new("mapping.syntax", message, offset);
}
