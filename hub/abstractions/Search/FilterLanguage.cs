namespace Integration.Hub;

/// <summary>
/// The query language of the console and the command line; what can be written stands in hub/console/api.md.
/// <c>NOT</c> binds closest, then <c>AND</c> (which may be left out), then <c>OR</c>.
/// </summary>
public static class FilterLanguage
{
    private const int DeepestBrackets = 50;

    /// <summary>Fields that there are, for suggestions; keys of other kinds are <c>key.kind</c>.</summary>
    public static IReadOnlyList<string> Fields => FilterFields.All;

    /// <param name="time">Its zone is that of times without an offset; times such as <c>2h</c> count back from its now.</param>
    /// <exception cref="FilterException">It cannot be read; says where and why.</exception>
    public static MessageFilter Parse(string text, TimeProvider time)
    {
        var reader = new Reader(FilterTokens.Of(text), text.Length, new FilterFields(time));
        return reader.Whole();
    }

    private sealed class Reader(IReadOnlyList<FilterToken> tokens, int end, FilterFields fields)
    {
        private int _next;
        private int _depth;

        private FilterToken? Next => _next < tokens.Count ? tokens[_next] : null;

        public MessageFilter Whole()
        {
            if (tokens.Count == 0)
                return MessageFilter.Everything;
            var filter = Or();
            return Next is { } left ? throw Unexpected(left) : filter;
        }

        private MessageFilter Or()
        {
            var parts = new List<MessageFilter> { And() };
            while (Next is { Kind: FilterTokenKind.Or })
            {
                _next++;
                parts.Add(And());
            }
            return parts is [var one] ? one : new MessageFilter.Any(parts);
        }

        private MessageFilter And()
        {
            var parts = new List<MessageFilter> { Unary() };
            while (Next is { Kind: not (FilterTokenKind.Or or FilterTokenKind.Close) } next)
            {
                if (next.Kind == FilterTokenKind.And)
                    _next++;
                parts.Add(Unary());
            }
            return parts is [var one] ? one : new MessageFilter.All(parts);
        }

        private MessageFilter Unary()
        {
            if (Next is not { } token)
                throw new FilterException("search.missing", end, 0, $"Something is missing at the end, at character {end + 1}; expected a word, a phrase in quotes or field:value.");
            _next++;
            switch (token.Kind)
            {
                case FilterTokenKind.Not:
                    return new MessageFilter.Not(Unary());
                case FilterTokenKind.Open:
                    return Bracket(token);
                case FilterTokenKind.Word:
                    return new MessageFilter.Text(token.Value);
                case FilterTokenKind.Field:
                    return fields.Read(token);
                default:
                    throw Unexpected(token);
            }
        }

        private MessageFilter Bracket(FilterToken open)
        {
            if (++_depth > DeepestBrackets)
                throw new FilterException("search.too-complex", open.At, open.Length, $"More than {DeepestBrackets} brackets in each other; write it flatter.", new Dictionary<string, string> { ["most"] = $"{DeepestBrackets}" });
            var inner = Or();
            if (Next is not { Kind: FilterTokenKind.Close })
                throw new FilterException("search.unclosed-bracket", open.At, open.Length, $"The bracket at character {open.At + 1} is not closed; expected ')'.");
            _next++;
            _depth--;
            return inner;
        }

        private static FilterException Unexpected(FilterToken token) => new("search.unexpected", token.At, token.Length,
            $"'{token.Value}' at character {token.At + 1} is not expected there; expected a word, a phrase in quotes or field:value. To look for the word itself, put it in quotes.",
            new Dictionary<string, string> { ["found"] = token.Value });
    }
}
