using System.Reflection;
using System.Runtime.CompilerServices;
using Integration.Specs.Runner.Features;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Integration.Specs.Runner;

/// <summary>
/// Every scenario of the feature files in a folder and the folders below it is a test of its own, named
/// <c>feature: scenario</c>, with the traits Feature, Scenario, File and, per tag, Category.
/// A file that is no feature, and a folder without any, is a test that fails.
/// </summary>
/// <param name="folder">Beside the source file that has the attribute; if it is not there (tests run elsewhere), beside the test program.</param>
/// <param name="source">Filled in by the compiler.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FeaturesAttribute(string folder, [CallerFilePath] string source = "") : DataAttribute
{
    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Rows(Root())]);

    private string Root()
    {
        // The sources come first: a feature deleted there may still lie beside the program.
        var beside = Path.Combine(Path.GetDirectoryName(source) ?? "", folder);
        return Directory.Exists(beside) ? beside : Path.Combine(AppContext.BaseDirectory, folder);
    }

    private IEnumerable<ITheoryDataRow> Rows(string root)
    {
        var files = Directory.Exists(root)
            ? Directory.GetFiles(root, "*.feature", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList()
            : [];
        return files.Count > 0
            ? files.SelectMany(path => Rows(path, Path.Combine(folder, Path.GetRelativePath(root, path)).Replace('\\', '/')))
            : [Row(new Scenario("", "", 0, $"no feature files in '{folder}', neither beside {Path.GetFileName(source)} nor beside the test program"))];
    }

    private static IEnumerable<ITheoryDataRow> Rows(string path, string name)
    {
        var file = FeatureFile.Load(path, name);
        return file.Errors.Count > 0
            ? [Row(new Scenario(path, name, 0, $"{name} can be read"))]
            : file.Scenarios.Select(s => Row(new Scenario(path, name, s.Line, $"{file.Info.Title}: {s.Info.Title}"), file, s));
    }

    private static TheoryDataRow Row(Scenario scenario, FeatureFile? file = null, ScenarioText? text = null)
    {
        var row = new TheoryDataRow(scenario) { TestDisplayName = scenario.Title, Label = "" };
        if (file is null || text is null)
            return row;
        row.Traits["Feature"] = [file.Info.Title];
        row.Traits["Scenario"] = [text.Info.Title];
        row.Traits["File"] = [file.Name];
        var tags = text.Info.ScenarioAndFeatureTags;
        if (tags.Length > 0)
            row.Traits["Category"] = [.. tags];
        if (tags.Contains("ignore", StringComparer.OrdinalIgnoreCase))
            row.Skip = "@ignore";
        return row;
    }
}
