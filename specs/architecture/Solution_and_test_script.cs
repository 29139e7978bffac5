using System.Text.RegularExpressions;
using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>Nothing is built or tested by chance.</summary>
public sealed partial class Solution_and_test_script
{
    [Fact]
    public void Every_project_is_in_the_solution() => Findings.None(
        Project.All.Select(p => p.Path).Except(InSolution)
            .Select(p => $"{p} is not in Integration.sln, so nobody builds it: dotnet sln add {p}"));

    [Fact]
    public void The_solution_holds_no_project_that_is_gone() => Findings.None(
        InSolution.Except(Project.All.Select(p => p.Path)).Select(p => $"Integration.sln names {p}, which does not exist: dotnet sln remove {p}"));

    [Fact]
    public void Every_project_with_tests_is_run_by_the_test_script()
    {
        var run = Repository.Run("bash", "./test", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(run);
        Findings.None(
            from project in Project.All
            where project.Packages.Contains("xunit.v3") && !run.Contains(project.Path)
            select $"{project} has the package xunit.v3, and ./test does not run it; it must say <IsSpecProject>true</IsSpecProject>");
    }

    [Fact]
    public void Every_package_version_is_said_once() => Findings.None(
        from project in Project.All
        where PackageVersion().IsMatch(Repository.Read(project.Path))
        select $"{project} names the version of a package; versions stand in Directory.Packages.props, one for all");

    private static IReadOnlyList<string> InSolution { get; } =
        [.. ProjectLine().Matches(Repository.Read("Integration.sln")).Select(m => m.Groups[1].Value.Replace('\\', '/'))];

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "([^"]*\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();

    [GeneratedRegex("""<PackageReference[^>]*\bVersion(Override)?=""")]
    private static partial Regex PackageVersion();
}
