using Gherkin;
using Gherkin.Ast;

namespace Integration.Hub.Contracts;

/// <summary>Scenarios of the features that carry an interface's tag, as readable text.</summary>
internal sealed class FeaturePages
{
    private readonly IReadOnlyList<Feature> _features;

    public FeaturePages(string? folder) => _features = folder is null || !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.feature", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => new Parser().Parse(f).Feature).Where(f => f is not null)];

    public void Write(Html html, InterfaceConfig i)
    {
        foreach (var feature in _features)
        {
            var own = Has(feature.Tags, i.Id);
            var scenarios = feature.Children.Where(c => c is not Background && (own || Has(TagsOf(c), i.Id))).ToList();
            if (scenarios.Count == 0)
                continue;
            html.Raw("<h3>").Text(feature.Name).Raw("</h3>");
            if (feature.Description is { } said)
                html.Raw("<p>").Text(Joined(said)).Raw("</p>");
            foreach (var background in feature.Children.OfType<Background>())
                Scenario(html, "Background 前提", background.Steps);
            foreach (var scenario in scenarios)
            {
                Scenario(html, scenario.Name, scenario.Steps);
                foreach (var examples in (scenario as ScenarioOutline)?.Examples ?? [])
                    Table(html, [examples.TableHeader, .. examples.TableBody]);
            }
        }
    }

    private static void Scenario(Html html, string title, IEnumerable<Step> steps)
    {
        html.Raw("<section class=scenario><h4>").Text(title).Raw("</h4><ol class=steps>");
        foreach (var step in steps)
        {
            html.Raw("<li><b>").Text(step.Keyword.Trim()).Raw("</b> ").Text(step.Text);
            if (step.Argument is DataTable table)
                Table(html, [.. table.Rows]);
            else if (step.Argument is DocString text)
                html.Raw("<pre>").Text(text.Content).Raw("</pre>");
            html.Raw("</li>");
        }
        html.Raw("</ol></section>");
    }

    private static void Table(Html html, IReadOnlyList<TableRow> rows)
    {
        html.Raw("<table>");
        for (var i = 0; i < rows.Count; i++)
            html.Raw("<tr>").Each(rows[i].Cells, c => html.Raw(i == 0 ? "<th>" : "<td>").Text(c.Value)).Raw("</tr>");
        html.Raw("</table>");
    }

    private static IEnumerable<Tag> TagsOf(ScenarioDefinition definition) => definition switch
    {
        Scenario one => one.Tags,
        ScenarioOutline outline => outline.Tags,
        _ => [],
    };

    private static bool Has(IEnumerable<Tag> tags, string id) => tags.Any(t => t.Name.TrimStart('@') == id);

    private static string Joined(string description) => string.Join(' ', description.Split('\n').Select(l => l.Trim()));
}
