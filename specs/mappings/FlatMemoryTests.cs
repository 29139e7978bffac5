using System.Globalization;
using Integration.Mappings;
using Integration.Specs.Mappings.Support;
using static Integration.Specs.Mappings.ManyInOneDocumentTests;

namespace Integration.Specs.Mappings;

/// <summary>Looks at the memory of the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class FlatMemoryTests
{
    [Fact]
    public async Task A_document_of_a_hundred_thousand_needs_no_more_memory_than_one_of_a_thousand()
    {
        var mapping = MappingFolder.Only<IOutboundMapping>(Debits);
        Assert.Equal(1_000, await mapping.WriteAsync(Bills(1_000), Stream.Null, Context, TestContext.Current.CancellationToken));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (seen, peak) = (0, 0L);
        async IAsyncEnumerable<ReadOnlyMemory<byte>> Watched()
        {
            await foreach (var bill in Bills(100_000))
            {
                if (++seen % 10_000 == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                yield return bill;
            }
        }
        Assert.Equal(100_000, await mapping.WriteAsync(Watched(), Stream.Null, Context, TestContext.Current.CancellationToken));
        Assert.True(peak - before < 4_000_000, string.Create(CultureInfo.InvariantCulture, $"peak {peak - before:N0} bytes"));
    }
}
