using Integration.CanonicalModel;
using Integration.CoreApp.Shared;
using Integration.Hub;

namespace Integration.CoreApp.Warnings;

/// <summary>Every working day from its hour on: all customers are looked at, once, whichever nodes are there; a day on which the hub was down is not made up for, the next look sees the same.</summary>
public sealed class DayWatch(WorkingCalendar calendar, TimeOnly at, TimeProvider time) : IWatch
{
    private DateOnly _begun;

    public string Name => "begin the day's look at all customers";

    public async Task LookAsync(Func<Envelope, CancellationToken, ValueTask<AcceptResult>> post, CancellationToken cancellationToken)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), calendar.Zone);
        var day = DateOnly.FromDateTime(now.DateTime);
        if (_begun == day || TimeOnly.FromDateTime(now.DateTime) < at || !calendar.IsWorkingDay(day))
            return;
        var began = new WarningsDayBegan { Day = day, OccurredAt = new DateTimeOffset(day.ToDateTime(at), now.Offset) };
        await post(Said.Envelope(began, WarningsSubscriber.Subscriber, $"day:{day:yyyy-MM-dd}", $"warnings:{day:yyyy-MM-dd}", time.GetUtcNow()), cancellationToken);
        _begun = day;
    }
}
