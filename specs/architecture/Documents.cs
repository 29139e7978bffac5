using System.Text.RegularExpressions;
using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>Pages lead where they say, decisions can be found.</summary>
public sealed partial class Documents
{
    private const string Decisions = "specs/decisions/";

    [Fact]
    public void Every_link_between_pages_leads_somewhere() => Findings.None(
        from page in Repository.Under("", ".md")
        from link in Markdown.Links(page)
        let problem = Markdown.Problem(page, link.Target)
        where problem is not null
        select $"{page}:{link.Line}: {problem}");

    [Fact]
    public void Every_decision_has_a_number_a_title_and_a_status() => Findings.None(Records.SelectMany(Check));

    [Fact]
    public void No_two_decisions_have_one_number() => Findings.None(
        Records.GroupBy(r => Path.GetFileName(r)[..4]).Where(g => g.Count() > 1)
            .Select(g => $"{string.Join(" and ", g)} have one number; a number names one decision for ever"));

    [Fact]
    public void The_index_of_decisions_names_each_of_them()
    {
        var index = Repository.Read(Decisions + "README.md");
        Findings.None(Records.Select(r => Path.GetFileName(r)).Where(r => !index.Contains($"({r})", StringComparison.Ordinal))
            .Select(r => $"{Decisions}README.md lacks the line: - [{TitleOf(r)}]({r})"));
    }

    private static IEnumerable<string> Records => Repository.Under(Decisions, ".md").Where(f => Path.GetFileName(f) != "README.md");

    private static string TitleOf(string record) => File.ReadLines(Repository.FullPath(Decisions + record)).First().TrimStart('#', ' ');

    private static IEnumerable<string> Check(string file)
    {
        var name = Path.GetFileName(file);
        var text = Repository.Read(file);
        if (!FileName().IsMatch(name))
            yield return $"{file}: a decision's file is named 0000-words-of-the-title.md";
        if (!text.StartsWith($"# {name[..4]}", StringComparison.Ordinal) || text.Split('\n')[0].Trim().Length < 10)
            yield return $"{file}: its first line must be '# {name[..4]} Title'";
        if (!Status().IsMatch(text))
            yield return $"{file}: a line must say 'Status: proposed', 'accepted' or 'superseded by 0000'";
    }

    [GeneratedRegex(@"^\d{4}-[a-z0-9][a-z0-9-]*\.md$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[-*\s]*Status\W*\s*(proposed|accepted|rejected|deprecated|superseded)\b", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Status();
}
