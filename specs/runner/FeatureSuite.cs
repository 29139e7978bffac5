using System.Reflection;
using Xunit;

namespace Integration.Specs.Runner;

/// <summary>
/// What a project of features derives its one test class from:
/// <code>
/// public sealed class Contracts(FeatureRun run) : FeatureSuite(run)
/// {
///     [Theory, Features("features")]
///     public Task Scenario(Scenario scenario) => RunAsync(scenario);
/// }
/// </code>
/// Scenarios run in the order of their files and lines, one after the other.
/// </summary>
[TestCaseOrderer(typeof(ScenarioOrderer))]
public abstract class FeatureSuite(FeatureRun run) : IClassFixture<FeatureRun>
{
    /// <summary>Where the bindings are; the suite's own assembly unless overridden.</summary>
    protected virtual IReadOnlyList<Assembly> StepAssemblies => [GetType().Assembly];

    /// <summary>Runs the scenario; fails as <see cref="FeatureRun.RunAsync(Runner.Scenario, IReadOnlyList{Assembly})"/> says.</summary>
    protected Task RunAsync(Scenario scenario) => run.RunAsync(scenario, StepAssemblies);
}
