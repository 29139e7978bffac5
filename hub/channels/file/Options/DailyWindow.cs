namespace Integration.Hub.Channels.Files;

/// <summary>Hours of the day in a time zone, from inclusive to exclusive; over midnight when <paramref name="From"/> is the later one.</summary>
public sealed record DailyWindow(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    /// <summary>Zero while the window is open, otherwise how long until it opens.</summary>
    public TimeSpan UntilOpen(DateTimeOffset now)
    {
        var local = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        // TimeOnly.IsBetween and the difference of two TimeOnly both go round midnight.
        return From == To || local.IsBetween(From, To) ? TimeSpan.Zero : From - local;
    }
}
