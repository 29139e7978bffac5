using Gherkin.Ast;

namespace Integration.Specs.Runner.Features;

/// <summary>What the parser lets pass but would be a test that shows nothing or can't be told from another.</summary>
internal static class FeatureChecks
{
    public static IEnumerable<string> Run(FeatureFile file, Feature feature)
    {
        if (file.Info.Title.Length == 0)
            yield return $"{file.Name}:{feature.Location.Line}: the feature has no title";
        if (file.Scenarios.Count == 0)
            yield return $"{file.Name}:{feature.Location.Line}: the feature has no scenario";
        foreach (var scenario in file.Scenarios.Where(s => s.Info.Title.Length == 0))
            yield return $"{file.Name}:{scenario.Line}: the scenario has no title";
        foreach (var scenario in feature.Children.Where(c => c is not Background && !c.Steps.Any()))
            yield return $"{file.Name}:{scenario.Location.Line}: the scenario '{scenario.Name}' has no steps{Hint(scenario)}";
        foreach (var outline in feature.Children.OfType<ScenarioOutline>().Where(o => !o.Examples.SelectMany(e => e.TableBody ?? []).Any()))
            yield return $"{file.Name}:{outline.Location.Line}: the outline '{outline.Name}' has no example rows, so it would never run";
        foreach (var twice in file.Scenarios.GroupBy(s => s.Info.Title).Where(g => g.Count() > 1))
            yield return $"{file.Name}:{twice.Last().Line}: a second scenario '{twice.Key}'; the first is on line {twice.First().Line}, and each needs its own title";
    }

    // A mistyped keyword makes the line a description.
    private static string Hint(ScenarioDefinition scenario) => string.IsNullOrWhiteSpace(scenario.Description)
        ? ""
        : $": '{scenario.Description.Trim().Split('\n')[0].Trim()}' begins with no step keyword and is read as a description";
}
