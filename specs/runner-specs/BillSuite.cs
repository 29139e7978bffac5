using Integration.Specs.Runner;
using Xunit;

namespace Integration.Specs.RunnerSpecs;

/// <summary>The runner run by the runner: English and Chinese, background, outline, tables, doc strings.</summary>
public sealed class BillSuite(FeatureRun run) : FeatureSuite(run)
{
    [Theory, Features("features")]
    public Task Scenario(Scenario scenario) => RunAsync(scenario);
}
