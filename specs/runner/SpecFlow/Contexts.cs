using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BoDi;

namespace TechTalk.SpecFlow;

/// <summary>Values that steps hand on to later steps, by name or by type.</summary>
public abstract class SpecFlowContext : Dictionary<string, object>
{
    /// <summary>The exception that ended the scenario; null so far or at all.</summary>
    public Exception? TestError { get; internal set; }

    public void Set<T>(T data) where T : notnull => this[NameOf<T>()] = data;

    public void Set<T>(T data, string key) where T : notnull => this[key] = data;

    /// <exception cref="KeyNotFoundException">No earlier step has set it.</exception>
    public T Get<T>() => Get<T>(NameOf<T>());

    public T Get<T>(string key) => TryGetValue<T>(key, out var value)
        ? value
        : throw new KeyNotFoundException($"Nothing is kept under '{key}' as {typeof(T).Name}; kept are: {(Count == 0 ? "nothing" : string.Join(", ", Keys))}.");

    public bool TryGetValue<T>([MaybeNullWhen(false)] out T value) => TryGetValue(NameOf<T>(), out value);

    public bool TryGetValue<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        var found = base.TryGetValue(key, out var kept) && kept is T;
        value = found ? (T)kept! : default;
        return found;
    }

    private static string NameOf<T>() => typeof(T).FullName ?? typeof(T).Name;
}

/// <summary>How far a scenario came.</summary>
public enum ScenarioExecutionStatus
{
    OK,
    StepDefinitionPending,
    UndefinedStep,
    BindingError,
    TestError,
    Skipped,
}

/// <summary>Lives as long as one scenario.</summary>
public sealed class ScenarioContext : SpecFlowContext
{
    internal ScenarioContext(ScenarioInfo info, IObjectContainer container) => (ScenarioInfo, ScenarioContainer) = (info, container);

    public ScenarioInfo ScenarioInfo { get; }

    public IObjectContainer ScenarioContainer { get; }

    /// <summary>The step that is running; null outside steps and their hooks.</summary>
    public ScenarioStepContext? StepContext { get; internal set; }

    public ScenarioExecutionStatus ScenarioExecutionStatus { get; internal set; }

    /// <summary>Ends the scenario as not written yet: it fails.</summary>
    public void Pending() => throw new PendingStepException();
}

/// <summary>Lives from the first to the last scenario of a feature.</summary>
public sealed class FeatureContext : SpecFlowContext
{
    internal FeatureContext(FeatureInfo info, IObjectContainer container) => (FeatureInfo, FeatureContainer) = (info, container);

    public FeatureInfo FeatureInfo { get; }

    public IObjectContainer FeatureContainer { get; }
}

public sealed class ScenarioStepContext(StepInfo stepInfo)
{
    public StepInfo StepInfo { get; } = stepInfo;
}

/// <param name="StepDefinitionType">Given, When or Then; And and But count as what stands before them.</param>
/// <param name="Text">Without the keyword.</param>
/// <param name="Table">Table under the step.</param>
/// <param name="MultilineText">Doc string under the step.</param>
public sealed record StepInfo(StepKinds StepDefinitionType, string Text, Table? Table, string? MultilineText);

/// <param name="Title">Name, with the values of the example row filled in.</param>
/// <param name="Description">Free text under the title.</param>
/// <param name="Tags">Own tags and those of its examples, without <c>@</c>.</param>
/// <param name="ScenarioAndFeatureTags">The same with those of the feature.</param>
/// <param name="Arguments">The example row, by column.</param>
public sealed record ScenarioInfo(
    string Title,
    string Description,
    string[] Tags,
    string[] ScenarioAndFeatureTags,
    IReadOnlyDictionary<string, string> Arguments)
{
    public string[] CombinedTags => ScenarioAndFeatureTags;
}

/// <param name="Language">Of the feature file's keywords.</param>
/// <param name="FolderPath">Folder of the feature file.</param>
/// <param name="Title">Name.</param>
/// <param name="Description">Free text under the title.</param>
/// <param name="Tags">Without <c>@</c>.</param>
public sealed record FeatureInfo(CultureInfo Language, string FolderPath, string Title, string Description, string[] Tags);

/// <summary>Thrown by a step that is not written yet; its scenario fails.</summary>
public sealed class PendingStepException(string message = "The step is not written yet.") : Exception(message);
