using Integration.CanonicalModel;
using Integration.Mappings;
using Integration.Specs.CounterpartSpecs;
using Xunit;

namespace Integration.Specs.Interfaces;

public sealed class Tests_beside_the_mappings
{
    [Fact]
    public async Task all_pass()
    {
        var results = await MappingTests.RunAsync(Samples.Mappings, Library.All, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(results.Count >= 30, $"only {results.Count} tests were found");
        var failed = results.Where(r => !r.Passed).ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }
}
