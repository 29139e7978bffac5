namespace Integration.Hub.Core.Configuration;

/// <summary>Until when the result of a debit must be there; later, it is overdue.</summary>
/// <param name="Days">Days after the one on which it is collected.</param>
/// <param name="At">Hour of that day in <paramref name="Zone"/>.</param>
public sealed record DebitResults(int Days, TimeOnly At, TimeZoneInfo Zone)
{
    /// <summary>Noon of the day after.</summary>
    public static DebitResults Usual(TimeZoneInfo zone) => new(1, new TimeOnly(12, 0), zone);

    internal static DebitResults Read(YamlSection? s, TimeZoneInfo zone)
    {
        var usual = Usual(zone);
        return s is null ? usual : new DebitResults(s.Int("days", usual.Days, 0, 60), s.Hour("at", usual.At), zone);
    }
}
