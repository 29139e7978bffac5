using TechTalk.SpecFlow;
using Xunit;

namespace Integration.Specs.RunnerSpecs;

public sealed class Transformations
{
    private sealed record Fen(long Amount);

    private sealed record Line(string Name, Fen? Price = null);

    private enum Level { Gold, Silver }

    [Binding]
    private sealed class Steps
    {
        public static List<object> Seen { get; } = [];

        [StepArgumentTransformation(@"(-?[\d.]+) yuan")]
        public Fen FromYuan(decimal yuan) => new((long)(yuan * 100));

        [StepArgumentTransformation(@"(\d+) fen")]
        public async Task<Fen> FromFen(long fen)
        {
            await Task.Yield();
            return new Fen(fen);
        }

        [StepArgumentTransformation]
        public IReadOnlyList<Line> Lines(Table table) => [.. table.Rows.Select(r => new Line(r["name"]))];

        [Given("a price of {Fen} for a {Level} customer")]
        public void Price(Fen price, Level level) => Seen.AddRange([price, level]);

        [Given("lines")]
        public void GivenLines(IReadOnlyList<Line> lines) => Seen.AddRange(lines);

        [Given("a number {word}")]
        public void Number(int number) => Seen.Add(number);

        [Given(@"a line(?: of (\d+))?")]
        public void Optional(int? number) => Seen.Add(number ?? -1);
    }

    [Fact]
    public async Task Texts_and_tables_become_what_the_step_takes()
    {
        Steps.Seen.Clear();
        var results = await FeatureRuns.RunAsync("""
            Feature: f
              Scenario: s
                Given a price of 12.5 yuan for a gold customer
                And a price of 7 fen for a Silver customer
                And lines
                  | name |
                  | a    |
                And a line
                And a line of 5
            """, typeof(Steps));
        Assert.Null(results["s"]);
        Assert.Equal([new Fen(1250), Level.Gold, new Fen(7), Level.Silver, new Line("a"), -1, 5], Steps.Seen);
    }

    [Fact]
    public async Task A_text_that_can_not_become_it_names_parameter_and_step()
    {
        var error = await FeatureRuns.FailAsync("Feature: f\n  Scenario: s\n    Given a number twelve", typeof(Steps));
        Assert.StartsWith("features/1.feature:3: Given a number twelve", error.Message, StringComparison.Ordinal);
        Assert.Contains("'number' of Steps.Number(Int32): 'twelve' is no Int32", error.Message, StringComparison.Ordinal);
    }
}
