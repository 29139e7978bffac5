using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Integration.Specs.Architecture;

/// <summary>What stands in the repository is true on every machine and tells nothing of the one it was written on.</summary>
public sealed partial class Tracked_files
{
    private const int TextAtMost = 4_000_000;

    private static readonly string[] Everybodys = ["nuget.org", "npmjs.org", "localhost"];

    [Fact]
    public void No_file_names_a_folder_of_one_machine() => Findings.None(
        from file in TextFiles
        from line in File.ReadLines(Repository.FullPath(file)).Select((text, i) => (text, i))
        let match = MachinePath().Match(line.text)
        where match.Success
        select $"{file}:{line.i + 1}: '{match.Value}' is a folder of one machine; say it from the repository's root, or ask for it");

    [Fact]
    public void No_file_names_the_package_registry_of_one_machine()
    {
        var hosts = RegistryHosts().ToList();
        Findings.None(
            from file in TextFiles
            let text = Repository.Read(file)
            from host in hosts
            where text.Contains(host, StringComparison.OrdinalIgnoreCase)
            select $"{file} names a host that this machine takes packages from; another has its own, so leave it to the machine's settings");
    }

    [Fact]
    public void No_lock_file_says_where_its_packages_came_from() => Findings.None(
        from file in TextFiles
        where Path.GetFileName(file) is "package-lock.json" or "npm-shrinkwrap.json"
        from Match match in Resolved().Matches(Repository.Read(file))
        where !match.Groups[1].Value.EndsWith("registry.npmjs.org", StringComparison.Ordinal)
        select $"{file} takes packages from {match.Groups[1].Value}; write it with omit-lockfile-registry-resolved=true");

    [Fact]
    public void No_lock_file_lacks_the_packages_of_other_platforms() => Findings.None(
        from file in Repository.Files
        where Path.GetFileName(file) == "package-lock.json"
        let packages = JsonDocument.Parse(Repository.Read(file)).RootElement.GetProperty("packages")
        let there = packages.EnumerateObject().Select(p => p.Name.Split("node_modules/")[^1]).ToHashSet()
        from package in packages.EnumerateObject()
        where package.Value.TryGetProperty("optionalDependencies", out _)
        from optional in package.Value.GetProperty("optionalDependencies").EnumerateObject()
        where !there.Contains(optional.Name)
        select $"{file}: {package.Name} may need {optional.Name}, which is not there, so npm ci refuses the file; write it in an empty folder with npm install --package-lock-only");

    [Fact]
    public void Nothing_that_is_built_is_kept() => Findings.None(
        from file in Repository.Files
        where file.Split('/')[..^1].Any(f => f is "dist" or "bin" or "obj" or "node_modules" or "artifacts")
        select $"{file} is made by a build; name its folder in .gitignore and take it out");

    private static IEnumerable<string> TextFiles => Repository.Files.Where(IsText);

    private static bool IsText(string file)
    {
        var info = new FileInfo(Repository.FullPath(file));
        if (info.Length > TextAtMost)
            return false;
        using var stream = info.OpenRead();
        Span<byte> start = stackalloc byte[4096];
        return !start[..stream.Read(start)].Contains((byte)0);
    }

    // Read from the machine's own settings, so that none of them need be named here.
    private static IEnumerable<string> RegistryHosts()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var settings = new[] { ".nuget/NuGet/NuGet.Config", ".npmrc", ".config/pip/pip.conf", ".pip/pip.conf" }
            .Select(f => Path.Combine(home, f)).Where(File.Exists).Select(File.ReadAllText);
        var variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(v => VariableOfRegistry().IsMatch((string)v.Key)).Select(v => (string?)v.Value ?? "");
        return settings.Concat(variables).SelectMany(text => Host().Matches(text)).Select(m => m.Groups[1].Value)
            .Where(h => h.Contains('.', StringComparison.Ordinal) && !h.StartsWith("127.", StringComparison.Ordinal)
                && !Everybodys.Any(e => h.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            .Distinct();
    }

    // In pieces, so that this file does not name what it looks for.
    [GeneratedRegex("(?<![\\w.$}~*-])/(" + "work|root|tmp/bri" + "ef)/|(?<![\\w.$}])/home/" + "[a-z][\\w-]*/|\\b[A-Z]:\\\\" + "Users\\\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex("^(NUGET|NPM_CONFIG|PIP|HTTPS?_PROXY|ALL_PROXY|GOPROXY|.*(REGISTRY|INDEX_URL))", RegexOptions.IgnoreCase)]
    private static partial Regex VariableOfRegistry();

    [GeneratedRegex("https?://(?:[^/@\\s\"']*@)?([^/:\\s\"'<>]+)")]
    private static partial Regex Host();

    [GeneratedRegex("\"resolved\": \"https?://([^/:\"]+)")]
    private static partial Regex Resolved();
}
