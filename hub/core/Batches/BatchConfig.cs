namespace Integration.Hub.Core.Batches;

/// <summary>When the messages of an outbound file interface become a file together: its <c>batch:</c> section.</summary>
/// <param name="At">Hours of the day at which whatever waits is closed.</param>
/// <param name="Calendar">On which days, in whose time.</param>
/// <param name="Count">Closed as soon as so many wait.</param>
/// <param name="After">Closed when the oldest has waited so long.</param>
/// <param name="Max">No file holds more.</param>
/// <param name="GroupBy">Path of the canonical field whose values get files of their own; empty: none.</param>
public sealed record BatchConfig(IReadOnlyList<TimeOnly> At, BatchCalendar Calendar, int? Count, TimeSpan? After, int Max, IReadOnlyList<string> GroupBy)
{
    public const int NoLimit = 10_000_000;

    /// <summary>The latest set hour that is not after <paramref name="now"/>; null if there is none within a month.</summary>
    public DateTimeOffset? LastHour(DateTimeOffset now) => Hours(now).Where(h => h <= now).Max();

    /// <summary>The next one; null if there is none within a month.</summary>
    public DateTimeOffset? NextHour(DateTimeOffset now) => Hours(now).Where(h => h > now).Min();

    private IEnumerable<DateTimeOffset?> Hours(DateTimeOffset now)
    {
        var today = Calendar.DateOf(now);
        return Enumerable.Range(-31, 63).Select(today.AddDays).Where(Calendar.IsWorkingDay)
            .SelectMany(day => At, (day, hour) => (DateTimeOffset?)Calendar.InstantOf(day, hour));
    }
}

/// <summary>Days on which batches are closed at set hours.</summary>
/// <param name="Closed">Days off, whatever day of the week (法定节假日).</param>
/// <param name="Open">Days worked, whatever day of the week (调休上班).</param>
public sealed record BatchCalendar(TimeZoneInfo Zone, IReadOnlySet<DayOfWeek> Days, IReadOnlySet<DateOnly> Closed, IReadOnlySet<DateOnly> Open)
{
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public bool IsWorkingDay(DateOnly day) => Open.Contains(day) || (Days.Contains(day.DayOfWeek) && !Closed.Contains(day));

    /// <summary>Where clocks are put forward over the hour, the first instant after it.</summary>
    public DateTimeOffset InstantOf(DateOnly day, TimeOnly hour)
    {
        var local = day.ToDateTime(hour);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
