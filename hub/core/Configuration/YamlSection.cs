using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Integration.Hub.Core.Configuration;

/// <summary>
/// A mapping node of a YAML file, read key by key. Every reader says what it expects; what does not fit, and every key that nobody
/// read, becomes a <see cref="ConfigError"/> with its line. Reading goes on, so that one look shows the whole list.
/// </summary>
public sealed partial class YamlSection
{
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _read = [];
    private readonly List<YamlSection> _children = [];
    private readonly YamlFile _file;

    private YamlSection(YamlFile file, YamlMappingNode node, string path) => (_file, _node, Path) = (file, node, path);

    public string File => _file.Name;

    public int Line => (int)_node.Start.Line;

    /// <summary>Dotted path from the top of the file, for messages.</summary>
    public string Path { get; }

    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>A section that is not there: every reader gives its default.</summary>
    public static YamlSection Empty(string path) => new(new YamlFile("", Settings.Empty, []), new YamlMappingNode(), path);

    /// <summary>Reads a file; null (with an error added) if it is not a YAML mapping.</summary>
    public static YamlSection? Load(string fileName, Settings settings, List<ConfigError> errors)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(fileName);
            stream.Load(reader);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return new YamlSection(new YamlFile(fileName, settings, errors), root, "");
            errors.Add(new ConfigError(fileName, 1, "expected one YAML document that is a mapping (key: value …)"));
        }
        catch (YamlException e)
        {
            errors.Add(new ConfigError(fileName, (int)e.Start.Line, $"not valid YAML: {e.InnerException?.Message ?? e.Message}"));
        }
        catch (IOException e)
        {
            errors.Add(new ConfigError(fileName, 0, e.Message));
        }
        return null;
    }

    public void Report(string message) => ReportAt(_node, message);

    /// <summary>An error at a key's own line.</summary>
    public void ReportAt(string key, string message) => ReportAt(Raw(key) ?? _node, message);

    /// <summary>Text with settings resolved; null if absent.</summary>
    public string? Text(string key) => Raw(key) switch
    {
        null => null,
        YamlScalarNode scalar => _file.Settings.Resolve(scalar.Value ?? "", m => ReportAt(scalar, $"{Name(key)}: {m}")),
        var other => Wrong<string>(other, key, "a text"),
    };

    public string RequiredText(string key)
    {
        var text = Text(key);
        if (string.IsNullOrWhiteSpace(text))
            Report($"{Name(key)} is missing");
        return text ?? "";
    }

    public int Int(string key, int otherwise, int min = 0, int max = int.MaxValue)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        ReportAt(key, $"{Name(key)} is '{text}', expected a whole number from {min}{(max == int.MaxValue ? " up" : $" to {max}")}");
        return otherwise;
    }

    public bool Flag(string key, bool otherwise)
    {
        switch (Text(key))
        {
            case null: return otherwise;
            case "true" or "yes" or "on": return true;
            case "false" or "no" or "off": return false;
            case var text:
                ReportAt(key, $"{Name(key)} is '{text}', expected true or false");
                return otherwise;
        }
    }

    /// <summary>A length of time such as <c>500ms</c>, <c>2s</c>, <c>10m</c>, <c>3h</c>, <c>90d</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        var match = DurationForm().Match(text);
        if (match.Success && double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var n))
        {
            return match.Groups[2].Value switch
            {
                "ms" => TimeSpan.FromMilliseconds(n),
                "s" => TimeSpan.FromSeconds(n),
                "m" => TimeSpan.FromMinutes(n),
                "h" => TimeSpan.FromHours(n),
                _ => TimeSpan.FromDays(n),
            };
        }
        ReportAt(key, $"{Name(key)} is '{text}', expected a length of time such as 500ms, 2s, 10m, 3h or 90d");
        return otherwise;
    }

    /// <summary>An hour of the day such as <c>06:30</c>.</summary>
    public TimeOnly Hour(string key, TimeOnly otherwise)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
            return hour;
        ReportAt(key, $"{Name(key)} is '{text}', expected an hour of the day such as \"06:30\"");
        return otherwise;
    }

    /// <summary>A time zone by its IANA name.</summary>
    public TimeZoneInfo Zone(string key, TimeZoneInfo otherwise)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
            return zone;
        ReportAt(key, $"{Name(key)} is '{text}', which is no time zone; expected a name such as Asia/Shanghai");
        return otherwise;
    }

    /// <summary>One of a fixed list of words.</summary>
    public T Choice<T>(string key, T otherwise, params (string Word, T Value)[] choices)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        foreach (var (word, value) in choices)
        {
            if (word == text)
                return value;
        }
        ReportAt(key, $"{Name(key)} is '{text}', expected one of {string.Join(", ", choices.Select(c => c.Word))}");
        return otherwise;
    }

    public IReadOnlyList<string> Texts(string key) => Raw(key) switch
    {
        null => [],
        YamlScalarNode => Text(key) is { } one ? [one] : [],
        YamlSequenceNode list => [.. list.Children.Select(c => c is YamlScalarNode s
            ? _file.Settings.Resolve(s.Value ?? "", m => ReportAt(s, $"{Name(key)}: {m}"))
            : Wrong<string>(c, key, "a text") ?? "")],
        var other => Wrong<IReadOnlyList<string>>(other, key, "a list of texts") ?? [],
    };

    public YamlSection? Section(string key) => Raw(key) switch
    {
        null => null,
        YamlMappingNode node => Child(node, key),
        var other => Wrong<YamlSection>(other, key, "a mapping (key: value …)"),
    };

    /// <summary>A section that another reader takes up later, and that refuses its unknown keys itself.</summary>
    public YamlSection? Deferred(string key)
    {
        var section = Section(key);
        if (section is not null)
            _children.Remove(section);
        return section;
    }

    public IReadOnlyList<YamlSection> Sections(string key) => Raw(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((c, i) => c is YamlMappingNode m
            ? Child(m, $"{key}[{i}]")
            : Wrong<YamlSection>(c, $"{key}[{i}]", "a mapping (key: value …)")).OfType<YamlSection>()],
        var other => Wrong<IReadOnlyList<YamlSection>>(other, key, "a list") ?? [],
    };

    /// <summary>All entries of a free-form mapping of texts.</summary>
    public IReadOnlyDictionary<string, string> Map(string key)
    {
        var section = Section(key);
        return section is null ? new Dictionary<string, string>() : section.Keys.ToDictionary(k => k, k => section.Text(k) ?? "");
    }

    /// <summary>The entries as written, references unresolved.</summary>
    public Dictionary<string, string> PlainTexts() => _node.Children
        .Where(c => c.Key is YamlScalarNode && c.Value is YamlScalarNode)
        .ToDictionary(c => ((YamlScalarNode)c.Key).Value ?? "", c => ((YamlScalarNode)c.Value).Value ?? "");

    /// <summary>The entries of a section below as written; null if it is not there. Reads nothing: for showing.</summary>
    public Dictionary<string, string>? PlainTexts(string key) =>
        _node.Children.TryGetValue(new YamlScalarNode(key), out var below) && below is YamlMappingNode map ? new YamlSection(_file, map, Name(key)).PlainTexts() : null;

    /// <summary>The whole section as text, references resolved: two that read alike are alike.</summary>
    public string Resolved() => Resolved(_node);

    private string Resolved(YamlNode node) => node switch
    {
        YamlScalarNode scalar => "'" + _file.Settings.Resolve(scalar.Value ?? "", _ => { }) + "'",
        YamlSequenceNode list => $"[{string.Join(',', list.Children.Select(Resolved))}]",
        YamlMappingNode map => $"{{{string.Join(',', map.Children.Select(c => $"{Resolved(c.Key)}:{Resolved(c.Value)}"))}}}",
        _ => "",
    };

    /// <summary>Reports every key nobody asked for, here and below. Call it last.</summary>
    public void RefuseUnknown()
    {
        foreach (var (node, _) in _node.Children)
        {
            var name = (node as YamlScalarNode)?.Value ?? node.ToString();
            if (!_read.Contains(name))
                ReportAt(node, $"'{(Path.Length == 0 ? name : Path + "." + name)}' is not known here{Suggestion.For(name, _read)}");
        }
        foreach (var child in _children)
            child.RefuseUnknown();
    }

    private YamlNode? Raw(string key)
    {
        _read.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is not YamlScalarNode { Value: null or "" or "~" or "null", Style: ScalarStyle.Plain }
            ? node
            : null;
    }

    private YamlSection Child(YamlMappingNode node, string key)
    {
        var child = new YamlSection(_file, node, Name(key));
        _children.Add(child);
        return child;
    }

    private T? Wrong<T>(YamlNode node, string key, string expected)
    {
        ReportAt(node, $"{Name(key)}: expected {expected}");
        return default;
    }

    private string Name(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private void ReportAt(YamlNode node, string message)
    {
        var error = new ConfigError(_file.Name, (int)node.Start.Line, message);
        // A key may be read more than once.
        if (!_file.Errors.Contains(error))
            _file.Errors.Add(error);
    }

    private sealed record YamlFile(string Name, Settings Settings, List<ConfigError> Errors);

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(ms|s|m|h|d)$")]
    private static partial Regex DurationForm();
}
