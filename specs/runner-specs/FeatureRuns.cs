using Integration.Specs.Runner;
using Integration.Specs.Runner.Bindings;
using Integration.Specs.Runner.Features;

namespace Integration.Specs.RunnerSpecs;

/// <summary>Runs feature texts with binding classes, as xunit would, and keeps what each scenario threw.</summary>
internal sealed class FeatureRuns : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("features-");
    private int _files;

    /// <summary>Of one feature: scenario title to what it threw; null if it passed. Titles in the order in which they ran.</summary>
    public static async Task<IReadOnlyDictionary<string, Exception?>> RunAsync(string feature, params Type[] bindings)
    {
        using var runs = new FeatureRuns();
        return await runs.RunAsync([feature], bindings);
    }

    /// <summary>The same of several features in one run.</summary>
    public async Task<IReadOnlyDictionary<string, Exception?>> RunAsync(string[] features, params Type[] bindings)
    {
        var results = new Dictionary<string, Exception?>();
        var registry = BindingRegistry.For(bindings);
        await using var run = new FeatureRun();
        foreach (var scenario in features.SelectMany(Scenarios))
            results[scenario.Title] = await Xunit.Record.ExceptionAsync(() => run.RunAsync(scenario, () => registry));
        return results;
    }

    /// <summary>What one scenario threw.</summary>
    public static async Task<Exception> FailAsync(string feature, params Type[] bindings) =>
        (await RunAsync(feature, bindings)).Values.Single() ?? throw new InvalidOperationException("The scenario passed.");

    public FeatureFile Load(string feature)
    {
        var path = Path.Combine(_folder.FullName, $"{++_files}.feature");
        File.WriteAllText(path, feature);
        return FeatureFile.Load(path, $"features/{_files}.feature");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IEnumerable<Scenario> Scenarios(string feature)
    {
        var file = Load(feature);
        return file.Errors.Count > 0
            ? [new Scenario(file.Path, file.Name, 0, "file")]
            : file.Scenarios.Select(s => new Scenario(file.Path, file.Name, s.Line, s.Info.Title));
    }
}
