using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Integration.Specs.Architecture;

/// <summary>The working tree: what git tracks, and what is new and not ignored.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with slashes, of files that exist.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    /// <summary>Text files below a folder ("" for all) with one of the endings.</summary>
    public static IEnumerable<string> Under(string folder, params string[] endings) =>
        Files.Where(f => f.StartsWith(folder, StringComparison.Ordinal) && endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static List<string> List() =>
        [.. Run("git", "-c", $"safe.directory={Root}", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Distinct()
            .Where(f => File.Exists(FullPath(f)))
            .Order(StringComparer.Ordinal)];

    private static string FindRoot([CallerFilePath] string source = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(source)!); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Integration.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No Integration.sln above {source}: these tests read the tree that they were built from.");
    }
}
