using System.Collections.Concurrent;
using System.Globalization;
using Gherkin;
using Gherkin.Ast;
using TechTalk.SpecFlow;

namespace Integration.Specs.Runner.Features;

/// <summary>A parsed feature file, or what is wrong with it.</summary>
internal sealed class FeatureFile
{
    // xunit asks for a scenario by its file and line again and again.
    private static readonly ConcurrentDictionary<(string Path, DateTime Written), FeatureFile> Cache = new();

    private FeatureFile(string path, string name) => (Path, Name) = (path, name);

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Path as it is shown: below and with the features folder.</summary>
    public string Name { get; }

    public FeatureInfo Info { get; private set; } = new(CultureInfo.InvariantCulture, "", "", "", []);

    public IReadOnlyList<ScenarioText> Scenarios { get; private set; } = [];

    /// <summary>What is wrong, each with file and line; the file's scenarios are not run then.</summary>
    public IReadOnlyList<string> Errors { get; private set; } = [];

    public static FeatureFile Load(string path, string name) =>
        Cache.GetOrAdd((path, File.GetLastWriteTimeUtc(path)), _ => Parse(path, name));

    private static FeatureFile Parse(string path, string name)
    {
        var file = new FeatureFile(path, name);
        try
        {
            using var reader = new StreamReader(path);
            var feature = new Parser().Parse(reader).Feature;
            if (feature is null)
                file.Errors = [$"{name}:1: no feature in this file; it starts with 'Feature:' (功能:)"];
            else
                file.Read(feature);
        }
        catch (CompositeParserException e)
        {
            file.Errors = [.. e.Errors.Select(one => $"{name}:{one.Location?.Line ?? 1}: {one.Message}")];
        }
        catch (ParserException e)
        {
            file.Errors = [$"{name}:{e.Location?.Line ?? 1}: {e.Message}"];
        }
        return file;
    }

    private void Read(Feature feature)
    {
        var tags = Tags(feature.Tags);
        Info = new FeatureInfo(new CultureInfo(feature.Language), System.IO.Path.GetDirectoryName(Path)!, feature.Name, feature.Description ?? "", tags);
        Scenarios = new Expansion(feature, tags).Scenarios();
        Errors = [.. FeatureChecks.Run(this, feature)];
    }

    internal static string[] Tags(IEnumerable<Tag> tags) => [.. tags.Select(t => t.Name.TrimStart('@')).Distinct()];
}

/// <summary>One scenario to be run: a scenario, or an outline with one of its example rows.</summary>
/// <param name="Line">Of the scenario, or of the example row: unique in the file.</param>
internal sealed record ScenarioText(ScenarioInfo Info, IReadOnlyList<Step> Steps, int Line);
