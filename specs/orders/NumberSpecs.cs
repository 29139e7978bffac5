using System.Text.Json;
using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class NumbersOnSqlite() : NumberSpecs(null);

public sealed class NumbersOnPostgres(PostgresForAll postgres) : NumberSpecs(postgres);

/// <summary>Under what numbers systems are asked: they fit into every contract, however long the order's own number is, and no two steps share one.</summary>
public abstract class NumberSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private OrderWorld? _world;

    private OrderWorld World => _world!;

    private static int Longest { get; } = LongestOf("workOrderNo");

    public async ValueTask InitializeAsync() => _world = await OrderWorld.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_longest_order_number_with_long_item_numbers_goes_to_97_and_to_a_peer_and_their_answers_find_it()
    {
        Assert.Equal(Longest, LongestOf("orderNo"));
        var order = new string('W', Longest);
        await ToWorkAsync(order, Line("ITEM-OF-A-LONG-NUMBER-1") with { ZEnd = new ServiceEnd { Address = "广州市中山路 1 号", OrgUnit = new("GD-GZ") } });
        Assert.All(World.Said.OfType<CreateWorkOrder>(), w => Assert.InRange(w.WorkOrderNo.Value.Length, 1, Longest));
        Assert.All(World.Said.OfType<IRequest>(), r => Assert.InRange(r.RequestId.Value.Length, 1, 64));
        var part = Assert.Single(World.Said.OfType<PlaceSubOrder>()).Order.OrderNo.Value;
        Assert.InRange(part.Length, 1, Longest);
        Assert.Equal(World.Said.OfType<CreateWorkOrder>().Count(), World.Said.OfType<CreateWorkOrder>().Select(w => w.WorkOrderNo).Distinct().Count());
        foreach (var work in World.Said.OfType<CreateWorkOrder>().Where(w => w.OrderNo.Value == order).ToList())
            await World.ArrivesAsync(new WorkOrderCompleted { WorkOrderNo = work.WorkOrderNo, Product = new InstalledProduct { ServiceNo = new("0571-ZX-1") }, CompletedAt = World.Time.GetUtcNow(), OccurredAt = World.Time.GetUtcNow() });
        Assert.Equal(["completed", "completed", "completed"], await World.ReadAsync($"SELECT state FROM {{t}}step WHERE order_no = '{order}' AND step LIKE 'work-%' AND step <> 'work-z'", r => r.GetString(0)));
    }

    [Fact]
    public async Task A_number_that_no_contract_takes_is_refused_when_the_order_is_placed()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()) with { OrderNo = new(new string('W', Longest + 1)) });
        var told = Assert.Single(World.Said.OfType<ProductOrderStateChanged>());
        Assert.Equal(ProductOrderState.Rejected, told.State);
        Assert.Contains($"at most {Longest}", told.Reason, StringComparison.Ordinal);
        Assert.Empty(await World.ReadAsync("SELECT order_no FROM {t}product_order", r => r.GetString(0)));
    }

    [Fact]
    public async Task Two_steps_of_one_kind_ask_under_numbers_of_their_own()
    {
        await World.DrawAsync(Template(Step("accept"), BySystem("install", TemplateStepDo.WorkOrderEquipment, "accept"), BySystem("adjust", TemplateStepDo.WorkOrderEquipment, "accept")) with
        {
            Serves = new TemplateScope([OrderAction.New], ["EQUIPMENT"], []),
        });
        await World.ArrivesAsync(OrderWorld.Order(Line(zEnd: null) with { Offering = new("EQUIPMENT") }));
        await World.WishAsync(OrderWish.CompleteStep, "trial/accept");
        var works = World.Said.OfType<CreateWorkOrder>().ToList();
        Assert.Equal(2, works.Select(w => w.WorkOrderNo).Distinct().Count());
        foreach (var work in works)
            await World.ArrivesAsync(new WorkOrderCompleted { WorkOrderNo = work.WorkOrderNo, Product = new InstalledProduct { ServiceNo = new("0571-ZX-1") }, CompletedAt = World.Time.GetUtcNow(), OccurredAt = World.Time.GetUtcNow() });
        Assert.Equal("completed", await World.StateAsync());
    }

    private async Task ToWorkAsync(string order, ProductOrderItem item)
    {
        await World.ArrivesAsync(OrderWorld.Order(item) with { OrderNo = new(order) });
        await DoneAsync(order, "accept");
        var check = World.Last<CheckServiceFeasibility>();
        await World.ArrivesAsync(new ServiceFeasibilityChecked { RequestId = check.RequestId, Feasible = true });
        await DoneAsync(order, "confirm-fee");
        await DoneAsync(order, "agreement");
        var reserve = World.Last<ReserveResource>();
        await World.ArrivesAsync(new ResourceReserved { RequestId = reserve.RequestId, OrderNo = reserve.OrderNo, ReservationNo = new("RSV-1"), CircuitNo = new("0571-ZX-1"), OccurredAt = World.Time.GetUtcNow() });
        var assign = World.Last<AssignResource>();
        await World.ArrivesAsync(new ResourceAssigned { RequestId = assign.RequestId, OrderNo = assign.OrderNo, ServiceNo = assign.ServiceNo, CircuitNo = new("0571-ZX-1"), OccurredAt = World.Time.GetUtcNow() });
    }

    private Task DoneAsync(string order, string step) => World.ArrivesAsync(new OrderActionRequested
    {
        RequestId = new(Guid.NewGuid().ToString("N")), OrderNo = new(order), Wish = OrderWish.CompleteStep, Step = $"leased-line-new-cross-province/{step}", Staff = new("wang"), RequestedAt = World.Time.GetUtcNow(),
    });

    // As N97-1 itself says.
    private static int LongestOf(string field)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "n97-1.schema.json")));
        return schema.RootElement.GetProperty("properties").GetProperty(field).GetProperty("maxLength").GetInt32();
    }
}
