namespace Integration.Hub.MessageBox;

/// <summary>One of the ways in which a message can fit a filter: all of these together.</summary>
/// <param name="Fields">Conditions on columns; negated or not.</param>
/// <param name="Texts">Folded; all must stand in the message.</param>
/// <param name="NotTexts">Folded; none may.</param>
internal sealed record Alternative(
    IReadOnlyList<(MessageFilter Term, bool Not)> Fields, IReadOnlyList<string> Texts, IReadOnlyList<string> NotTexts, DateTimeOffset? Since, DateTimeOffset? Until)
{
    private const int Most = 32;

    private static readonly Alternative Always = new([], [], [], null, null);

    public bool LooksAtText => Texts.Count + NotTexts.Count > 0;

    /// <exception cref="FilterException">There are too many.</exception>
    public static IReadOnlyList<Alternative> Of(MessageFilter filter) => Of(filter, not: false);

    public bool Fits(string text) => Texts.All(t => text.Contains(t, StringComparison.Ordinal)) && !NotTexts.Any(t => text.Contains(t, StringComparison.Ordinal));

    private static IReadOnlyList<Alternative> Of(MessageFilter filter, bool not) => filter switch
    {
        MessageFilter.Not n => Of(n.Of, !not),
        MessageFilter.All a when !not => Together(a.Of, not),
        MessageFilter.Any a when not => Together(a.Of, not),
        MessageFilter.All a => [.. a.Of.SelectMany(f => Of(f, not))],
        MessageFilter.Any a => Few([.. a.Of.SelectMany(f => Of(f, not))]),
        MessageFilter.Text t => Grams.Fold(t.Words).Trim() is { Length: > 0 } words
            ? [not ? Always with { NotTexts = [words] } : Always with { Texts = [words] }]
            : not ? [] : [Always],
        MessageFilter.Since s => [not ? Always with { Until = s.At } : Always with { Since = s.At }],
        MessageFilter.Until u => [not ? Always with { Since = u.At } : Always with { Until = u.At }],
        _ => [Always with { Fields = [(filter, not)] }],
    };

    private static IReadOnlyList<Alternative> Together(IReadOnlyList<MessageFilter> parts, bool not)
    {
        IReadOnlyList<Alternative> all = [Always];
        foreach (var part in parts)
        {
            var more = Of(part, not);
            all = Few([.. all.SelectMany(a => more.Select(a.And))]);
        }
        return all;
    }

    private static IReadOnlyList<Alternative> Few(IReadOnlyList<Alternative> all) => all.Count <= Most
        ? all
        : throw new FilterException("search.too-complex", 0, 0, $"The query has {all.Count} alternatives; expected at most {Most}. Take some ORs out, or ask several times.", new Dictionary<string, string> { ["most"] = $"{Most}" });

    private Alternative And(Alternative other) => new(
        [.. Fields, .. other.Fields], [.. Texts, .. other.Texts], [.. NotTexts, .. other.NotTexts],
        Since is null || other.Since > Since ? other.Since ?? Since : Since, Until is null || other.Until < Until ? other.Until ?? Until : Until);
}
