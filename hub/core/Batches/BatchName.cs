using System.Globalization;
using System.Text.RegularExpressions;

namespace Integration.Hub.Core.Batches;

/// <summary>
/// Name of a batch's file: <c>{date:yyyyMMdd}</c> the batch's local date, <c>{time:HHmmss}</c> when it was closed, <c>{serial:000}</c> counts
/// the names that differ by it only, <c>{number:000000}</c> counts all batches of the interface, <c>{group}</c>, <c>{type}</c>, <c>{interface}</c>.
/// </summary>
public sealed partial class BatchName(string pattern)
{
    /// <summary>What is wrong with the pattern; empty if nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        var names = Place().Matches(pattern).Select(m => m.Groups[1].Value).ToList();
        foreach (var unknown in names.Where(n => n is not ("date" or "time" or "serial" or "number" or "group" or "type" or "interface")))
            yield return $"fileName \"{pattern}\" has {{{unknown}}}, which a batch's file does not know; it knows {{date:yyyyMMdd}}, {{time:HHmmss}}, {{serial:000}}, {{number:000000}}, {{group}}, {{type}}, {{interface}}";
        if (!names.Contains("serial") && !names.Contains("number"))
            yield return $"fileName \"{pattern}\" needs {{serial:000}} or {{number:000000}}, or two batches would have one name";
    }

    /// <summary>The name without its numbers: the series that <c>{serial}</c> counts.</summary>
    public string Series(string @interface, string type, string group, DateTime closedAt) => Place().Replace(pattern, m => m.Groups[1].Value switch
    {
        "date" => closedAt.ToString(Format(m, "yyyyMMdd"), CultureInfo.InvariantCulture),
        "time" => closedAt.ToString(Format(m, "HHmmss"), CultureInfo.InvariantCulture),
        "group" => group,
        "type" => type,
        "interface" => @interface,
        _ => m.Value,
    });

    /// <summary>Puts the numbers into a series.</summary>
    public static string Numbered(string series, long number, int serial) => Place().Replace(series, m => m.Groups[1].Value switch
    {
        "serial" => serial.ToString(Format(m, "000"), CultureInfo.InvariantCulture),
        "number" => number.ToString(Format(m, "000000"), CultureInfo.InvariantCulture),
        _ => m.Value,
    });

    private static string Format(Match m, string otherwise) => m.Groups[2].Success ? m.Groups[2].Value : otherwise;

    [GeneratedRegex(@"\{(\w+)(?::([^}]+))?\}")]
    private static partial Regex Place();
}
