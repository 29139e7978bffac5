using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.CoreApp.Warnings;

/// <summary>The rules in force, by code.</summary>
public sealed class RuleLibrary(IEnumerable<WarningRule> rules)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Those that come with the program.</summary>
    public static IReadOnlyList<WarningRule> Shipped { get; } = ReadShipped();

    private readonly Dictionary<string, WarningRule> _rules = rules.GroupBy(r => r.Code).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Version)!);

    public IReadOnlyList<WarningRule> All => [.. _rules.Values.OrderBy(r => r.Code, StringComparer.Ordinal)];

    /// <summary>Null: there is none, or it is switched off.</summary>
    public WarningRule? InForce(string code) => _rules.TryGetValue(code, out var rule) && rule.Enabled ? rule : null;

    public WarningRule? Find(string code) => _rules.GetValueOrDefault(code);

    /// <summary>The archive has what it looks at of past days too, so it can be tried on them.</summary>
    public static bool CanBeTried(string code) => DailyLook.Tryable.Contains(code);

    public static string Write(WarningRule rule) => JsonSerializer.Serialize(rule, Options);

    /// <param name="name">Where it comes from, for the error.</param>
    /// <exception cref="RuleException">It cannot be read, or is not sound.</exception>
    public static WarningRule Read(string json, string name)
    {
        WarningRule rule;
        try
        {
            rule = JsonSerializer.Deserialize<WarningRule>(json, Options) ?? throw new JsonException("nothing is there");
        }
        catch (JsonException e)
        {
            throw new RuleException(name, [new RuleProblem("rule.unreadable", e.Path ?? "", e.Message)]);
        }

        return Problems(rule).ToList() is { Count: > 0 } problems ? throw new RuleException(name, problems) : rule;
    }

    /// <summary>What is wrong with it; an operator's rule changes figures, not what is looked at.</summary>
    public static IEnumerable<RuleProblem> Problems(WarningRule rule)
    {
        var shipped = Shipped?.FirstOrDefault(r => r.Code == rule.Code);
        if (Shipped is not null && shipped is null)
            yield return new RuleProblem("rule.unknown", "code", $"there is no rule '{rule.Code}'; expected one of {string.Join(", ", Shipped.Select(r => r.Code))}");
        if (rule.DueHours is <= 0 or > 2000)
            yield return new RuleProblem("rule.hours", "dueHours", $"{rule.DueHours} working hours; expected more than 0 and at most 2000");
        if (rule.EscalateHours.Count > 3 || rule.EscalateHours.Any(h => h is <= 0 or > 2000))
            yield return new RuleProblem("rule.hours", "escalateHours", "expected at most three spans of more than 0 and at most 2000 working hours");
        foreach (var name in shipped?.Values.Keys.Except(rule.Values.Keys) ?? [])
            yield return new RuleProblem("rule.missing", $"values.{name}", "this threshold is missing");
        var known = shipped?.Values.Keys ?? rule.Values.Keys;
        foreach (var (path, name, value) in rule.Values.Select(v => ($"values.{v.Key}", v.Key, v.Value)).Concat(rule.Units.SelectMany(u => u.Value.Select(v => ($"units.{u.Key}.{v.Key}", v.Key, v.Value)))))
        {
            if (!known.Contains(name))
                yield return new RuleProblem("rule.no-threshold", path, $"the rule has no threshold '{name}'; expected one of {string.Join(", ", known)}");
            if (new[] { value.Usual, value.Diamond, value.Gold, value.Silver }.Any(v => v is < 0 or > 1_000_000_000_000))
                yield return new RuleProblem("rule.value", path, "expected figures from 0 to a million million");
        }
    }

    private static List<WarningRule> ReadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith("rules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return Read(reader.ReadToEnd(), n);
        })];
    }
}
