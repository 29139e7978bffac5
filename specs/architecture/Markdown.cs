using System.Text;
using System.Text.RegularExpressions;

namespace Integration.Specs.Architecture;

/// <summary>Links of a page, and whether they lead somewhere.</summary>
internal static partial class Markdown
{
    public static IEnumerable<(int Line, string Target)> Links(string page) =>
        from line in Text(page)
        from Match match in Link().Matches(InlineCode().Replace(line.Text, ""))
        let target = match.Groups[1].Value.Trim('<', '>')
        where !Elsewhere().IsMatch(target)
        select (line.Number, target);

    /// <summary>Null if the link leads somewhere.</summary>
    public static string? Problem(string page, string target)
    {
        var parts = Uri.UnescapeDataString(target).Split('#', 2);
        var folder = Path.GetDirectoryName(page)!;
        var path = parts[0].Length == 0
            ? page
            : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, parts[0].StartsWith('/') ? "." : folder, parts[0].TrimStart('/'))));
        var full = Repository.FullPath(path);
        if (!File.Exists(full) && !Directory.Exists(full))
            return $"the link '{target}' leads to {path}, which does not exist";
        return parts.Length == 2 && path.EndsWith(".md", StringComparison.Ordinal) && !Anchors(path).Contains(parts[1])
            ? $"the link '{target}' leads to no heading of {path}"
            : null;
    }

    private static HashSet<string> Anchors(string page) =>
        [.. Text(page).Where(l => l.Text.StartsWith('#')).Select(l => Slug(l.Text.TrimStart('#').Trim())),
         .. Anchor().Matches(Repository.Read(page)).Select(m => m.Groups[1].Value)];

    // As the usual viewers make them: letters and digits in lower case, spaces as hyphens, everything else left out.
    private static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (var c in heading.ToLowerInvariant())
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
                slug.Append(c);
            else if (c == ' ')
                slug.Append('-');
        return slug.ToString();
    }

    // Without what stands in code fences.
    private static IEnumerable<(int Number, string Text)> Text(string page)
    {
        var fenced = false;
        var number = 0;
        foreach (var line in File.ReadLines(Repository.FullPath(page)))
        {
            number++;
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced)
                yield return (number, line);
        }
    }

    [GeneratedRegex("""\[[^\]]*\]\((<[^>]*>|[^)\s]+)(?:\s+"[^"]*")?\)""")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("<a (?:id|name)=\"([^\"]+)\"")]
    private static partial Regex Anchor();
}
