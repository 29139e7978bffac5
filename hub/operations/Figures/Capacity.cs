namespace Integration.Hub.Operations.Figures;

/// <summary>A group of tables: all days of one table of the box, or one table of a part.</summary>
/// <param name="Partitions">So many tables it is made of.</param>
public sealed record StoredGroup(string Name, long Bytes, long Partitions);

/// <param name="GrowthPerDay">Bytes, over that many days; null: not known for so long yet.</param>
public sealed record Growth(int Days, double? GrowthPerDay);

/// <param name="Day">The oldest day that is kept.</param>
/// <param name="At">From then on it is dropped, if nothing of it is unresolved.</param>
/// <param name="Bytes">What that frees; null: not known.</param>
public sealed record NextDrop(DateOnly Day, DateTimeOffset At, long? Bytes);

/// <summary>How much is stored, how it grows, and how long there is room.</summary>
/// <param name="Groups">The largest first; on SQLite the file as a whole.</param>
/// <param name="Free">Bytes free on the store's disk; null: the disk is another machine's.</param>
/// <param name="FullOn">By the growth of the last thirty days, or of the seven where it is not known for so long; null: never, or not known.</param>
public sealed record CapacityReport(
    DateTimeOffset At, string Store, long Bytes, IReadOnlyList<StoredGroup> Groups, IReadOnlyList<Growth> Growth, IReadOnlyList<DayOfStore> Days, TimeSpan Retention, DateTimeOffset? OldestMessage, NextDrop? NextDrop,
    long? Free, long? Size, DateOnly? FullOn);

/// <param name="Bytes">At the end of the day; null: nobody looked.</param>
/// <param name="Messages">Taken in on that day.</param>
public sealed record DayOfStore(DateOnly Day, long? Bytes, long Messages);

/// <summary>From sizes of days to a forecast, and nothing else.</summary>
public static class Forecast
{
    /// <summary>Bytes per day between the first look within so many days and the last; null: less than half of that time is known, so that one large file does not make a forecast.</summary>
    public static double? PerDay(IReadOnlyList<(DateOnly Day, long Bytes)> sizes, DateOnly today, int days)
    {
        var known = sizes.Where(s => s.Day >= today.AddDays(-days)).OrderBy(s => s.Day).ToList();
        if (known.Count < 2 || known[^1].Day.DayNumber - known[0].Day.DayNumber is var passed && passed * 2 < days)
            return null;
        return (known[^1].Bytes - known[0].Bytes) / (double)passed;
    }

    /// <summary>Null: it does not grow, or not within ten years.</summary>
    public static DateOnly? FullOn(DateOnly today, long? free, double? perDay)
    {
        const int tenYears = 3653;
        return free is { } room && perDay > 0 && room / perDay.Value is var left && left < tenYears ? today.AddDays((int)left) : null;
    }
}
