using System.Globalization;
using System.Text.RegularExpressions;

namespace Integration.Hub.Channels.Files;

/// <summary>Lines as <c>dir</c> prints them (Windows servers): <c>11-22-26  10:30AM       1024 name</c>.</summary>
internal static partial class DosListing
{
    public static ListedEntry? Parse(string line)
    {
        var match = Line().Match(line);
        if (!match.Success)
            return null;
        var digits = match.Groups["size"].Value.Replace(",", "", StringComparison.Ordinal);
        var isFolder = match.Groups["folder"].Success;
        var size = 0L;
        if (!isFolder && !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out size))
            return null;
        var time = ListingTimes.Of(Year(match), Number(match, "month"), Number(match, "day"), Hour(match), Number(match, "minute"));
        return time is null ? null : new ListedEntry(isFolder ? ListedKind.Folder : ListedKind.File, match.Groups["name"].Value, size, time);
    }

    private static int Year(Match match)
    {
        var year = Number(match, "year");
        return year >= 100 ? year : year >= 70 ? 1900 + year : 2000 + year;
    }

    private static int Hour(Match match)
    {
        var hour = Number(match, "hour");
        return match.Groups["half"].Value.ToUpperInvariant() switch
        {
            "A" => hour % 12,
            "P" => hour % 12 + 12,
            _ => hour,
        };
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<month>\d\d)[-/](?<day>\d\d)[-/](?<year>\d{4}|\d\d)|(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d))\s+"
        + @"(?<hour>\d{1,2}):(?<minute>\d\d)\s?(?:(?<half>[AaPp])[Mm])?\s+(?:(?<folder><DIR>)\s+|(?<size>[\d,]+)\s)(?<name>.+)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Line();
}
