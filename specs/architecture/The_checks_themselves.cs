using System.Text.RegularExpressions;
using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>A check that finds nothing because it can't find anything would look the same as a clean tree.</summary>
public sealed class The_checks_themselves
{
    [Theory]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("await Task.Delay(1);")]
    [InlineData("await Task . Delay (1);")]
    public void A_sleep_is_found(string code) => Assert.Matches(Forbidden.Sleep(), code);

    [Theory]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("var now = DateTimeOffset.UtcNow;")]
    [InlineData("var now = DateTime.Today;")]
    public void A_look_at_the_machines_clock_is_found(string code) => Assert.Matches(Forbidden.Clock(), code);

    [Fact]
    public void The_time_of_a_TimeProvider_is_no_finding() => Assert.DoesNotMatch(Forbidden.Clock(), "var now = time.GetUtcNow();");

    [Theory]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);", true)]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);", false)]
    [InlineData("await Task.Delay(wait, _time, cancellationToken);", false)]
    [InlineData("await Task.Delay(wait, TimeProvider.System, cancellationToken);", false)]
    public void A_delay_without_a_TimeProvider_is_found(string code, bool found) => Assert.Equal(found, Forbidden.BareDelay().IsMatch(code));

    [Theory]
    [InlineData("[Fact(Skip = \"later\")]")]
    [InlineData("Assert.Skip(\"later\");")]
    public void A_skipped_test_is_found(string code) => Assert.Matches(Forbidden.Skip(), code);

    [Theory]
    [InlineData("x(); // Thread.Sleep")]
    [InlineData("x(\"Thread.Sleep\");")]
    [InlineData("x(@\"a\"\"Thread.Sleep\");")]
    [InlineData("x(\"\\\" Thread.Sleep\");")]
    [InlineData("x(\"\"\"\nThread.Sleep \"quoted\"\n\"\"\");")]
    [InlineData("/* a\nThread.Sleep */ x();")]
    public void Comments_and_texts_are_no_code(string source)
    {
        var code = CSharpText.WithoutCommentsAndTexts(source);
        Assert.DoesNotContain("Sleep", code, StringComparison.Ordinal);
        Assert.Contains("x(", code, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(source, "\n"), Regex.Count(code, "\n"));
    }

    [Theory]
    [InlineData("'\"'; Thread.Sleep(1); '\"'")]
    [InlineData("\"//\"; Thread.Sleep(1);")]
    public void Code_after_a_text_is_code(string source) =>
        Assert.Contains("Thread.Sleep", CSharpText.WithoutCommentsAndTexts(source), StringComparison.Ordinal);

    [Theory]
    [InlineData("no-such-page.md", "does not exist")]
    [InlineData("README.md#no-such-heading", "no heading")]
    public void A_link_that_leads_nowhere_is_found(string target, string problem) =>
        Assert.Contains(problem, Markdown.Problem("specs/README.md", target), StringComparison.Ordinal);

    [Theory]
    [InlineData("runner")]
    [InlineData("../Integration.sln")]
    [InlineData("/test")]
    public void A_link_that_leads_somewhere_is_no_finding(string target) => Assert.Null(Markdown.Problem("specs/README.md", target));

    [Fact]
    public void The_tree_is_read()
    {
        Assert.Contains("Integration.sln", Repository.Files);
        Assert.True(Project.All.Count > 10, $"only {Project.All.Count} projects were found");
        Assert.Contains(Project.All, p => p.References.Contains("hub/abstractions/"));
    }
}
