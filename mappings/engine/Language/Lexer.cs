using System.Text;

namespace Integration.Mappings.Language;

/// <summary>Cuts an expression into tokens. A text stands in double or single quotes; <c>\</c> escapes.</summary>
internal sealed class Lexer(string source)
{
    private static readonly string[] TwoCharacterSymbols = ["==", "!=", "<=", ">=", "??", "->"];
    private const string OneCharacterSymbols = "()[],.@+-*/%&<>";

    private int _at;

    public static List<Token> Cut(string source)
    {
        var lexer = new Lexer(source);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (_at < source.Length && char.IsWhiteSpace(source[_at])) _at++;
        if (_at >= source.Length) return new Token(TokenKind.End, "", _at);
        var c = source[_at];
        if (c is '"' or '\'') return QuotedText(c);
        if (c == '`') return QuotedName();
        if (char.IsAsciiDigit(c)) return Number();
        if (char.IsLetter(c) || c == '_') return Name();
        return Symbol();
    }

    private Token Name()
    {
        var start = _at;
        while (_at < source.Length && (char.IsLetterOrDigit(source[_at]) || source[_at] == '_')) _at++;
        return new Token(TokenKind.Name, source[start.._at], start);
    }

    private Token Number()
    {
        var start = _at;
        while (_at < source.Length && char.IsAsciiDigit(source[_at])) _at++;
        if (_at + 1 >= source.Length || source[_at] != '.' || !char.IsAsciiDigit(source[_at + 1]))
            return new Token(TokenKind.Integer, source[start.._at], start);
        _at++;
        while (_at < source.Length && char.IsAsciiDigit(source[_at])) _at++;
        return new Token(TokenKind.Number, source[start.._at], start);
    }

    private Token QuotedName()
    {
        var start = _at++;
        var end = source.IndexOf('`', _at);
        if (end < 0) throw Error("a name in back quotes is not closed: expected another `", start);
        var name = source[_at..end];
        _at = end + 1;
        return new Token(TokenKind.Name, name, start, Quoted: true);
    }

    private Token QuotedText(char quote)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < source.Length && source[_at] != quote) text.Append(TextCharacter());
        if (_at >= source.Length) throw Error($"a text is not closed: expected another {quote}", start);
        _at++;
        return new Token(TokenKind.Text, text.ToString(), start);
    }

    private char TextCharacter()
    {
        var c = source[_at++];
        if (c != '\\' || _at >= source.Length) return c;
        var escaped = source[_at++];
        return escaped switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '\\' or '"' or '\'' => escaped,
            _ => throw Error($"unknown escape \\{escaped}: expected \\n, \\t, \\r, \\\\, \\\" or \\'", _at - 2),
        };
    }

    private Token Symbol()
    {
        var start = _at;
        foreach (var symbol in TwoCharacterSymbols)
        {
            if (!source.AsSpan(_at).StartsWith(symbol)) continue;
            _at += 2;
            return new Token(TokenKind.Symbol, symbol, start);
        }
        var c = source[_at++];
        if (OneCharacterSymbols.Contains(c)) return new Token(TokenKind.Symbol, c.ToString(), start);
        var hint = c == '=' ? ": compare with ==" : "";
        throw Error($"unexpected character '{c}'{hint}", start);
    }

    private static ExpressionError Error(string message, int offset) => new("mapping.syntax", message, offset);
}
