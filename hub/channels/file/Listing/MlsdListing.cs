using System.Globalization;

namespace Integration.Hub.Channels.Files;

/// <summary>Lines of MLSD (RFC 3659): <c>type=file;size=1024;modify=20261122103000; name</c>. Times are exact and in UTC.</summary>
internal static class MlsdListing
{
    private static readonly string[] TimeFormats = ["yyyyMMddHHmmss", "yyyyMMddHHmmss.f", "yyyyMMddHHmmss.ff", "yyyyMMddHHmmss.fff"];

    public static ListedEntry? Parse(string line)
    {
        var blank = line.IndexOf(' ');
        if (blank < 0 || blank == line.Length - 1)
            return null;
        var facts = line[..blank].Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(f => f.Split('=', 2)).Where(f => f.Length == 2)
            .ToLookup(f => f[0].ToLowerInvariant(), f => f[1]);
        var type = facts["type"].FirstOrDefault()?.ToLowerInvariant();
        var sized = long.TryParse(facts["size"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        if (type is null || (type == "file" && !sized))
            return null;
        var kind = type switch
        {
            "file" => ListedKind.File,
            "dir" => ListedKind.Folder,
            // cdir and pdir are "." and "..".
            _ => ListedKind.Other,
        };
        return new ListedEntry(kind, line[(blank + 1)..], size, Time(facts["modify"].FirstOrDefault()));
    }

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
