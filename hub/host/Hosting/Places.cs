namespace Integration.Hub.Host.Hosting;

/// <summary>Where things stand: beside the sources in a checkout, beside the program in a published copy.</summary>
public static class Places
{
    /// <summary>Folder that holds adapters/ and mappings/.</summary>
    public static string Home { get; } = Environment.GetEnvironmentVariable("HUB_HOME") is { Length: > 0 } home
        ? Path.GetFullPath(home)
        : FindUp(AppContext.BaseDirectory) ?? FindUp(Directory.GetCurrentDirectory()) ?? Directory.GetCurrentDirectory();

    /// <summary>What ./run writes; not in the repository.</summary>
    public static string Data { get; } = Environment.GetEnvironmentVariable("HUB_DATA") is { Length: > 0 } data
        ? Path.GetFullPath(data)
        : Path.Combine(Home, ".data");

    private static string? FindUp(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "adapters")) && Directory.Exists(Path.Combine(folder.FullName, "mappings")))
                return folder.FullName;
        }
        return null;
    }
}
