using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class PartsOnSqlite() : PartSpecs(null);

public sealed class PartsOnPostgres(PostgresForAll postgres) : PartSpecs(postgres);

/// <summary>An order over province borders: the other end is an order of its own, here carried out by the same hub, which is its own peer.</summary>
public abstract class PartSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private const string Whole = "leased-line-new-cross-province/", Part = "O2026112300001-SO1T1";
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
    public async Task The_other_province_gets_its_own_end_and_nothing_of_what_the_customer_pays()
    {
        await ToWorkAsync();
        var asked = Assert.Single(World.Said.OfType<PlaceSubOrder>());
        Assert.Equal(("O2026112300001", "GD-GZ", "杭州第一机床厂"), (asked.Order.ParentOrderNo!.Value.Value, asked.Order.OrgUnit.Value, asked.Customer.Name));
        var item = Assert.Single(asked.Order.Items);
        Assert.Equal(("广州市中山路 1 号", 10_000L), (item.AEnd!.Address, (long)item.BandwidthKbps!));
        Assert.True(item is { ZEnd: null, MonthlyFee: null, OneTimeFee: null, AccountNo: null });
    }

    [Fact]
    public async Task The_part_is_an_order_of_its_own_and_its_end_is_the_end_of_the_step()
    {
        await ToWorkAsync();
        Assert.Equal(["check/1", "reserve/1", "assign/1", "work-a/1", "work-equipment/1", "test/1"], await StepsAsync(Part));
        await CarryOutPartAsync();
        Assert.Equal("completed", await StateOfAsync(Part));
        Assert.Equal("completed", await StepAsync("O2026112300001", "work-z/1"));
        Assert.Equal("inProgress", await StateOfAsync("O2026112300001"));
        var whole = (await World.Queries.ShowAsync("O2026112300001", null, World.Time.GetUtcNow(), TestContext.Current.CancellationToken))!;
        Assert.Equal(("020-ZX-1", "020-ZX-1"), (whole.Steps.Single(s => s.Key == "work-z/1").Result["partCircuit"], whole.Steps.Single(s => s.Key == "work-z/1").Result["partService"]));
    }

    [Fact]
    public async Task The_history_of_the_whole_order_tells_how_its_part_goes_on()
    {
        await ToWorkAsync();
        await CarryOutPartAsync();
        var notes = await World.ReadAsync("SELECT note FROM {t}event WHERE order_no = 'O2026112300001' AND what = 'part' ORDER BY number", r => r.GetString(0));
        Assert.Equal($"{Part}: inProgress", notes[0]);
        Assert.Contains($"{Part} reserve: completed", notes);
        Assert.Equal($"{Part}: completed", notes[^1]);
    }

    [Fact]
    public async Task A_cancelled_order_cancels_its_part_and_waits_until_that_is_undone()
    {
        await ToWorkAsync();
        await World.WishAsync(OrderWish.Cancel, reason: "客户改变计划");
        Assert.Equal(Part, Assert.Single(World.Said.OfType<CancelSubOrder>()).OrderNo.Value);
        Assert.Equal("pendingCancellation", await StateOfAsync("O2026112300001"));
        // The part had asked whether it can be done, and nothing else: nothing is left of it.
        await AnswerCheckAsync(Part);
        Assert.Equal("cancelled", await StateOfAsync(Part));
        Assert.Equal("undone", await StepAsync("O2026112300001", "work-z/1"));
        await TakeBackAsync();
        Assert.Equal("cancelled", await StateOfAsync("O2026112300001"));
    }

    [Fact]
    public async Task A_part_that_is_over_is_not_cancelled_and_the_fallout_desk_reads_why()
    {
        await ToWorkAsync();
        await CarryOutPartAsync();
        await World.WishAsync(OrderWish.Cancel, reason: "太晚");
        await TakeBackAsync();
        var why = await World.ReadAsync("SELECT code, reason FROM {t}step WHERE order_no = 'O2026112300001' AND step_key = 'work-z/1' AND state = 'undoFailed'", r => $"{r.GetString(0)}: {r.GetString(1)}");
        Assert.StartsWith("sub-order.not-cancelled: ", Assert.Single(why), StringComparison.Ordinal);
        // What a hub says to another one it says in both languages.
        Assert.Contains("订单已完成，没有可撤销的内容 (the order is completed: there is nothing to cancel)", why[0], StringComparison.Ordinal);
        Assert.Equal("completed", await StateOfAsync(Part));
        await World.WishAsync(OrderWish.SkipStep, "work-z/1", "已与外省约定");
        await TakeBackAsync();
        Assert.Equal("cancelled", await StateOfAsync("O2026112300001"));
    }

    [Fact]
    public async Task A_part_that_the_other_province_gives_up_lands_on_the_fallout_desk()
    {
        await ToWorkAsync();
        await World.ArrivesAsync(new ProductOrderStateChanged
        {
            OrderNo = new(Part), CustomerNo = new("C05710000001"), ParentOrderNo = new("O2026112300001"), State = ProductOrderState.Rejected, Reason = "本地无此产品", OccurredAt = World.Time.GetUtcNow(),
        });
        Assert.Equal("failed", await StepAsync("O2026112300001", "work-z/1"));
        await World.WishAsync(OrderWish.RetryStep, "work-z/1");
        Assert.Equal(["O2026112300001-SO1T1", "O2026112300001-SO1T2"], World.Said.OfType<PlaceSubOrder>().Select(p => p.Order.OrderNo.Value));
    }

    [Fact]
    public async Task A_part_placed_and_cancelled_before_this_hub_comes_to_it_is_cancelled()
    {
        var order = OrderWorld.Order(Line() with { ZEnd = null }) with { OrderNo = new(Part), ParentOrderNo = new("P1") };
        await World.ArrivesAsync(
            new PlaceSubOrder { RequestId = new("R1"), Order = order with { }, Customer = CustomerOf(order.CustomerNo) },
            new CancelSubOrder { RequestId = new("R2"), OrderNo = new(Part), Reason = "撤单" });
        await AnswerCheckAsync(Part);
        Assert.Equal("cancelled", await StateOfAsync(Part));
    }

    [Fact]
    public async Task A_cancellation_of_a_part_that_was_never_begun_is_let_through()
    {
        await World.ArrivesAsync(new CancelSubOrder { RequestId = new("R2"), OrderNo = new("P7-SO1T1"), Reason = "撤单" });
        Assert.Empty(World.Said.OfType<ProductOrderStateChanged>());
    }

    [Fact]
    public async Task An_amendment_to_what_nobody_carries_out_is_refused_and_changes_nothing()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        await World.WishAsync(OrderWish.Amend, null, null, Line() with { Offering = new("TELEX") });
        var refused = Assert.Single(await World.ReadAsync("SELECT note FROM {t}event WHERE what = 'refused'", r => r.GetString(0)));
        Assert.Contains("TELEX", refused, StringComparison.Ordinal);
        Assert.Equal("inProgress", await World.StateAsync());
    }

    private async Task ToWorkAsync()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line() with { OneTimeFee = new Money(100_000, "CNY"), ZEnd = new ServiceEnd { Address = "广州市中山路 1 号", OrgUnit = new("GD-GZ") } }));
        await World.WishAsync(OrderWish.CompleteStep, Whole + "accept");
        await AnswerCheckAsync("O2026112300001");
        await World.WishAsync(OrderWish.CompleteStep, Whole + "confirm-fee");
        await World.WishAsync(OrderWish.CompleteStep, Whole + "agreement");
        await World.WishAsync(OrderWish.CompleteStep, "charge/1");
        await ReserveAndAssignAsync("O2026112300001");
    }

    private async Task CarryOutPartAsync()
    {
        await AnswerCheckAsync(Part);
        await ReserveAndAssignAsync(Part);
        foreach (var work in World.Said.OfType<CreateWorkOrder>().Where(w => w.OrderNo.Value == Part).ToList())
            await World.ArrivesAsync(new WorkOrderCompleted { WorkOrderNo = work.WorkOrderNo, Product = new InstalledProduct { ServiceNo = new("020-ZX-1") }, CompletedAt = World.Time.GetUtcNow(), OccurredAt = World.Time.GetUtcNow() });
        await World.ArrivesAsync(new OrderActionRequested { RequestId = new("test"), OrderNo = new(Part), Wish = OrderWish.CompleteStep, Step = "test/1", Staff = new("li"), RequestedAt = World.Time.GetUtcNow() });
    }

    private Task AnswerCheckAsync(string order) => World.ArrivesAsync(new ServiceFeasibilityChecked { RequestId = World.Said.OfType<CheckServiceFeasibility>().Single(c => c.OrderNo?.Value == order).RequestId, Feasible = true });

    private async Task ReserveAndAssignAsync(string order)
    {
        var reserve = World.Said.OfType<ReserveResource>().Single(r => r.OrderNo.Value == order);
        await World.ArrivesAsync(new ResourceReserved { RequestId = reserve.RequestId, OrderNo = reserve.OrderNo, ReservationNo = new("RSV-1"), CircuitNo = new("020-ZX-1"), OccurredAt = World.Time.GetUtcNow() });
        var assign = World.Said.OfType<AssignResource>().Single(r => r.OrderNo.Value == order);
        await World.ArrivesAsync(new ResourceAssigned { RequestId = assign.RequestId, OrderNo = assign.OrderNo, ServiceNo = assign.ServiceNo, CircuitNo = new("020-ZX-1"), OccurredAt = World.Time.GetUtcNow() });
    }

    // 97 cancels what is out, resource management releases the circuit.
    private async Task TakeBackAsync()
    {
        foreach (var cancel in World.Said.OfType<CancelWorkOrder>().ToList())
            await World.ArrivesAsync(new WorkOrderStateChanged { WorkOrderNo = cancel.WorkOrderNo, State = WorkOrderState.Cancelled, OccurredAt = World.Time.GetUtcNow() });
        foreach (var release in World.Said.OfType<ReleaseResource>().ToList())
            await World.ArrivesAsync(new ResourceReleased { RequestId = release.RequestId, OrderNo = release.OrderNo, OccurredAt = World.Time.GetUtcNow() });
    }

    private async Task<string> StateOfAsync(string order) => Assert.Single(await World.ReadAsync($"SELECT state FROM {{t}}product_order WHERE order_no = '{order}'", r => r.GetString(0)));

    private async Task<string> StepAsync(string order, string step) => Assert.Single(await World.ReadAsync($"SELECT state FROM {{t}}step WHERE order_no = '{order}' AND step_key = '{step}'", r => r.GetString(0)));

    // Those that have begun stand in the table; the plan of the order has them all.
    private async Task<IReadOnlyList<string>> StepsAsync(string order) =>
        [.. (await World.Queries.ShowAsync(order, null, World.Time.GetUtcNow(), TestContext.Current.CancellationToken))!.Steps.Select(s => s.Key)];
}
