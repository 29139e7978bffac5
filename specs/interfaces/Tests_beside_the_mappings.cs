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
        Assert.Empty(results.Where(r => r.Problems.Count > 0).Select(r => $"{r.File}:{r.Line} {r.Mapping} {r.Name}: {string.Join("; ", r.Problems)}"));
    }
}
