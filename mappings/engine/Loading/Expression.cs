using Integration.Mappings.Compile;
using Integration.Mappings.Language;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>An expression in a mapping file. A quoted YAML value is a text with <c>{…}</c> in it, a plain one an expression.</summary>
internal sealed record Expression(Language.Syntax Syntax, string Text, int Line)
{
    public const int MaxLength = 4000;

    /// <summary>Null if it cannot be read; the reason is noted.</summary>
    public static Expression? Read(YamlNode? node, FileProblems problems, string? field = null)
    {
        if (node is null) return null;
        var line = YamlMap.LineOf(node);
        if (node is not YamlScalarNode scalar)
        {
            problems.Add(line, "mapping.yaml", "expected an expression", field);
            return null;
        }
        var text = scalar.Value ?? "";
        if (text.Length > MaxLength)
        {
            problems.Add(line, "mapping.syntax", $"the expression is longer than {MaxLength} characters: use let", field);
            return null;
        }
        // The text of a block scalar starts on the line after its indicator.
        if (scalar.Style is ScalarStyle.Folded or ScalarStyle.Literal) line++;
        var syntax = problems.Try(line, () => YamlMap.IsQuoted(scalar) ? TemplateParser.Parse(text) : Parse(text), field);
        return syntax is null ? null : new Expression(syntax, text.ReplaceLineEndings(" ").Trim(), line);
    }

    private static Syntax Parse(string text)
    {
        try
        {
            return Language.Parser.Parse(text);
        }
        catch (ExpressionError e) when (text.Count(c => c == '(') != text.Count(c => c == ')'))
        {
            throw new ExpressionError(e.Code, e.Message + " (within { … } on one line YAML ends a value at a comma: write calls with commas on lines of their own)", e.Offset);
        }
    }

    public Expr? Compile(Unit unit, Scope scope, FileProblems problems, string? field = null) =>
        problems.Try(Line, () => new ExprCompiler(unit, scope, Text, Line).Compile(Syntax), field);

    public Expr<bool>? Condition(Unit unit, Scope scope, FileProblems problems, string? field = null) =>
        Compile(unit, scope, problems, field) is { } expr ? problems.Try(Line, () => ExprCompiler.Condition(expr, 0), field) : null;

    public Expr? TextOnly(Unit unit, Scope scope, FileProblems problems, string? field, out Eval<Chars>? text)
    {
        var expr = Compile(unit, scope, problems, field);
        text = expr is null ? null : Coercion.Text(expr);
        if (expr is not null && text is null) problems.Add(Line, "mapping.type", $"expected a value with a text, found {expr.Type}", field);
        return text is null ? null : expr;
    }
}
