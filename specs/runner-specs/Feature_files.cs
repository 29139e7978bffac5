using Integration.Specs.Runner;
using Xunit;
using Xunit.Sdk;

namespace Integration.Specs.RunnerSpecs;

public sealed class Feature_files : IDisposable
{
    private readonly FeatureRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("Feature: f\n  Scenario: s\n    Given x\n    Thn y", "features/1.feature:4:")]
    [InlineData("Feature: f\n  Scenario: s\n    Gven x", "features/1.feature:2: the scenario 's' has no steps: 'Gven x' begins with no step keyword")]
    [InlineData("", "features/1.feature:1: no feature")]
    [InlineData("Feature: f", "features/1.feature:1: the feature has no scenario")]
    [InlineData("Feature: f\n  Scenario: s\n", "features/1.feature:2: the scenario 's' has no steps")]
    [InlineData("Feature: f\n  Scenario: s\n    Given x\n\n  Scenario: s\n    Given y", "features/1.feature:5: a second scenario 's'; the first is on line 2")]
    [InlineData("Feature: f\n  Scenario Outline: s\n    Given <x>\n    Examples:\n      | x |", "features/1.feature:2: the outline 's' has no example rows")]
    [InlineData("Feature: f\n  Scenario Outline: s\n    Given <x>\n    Examples:\n      | x |\n      | 1 |\n      | 1 |", "a second scenario 's (x: 1)'")]
    [InlineData("Feature: f\n  Scenario: s\n    Given x\n      | a | a |\n      | 1 | 2 |", "Two columns of the table are named 'a'")]
    [InlineData("Feature: f\n  Scenario: s\n    Given x\n      | a | b |\n      | 1 |", "features/1.feature:5:")]
    [InlineData("# language: xx\nFeature: f", "features/1.feature:1:")]
    public void A_file_that_would_test_nothing_or_the_wrong_thing_says_where(string text, string problem) =>
        Assert.Contains(_runs.Load(text).Errors, e => e.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public async Task Such_a_file_is_a_test_that_fails()
    {
        var results = await _runs.RunAsync(["Feature: f\n  Scenario: s\n    Given x\n    Thn y"]);
        Assert.Contains("features/1.feature:4:", results["file"]?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_examples_are_filled_in_once_and_everywhere()
    {
        var file = _runs.Load("""
            @a
            Feature: f
              @b
              Scenario Outline: <who> pays
                Given <who> owes <sum> (<unknown>)
                  | name  |
                  | <who> |
                And a note
                  \"\"\"
                  <who>
                  \"\"\"
                @c
                Examples:
                  | who   | sum |
                  | <sum> | 5   |
            """.Replace("\\\"", "\"", StringComparison.Ordinal));
        Assert.Empty(file.Errors);
        var scenario = Assert.Single(file.Scenarios);
        Assert.Equal("<sum> pays", scenario.Info.Title);
        Assert.Equal("<sum> owes 5 (<unknown>)", scenario.Steps[0].Text);
        Assert.Equal("<sum>", scenario.Steps[0].Table!.Rows[0]["name"]);
        Assert.Equal("<sum>", scenario.Steps[1].DocString);
        Assert.Equal(["b", "c"], scenario.Info.Tags);
        Assert.Equal(["a", "b", "c"], scenario.Info.ScenarioAndFeatureTags);
        Assert.Equal("5", scenario.Info.Arguments["sum"]);
    }

    [Fact]
    public async Task A_folder_without_features_is_a_test_that_fails()
    {
        var rows = await new FeaturesAttribute("no-such-folder").GetData(typeof(BillSuite).GetMethod("Scenario")!, new DisposalTracker());
        var scenario = Assert.IsType<Scenario>(Assert.Single(rows).GetData()[0]);
        await using var run = new FeatureRun();
        var error = await Assert.ThrowsAsync<ScenarioFailedException>(() => run.RunAsync(scenario, []));
        Assert.Contains("no feature files in 'no-such-folder'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_scenario_and_every_example_row_is_a_test_with_its_name_and_tags()
    {
        var rows = await new FeaturesAttribute("features").GetData(typeof(BillSuite).GetMethod("Scenario")!, new DisposalTracker());
        Assert.Equal(9, rows.Count);
        var extreme = Assert.Single(rows, r => r.TestDisplayName == "Adding up a bill: A discount of 100 %");
        Assert.Equal(["arithmetic", "extreme"], extreme.Traits!["Category"].Order(StringComparer.Ordinal));
        Assert.Contains(rows, r => r.TestDisplayName == "账单合计: 折扣 (金额: 99, 合计: 99)");
    }
}
