using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class StuckOnSqlite() : StuckSpecs(null);

public sealed class StuckOnPostgres(PostgresForAll postgres) : StuckSpecs(postgres);

/// <summary>Orders of which nothing is heard any more are found; whatever is heard of one takes it off the list.</summary>
public abstract class StuckSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private const string Accept = "leased-line-new-cross-city/accept";
    private OrderWorld? _world;

    private OrderWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await OrderWorld.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_order_without_a_move_a_word_or_a_reminder_is_stuck_and_says_where_and_since_when()
    {
        await World.ArrivesAsync(Order("PO1"), Order("PO2"));
        Assert.Empty(await StuckAsync(days: 1));
        // Nobody looks at what is due: no reminder is heard, as on a hub that was down.
        World.Time.Advance(TimeSpan.FromDays(2));
        var stuck = await StuckAsync(days: 1);
        Assert.Equal(["PO1", "PO2"], stuck.Select(s => s.OrderNo));
        Assert.Equal((Monday, "wang", Accept), (stuck[0].Since, stuck[0].Manager, Assert.Single(stuck[0].At).Key));
        Assert.Equal(("业务受理", "Accept"), (stuck[0].At[0].Title.Zh, stuck[0].At[0].Title.En));
        Assert.Equal(["PO2"], (await World.Queries.StuckAsync(World.Time.GetUtcNow(), stuck[0], 10, TestContext.Current.CancellationToken)).Select(s => s.OrderNo));
        await DoneAsync("PO1");
        Assert.Equal(["PO2"], (await StuckAsync(days: 1)).Select(s => s.OrderNo));
    }

    [Fact]
    public async Task A_reminder_to_somebody_counts_as_heard()
    {
        await World.ArrivesAsync(Order("PO1"));
        await World.PassAsync(TimeSpan.FromDays(2));
        Assert.NotEmpty(World.Said.OfType<JeopardyAlerted>());
        Assert.Empty(await StuckAsync(days: 1));
    }

    [Fact]
    public async Task A_systems_word_that_moves_nothing_counts_as_heard()
    {
        await World.ArrivesAsync(Order("PO1"));
        await DoneAsync("PO1");
        World.Time.Advance(TimeSpan.FromDays(2));
        Assert.Single(await StuckAsync(days: 1));
        // 97 says that it has begun; asked under the number of the check, which stands for a work order here.
        await World.ArrivesAsync(new WorkOrderStateChanged { WorkOrderNo = new(World.Last<CheckServiceFeasibility>().RequestId.Value), State = WorkOrderState.Accepted, OccurredAt = World.Time.GetUtcNow() });
        Assert.Empty(await StuckAsync(days: 1));
    }

    [Fact]
    public async Task An_order_that_is_held_or_over_is_not_stuck()
    {
        await World.ArrivesAsync(Order("PO1"), Order("PO2"));
        await World.ArrivesAsync(Wish("PO1", OrderWish.Hold, null), Wish("PO2", OrderWish.Cancel, null));
        World.Time.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await StuckAsync(days: 1));
    }

    private Task<IReadOnlyList<StuckOrder>> StuckAsync(int days) =>
        World.Queries.StuckAsync(Calendar.Before(World.Time.GetUtcNow(), TimeSpan.FromHours(8 * days)), null, 10, TestContext.Current.CancellationToken);

    private Task DoneAsync(string order) => World.ArrivesAsync(Wish(order, OrderWish.CompleteStep, Accept));

    private OrderActionRequested Wish(string order, OrderWish wish, string? step) => new()
    {
        RequestId = new(Guid.NewGuid().ToString("N")), OrderNo = new(order), Wish = wish, Step = step, Reason = "客户要求", Staff = new("wang"), RequestedAt = World.Time.GetUtcNow(),
    };

    private static ProductOrderPlaced Order(string no) => OrderWorld.Order(Line()) with { OrderNo = new(no) };
}
