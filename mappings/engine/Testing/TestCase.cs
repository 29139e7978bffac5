using Integration.Mappings.Loading;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Testing;

/// <summary>What one test says: input, and what is expected of it.</summary>
/// <param name="Sources">Files beside the test file; empty if <paramref name="Text"/> is given.</param>
/// <param name="Text">Input in the test itself.</param>
/// <param name="Count">How many messages; null if <c>expect</c> tells.</param>
internal sealed record TestCase(
    string Name,
    int Line,
    IReadOnlyList<string> Sources,
    string? Text,
    IReadOnlyDictionary<string, string> Values,
    int? Count,
    IReadOnlyList<Expected> Expect,
    IReadOnlyList<ExpectedFault> Rejects,
    IReadOnlyList<ExpectedFault> Faults,
    ExpectedFault? Fails)
{
    public static TestCase Read(YamlMap map)
    {
        var name = map.NeedText("name") ?? "";
        var one = map.Text("source");
        var sources = one is null ? map.List("sources").Select(n => (n as YamlScalarNode)?.Value ?? "").ToList() : [one];
        var text = map.Text("text");
        if (sources.Count == 0 == text is null) map.Problems.Add(map.Line, "mapping.test", $"test '{name}' needs 'source', 'sources' or 'text'");
        var values = map.Map("values", "values")?.Entries().ToDictionary(e => e.Key, e => (e.Value as YamlScalarNode)?.Value ?? "") ?? [];
        var test = new TestCase(name, map.Line, sources, text, values, map.Has("count") ? map.Integer("count", 0) : null,
            ReadExpect(map), ReadFaults(map, "rejects"), ReadFaults(map, "faults"), map.Map("fails", "fails") is { } fails ? ExpectedFault.Read(fails) : null);
        map.Done();
        return test;
    }

    private static List<Expected> ReadExpect(YamlMap map) => map.Take("expect") switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(n => map.AsMap(n, "expect")).OfType<YamlMap>().Select(Expected.Read)],
        var one => map.AsMap(one, "expect") is { } only ? [Expected.Read(only)] : [],
    };

    private static List<ExpectedFault> ReadFaults(YamlMap map, string key) =>
        [.. map.List(key).Select(n => map.AsMap(n, key)).OfType<YamlMap>().Select(ExpectedFault.Read)];
}

/// <summary>One expected message or output; what is null is not compared.</summary>
internal sealed record Expected(string? Message, string? Id, string? Key, string? Correlation, string? File, string? Text, IReadOnlyDictionary<string, string>? Search)
{
    public static Expected Read(YamlMap map)
    {
        var expected = new Expected(map.Text("message"), map.Text("id"), map.Text("key"), map.Text("correlation"), map.Text("file"), map.Text("json") ?? map.Text("text"),
            map.Map("search", "search")?.Entries().ToDictionary(e => e.Key, e => (e.Value as YamlScalarNode)?.Value ?? ""));
        map.Done();
        return expected;
    }
}

/// <summary>An expected error; what is null is not compared.</summary>
internal sealed record ExpectedFault(int? SourceLine, string? Code, string? Contains, string? At)
{
    public static ExpectedFault Read(YamlMap map)
    {
        var fault = new ExpectedFault(map.Has("line") ? map.Integer("line", 0) : null, map.Text("code"), map.Text("contains"), map.Text("at"));
        map.Done();
        return fault;
    }

    public string? Differs(MappingException actual, long? line)
    {
        var wrong = (SourceLine is not null && line is not null && SourceLine != line)
            || (Code is not null && Code != actual.Code)
            || (Contains is not null && !actual.Message.Contains(Contains, StringComparison.Ordinal))
            || (At is not null && !actual.Location.Contains(At, StringComparison.Ordinal));
        return wrong ? $"expected {this}, got line {line} {actual.Code}: {actual.Message} ({actual.Location})" : null;
    }

    public override string ToString() => string.Join(" ", new[] { SourceLine is null ? null : $"line {SourceLine}", Code, Contains is null ? null : $"\"{Contains}\"", At is null ? null : $"at {At}" }.Where(p => p is not null));
}
