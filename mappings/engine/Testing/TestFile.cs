using System.Globalization;
using System.Text;
using Integration.Mappings.Loading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Testing;

/// <summary>Reads test files.</summary>
internal static class TestFile
{
    /// <summary>Relative paths, in order of name.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder, "*" + FolderLoader.TestEnding, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
        .Where(f => !f.Split('/').Any(p => p is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    /// <summary>The tests of a file; what is wrong with the file itself becomes a failed result.</summary>
    public static List<MappingTest> Read(string folder, string file, MappingLibrary library, List<MappingTestResult> results)
    {
        var problems = new Problems();
        var own = new FileProblems(problems, file);
        var tests = new List<MappingTest>();
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(Path.Combine(folder, file));
            yaml.Load(reader);
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }]) tests = Tests(new YamlMap(root, own, "the test file"), folder, file, library);
            else own.Add(1, "mapping.test", "expected one YAML document of the form 'name: value'");
        }
        catch (YamlException e)
        {
            own.Add((int)e.Start.Line, "mapping.yaml", e.Message);
        }
        if (problems.All.Count == 0) return tests;
        results.Add(new MappingTestResult("?", "the test file can be read", file, 1, [.. problems.All.Select(p => $"{p.MappingAt}: {p.Message}")]));
        return [];
    }

    private static List<MappingTest> Tests(YamlMap map, string folder, string file, MappingLibrary library)
    {
        var reference = map.NeedText("mapping") ?? "";
        var mapping = library.Find(reference);
        if (mapping is null) map.Problems.Add(map.Line, "mapping.test", $"there is no mapping '{reference}'{Suggestion.For(reference, library.All.Select(m => m.Reference))}");
        var surroundings = new TestSurroundings(Now(map), Pairs(map.Map("values", "values")), Pairs(map.Map("xref", "xref")));
        var directory = Path.GetDirectoryName(Path.Combine(folder, file))!;
        var nodes = map.Need("tests") is null ? [] : map.List("tests");
        map.Done();
        var tests = nodes.Select(n => map.AsMap(n, "test")).OfType<YamlMap>()
            .Select(t => new MappingTest(mapping!, surroundings, directory, file, TestCase.Read(t))).ToList();
        return mapping is null ? [] : tests;
    }

    private static DateTimeOffset Now(YamlMap map)
    {
        var text = map.Text("now", "2026-01-01T00:00:00+08:00")!;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now)) return now;
        map.Problems.Add(map.Line, "mapping.test", $"now must be an ISO 8601 instant, it is \"{text}\"");
        return default;
    }

    private static Dictionary<string, string> Pairs(YamlMap? map) =>
        map?.Entries().ToDictionary(e => e.Key, e => (e.Value as YamlScalarNode)?.Value ?? "") ?? [];
}

/// <summary>What the surroundings of a test give: fixed time, values, cross-references, counters from 1.</summary>
internal sealed record TestSurroundings(DateTimeOffset Now, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> CrossReferences)
{
    public MappingContext NewContext(IReadOnlyDictionary<string, string> more)
    {
        var numbers = new Dictionary<string, long>();
        var values = new Dictionary<string, string>(Values);
        foreach (var (name, value) in more) values[name] = value;
        return new MappingContext(Now, values,
            name => numbers[name] = numbers.GetValueOrDefault(name) + 1,
            (system, kind, id) => CrossReferences.GetValueOrDefault($"{system}/{kind}/{id}"),
            (system, kind, id) => CrossReferences.Where(x => x.Value == id && x.Key.StartsWith($"{system}/{kind}/", StringComparison.Ordinal)).Select(x => x.Key[$"{system}/{kind}/".Length..]).FirstOrDefault());
    }
}
