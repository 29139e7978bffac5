using System.Text;

namespace Integration.Mappings.Language;

/// <summary>A quoted YAML value: text, <c>{expression}</c>, and <c>{{</c> <c>}}</c> for braces.</summary>
internal static class TemplateParser
{
    public static Syntax Parse(string text)
    {
        var parts = new List<Syntax>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            var doubled = at + 1 < text.Length && text[at + 1] == c;
            if (c is '{' or '}' && doubled) literal.Append(text[at++]);
            else if (c == '{') at = Expression(text, at, literal, parts);
            else if (c == '}') throw new ExpressionError("mapping.syntax", "a single } in a text: write }} for a brace", at);
            else literal.Append(c);
        }
        Flush(literal, parts);
        return parts switch
        {
            [] => new Syntax.Literal("", 0),
            [Syntax.Literal only] => only,
            _ => new Syntax.Template(parts, 0),
        };
    }

    private static int Expression(string text, int at, StringBuilder literal, List<Syntax> parts)
    {
        var end = text.IndexOf('}', at);
        if (end < 0) throw new ExpressionError("mapping.syntax", "an expression in a text is not closed: expected } (write {{ for a brace)", at);
        Flush(literal, parts);
        parts.Add(Parser.Parse(text[(at + 1)..end]));
        return end;
    }

    private static void Flush(StringBuilder literal, List<Syntax> parts)
    {
        if (literal.Length == 0) return;
        parts.Add(new Syntax.Literal(literal.ToString(), 0));
        literal.Clear();
    }
}
