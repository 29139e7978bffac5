using System.Globalization;
using System.Text.RegularExpressions;

namespace Integration.Hub.Channels.Files;

/// <summary>Lines as <c>ls -l</c> prints them, in the ways that FTP and SFTP servers vary it.</summary>
internal static partial class UnixListing
{
    public static ListedEntry? Parse(string line, DateTimeOffset now)
    {
        var match = Line().Match(line);
        if (!match.Success || !long.TryParse(match.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return null;
        var kind = match.Groups["type"].Value switch
        {
            "-" => ListedKind.File,
            "d" => ListedKind.Folder,
            _ => ListedKind.Other,
        };
        var name = match.Groups["name"].Value;
        var arrow = kind == ListedKind.Other ? name.IndexOf(" -> ", StringComparison.Ordinal) : -1;
        return Time(match, now) is { } time
            ? new ListedEntry(kind, arrow < 0 ? name : name[..arrow], size, time)
            : null;
    }

    private static DateTimeOffset? Time(Match match, DateTimeOffset now)
    {
        if (match.Groups["iso"].Success)
            return ListingTimes.Of(Number(match, "y"), Number(match, "mo"), Number(match, "d1"), Number(match, "h1"), Number(match, "m1"));
        if (MonthNames.Number(match.Groups["month"].Value) is not { } month)
            return null;
        return match.Groups["year"].Success
            ? ListingTimes.Of(Number(match, "year"), month, Number(match, "day"), 0, 0)
            : ListingTimes.LastBefore(now, month, Number(match, "day"), Number(match, "hour"), Number(match, "minute"));
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // Owner and group may be missing or have blanks in them, so the line is read from its date: size, date, ONE blank, name as it stands.
    [GeneratedRegex(@"^(?<type>[-dlbcpsD])[-rwxsStTlL]{9}[+@.]?\s+.*?(?<size>\d+)\s+(?:"
        + @"(?<iso>(?<y>\d{4})-(?<mo>\d\d)-(?<d1>\d\d)\s+(?<h1>\d\d):(?<m1>\d\d)(?::\d\d(?:\.\d+)?)?(?:\s[+-]\d{4})?)"
        + @"|(?:(?<month>" + MonthNames.Pattern + @")\s*(?<day>\d{1,2})日?|(?<day>\d{1,2})\.?\s+(?<month>" + MonthNames.Pattern + @"))\s+(?:(?<hour>\d{1,2}):(?<minute>\d\d)|(?<year>\d{4})年?)"
        + @")\s(?<name>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Line();
}
