using System.Text;

namespace Integration.CoreApp.Archive.Crossing;

/// <summary>Customers' names as systems write them, compared.</summary>
internal static class PartyName
{
    // What says nothing about who it is; longest first.
    private static readonly string[] Forms = ["股份有限公司", "有限责任公司", "有限公司", "集团公司", "总公司", "公司", "集团"];

    /// <summary>The same for all ways of writing one name: width, case, blanks, brackets and the form of company do not count. Null if nothing is left.</summary>
    public static string? Key(string? name)
    {
        if (name is null)
            return null;
        var plain = string.Concat(name.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
        var form = Forms.FirstOrDefault(f => plain.EndsWith(f, StringComparison.Ordinal) && plain.Length > f.Length);
        var key = form is null ? plain : plain[..^form.Length];
        return key.Length == 0 ? null : key;
    }

    /// <summary>The same, one a short form of the other, or nearly the same.</summary>
    public static bool Similar(string? one, string? other) =>
        one is not null && other is not null && (one == other || Within(one, other) || Within(other, one) || Pairs(one, other) >= 0.7);

    /// <summary>Both are known and have next to nothing in common.</summary>
    public static bool Contradict(string? one, string? other) =>
        one is not null && other is not null && one.Distinct().Intersect(other).Count() < 0.3 * Math.Min(one.Distinct().Count(), other.Distinct().Count());

    // 工行浙江 in 中国工商银行浙江省分行: its characters in their order, and not by a chance of one or two.
    private static bool Within(string brief, string full)
    {
        if (brief.Length < 3 || brief.Length >= full.Length)
            return false;
        var next = 0;
        foreach (var c in full)
        {
            if (next < brief.Length && brief[next] == c)
                next++;
        }

        return next == brief.Length;
    }

    // Dice's measure over pairs of neighbouring characters.
    private static double Pairs(string one, string other)
    {
        var (a, b) = (Bigrams(one), Bigrams(other));
        return a.Count + b.Count == 0 ? 0 : 2.0 * a.Intersect(b).Count() / (a.Count + b.Count);
    }

    private static HashSet<string> Bigrams(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => text.Substring(i, 2))];
}
