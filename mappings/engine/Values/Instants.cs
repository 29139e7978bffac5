using System.Globalization;

namespace Integration.Mappings.Values;

/// <summary>Instants: ISO 8601 text, and local times of a zone.</summary>
internal static class Instants
{
    public const string DefaultZone = "Asia/Shanghai";
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static TimeZoneInfo Shanghai { get; } = TimeZoneInfo.FindSystemTimeZoneById(DefaultZone);

    /// <summary>Wire form of the canonical model.</summary>
    public static string Text(DateTimeOffset value) =>
        value.ToString(value.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:sszzz" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>Null if all is well, otherwise what is wrong. Without an offset in the text the zone's is taken.</summary>
    public static string? Resolve(in DateParts parts, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        instant = default;
        var local = parts.Local;
        if (parts.Offset is null && zone.IsInvalidTime(local)) return $"is impossible: clocks in {zone.Id} skipped it";
        var offset = parts.Offset ?? OffsetOf(local, zone);
        if (local.Ticks - offset.Ticks < 0 || local.Ticks - offset.Ticks > DateTime.MaxValue.Ticks) return "lies outside the calendar";
        instant = new DateTimeOffset(local, offset);
        return null;
    }

    /// <summary>The instant as clocks in the zone show it.</summary>
    public static DateTimeOffset In(DateTimeOffset value, TimeZoneInfo zone) =>
        ReferenceEquals(zone, Shanghai) && value.Year is > 1992 and < 9999 ? value.ToOffset(China) : TimeZoneInfo.ConvertTime(value, zone);

    /// <summary>ISO 8601 date and time: <c>2026-11-22T10:30:00[.fffffff][Z|±hh:mm]</c>, also with a blank for the T.</summary>
    public static string? ParseIso(Chars text, out DateParts parts)
    {
        parts = default;
        const string wrong = "is not an ISO 8601 time: expected e.g. 2026-11-22T10:30:00+08:00";
        if (text.Length < 19 || text[10] is not ('T' or ' ')) return wrong;
        var end = text.Length;
        var zone = text[19..].IndexOfAny('Z', '+', '-');
        if (zone >= 0) end = 19 + zone;
        var fraction = end > 19 ? end - 20 : 0;
        if (fraction > 7 || (end > 19 && (text[19] != '.' || fraction == 0))) return wrong;
        var pattern = IsoPatterns[(fraction * 4) + (zone >= 0 ? 2 : 0) + (text[10] == ' ' ? 1 : 0)];
        var problem = pattern.Parse(text, out parts);
        return problem is null || problem.StartsWith("is impossible", StringComparison.Ordinal) ? problem : wrong;
    }

    private static TimeSpan OffsetOf(DateTime local, TimeZoneInfo zone) =>
        ReferenceEquals(zone, Shanghai) && local.Year > 1992 ? China : zone.GetUtcOffset(local);

    private static readonly DatePattern[] IsoPatterns = [.. Enumerable.Range(0, 32).Select(Iso)];

    private static DatePattern Iso(int variant)
    {
        var fraction = variant / 4 == 0 ? "" : "." + new string('f', variant / 4);
        var text = "yyyy-MM-dd" + (variant % 2 == 1 ? " " : "T") + "HH:mm:ss" + fraction + ((variant & 2) != 0 ? "K" : "");
        return DatePattern.Read(text, out _)!;
    }
}
