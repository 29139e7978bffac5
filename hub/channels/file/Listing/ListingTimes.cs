namespace Integration.Hub.Channels.Files;

/// <summary>
/// Times out of listings. The server's time zone is not told, so they count as UTC: they are for comparing with each other.
/// </summary>
internal static class ListingTimes
{
    /// <summary>Null if there is no such day or hour.</summary>
    public static DateTimeOffset? Of(int year, int month, int day, int hour, int minute) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and <= 23 && minute is >= 0 and <= 59
            ? new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero)
            : null;

    /// <summary>A listing leaves the year out for the last months. The year is the latest that is not in the future, with two days' grace for zones and wrong clocks.</summary>
    public static DateTimeOffset? LastBefore(DateTimeOffset now, int month, int day, int hour, int minute)
    {
        var latest = now.AddDays(2);
        // Back to the last leap year, for the 29th of February.
        for (var year = latest.Year; year > latest.Year - 9; year--)
        {
            if (Of(year, month, day, hour, minute) is { } time && time <= latest)
                return time;
        }
        return null;
    }
}
