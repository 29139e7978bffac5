using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class RenewalsOnSqlite() : RenewalSpecs(null);

public sealed class RenewalsOnPostgres(PostgresForAll postgres) : RenewalSpecs(postgres);

/// <summary>What is foreseen of an order follows the clock: one that stands still becomes predicted late, and somebody hears of it once.</summary>
public abstract class RenewalSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private OrderWorld? _world;

    private OrderWorld World => _world!;

    private IReadOnlyList<bool> Told => [.. World.Said.OfType<OrderForecastChanged>().Select(f => f.Late)];

    public async ValueTask InitializeAsync() => _world = await OrderWorld.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_order_that_stands_still_becomes_predicted_late_when_the_clock_says_so_and_two_nodes_tell_it_once()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        await World.LookAsync();
        Assert.Empty(Told);
        // All its time is used up by the plan: it is late from the moment at which the first step is.
        World.Time.Advance(TimeSpan.FromDays(1));
        await World.LookAsync(nodes: 2);
        await World.LookAsync(nodes: 2);
        var told = Assert.Single(World.Said.OfType<OrderForecastChanged>());
        Assert.True(told.Late && told.ExpectedAt > told.Deadline);
        Assert.Equal((told.ExpectedAt, told.Deadline), await ForeseenAsync());
    }

    [Fact]
    public async Task The_expected_end_moves_on_with_the_clock_and_leaves_what_a_person_amends_alone()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        World.Time.Advance(TimeSpan.FromDays(1));
        await World.LookAsync();
        var (first, revision) = (await ForeseenAsync(), await RevisionAsync());
        World.Time.Advance(TimeSpan.FromDays(1));
        await World.LookAsync();
        Assert.True((await ForeseenAsync()).Expected > first.Expected);
        Assert.Equal(revision, await RevisionAsync());
        Assert.Equal([true], Told);
    }

    [Fact]
    public async Task An_order_that_is_over_is_no_longer_predicted_late_and_nobody_looks_at_it()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        World.Time.Advance(TimeSpan.FromDays(1));
        await World.LookAsync();
        await World.WishAsync(OrderWish.Cancel, reason: "客户改变计划");
        Assert.Equal([true, false], Told);
        World.Time.Advance(TimeSpan.FromDays(30));
        await World.LookAsync();
        Assert.Equal([true, false], Told);
    }

    [Fact]
    public async Task An_order_that_is_held_is_not_judged_until_it_goes_on()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        await World.WishAsync(OrderWish.Hold, reason: "客户要求");
        World.Time.Advance(TimeSpan.FromDays(30));
        await World.LookAsync();
        Assert.Empty(Told);
    }

    [Fact]
    public async Task What_was_told_to_be_late_is_told_anew_when_it_is_no_longer_judged()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        World.Time.Advance(TimeSpan.FromDays(1));
        await World.LookAsync();
        await World.WishAsync(OrderWish.Hold, reason: "客户要求");
        Assert.Equal([true, false], Told);
    }

    private async Task<(DateTimeOffset? Expected, DateTimeOffset Deadline)> ForeseenAsync()
    {
        return (await World.ReadAsync("SELECT expected_at, deadline FROM {t}product_order", r => ((DateTimeOffset?)Instant(r[0]), Instant(r[1]))))[0];
    }

    private async Task<long> RevisionAsync() => (await World.ReadAsync("SELECT revision FROM {t}product_order", r => r.GetInt64(0)))[0];

    private static DateTimeOffset Instant(object value) => value is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : DateTimeOffset.Parse((string)value, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
}
