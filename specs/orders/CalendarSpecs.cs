using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class CalendarSpecs
{
    [Theory]
    [InlineData("2026-11-23T09:00", 8, "2026-11-23T18:00")]
    [InlineData("2026-11-23T11:00", 2, "2026-11-23T14:00")]
    [InlineData("2026-11-27T17:00", 2, "2026-11-30T10:00")]
    [InlineData("2026-11-28T12:00", 1, "2026-11-30T10:00")]
    [InlineData("2026-09-30T17:00", 2, "2026-10-05T10:00")]
    [InlineData("2026-10-09T17:30", 1, "2026-10-10T09:30")]
    [InlineData("2026-11-23T12:30", 0, "2026-11-23T13:00")]
    public void Working_hours_pass_only_while_people_work(string from, double hours, string expected)
    {
        var end = Calendar.Add(At(from), TimeSpan.FromHours(hours));
        Assert.Equal(At(expected), end);
        Assert.Equal(TimeSpan.FromHours(hours), Calendar.Between(At(from), end));
    }

    [Fact]
    public void Time_that_runs_backwards_counts_as_negative() =>
        Assert.Equal(TimeSpan.FromHours(-8), Calendar.Between(At("2026-11-24T09:00"), At("2026-11-23T09:00")));

    [Fact]
    public void A_calendar_on_which_nobody_works_says_so()
    {
        var never = Calendar with { Hours = [] };
        Assert.Contains("check its hours", Assert.Throws<InvalidOperationException>(() => never.Add(Monday, TimeSpan.FromHours(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_special_day_at_the_weekend_is_moved_to_the_next_working_day() => Assert.Equal(new DateOnly(2026, 11, 30), Calendar.WorkingDay(new(2026, 11, 28)));

    private static DateTimeOffset At(string local) => new(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
