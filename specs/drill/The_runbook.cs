using Integration.Hub.Operations;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.OperationsConsole;

namespace Integration.Specs.Drill;

/// <summary>Whoever is called at night finds what to do: the runbook has a section for all that can be shown.</summary>
public sealed class The_runbook
{
    public static TheoryData<string> Shown => [.. AlertRule.Usual.Select(r => r.Code), .. Suggestions.All, .. Enum.GetValues<MoodKind>().Select(Systems.Name)];

    [Theory, MemberData(nameof(Shown))]
    public void It_has_a_section(string code) => Assert.NotNull(Runbook.Find(code));

    [Fact]
    public void Each_section_says_what_to_do_and_how_it_ends() => Assert.All(Runbook.Sections, s =>
    {
        Assert.Contains(" · ", s.Title, StringComparison.Ordinal);
        Assert.All(new[] { s.Seen, s.Means, s.Safe, s.Do, s.Ends }, line => Assert.True(line.Length > 1, s.Code));
    });

    [Fact]
    public void No_section_stands_for_nothing()
    {
        var known = Shown.Select(row => (string)row.Data).ToHashSet();
        Assert.Equal([], Runbook.Sections.Select(s => s.Code).Where(c => !known.Contains(c)));
    }

    [Fact]
    public void No_section_stands_there_twice() => Assert.Equal(Runbook.Sections.Count, Runbook.Sections.DistinctBy(s => s.Code).Count());
}
