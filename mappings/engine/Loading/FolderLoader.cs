using System.Text.RegularExpressions;
using Integration.CanonicalModel.Shapes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>Finds and reads all files of a mapping folder; goes on after every problem.</summary>
internal sealed partial class FolderLoader(string folder, IReadOnlyList<MessageShape> shapes, IReadOnlyDictionary<string, string> instead, Problems problems)
{
    public const string TestEnding = ".test.yaml";
    private static readonly string[] OtherFolders = ["engine", "bin", "obj", "samples"];

    /// <summary>References of the files that could not be loaded.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>Every file as it was read, by relative path.</summary>
    public Dictionary<string, string> Texts { get; } = [];

    public List<IMapping> Load()
    {
        var tables = new CodeTables();
        var mappings = new List<IMapping>();
        if (!Directory.Exists(folder))
        {
            problems.Add(Path.GetFileName(folder), 1, "mapping.folder", "there is no such folder of mappings");
            return mappings;
        }
        var files = Files().ToList();
        foreach (var file in files.Where(IsTable)) Table(file, tables);
        foreach (var file in files.Where(f => !IsTable(f)))
        {
            if (Mapping(file, tables) is { } mapping) mappings.Add(mapping);
        }
        return mappings;
    }

    /// <summary>Relative paths with <c>/</c>, in order of name.</summary>
    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
        .Union(instead.Keys)
        .Where(f => !f.EndsWith(TestEnding, StringComparison.Ordinal) && !f.Split('/')[..^1].Any(OtherFolders.Contains))
        .Order(StringComparer.Ordinal);

    private static bool IsTable(string file) => file.Split('/') is [.., "codes", _];

    private void Table(string file, CodeTables tables)
    {
        var own = new FileProblems(problems, file);
        if (Root(file, own) is not { } map) return;
        var name = file[..^".yaml".Length].Replace("/codes/", "/", StringComparison.Ordinal);
        if (CodeTableReader.Read(map, name) is { } table) tables.Add(table);
    }

    private IMapping? Mapping(string file, CodeTables tables)
    {
        var own = new FileProblems(problems, file);
        if (FileName().Match(file) is not { Success: true } match)
        {
            own.Add(1, "mapping.file-name", "a mapping file is named <name>.v<number>.yaml; tests beside it <name>.v<number>.test.yaml; code tables lie in codes/");
            return null;
        }
        var mapping = Root(file, own) is { } map
            ? new MappingReader(map, own, tables, shapes).Read(match.Groups["name"].Value, int.Parse(match.Groups["version"].ValueSpan))
            : null;
        if (!own.Any) return mapping;
        Broken.Add($"{match.Groups["name"].Value}@{match.Groups["version"].Value}");
        return null;
    }

    private YamlMap? Root(string file, FileProblems own)
    {
        try
        {
            var text = instead.TryGetValue(file, out var other) ? other : File.ReadAllText(Path.Combine(folder, file));
            Texts[file] = text;
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }]) return new YamlMap(root, own, "the file");
            own.Add(1, "mapping.yaml", "expected one YAML document of the form 'name: value'");
        }
        catch (YamlException e)
        {
            var hint = e.Message.Contains("Mapping values are not allowed", StringComparison.OrdinalIgnoreCase) || e.InnerException is not null
                ? " (an expression with ': ' or ' #' in it must be written as a block: 'name: >-' and the expression on the next line)"
                : "";
            own.Add((int)e.Start.Line, "mapping.yaml", $"the YAML cannot be read: {e.Message}{hint}");
        }
        return null;
    }

    [GeneratedRegex(@"^(?<name>.+)\.v(?<version>[1-9][0-9]{0,4})\.yaml$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
