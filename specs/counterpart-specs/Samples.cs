namespace Integration.Specs.CounterpartSpecs;

/// <summary>The samples beside the contracts, in adapters/&lt;system&gt;/samples.</summary>
internal static class Samples
{
    public static string Path(string system, string name) => System.IO.Path.Combine(Root(), "adapters", system, "samples", name);

    public static IEnumerable<string> Names(string system, string pattern) =>
        Directory.GetFiles(System.IO.Path.Combine(Root(), "adapters", system, "samples"), pattern).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal);

    public static string Mappings => System.IO.Path.Combine(Root(), "mappings");

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "Integration.sln")))
                return folder;
        }
        throw new InvalidOperationException($"no Integration.sln above {AppContext.BaseDirectory}");
    }
}
