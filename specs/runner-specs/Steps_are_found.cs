using Integration.Specs.Runner;
using TechTalk.SpecFlow;
using Xunit;

namespace Integration.Specs.RunnerSpecs;

public sealed class Steps_are_found
{
    [Binding]
    private sealed class Two
    {
        [Given("a file")]
        public void First() { }

        [Given("a .*")]
        public void Second() { }
    }

    [Binding]
    private sealed class Kinds
    {
        [Given("it is given")]
        public void Given() { }

        [StepDefinition("it is anything")]
        public void Anything() { }
    }

    [Binding]
    private sealed class Scoped
    {
        public static string Ran { get; set; } = "";

        [Given("a file"), Scope(Tag = "ftp")]
        public void Ftp() => Ran = "ftp";

        [Given("a file"), Scope(Tag = "sftp")]
        public void Sftp() => Ran = "sftp";
    }

    [Binding]
    private sealed class TableOrNot
    {
        public static string Ran { get; set; } = "";

        [Given("bills")]
        public void Without() => Ran = "without";

        [Given("bills")]
        public void With(Table table) => Ran = $"with {table.RowCount}";
    }

    private sealed class Forgotten
    {
        [Given("a file")]
        public void File() { }
    }

    [Binding]
    private sealed class AsyncVoid
    {
        [Given("a file")]
        public async void File() => await Task.Yield();
    }

    [Fact]
    public async Task A_step_without_a_definition_fails_with_its_line_and_a_definition_to_paste()
    {
        var error = await FeatureRuns.FailAsync("""
            Feature: f
              Scenario: s
                Given billing sends "bills.txt" with 12 lines (in full)
                  | line |
            """, typeof(Two));
        Assert.IsType<ScenarioFailedException>(error);
        Assert.StartsWith("features/1.feature:3: Given billing sends", error.Message, StringComparison.Ordinal);
        Assert.Contains("""[Given(@"billing sends {string} with {int} lines \(in full\)")]""", error.Message, StringComparison.Ordinal);
        Assert.Contains("public async Task GivenBillingSendsWithLinesInFull(string text1, int number2, Table table)", error.Message, StringComparison.Ordinal);
        Assert.Contains("throw new PendingStepException();", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_definition_to_paste_for_a_Chinese_step_is_good_code()
    {
        var error = await FeatureRuns.FailAsync("# language: zh-CN\n功能: f\n  场景: s\n    那么客户“农业银行”有 3 张账单", typeof(Two));
        Assert.Contains("""[Then(@"客户“{}”有 {int} 张账单")]""", error.Message, StringComparison.Ordinal);
        Assert.Contains("Then客户有张账单(string text1, int number2)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_steps_without_a_definition_are_named_at_once()
    {
        var error = await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given one\n    When two\n    And three", typeof(Two));
        Assert.Contains("features/1.feature:3: Given one", error.Message, StringComparison.Ordinal);
        Assert.Contains("features/1.feature:4: When two", error.Message, StringComparison.Ordinal);
        Assert.Contains("[When(@\"three\")]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_with_two_definitions_fails_and_names_both()
    {
        var error = await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given a file", typeof(Two));
        Assert.Contains("Two.First()", error.Message, StringComparison.Ordinal);
        Assert.Contains("Two.Second()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keyword_finds_only_its_own_definitions()
    {
        var results = await FeatureRuns.RunAsync("""
            Feature: f
              Scenario: same keyword
                Given it is given
                And it is given
                * it is given
              Scenario: other keyword
                When it is given
              Scenario: any keyword
                Given it is anything
                When it is anything
                Then it is anything
            """, typeof(Kinds));
        Assert.Null(results["same keyword"]);
        Assert.Contains("fits the text, but not this keyword", results["other keyword"]?.Message, StringComparison.Ordinal);
        Assert.Null(results["any keyword"]);
    }

    [Fact]
    public async Task A_scope_decides_between_definitions()
    {
        var results = await FeatureRuns.RunAsync("Feature: f\n  @sftp\n  Scenario: s\n    Given a file\n  Scenario: neither\n    Given a file", typeof(Scoped));
        Assert.Null(results["s"]);
        Assert.Equal("sftp", Scoped.Ran);
        Assert.NotNull(results["neither"]);
    }

    [Fact]
    public async Task A_table_decides_between_definitions()
    {
        var results = await FeatureRuns.RunAsync("Feature: f\n  Scenario: s\n    Given bills\n    | no |\n    | 1 |", typeof(TableOrNot));
        Assert.Null(results["s"]);
        Assert.Equal("with 1", TableOrNot.Ran);
    }

    [Fact]
    public async Task A_table_that_nobody_takes_is_an_error() => Assert.Contains(
        "takes no table",
        (await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given it is given\n    | no |\n    | 1 |", typeof(Kinds))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Steps_in_a_class_without_Binding_are_an_error() => Assert.Contains(
        "no [Binding]", (await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given a file", typeof(Forgotten))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_step_nobody_could_wait_for_is_an_error() => Assert.Contains(
        "async void", (await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given a file", typeof(AsyncVoid))).Message, StringComparison.Ordinal);
}
