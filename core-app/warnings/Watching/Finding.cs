using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;

namespace Integration.CoreApp.Warnings;

/// <summary>A rule has found something.</summary>
/// <param name="Cause">What it is about; one cause has one warning for ever.</param>
/// <param name="Severity">Null: the rule's.</param>
public sealed record Finding(WarningRule Rule, string Cause, WatchedCustomer Customer, Saw Saw, string? OrderNo = null, Severity? Severity = null)
{
    public Title Says => new(Fill(Rule.Says.Zh), Fill(Rule.Says.En));

    private string Fill(string text) => Saw.Args.Aggregate(text, (t, a) => t.Replace($"{{{a.Key}}}", a.Value, StringComparison.Ordinal));
}

/// <summary>What a warning saw.</summary>
/// <param name="Args">The words of its line, by name.</param>
/// <param name="Series">What a small chart shows, the oldest first.</param>
public sealed record Saw(IReadOnlyDictionary<string, string> Args, IReadOnlyList<SawValue> Values, IReadOnlyList<SawPoint> Series)
{
    public static Saw Of(IReadOnlyDictionary<string, string> args, params SawValue[] values) => new(args, values, []);
}

/// <summary>A figure against its threshold.</summary>
public sealed record SawValue(string Name, decimal Value, decimal? Threshold);

public sealed record SawPoint(string At, decimal Value);

/// <summary>How figures and days are written in a warning.</summary>
internal static class Written
{
    public static string Yuan(decimal fen) => (fen / 100).ToString("N2", CultureInfo.InvariantCulture);

    public static string Whole(decimal value) => Math.Round(value).ToString("0", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
