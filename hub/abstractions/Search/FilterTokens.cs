using System.Text;

namespace Integration.Hub;

internal enum FilterTokenKind
{
    Word,
    Field,
    And,
    Or,
    Not,
    Open,
    Close,
}

/// <param name="Value">The word, or the field's value, without quotes.</param>
/// <param name="Field">Name before the colon, as it was written.</param>
/// <param name="Quoted">The value stood in quotes: a star in it is a star.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Value, int At, int Length, string Field = "", bool Quoted = false);

/// <summary>Cuts a query into words. Chinese keyboards type full-width brackets, quotes, colons and blanks: they count as the others.</summary>
internal static class FilterTokens
{
    public static IReadOnlyList<FilterToken> Of(string text)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else
                at = Read(text, at, tokens);
        }
        return tokens;
    }

    private static int Read(string text, int at, List<FilterToken> tokens)
    {
        switch (text[at])
        {
            case '(' or '（':
                tokens.Add(new(FilterTokenKind.Open, "(", at, 1));
                return at + 1;
            case ')' or '）':
                tokens.Add(new(FilterTokenKind.Close, ")", at, 1));
                return at + 1;
            case '-' when at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]):
                tokens.Add(new(FilterTokenKind.Not, "-", at, 1));
                return at + 1;
            case var c when IsQuote(c):
                var (phrase, after) = Quoted(text, at);
                // Nothing in quotes asks for nothing.
                if (phrase.Trim().Length > 0)
                    tokens.Add(new(FilterTokenKind.Word, phrase, at, after - at, Quoted: true));
                return after;
            default:
                return Word(text, at, tokens);
        }
    }

    private static int Word(string text, int at, List<FilterToken> tokens)
    {
        var end = at;
        while (end < text.Length && !EndsWord(text[end]))
        {
            if (text[end] is ':' or '：' && IsName(text[at..end]))
                return Field(text, at, end, tokens);
            end++;
        }
        var word = text[at..end];
        tokens.Add(new(word switch { "AND" => FilterTokenKind.And, "OR" => FilterTokenKind.Or, "NOT" => FilterTokenKind.Not, _ => FilterTokenKind.Word }, word, at, end - at));
        return end;
    }

    private static int Field(string text, int at, int colon, List<FilterToken> tokens)
    {
        var name = text[at..colon];
        var start = colon + 1;
        if (start < text.Length && IsQuote(text[start]))
        {
            var (value, after) = Quoted(text, start);
            tokens.Add(new(FilterTokenKind.Field, value.Trim(), at, after - at, name, Quoted: true));
            return after;
        }
        var end = start;
        while (end < text.Length && !EndsWord(text[end]))
            end++;
        tokens.Add(new(FilterTokenKind.Field, text[start..end], at, end - at, name));
        return end;
    }

    private static (string Phrase, int After) Quoted(string text, int at)
    {
        var phrase = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == '\\' || IsQuote(text[i + 1])))
                phrase.Append(text[++i]);
            else if (IsQuote(text[i]))
                return (phrase.ToString(), i + 1);
            else
                phrase.Append(text[i]);
        }
        throw new FilterException("search.unclosed-quote", at, text.Length - at, $"The quote at character {at + 1} is not closed; expected another \" after the phrase.");
    }

    private static bool EndsWord(char c) => char.IsWhiteSpace(c) || IsQuote(c) || c is '(' or ')' or '（' or '）';

    private static bool IsQuote(char c) => c is '"' or '“' or '”';

    private static bool IsName(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '.');
}
