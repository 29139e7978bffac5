namespace Integration.CoreApp.Payments.Overdue;

/// <summary>Until when a bank's result of a debit must be there.</summary>
/// <param name="Days">Days after the one on which it is collected.</param>
/// <param name="At">Hour of that day in <paramref name="Zone"/>.</param>
public sealed record ResultsBy(int Days, TimeOnly At, TimeZoneInfo Zone)
{
    /// <summary>When the results of debits of a day are due.</summary>
    public DateTimeOffset Due(DateOnly day)
    {
        var local = day.AddDays(Days).ToDateTime(At);
        // An hour that summer time skips is the one after it.
        if (Zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    /// <summary>Last day whose results must be there by now.</summary>
    public DateOnly LastDue(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime).AddDays(-Days);
        return Due(day) <= now ? day : day.AddDays(-1);
    }
}
