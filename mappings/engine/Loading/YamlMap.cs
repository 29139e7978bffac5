using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Integration.Mappings.Loading;

/// <summary>A YAML mapping read key by key; keys nobody asked for are mistakes.</summary>
/// <param name="what">What it describes, for messages: <c>source</c>.</param>
internal sealed class YamlMap(YamlMappingNode node, FileProblems problems, string what)
{
    private readonly HashSet<string> _asked = [];

    public int Line => LineOf(node);

    public FileProblems Problems => problems;

    public YamlNode? Take(string key)
    {
        _asked.Add(key);
        return node.Children.FirstOrDefault(c => (c.Key as YamlScalarNode)?.Value == key).Value;
    }

    public bool Has(string key) => Take(key) is not null;

    public YamlNode? Need(string key)
    {
        var value = Take(key);
        if (value is null) problems.Add(Line, "mapping.yaml", $"{what} needs '{key}'");
        return value;
    }

    public string? Text(string key, string? otherwise = null) => Scalar(Take(key), key) ?? otherwise;

    public string? NeedText(string key) => Scalar(Need(key), key);

    public int Integer(string key, int otherwise, int least = 0)
    {
        var text = Text(key);
        if (text is null) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least) return value;
        problems.Add(LineOf(Take(key)!), "mapping.yaml", $"'{key}' of {what} must be a whole number from {least} on, it is \"{text}\"");
        return otherwise;
    }

    public bool Flag(string key, bool otherwise)
    {
        var text = Text(key);
        if (text is null) return otherwise;
        if (text is "true" or "false") return text == "true";
        problems.Add(LineOf(Take(key)!), "mapping.yaml", $"'{key}' of {what} must be true or false, it is \"{text}\"");
        return otherwise;
    }

    /// <summary>One of the words given; the first is the default.</summary>
    public string Word(string key, params string[] words)
    {
        var text = Text(key);
        if (text is null) return words[0];
        if (words.Contains(text)) return text;
        problems.Add(LineOf(Take(key)!), "mapping.yaml", $"'{key}' of {what} must be one of {string.Join(", ", words)}, it is \"{text}\"{Suggestion.For(text, words)}");
        return words[0];
    }

    public YamlMap? Map(string key, string name) => AsMap(Take(key), name);

    public YamlMap? NeedMap(string key, string name) => AsMap(Need(key), name);

    public IReadOnlyList<YamlNode> List(string key)
    {
        var value = Take(key);
        if (value is null) return [];
        if (value is YamlSequenceNode list) return [.. list.Children];
        problems.Add(LineOf(value), "mapping.yaml", $"'{key}' of {what} must be a list");
        return [];
    }

    /// <summary>All entries in the order of writing; no key is unknown.</summary>
    public IEnumerable<(string Key, int Line, YamlNode Value)> Entries()
    {
        foreach (var (key, value) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (string.IsNullOrEmpty(name)) problems.Add(LineOf(key), "mapping.yaml", $"a name in {what} must be a plain text");
            else yield return (name, LineOf(key), value);
        }
    }

    public YamlMap? AsMap(YamlNode? value, string name)
    {
        if (value is null) return null;
        if (value is YamlMappingNode map) return new YamlMap(map, problems, name);
        problems.Add(LineOf(value), "mapping.yaml", $"{name} must have the form 'name: value'");
        return null;
    }

    /// <summary>Notes every key that was not asked for.</summary>
    public void Done()
    {
        foreach (var (key, line, _) in Entries().Where(e => !_asked.Contains(e.Key)))
            problems.Add(line, "mapping.unknown-key", $"{what} has no '{key}'{Suggestion.For(key, _asked)}");
    }

    public static int LineOf(YamlNode node) => (int)node.Start.Line;

    public static bool IsQuoted(YamlScalarNode scalar) => scalar.Style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted;

    private string? Scalar(YamlNode? value, string key)
    {
        if (value is null) return null;
        if (value is YamlScalarNode scalar) return scalar.Value;
        problems.Add(LineOf(value), "mapping.yaml", $"'{key}' of {what} must be a single value");
        return null;
    }
}
