using System.Globalization;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Core.Batches;

/// <summary>Reads <c>batch:</c> of an outbound interface; its hours are in the interface's time zone.</summary>
internal static class BatchReader
{
    private static readonly (string Word, DayOfWeek Day)[] Days =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    /// <summary>What does not fit is reported.</summary>
    /// <param name="owner">The interface's own section.</param>
    public static BatchConfig Read(YamlSection s, YamlSection owner, TimeZoneInfo zone)
    {
        var config = new BatchConfig(
            [.. s.Texts("at").Select(t => Hour(s, t)).OfType<TimeOnly>().Order()],
            new BatchCalendar(zone, WeekDays(s), Dates(s, "closed", s.Texts("closed")), Dates(s, "open", s.Texts("open"))),
            s.Text("count") is null ? null : s.Int("count", 1, 1, BatchConfig.NoLimit),
            s.Text("after") is null ? null : s.Duration("after", TimeSpan.Zero),
            s.Int("max", BatchConfig.NoLimit, 1, BatchConfig.NoLimit),
            s.Text("groupBy")?.Split('.') ?? []);
        if (config is { At.Count: 0, Count: null, After: null })
            s.Report("batch says not when it is closed: give at: [\"17:30\"], count: 5000 or after: 10m, or several of them");
        if (config.Count > config.Max)
            s.ReportAt("count", $"count is {config.Count}, but no file may hold more than max: {config.Max}");
        if (config.At.Count == 0 && (s.Texts("days").Count > 0 || config.Calendar.Closed.Count > 0 || config.Calendar.Open.Count > 0))
            s.Report("days, closed and open belong to at: which is missing");
        if (owner.Keys.Contains("expiry"))
            owner.ReportAt("expiry", "expiry is for messages sent one by one; what waits for its batch does not expire");
        return config;
    }

    private static TimeOnly? Hour(YamlSection s, string text)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
            return hour;
        s.ReportAt("at", $"batch.at is '{text}', expected a quoted hour of the day such as \"17:30\"");
        return null;
    }

    private static HashSet<DayOfWeek> WeekDays(YamlSection s)
    {
        var words = s.Texts("days");
        foreach (var unknown in words.Where(w => !Days.Any(d => d.Word == w)))
            s.ReportAt("days", $"batch.days is '{unknown}', expected some of {string.Join(", ", Days.Select(d => d.Word))}");
        return [.. Days.Where(d => words.Count == 0 || words.Contains(d.Word)).Select(d => d.Day)];
    }

    private static HashSet<DateOnly> Dates(YamlSection s, string key, IReadOnlyList<string> texts)
    {
        var dates = new HashSet<DateOnly>();
        foreach (var text in texts)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date);
            else
                s.ReportAt(key, $"batch.{key} is '{text}', expected dates such as 2026-10-01");
        }
        return dates;
    }
}
