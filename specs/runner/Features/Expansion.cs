using Gherkin;
using Gherkin.Ast;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Features;

/// <summary>Backgrounds are put before each scenario, outlines become one scenario per example row, And and But get their meaning.</summary>
internal sealed class Expansion(Feature feature, string[] featureTags)
{
    private readonly GherkinDialect _dialect = new GherkinDialectProvider().GetDialect(feature.Language, feature.Location);
    private readonly Gherkin.Ast.Step[] _background = [.. feature.Children.OfType<Background>().SelectMany(b => b.Steps)];

    public IReadOnlyList<ScenarioText> Scenarios() => [.. feature.Children.SelectMany(Expand)];

    private IEnumerable<ScenarioText> Expand(ScenarioDefinition definition) => definition switch
    {
        ScenarioOutline outline => outline.Examples.SelectMany(e => Expand(outline, e)),
        Gherkin.Ast.Scenario scenario => [Make(scenario, FeatureFile.Tags(scenario.Tags), ExampleRow.None, scenario.Location.Line, scenario.Name)],
        _ => [],
    };

    private IEnumerable<ScenarioText> Expand(ScenarioOutline outline, Examples examples)
    {
        var tags = FeatureFile.Tags(outline.Tags.Concat(examples.Tags));
        var header = examples.TableHeader?.Cells.Select(c => c.Value).ToArray() ?? [];
        foreach (var body in examples.TableBody ?? [])
        {
            var row = new ExampleRow(header, [.. body.Cells.Select(c => c.Value)]);
            var title = row.Fill(outline.Name);
            // A title that shows no value would be the same for every row.
            if (title == outline.Name)
                title += row.ToString();
            yield return Make(outline, tags, row, body.Location.Line, title);
        }
    }

    private ScenarioText Make(ScenarioDefinition definition, string[] tags, ExampleRow row, int line, string title)
    {
        var info = new ScenarioInfo(title, definition.Description ?? "", tags, [.. featureTags.Union(tags)], row.Values);
        var steps = new List<Step>();
        foreach (var step in _background)
            steps.Add(Make(step, ExampleRow.None, steps));
        foreach (var step in definition.Steps)
            steps.Add(Make(step, row, steps));
        return new ScenarioText(info, steps, line);
    }

    private Step Make(Gherkin.Ast.Step step, ExampleRow row, List<Step> before) => new(
        Kind(step.Keyword, before),
        step.Keyword.Trim(),
        row.Fill(step.Text),
        step.Argument is DataTable table ? Fill(table, row) : null,
        step.Argument is DocString text ? row.Fill(text.Content) : null,
        step.Location.Line);

    private StepKinds Kind(string keyword, List<Step> before)
    {
        // '* ' stands among the words for Given, When and Then alike, and means And.
        if (keyword.Trim() != "*")
        {
            if (_dialect.GivenStepKeywords.Contains(keyword)) return StepKinds.Given;
            if (_dialect.WhenStepKeywords.Contains(keyword)) return StepKinds.When;
            if (_dialect.ThenStepKeywords.Contains(keyword)) return StepKinds.Then;
        }
        return before.Count > 0 ? before[^1].Kind : StepKinds.Given;
    }

    private static Table Fill(DataTable table, ExampleRow row)
    {
        var rows = table.Rows.Select(r => r.Cells.Select(c => row.Fill(c.Value)).ToArray()).ToArray();
        try
        {
            var filled = new Table(rows[0]);
            foreach (var cells in rows[1..])
                filled.AddRow(cells);
            return filled;
        }
        catch (ArgumentException e)
        {
            throw new UnusableTableException(e.Message, table.Location);
        }
    }

    private sealed class UnusableTableException(string message, Location location) : ParserException(message, location);
}
