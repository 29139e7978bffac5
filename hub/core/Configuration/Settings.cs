using System.Text.RegularExpressions;

namespace Integration.Hub.Core.Configuration;

/// <summary>
/// Values that differ from place to place: <c>${name}</c> from hub.yaml's <c>settings</c>, <c>${env:NAME}</c> from the environment,
/// <c>${file:path}</c> from a secret's file. What stands in the repository never holds a secret.
/// </summary>
public sealed partial class Settings(IReadOnlyDictionary<string, string> values, string baseFolder)
{
    public static Settings Empty { get; } = new(new Dictionary<string, string>(), ".");

    /// <summary>The same with more values; of two with one name the new one counts.</summary>
    public Settings With(IReadOnlyDictionary<string, string> more) => new(values.Concat(more).GroupBy(v => v.Key).ToDictionary(g => g.Key, g => g.Last().Value), baseFolder);

    /// <summary>Resolves all references in a text. An unknown one is told through <paramref name="report"/> and stays as it is.</summary>
    public string Resolve(string text, Action<string> report) => Resolve(text, report, depth: 0);

    private string Resolve(string text, Action<string> report, int depth) => Reference().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        var value = Find(name, report);
        if (value is null)
            return match.Value;
        if (depth > 8)
        {
            report($"setting '{name}' refers to itself");
            return match.Value;
        }
        return name.Contains(':') ? value : Resolve(value, report, depth + 1);
    });

    private string? Find(string name, Action<string> report)
    {
        if (name.StartsWith("env:", StringComparison.Ordinal))
        {
            var variable = name[4..];
            var value = Environment.GetEnvironmentVariable(variable);
            if (value is null)
                report($"environment variable {variable} is not set");
            return value;
        }
        if (name.StartsWith("file:", StringComparison.Ordinal))
        {
            var path = Path.Combine(baseFolder, name[5..]);
            if (File.Exists(path))
                return File.ReadAllText(path).TrimEnd('\r', '\n');
            report($"secret file {path} does not exist");
            return null;
        }
        if (values.TryGetValue(name, out var found))
            return found;
        report($"setting '{name}' is not given; add it under 'settings:' in hub.yaml{Suggestion.For(name, values.Keys)}");
        return null;
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Reference();
}
