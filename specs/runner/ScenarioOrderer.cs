using Xunit.Sdk;
using Xunit.v3;

namespace Integration.Specs.Runner;

/// <summary>Scenarios as they stand in their files, so that a feature's hooks run once; other tests after them.</summary>
public sealed class ScenarioOrderer : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases) where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(t => Scenario(t) is null)
            .ThenBy(t => Scenario(t)?.File, StringComparer.Ordinal)
            .ThenBy(t => Scenario(t)?.Line)
            .ThenBy(t => t.UniqueID, StringComparer.Ordinal)];

    private static Scenario? Scenario(ITestCase testCase) => (testCase as XunitTestCase)?.TestMethodArguments.OfType<Scenario>().FirstOrDefault();
}
