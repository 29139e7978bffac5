namespace Integration.CoreApp.Orders;

/// <summary>Working hours: what "eight hours" means when it is Friday afternoon. Days that are holidays, and weekend days that are worked instead (调休), are data.</summary>
/// <param name="Hours">Hours of a working day, in order, not overlapping, e.g. 9–12 and 13:30–17:30.</param>
/// <param name="Closed">Days that are free though they are Monday to Friday.</param>
/// <param name="Open">Saturdays and Sundays that are worked.</param>
public sealed record WorkingCalendar(TimeZoneInfo Zone, IReadOnlyList<(TimeOnly From, TimeOnly To)> Hours, IReadOnlySet<DateOnly> Closed, IReadOnlySet<DateOnly> Open)
{
    // Longer than any shutdown; a calendar without a single working day would otherwise be searched for ever.
    private const int MostDays = 3_660;

    /// <summary>The instant at which so much working time has passed since <paramref name="from"/>.</summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        foreach (var (start, end) in Spans(from))
        {
            var begins = start > from ? start : from;
            if (end - begins >= working)
                return begins + working;
            working -= end - begins;
        }

        throw new InvalidOperationException($"The working calendar has no {working.TotalHours:0.#} working hours in ten years from {from:yyyy-MM-dd}: check its hours and closed days.");
    }

    /// <summary>The instant before which so much working time lies until <paramref name="to"/>.</summary>
    public DateTimeOffset Before(DateTimeOffset to, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, Zone).DateTime);
        for (var i = 0; i < MostDays; i++)
        {
            var day = last.AddDays(-i);
            foreach (var (open, close) in IsWorkingDay(day) ? Hours.Reverse() : [])
            {
                var (start, end) = (At(day, open), At(day, close) is var closes && closes < to ? closes : to);
                if (end - start >= working)
                    return end - working;
                working -= end > start ? end - start : TimeSpan.Zero;
            }
        }

        throw new InvalidOperationException($"The working calendar has no {working.TotalHours:0.#} working hours in ten years before {to:yyyy-MM-dd}: check its hours and closed days.");
    }

    /// <summary>The instant at which the day is over.</summary>
    public DateTimeOffset EndOf(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    /// <summary>The day that it is at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>Working time between two instants; negative if the second is the earlier.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
            return -Between(to, from);
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in Spans(from).TakeWhile(s => s.Start < to))
            sum += (end < to ? end : to) - (start > from ? start : from);
        return sum;
    }

    public bool IsWorkingDay(DateOnly day) => Open.Contains(day) || (!Closed.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>The day itself, or the next one that is worked.</summary>
    public DateOnly WorkingDay(DateOnly day)
    {
        for (var i = 0; i < MostDays; i++, day = day.AddDays(1))
        {
            if (IsWorkingDay(day))
                return day;
        }

        throw new InvalidOperationException($"The working calendar has no working day in ten years before {day:yyyy-MM-dd}: check its closed days.");
    }

    // Spans that end after the instant, in order.
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Spans(DateTimeOffset from)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, Zone).DateTime);
        for (var i = 0; i < MostDays; i++)
        {
            var day = first.AddDays(i);
            if (!IsWorkingDay(day))
                continue;
            foreach (var (open, close) in Hours)
            {
                if (At(day, close) is var end && end > from)
                    yield return (At(day, open), end);
            }
        }
    }

    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        // A clock that is put forward has no such time: the span then begins when the clock goes on.
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }
}
