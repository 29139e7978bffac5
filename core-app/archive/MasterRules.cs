using Integration.CoreApp.Archive.Storage;

namespace Integration.CoreApp.Archive;

/// <summary>
/// Who is master of what: per attribute the systems in the order in which they are believed. A value of a system further back never
/// overwrites one of a system further forward; it fills what nobody else has said.
/// </summary>
/// <param name="masters">Entity → attribute (or <c>*</c>) → systems, the master first. A name that ends in a star stands for all that begin so.</param>
/// <param name="ownNumbers">Systems that give customers numbers of their own, which say nothing in the archive's numbering.</param>
public sealed class MasterRules(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> masters, IReadOnlyCollection<string> ownNumbers)
{
    /// <summary>For everything that is not said.</summary>
    public const string Others = "*";

    /// <summary>Nobody is master of anything: the newest value stays.</summary>
    public static MasterRules None { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>(), []);

    /// <summary>Entities that a rule can be about, and their attributes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; } = Tables.All
        .Where(t => t.Entity is not null)
        .DistinctBy(t => t.Entity)
        .ToDictionary(t => t.Entity!, t => (IReadOnlyList<string>)[.. t.Facets.Where(f => f.Mixed).SelectMany(f => f.Columns).Where(c => c.With is null).Select(c => c.Attribute)], StringComparer.Ordinal);

    /// <summary>0 for the master, then as the rules have it; systems that are not named share the last place.</summary>
    public int Rank(string entity, string attribute, string system)
    {
        if (!masters.TryGetValue(entity, out var attributes) || !(attributes.TryGetValue(attribute, out var systems) || attributes.TryGetValue(Others, out systems)))
            return 0;
        for (var i = 0; i < systems.Count; i++)
        {
            if (Fits(systems[i], system))
                return i;
        }

        return systems.Count;
    }

    /// <summary>Whose word counts; null: nobody's, the newest stays.</summary>
    public string? MasterOf(string entity, string attribute) =>
        masters.TryGetValue(entity, out var attributes) && (attributes.TryGetValue(attribute, out var systems) || attributes.TryGetValue(Others, out systems)) ? systems.FirstOrDefault() : null;

    /// <summary>Whom a system means by a customer number: the number itself, or the system's own one under the system's name.</summary>
    public string Party(string system, string customerNo) => ownNumbers.Any(s => Fits(s, system)) ? $"{system}/{customerNo}" : customerNo;

    private static bool Fits(string rule, string system) =>
        rule.EndsWith('*') ? system.StartsWith(rule[..^1], StringComparison.Ordinal) : rule == system;
}
