namespace TechTalk.SpecFlow;

/// <summary>When a hook runs.</summary>
public enum HookType
{
    BeforeTestRun,
    BeforeFeature,
    BeforeScenario,
    BeforeStep,
    AfterStep,
    AfterScenario,
    AfterFeature,
    AfterTestRun,
}

/// <summary>
/// A method that runs around steps, scenarios, features or the run. With tags: only where one of them stands.
/// Lower <see cref="Order"/> first. Hooks of features and of the run are static.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class HookAttribute(HookType type, string[] tags) : Attribute
{
    public HookType Type { get; } = type;

    public IReadOnlyList<string> Tags { get; } = tags;

    public int Order { get; set; } = 10000;
}

public sealed class BeforeTestRunAttribute() : HookAttribute(HookType.BeforeTestRun, []);

public sealed class AfterTestRunAttribute() : HookAttribute(HookType.AfterTestRun, []);

public sealed class BeforeFeatureAttribute(params string[] tags) : HookAttribute(HookType.BeforeFeature, tags);

public sealed class AfterFeatureAttribute(params string[] tags) : HookAttribute(HookType.AfterFeature, tags);

public sealed class BeforeScenarioAttribute(params string[] tags) : HookAttribute(HookType.BeforeScenario, tags);

public sealed class AfterScenarioAttribute(params string[] tags) : HookAttribute(HookType.AfterScenario, tags);

public sealed class BeforeStepAttribute(params string[] tags) : HookAttribute(HookType.BeforeStep, tags);

public sealed class AfterStepAttribute(params string[] tags) : HookAttribute(HookType.AfterStep, tags);
