using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

/// <summary>How an order will probably go on: from what its steps usually take, in working time.</summary>
public sealed class ForecastSpecs
{
    private static readonly OrderTemplate Fork = Template(
        Step("accept"), Step("dig", "accept") with { SlaHours = 40 }, Step("paper", "accept") with { SlaHours = 8 }, Step("test", "dig", "paper"));

    // Nine o'clock, where the working time of Tuesday has run out.
    private static readonly DateTimeOffset Wednesday = Monday.AddDays(2);

    [Fact]
    public void It_ends_when_its_longest_way_has_ended()
    {
        var forecast = Of(new Journey(Fork, Line()), Monday);
        // Eight hours, forty, eight: seven working days, the last of which is the Tuesday after.
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 18, 0, 0, TimeSpan.FromHours(8)), forecast.ExpectedAt);
        Assert.Equal(forecast.ExpectedAt, forecast.Deadline);
        Assert.Equal(forecast.Steps["trial/dig"].Start, forecast.Steps["trial/accept"].End);
    }

    [Fact]
    public void What_steps_usually_take_counts_more_than_what_they_may_take()
    {
        var forecast = Of(new Journey(Fork, Line()), Monday, p => p.Step.Step == "dig" ? TimeSpan.FromHours(8) : null);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.FromHours(8)), forecast.ExpectedAt);
        Assert.True(forecast.ExpectedAt < forecast.Deadline);
    }

    [Fact]
    public void An_order_is_predicted_late_from_the_moment_at_which_what_is_left_no_longer_fits()
    {
        var journey = new Journey(Fork, Line());
        // Wanted by Wednesday of the week after: seven days of work in eight. One may be lost, so the first step may end on Tuesday evening.
        var forecast = Of(journey, Monday, requestedOn: new DateOnly(2026, 12, 2));
        Assert.Equal(Wednesday, forecast.LateFrom);
        Assert.True(Of(journey, Monday, requestedOn: new DateOnly(2026, 12, 1)).LateFrom > Monday);
        Assert.Equal(Monday, Of(journey, Monday, requestedOn: new DateOnly(2026, 11, 30)).LateFrom);
    }

    [Fact]
    public void A_step_that_has_taken_longer_than_usual_ends_now_at_the_earliest()
    {
        var late = Monday.AddDays(2);
        var forecast = Of(new Journey(Fork, Line()), late);
        Assert.Equal(late, forecast.Steps["trial/accept"].End);
        Assert.True(forecast.ExpectedAt > forecast.Deadline);
    }

    [Fact]
    public void An_order_that_is_held_or_over_is_not_judged()
    {
        var journey = new Journey(Fork, Line()).Happens(new OrderEvent.Hold("客户要求"));
        Assert.Null(Of(journey, Monday).LateFrom);
        Assert.Null(Of(journey, Monday).ExpectedAt);
    }

    [Fact]
    public void Working_time_is_counted_back_over_nights_and_weekends()
    {
        var monday = new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(monday.AddHours(-1), Calendar.Before(monday, TimeSpan.FromHours(1)));
        // One hour on Monday, one on Friday evening.
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 17, 0, 0, TimeSpan.FromHours(8)), Calendar.Before(monday, TimeSpan.FromHours(2)));
        foreach (var hours in new[] { 0.5, 3, 8, 41 })
            Assert.Equal(TimeSpan.FromHours(hours), Calendar.Between(Calendar.Before(monday, TimeSpan.FromHours(hours)), monday));
    }

    private static Forecast Of(Journey journey, DateTimeOffset now, Func<PlannedStep, TimeSpan?>? usual = null, DateOnly? requestedOn = null) =>
        Forecast.Of(journey.Order, Monday, requestedOn, usual ?? (_ => null), Calendar, now);
}

public sealed class DurationsOnSqlite() : DurationSpecs(null);

public sealed class DurationsOnPostgres(PostgresForAll postgres) : DurationSpecs(postgres);

/// <summary>What steps usually take is learnt from those that have ended.</summary>
public abstract class DurationSpecs(PostgresForAll? postgres)
{
    [Fact]
    public async Task A_usual_time_is_the_median_of_the_last_ones_and_needs_a_few()
    {
        await using var world = await OrderWorld.StartAsync(postgres);
        for (var n = 1; n <= 5; n++)
        {
            await AcceptedAsync(world, n, hours: n == 5 ? 80 : n);
            Assert.Equal(n < 5 ? null : TimeSpan.FromHours(3), await world.UsualAsync("leased-line-new-cross-city", "accept"));
        }

        // The next one is foreseen by it.
        world.Time.Advance(TimeSpan.FromMinutes(10));
        await world.ArrivesAsync(OrderWorld.Order(Line()) with { OrderNo = new("PO6"), OrderedAt = world.Time.GetUtcNow() });
        var rows = await world.ReadAsync("SELECT expected_at, deadline FROM {t}product_order WHERE order_no = 'PO6'", r => (Expected: r[0].ToString(), Deadline: r[1].ToString()));
        Assert.NotEqual(Assert.Single(rows).Expected, rows[0].Deadline);
    }

    private static async Task AcceptedAsync(OrderWorld world, int n, int hours)
    {
        // Each on a working day of its own, at nine: eight hours a day, so that many are some days.
        while (world.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)) is var now && (now.Hour != 9 || !Calendar.IsWorkingDay(DateOnly.FromDateTime(now.Date))))
            world.Time.Advance(TimeSpan.FromHours(1));
        var (no, start) = ($"PO{n}", world.Time.GetUtcNow());
        await world.ArrivesAsync(OrderWorld.Order(Line()) with { OrderNo = new(no), OrderedAt = start });
        world.Time.Advance(Calendar.Add(start, TimeSpan.FromHours(hours)) - start);
        await world.ArrivesAsync(new OrderActionRequested { RequestId = new(no), OrderNo = new(no), Wish = OrderWish.CompleteStep, Step = "leased-line-new-cross-city/accept", Staff = new("wang"), RequestedAt = world.Time.GetUtcNow() });
    }
}
