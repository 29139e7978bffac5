namespace Integration.Specs.Features.Support;

/// <summary>
/// The repository's adapters and mappings, copied to a folder of the test's own. Only waits are shorter than in life: what a
/// feature says about a time-out or a circuit must not take its minutes.
/// </summary>
internal static class Impatient
{
    private static readonly (string InLife, string Here)[] Waits =
    [
        ("interval: 2s", "interval: 200ms"),
        // Bill files here come in the second of their done-file, so that only a rest proves them complete.
        ("settle: 1s", "settle: 300ms"),
        ("timeout: 20s", "timeout: 5s"),
        ("first: 2s", "first: 300ms"),
        ("first: 1s", "first: 300ms"),
        ("probe: 30s", "probe: 1s"),
        ("probe: 15s", "probe: 1s"),
    ];

    /// <summary>A home (adapters and mappings) under <paramref name="folder"/>.</summary>
    public static string Home(string folder)
    {
        var home = Copy(folder);
        foreach (var adapter in Directory.EnumerateFiles(Path.Combine(home, "adapters"), "adapter.yaml", SearchOption.AllDirectories))
            File.WriteAllText(adapter, Waits.Aggregate(File.ReadAllText(adapter), (text, wait) => text.Replace(wait.InLife, wait.Here)));
        return home;
    }

    /// <summary>The same as it stands in the repository, with the waits of life.</summary>
    public static string Copy(string folder)
    {
        var home = Path.Combine(folder, "home");
        foreach (var part in new[] { "adapters", "mappings" })
            Copy(Path.Combine(Places.Home, part), Path.Combine(home, part));
        return home;
    }

    // mappings/engine is code and has bin and obj beside it; the hub reads none of it.
    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (name.StartsWith("engine", StringComparison.Ordinal))
                continue;
            var copy = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
