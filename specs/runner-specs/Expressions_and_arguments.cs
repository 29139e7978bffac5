using Integration.Specs.Runner.Bindings;
using TechTalk.SpecFlow;
using Xunit;

namespace Integration.Specs.RunnerSpecs;

public sealed class Expressions_and_arguments
{
    private static readonly Dictionary<string, string> NoTypes = [];

    [Theory]
    [InlineData("{int} line(s)", "1 line", "1")]
    [InlineData("{int} line(s)", "-20 lines", "-20")]
    [InlineData("a/an {word} order", "an open order", "open")]
    [InlineData("customer {string}", "customer \"农业银行\"", "农业银行")]
    [InlineData("customer {string}", "customer 'a \"b\"'", "a \"b\"")]
    [InlineData("{decimal} yuan \\(net\\)", "12.50 yuan (net)", "12.50")]
    [InlineData("the end is {}", "the end is near, they say", "near, they say")]
    [InlineData("A\\/Z of {word}", "A/Z of C1", "C1")]
    [InlineData("client {int} of {}. Done?", "client 4 of x. Done?", "4|x")]
    public void A_Cucumber_expression_takes_its_arguments(string expression, string text, string arguments) =>
        Assert.Equal(arguments.Split('|'), StepPattern.Parse(expression, NoTypes).Match(text));

    [Theory]
    [InlineData(@"(\d+) lines? of (.*)", "3 lines of x", "3|x")]
    [InlineData("^a file named \"([^\"]*)\"$", "a file named \"b\"", "b")]
    [InlineData(@"(\d{4}) is a year", "2026 is a year", "2026")]
    [InlineData("it (?:is|was) (done|late)", "it was late", "late")]
    public void A_regular_expression_takes_its_groups(string expression, string text, string arguments) =>
        Assert.Equal(arguments.Split('|'), StepPattern.Parse(expression, NoTypes).Match(text));

    [Theory]
    [InlineData("a file", "a file of bills")]
    [InlineData("a file", "not a file")]
    [InlineData("{int} lines", "x lines")]
    [InlineData("a.b {int}", "axb 1")]
    public void An_expression_stands_for_the_whole_text(string expression, string text) =>
        Assert.Null(StepPattern.Parse(expression, NoTypes).Match(text));

    [Fact]
    public void A_group_that_is_not_in_the_text_is_null() =>
        Assert.Equal(new[] { null, "x" }, StepPattern.Parse("(?:(late) )?file (.*)", NoTypes).Match("file x")!.AsEnumerable());

    [Theory]
    [InlineData("{nothing} here", "there is no parameter type 'nothing'")]
    [InlineData("an open ( and {int}", "opened and not closed")]
    public void An_expression_that_makes_no_sense_says_why(string expression, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => StepPattern.Parse(expression, NoTypes)).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_are_read_the_same_everywhere()
    {
        Assert.Equal(-7, ValueConversion.Convert("-7", typeof(int)));
        Assert.Equal(12.50m, ValueConversion.Convert("12.50", typeof(decimal)));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero), ValueConversion.Convert("2026-07-01 08:00", typeof(DateTimeOffset)));
        Assert.Equal(TimeSpan.FromHours(8), ((DateTimeOffset)ValueConversion.Convert("2026-07-01T08:00:00+08:00", typeof(DateTimeOffset))!).Offset);
        Assert.Equal(new DateOnly(2026, 7, 1), ValueConversion.Convert("2026-07-01", typeof(DateOnly)));
        Assert.Equal(TimeSpan.FromMinutes(90), ValueConversion.Convert("01:30:00", typeof(TimeSpan)));
        Assert.Equal(StepKinds.Given, ValueConversion.Convert("given", typeof(StepKinds)));
        Assert.Equal(ScenarioExecutionStatus.UndefinedStep, ValueConversion.Convert("undefined step", typeof(ScenarioExecutionStatus)));
        Assert.Null(ValueConversion.Convert("", typeof(int?)));
        Assert.Equal(3, ValueConversion.Convert("3", typeof(int?)));
        Assert.Equal(true, ValueConversion.Convert("true", typeof(bool)));
        Assert.Equal(new[] { 1, 2 }, ValueConversion.Convert("1, 2", typeof(IReadOnlyList<int>)));
    }

    [Theory]
    [InlineData("abc", typeof(int), "'abc' is no Int32")]
    [InlineData("9999999999", typeof(int), "is no Int32")]
    [InlineData("2026-02-30", typeof(DateOnly), "is no DateOnly")]
    [InlineData("when ever", typeof(StepKinds), "Given, When, Then")]
    [InlineData("2", typeof(StepKinds), "Given, When, Then")]
    [InlineData("x", typeof(Table), "[StepArgumentTransformation]")]
    public void A_value_that_is_none_says_what_was_expected(string text, Type type, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => ValueConversion.Convert(text, type)).Message, StringComparison.Ordinal);
}
