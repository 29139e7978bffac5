using Integration.CanonicalModel;

namespace Integration.CoreApp.Warnings;

/// <summary>When to warn of something, as data: thresholds by service level and org unit, who has how long to act. Versioned.</summary>
/// <param name="Code">Name for ever; which look at the data it is, e.g. <c>consumption-drop</c>.</param>
/// <param name="Version">From 1; a changed rule is the next one.</param>
/// <param name="Says">The warning in one line; words in braces are what was seen, e.g. <c>{month}</c>.</param>
/// <param name="DueHours">Working hours in which it is to be handled.</param>
/// <param name="EscalateHours">Working hours after which the next one above hears of it, step by step.</param>
/// <param name="Values">Thresholds by name.</param>
/// <param name="Units">Other thresholds of org units and what is below them, by unit.</param>
public sealed record WarningRule(
    string Code, int Version, WarningKind Kind, Title Title, Title Says, Severity Severity, bool Enabled, double DueHours, IReadOnlyList<double> EscalateHours,
    IReadOnlyDictionary<string, Threshold> Values, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Threshold>> Units)
{
    /// <summary>The threshold for a customer of this level in this unit: the nearest unit that has one of its own, else the rule's.</summary>
    public decimal Value(string name, ServiceLevel level, string unit)
    {
        for (var at = unit; at.Length > 0; at = at.Contains('.') ? at[..at.LastIndexOf('.')] : "")
        {
            if (Units.TryGetValue(at, out var own) && own.TryGetValue(name, out var value))
                return value.For(level);
        }
        return Values[name].For(level);
    }
}

/// <summary>What a person reads.</summary>
public sealed record Title(string Zh, string En);

/// <summary>A threshold; a level without one of its own has the usual one.</summary>
public sealed record Threshold(decimal Usual, decimal? Diamond = null, decimal? Gold = null, decimal? Silver = null)
{
    public decimal For(ServiceLevel level) => level switch
    {
        ServiceLevel.Diamond => Diamond,
        ServiceLevel.Gold => Gold,
        ServiceLevel.Silver => Silver,
        _ => null,
    } ?? Usual;
}

/// <summary>Something wrong with a rule.</summary>
/// <param name="Field">Path within the rule, e.g. <c>values.percent.gold</c>.</param>
public sealed record RuleProblem(string Code, string Field, string Message);

/// <summary>A rule that is not sound.</summary>
public sealed class RuleException(string name, IReadOnlyList<RuleProblem> problems)
    : Exception($"{name}: " + string.Join("; ", problems.Select(p => $"{p.Field}: {p.Message}")))
{
    public IReadOnlyList<RuleProblem> Problems { get; } = problems;
}
