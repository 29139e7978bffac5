using System.Globalization;
using System.Text.Json.Serialization;
using Integration.CanonicalModel;
using Integration.CoreApp.Shared;

namespace Integration.CoreApp.Warnings;

/// <summary>A rule has found something.</summary>
/// <param name="Cause">What it is about; one cause has one warning for ever.</param>
/// <param name="Severity">Null: the rule's.</param>
public sealed record Finding(WarningRule Rule, string Cause, WatchedCustomer Customer, Saw Saw, string? OrderNo = null, Severity? Severity = null)
{
    public Title Says => new(Fill(Rule.Says.Zh, Saw.Args), Fill(Rule.Says.En, Saw.English));

    private static string Fill(string text, IEnumerable<KeyValuePair<string, string>> words) => words.Aggregate(text, (t, a) => t.Replace($"{{{a.Key}}}", a.Value, StringComparison.Ordinal));
}

/// <summary>What a warning saw.</summary>
/// <param name="Args">The words of its line, by name.</param>
/// <param name="Series">What a small chart shows, the oldest first.</param>
public sealed record Saw(IReadOnlyDictionary<string, string> Args, IReadOnlyList<SawValue> Values, IReadOnlyList<SawPoint> Series)
{
    /// <summary>Words that are others in English; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? ArgsEn { get; init; }

    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, string>> English => Args.Select(a => KeyValuePair.Create(a.Key, ArgsEn?.GetValueOrDefault(a.Key) ?? a.Value));

    public static Saw Of(IReadOnlyDictionary<string, string> args, params SawValue[] values) => new(args, values, []);
}

/// <summary>A figure against its threshold.</summary>
public sealed record SawValue(string Name, decimal Value, decimal? Threshold);

public sealed record SawPoint(string At, decimal Value);

/// <summary>A word of a warning's line, in both languages; most are the same in both.</summary>
public readonly record struct Word(string Zh, string? En = null)
{
    public static implicit operator Word(string word) => new(word);
}

/// <summary>How figures and days are written in a warning.</summary>
internal static class Written
{
    public static string Yuan(decimal fen) => (fen / 100).ToString("N2", CultureInfo.InvariantCulture);

    public static string Whole(decimal value) => Math.Round(value).ToString("0", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Speed(long kbps) => kbps >= 1000 ? $"{(kbps / 1000m).ToString("0.##", CultureInfo.InvariantCulture)} Mbit/s" : $"{kbps} kbit/s";

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
