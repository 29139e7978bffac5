using System.Globalization;

namespace Integration.Hub.Core.Configuration;

/// <summary>Until when a file is expected: at an hour of every day, of some days of the week, or of one day of the month.</summary>
/// <param name="At">Hour in <paramref name="Zone"/> at which somebody is told.</param>
/// <param name="From">Daily: the earliest hour at which the file may come; later than <paramref name="At"/>: on the day before. Monthly files may come from the first of the month on.</param>
/// <param name="Weekdays">Days on which a daily file comes; empty: all.</param>
/// <param name="Day">1–31: monthly, on this day or the last one of a shorter month; null: daily.</param>
public sealed record ExpectedBy(TimeOnly At, TimeOnly From, IReadOnlyList<DayOfWeek> Weekdays, int? Day, TimeZoneInfo Zone)
{
    /// <summary>The last period whose hour has passed.</summary>
    public ExpectedPeriod Latest(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        // A week holds every weekday, two months hold a month's day: the search always ends.
        for (var date = today; ; date = date.AddDays(-1))
        {
            if (IsExpectedOn(date) && Instant(date, At) <= now)
                return Period(date);
        }
    }

    /// <summary>The periods whose hour is on one of these days, the oldest first.</summary>
    public IEnumerable<ExpectedPeriod> DueFrom(DateOnly first, DateOnly last)
    {
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (IsExpectedOn(date))
                yield return Period(date);
        }
    }

    /// <summary>In words, for screens.</summary>
    public override string ToString() =>
        $"{(Day is { } day ? $"day {day} of the month" : Weekdays.Count == 0 ? "daily" : string.Join(",", Weekdays.Select(d => d.ToString()[..3].ToLowerInvariant())))} {At:HH\\:mm} {Zone.Id}";

    private bool IsExpectedOn(DateOnly date) => Day is { } day
        ? date.Day == Math.Min(day, DateTime.DaysInMonth(date.Year, date.Month))
        : Weekdays.Count == 0 || Weekdays.Contains(date.DayOfWeek);

    private ExpectedPeriod Period(DateOnly date) => Day is null
        ? new ExpectedPeriod(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Instant(From < At ? date : date.AddDays(-1), From), Instant(date, At))
        : new ExpectedPeriod(date.ToString("yyyy-MM", CultureInfo.InvariantCulture), Instant(new DateOnly(date.Year, date.Month, 1), TimeOnly.MinValue), Instant(date, At));

    private DateTimeOffset Instant(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        // An hour that summer time skips is the one after it.
        if (Zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }
}

/// <param name="Name"><c>2026-11-22</c>, or <c>2026-11</c> for a month.</param>
/// <param name="From">A file that came earlier was for the period before.</param>
public readonly record struct ExpectedPeriod(string Name, DateTimeOffset From, DateTimeOffset Due);

/// <summary>Reads <c>expectedBy:</c>.</summary>
internal static class ExpectedByReader
{
    private static readonly (string Word, DayOfWeek Day)[] Days =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    public static ExpectedBy Read(YamlSection s, TimeZoneInfo zone)
    {
        if (s.Text("at") is null)
            s.Report($"{s.Path}.at is missing: the hour by which the file is expected, such as \"06:30\"");
        var day = s.Int("day", 0, 1, 31);
        var expected = new ExpectedBy(s.Hour("at", TimeOnly.MinValue), s.Hour("from", TimeOnly.MinValue), Weekdays(s), day == 0 ? null : day, zone);
        if (expected.Day is not null && (expected.Weekdays.Count > 0 || s.Text("from") is not null))
            s.ReportAt("day", $"{s.Path}: day makes it monthly; days and from are for daily files. Leave out one of them");
        else if (expected.Day is null && expected.From == expected.At)
            s.ReportAt("from", $"{s.Path}: from and at are the same hour; no file could ever come in time");
        return expected;
    }

    private static List<DayOfWeek> Weekdays(YamlSection s)
    {
        var days = new List<DayOfWeek>();
        foreach (var text in s.Texts("days"))
        {
            var known = Array.Find(Days, d => d.Word == text);
            if (known.Word is null)
                s.ReportAt("days", $"{s.Path}.days: '{text}' is no day, expected {string.Join(", ", Days.Select(d => d.Word))}");
            else
                days.Add(known.Day);
        }
        return days;
    }
}
