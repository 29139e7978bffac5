using Integration.Specs.Runner;

namespace Integration.Specs.Features;

/// <summary>The contracts of the interfaces, run against a whole hub.</summary>
public sealed class Contracts(FeatureRun run) : FeatureSuite(run)
{
    [Theory, Features("features")]
    public Task Scenario(Scenario scenario) => RunAsync(scenario);
}
