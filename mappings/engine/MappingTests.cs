using Integration.Mappings.Testing;

namespace Integration.Mappings;

/// <summary>Runs the tests that lie beside mappings (<c>*.test.yaml</c>).</summary>
public static class MappingTests
{
    /// <param name="folder">The folder that the library was loaded from.</param>
    /// <param name="only">Reference or start of a reference of the mappings to test; null for all.</param>
    /// <returns>One result per test, and one failed result for every test file that cannot be read.</returns>
    public static async Task<IReadOnlyList<MappingTestResult>> RunAsync(string folder, MappingLibrary library, string? only = null, CancellationToken cancellationToken = default)
    {
        var results = new List<MappingTestResult>();
        foreach (var file in TestFile.In(folder))
        {
            foreach (var test in TestFile.Read(folder, file, library, results))
            {
                if (only is not null && !test.Mapping.Reference.StartsWith(only, StringComparison.Ordinal)) continue;
                results.Add(await test.RunAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        return results;
    }
}
