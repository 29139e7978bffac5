using System.Text.RegularExpressions;

namespace Integration.Specs.Runner.Features;

/// <summary>A row of examples: fills <c>&lt;column&gt;</c> in texts.</summary>
internal sealed partial class ExampleRow(string[] header, string[] cells)
{
    private const int ShownLength = 40;

    public static ExampleRow None { get; } = new([], []);

    public IReadOnlyDictionary<string, string> Values { get; } = header.Zip(cells).GroupBy(p => p.First).ToDictionary(g => g.Key, g => g.First().Second);

    /// <summary>In one pass, so that a value that looks like a column stays as it is; what is no column stays too (XML in a doc string).</summary>
    public string Fill(string text) =>
        Values.Count == 0 ? text : Placeholder().Replace(text, m => Values.GetValueOrDefault(m.Groups[1].Value, m.Value));

    public override string ToString() => $" ({string.Join(", ", Values.Select(v => $"{v.Key}: {Shorten(v.Value)}"))})";

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Placeholder();

    private static string Shorten(string value) => value.Length <= ShownLength ? value : value[..(ShownLength - 1)] + "…";
}
