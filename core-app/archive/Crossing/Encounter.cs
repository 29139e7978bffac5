namespace Integration.CoreApp.Archive.Crossing;

/// <summary>Two parties that have something in common.</summary>
/// <param name="Root">The customer that the party belongs to now; the party itself if to nobody.</param>
/// <param name="Known">The customer's own record is here.</param>
internal sealed record Side(string Party, string Root, string? NameKey, bool Known);

/// <param name="Kind">account, service, work order: strong; phone, address: weak; name.</param>
internal sealed record Encounter(Side One, Side Other, string Kind, string Id);

/// <summary>What is to be done about a party.</summary>
internal abstract record Verdict
{
    private Verdict() { }

    /// <summary>It is the customer, beyond doubt.</summary>
    public sealed record Join(string Party, string Into, string Because) : Verdict;

    /// <summary>A person decides.</summary>
    public sealed record Doubt(string Party, string Other, string Reason, string Evidence) : Verdict;
}

/// <summary>Who is who, decided from what is known. Pure.</summary>
internal static class Judgement
{
    /// <summary>A party of whom no record of its own is here, and everything strong it shares with others.</summary>
    public static IEnumerable<Verdict> OfStranger(Side stranger, IReadOnlyList<Encounter> shared)
    {
        var customers = shared.Where(s => s.Other.Known && s.Other.Root != stranger.Root).GroupBy(s => s.Other.Root).ToList();
        if (customers is [var one] && !stranger.Known)
        {
            var meeting = one.First();
            var evidence = Evidence(one);
            return PartyName.Contradict(stranger.NameKey, meeting.Other.NameKey)
                ? [new Verdict.Doubt(stranger.Party, one.Key, "their names have nothing in common", evidence)]
                : [new Verdict.Join(stranger.Party, one.Key, evidence)];
        }
        return customers.Select(c => new Verdict.Doubt(stranger.Party, c.Key, stranger.Known
            ? $"it belongs to {stranger.Root}, and this says otherwise" : "what it shares belongs to several customers", Evidence(c)));
    }

    /// <summary>Two customers, or a customer and a stranger, that only look alike.</summary>
    public static Verdict? OfNamesakes(Side one, Side other, IReadOnlyList<string> weak)
    {
        var same = one.NameKey is not null && one.NameKey == other.NameKey;
        var (stranger, customer) = one.Known ? (other, one) : (one, other);
        if (!customer.Known)
            return null;
        if (!stranger.Known)
            return same ? new Verdict.Doubt(stranger.Party, customer.Root, "the name is the same, and nothing stronger is known", $"name {customer.NameKey}") : null;
        if (weak.Count == 0 || !PartyName.Similar(one.NameKey, other.NameKey))
            return null;
        // Whichever was seen first, it is one pair.
        var (first, second) = string.CompareOrdinal(one.Root, other.Root) < 0 ? (one, other) : (other, one);
        return new Verdict.Doubt(second.Root, first.Root, same ? "two records of the same name" : "two records of similar names", string.Join(", ", weak));
    }

    private static string Evidence(IEnumerable<Encounter> shared) => string.Join(", ", shared.Select(s => $"{s.Kind} {s.Id}").Distinct().Order(StringComparer.Ordinal).Take(5));
}
