using Integration.Hub.Core.Configuration;
using Xunit;

namespace Integration.Specs.Hub.Configuration;

/// <summary>Until when a file is expected: which period is judged at a given moment.</summary>
public sealed class ExpectedBySpecs
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("2026-11-22T06:29:59+08:00", "2026-11-21", "2026-11-21T00:00+08:00", "2026-11-21T06:30+08:00")]
    [InlineData("2026-11-22T06:30:00+08:00", "2026-11-22", "2026-11-22T00:00+08:00", "2026-11-22T06:30+08:00")]
    [InlineData("2026-11-22T00:00:00Z", "2026-11-22", "2026-11-22T00:00+08:00", "2026-11-22T06:30+08:00")]
    public void A_daily_file_is_judged_by_the_last_hour_that_has_passed_in_its_own_zone(string now, string name, string from, string due) =>
        Check(new ExpectedBy(new TimeOnly(6, 30), TimeOnly.MinValue, [], null, China), now, name, from, due);

    [Fact]
    public void A_file_of_the_night_may_come_on_the_evening_before() =>
        Check(new ExpectedBy(new TimeOnly(6, 30), new TimeOnly(20, 0), [], null, China), "2026-11-22T07:00+08:00", "2026-11-22", "2026-11-21T20:00+08:00", "2026-11-22T06:30+08:00");

    [Fact]
    public void A_file_of_working_days_is_not_missed_on_a_sunday() =>
        Check(new ExpectedBy(new TimeOnly(6, 30), TimeOnly.MinValue, [DayOfWeek.Thursday, DayOfWeek.Friday], null, China),
            "2026-11-22T12:00+08:00", "2026-11-20", "2026-11-20T00:00+08:00", "2026-11-20T06:30+08:00");

    [Theory]
    [InlineData("2026-03-01T00:00+08:00", "2026-02", "2026-02-01T00:00+08:00", "2026-02-28T08:00+08:00")]
    [InlineData("2026-03-31T08:00+08:00", "2026-03", "2026-03-01T00:00+08:00", "2026-03-31T08:00+08:00")]
    public void A_monthly_file_on_the_31st_is_due_on_the_last_day_of_a_shorter_month(string now, string name, string from, string due) =>
        Check(new ExpectedBy(new TimeOnly(8, 0), TimeOnly.MinValue, [], 31, China), now, name, from, due);

    private static void Check(ExpectedBy expected, string now, string name, string from, string due) =>
        Assert.Equal(new ExpectedPeriod(name, DateTimeOffset.Parse(from), DateTimeOffset.Parse(due)), expected.Latest(DateTimeOffset.Parse(now)));
}
