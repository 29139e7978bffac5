namespace Integration.Specs.CanonicalModel;

internal static class Repository
{
    /// <summary>The folder with the solution, found upwards from the test program.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("Integration.sln is not above the test program"),
        _ when File.Exists(Path.Combine(folder.FullName, "Integration.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
