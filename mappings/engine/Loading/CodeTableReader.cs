using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>
/// <c>table</c>, <c>title</c>, <c>codes: { "1": open }</c> and, where several codes mean the same, <c>reverse: { open: "1" }</c>.
/// </summary>
internal static class CodeTableReader
{
    public static CodeTable? Read(YamlMap map, string name)
    {
        var stated = map.NeedText("table");
        if (stated is not null && stated != name) map.Problems.Add(map.Line, "mapping.name", $"the file's path says table '{name}', its text says '{stated}'");
        map.NeedText("title");
        var codes = Pairs(map.NeedMap("codes", "codes"));
        var reverse = Pairs(map.Map("reverse", "reverse"));
        map.Done();
        foreach (var (value, code) in reverse)
            if (codes.GetValueOrDefault(code) != value) map.Problems.Add(map.Line, "mapping.table", $"reverse sends '{code}' for '{value}', but under codes '{code}' is {(codes.TryGetValue(code, out var other) ? $"'{other}'" : "not there")}");
        return new CodeTable(name, codes, reverse);
    }

    private static Dictionary<string, string> Pairs(YamlMap? map)
    {
        var pairs = new Dictionary<string, string>();
        if (map is null) return pairs;
        foreach (var (key, line, value) in map.Entries())
        {
            if (value is not YamlScalarNode { Value.Length: > 0 } scalar) map.Problems.Add(line, "mapping.table", $"code '{key}' needs one value");
            else if (!pairs.TryAdd(key, scalar.Value)) map.Problems.Add(line, "mapping.table", $"code '{key}' stands twice");
        }
        return pairs;
    }
}
