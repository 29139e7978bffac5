using Integration.Specs.Runner.Features;
using Xunit.Sdk;

namespace Integration.Specs.Runner;

/// <summary>A scenario (or one example row of an outline) as an xunit test case, known by its file and line.</summary>
public sealed class Scenario : IXunitSerializable
{
    /// <summary>For xunit.</summary>
    public Scenario() { }

    internal Scenario(string path, string file, int line, string title) => (Path, File, Line, Title) = (path, file, line, title);

    /// <summary>Full path of the feature file; empty if there is no feature at all.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Path of the feature file, from the features folder on.</summary>
    public string File { get; private set; } = "";

    /// <summary>Line of the scenario or example row; 0 for a file that can't be read as a feature.</summary>
    public int Line { get; private set; }

    /// <summary>Name of the test.</summary>
    public string Title { get; private set; } = "";

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Path), Path, typeof(string));
        info.AddValue(nameof(File), File, typeof(string));
        info.AddValue(nameof(Line), Line, typeof(int));
        info.AddValue(nameof(Title), Title, typeof(string));
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        Path = (string)info.GetValue(nameof(Path))!;
        File = (string)info.GetValue(nameof(File))!;
        Line = (int)info.GetValue(nameof(Line))!;
        Title = (string)info.GetValue(nameof(Title))!;
    }

    /// <inheritdoc/>
    public override string ToString() => Title;

    internal (FeatureFile File, ScenarioText Text) Load()
    {
        if (Path.Length == 0)
            throw new ScenarioFailedException(Title, null, null);
        var file = FeatureFile.Load(Path, File);
        if (file.Errors.Count > 0)
            throw new ScenarioFailedException(string.Join("\n", file.Errors), (Path, Line), null);
        var text = file.Scenarios.FirstOrDefault(s => s.Line == Line)
            ?? throw new ScenarioFailedException($"{File}:{Line}: no scenario begins on this line; the file was changed after its tests were listed", (Path, Line), null);
        return (file, text);
    }
}
