using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class CarriedOutOnSqlite() : CarriedOutSpecs(null);

public sealed class CarriedOutOnPostgres(PostgresForAll postgres) : CarriedOutSpecs(postgres);

/// <summary>Orders carried out over the messages of all systems, on a real box.</summary>
public abstract class CarriedOutSpecs(PostgresForAll? postgres) : IAsyncLifetime
{
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
    public async Task A_leased_line_goes_through_all_systems_to_its_end_however_often_each_answer_comes()
    {
        await ToWorkAsync();
        Assert.Equal(4, World.Said.OfType<CreateWorkOrder>().Count());
        Assert.Equal("宁波市中山东路 1 号", World.Said.OfType<CreateWorkOrder>().Single(w => w.WorkOrderNo.Value.Contains("WZ", StringComparison.Ordinal)).AEnd.Address);
        foreach (var work in World.Said.OfType<CreateWorkOrder>().ToList())
            await World.ArrivesAsync(Completed(work), Completed(work));
        await World.WishAsync(OrderWish.CompleteStep, "test/1");
        await World.WishAsync(OrderWish.CompleteStep, "complete/1");
        var billing = World.Last<ChangeBillingAccount>();
        Assert.Equal(["0571-ZX-90001"], billing.AddServiceNos.Select(s => s.Value));
        await World.ArrivesAsync(new BillingAccountChanged { RequestId = billing.RequestId, AccountNo = billing.AccountNo, DoneAt = World.Time.GetUtcNow() });
        await World.WishAsync(OrderWish.CompleteStep, "leased-line-new-cross-city/call-back");
        Assert.Equal("completed", await World.StateAsync());
        Assert.Equal([ProductOrderState.InProgress, ProductOrderState.Completed], World.Said.OfType<ProductOrderStateChanged>().Select(s => s.State));
        Assert.Single(World.Said.OfType<ReserveResource>());
        Assert.Single(World.Said.OfType<ChangeBillingAccount>());
    }

    [Fact]
    public async Task A_business_refusal_lands_on_the_fallout_desk_and_is_tried_again_under_a_number_of_its_own()
    {
        await ToAsync("charge");
        var first = World.Last<ReserveResource>();
        await World.ArrivesAsync(new ResourceRequestRejected { RequestId = first.RequestId, Code = "R-01", Reason = "宁波节点无空闲端口" });
        var fallout = await World.ReadAsync("SELECT step_key, code, reason FROM {t}step WHERE state = 'failed'", r => $"{r.GetString(0)} {r.GetString(1)} {r.GetString(2)}");
        Assert.Equal(["reserve/1 R-01 宁波节点无空闲端口"], fallout);
        await World.WishAsync(OrderWish.RetryStep, "reserve/1");
        var second = World.Last<ReserveResource>();
        Assert.NotEqual(first.RequestId, second.RequestId);
        await World.ArrivesAsync(Reserved(second));
        Assert.Single(World.Said.OfType<AssignResource>());
    }

    [Fact]
    public async Task A_cancelled_order_takes_work_orders_back_then_the_circuit_and_asks_nobody_twice()
    {
        await ToWorkAsync();
        await World.WishAsync(OrderWish.Cancel, reason: "客户改变计划");
        var cancels = World.Said.OfType<CancelWorkOrder>().ToList();
        Assert.Equal(4, cancels.Count);
        Assert.Empty(World.Said.OfType<ReleaseResource>());
        foreach (var cancel in cancels)
            await World.ArrivesAsync(new WorkOrderStateChanged { WorkOrderNo = cancel.WorkOrderNo, State = WorkOrderState.Cancelled, OccurredAt = World.Time.GetUtcNow() });
        var release = Assert.Single(World.Said.OfType<ReleaseResource>());
        Assert.Equal("0571-ZX-90001", release.CircuitNo!.Value.Value);
        await World.ArrivesAsync(new ResourceReleased { RequestId = release.RequestId, OrderNo = release.OrderNo, OccurredAt = World.Time.GetUtcNow() });
        Assert.Equal("cancelled", await World.StateAsync());
        Assert.Equal("客户改变计划", World.Said.OfType<ProductOrderStateChanged>().First(s => s.State == ProductOrderState.PendingCancellation).Reason);
    }

    [Fact]
    public async Task A_work_order_done_before_97_heard_of_the_cancellation_waits_for_a_person()
    {
        await ToWorkAsync();
        await World.WishAsync(OrderWish.Cancel, reason: "x");
        var cancel = World.Said.OfType<CancelWorkOrder>().First();
        await World.ArrivesAsync(
            Completed(World.Said.OfType<CreateWorkOrder>().Single(w => w.WorkOrderNo == cancel.WorkOrderNo)),
            new WorkOrderRequestRefused { WorkOrderNo = cancel.WorkOrderNo, RequestId = cancel.RequestId, Code = "N-7", Reason = "已竣工", OccurredAt = World.Time.GetUtcNow() });
        Assert.Equal(["undoFailed"], await World.ReadAsync("SELECT state FROM {t}step WHERE code = 'N-7'", r => r.GetString(0)));
    }

    [Fact]
    public async Task A_wish_that_is_not_allowed_changes_nothing_and_stands_in_the_history()
    {
        await ToWorkAsync();
        foreach (var work in World.Said.OfType<CreateWorkOrder>().ToList())
            await World.ArrivesAsync(Completed(work));
        await World.WishAsync(OrderWish.CompleteStep, "test/1");
        await World.WishAsync(OrderWish.Cancel, reason: "太晚");
        Assert.Equal("inProgress", await World.StateAsync());
        var refused = Assert.Single(await World.ReadAsync("SELECT note FROM {t}event WHERE what = 'refused'", r => r.GetString(0)));
        Assert.Contains("no order goes back", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_does_not_end_a_systems_step()
    {
        await ToAsync("accept");
        await World.WishAsync(OrderWish.CompleteStep, "check/1");
        Assert.Equal(["inProgress"], await World.ReadAsync("SELECT state FROM {t}step WHERE step_key = 'check/1'", r => r.GetString(0)));
    }

    [Fact]
    public async Task A_late_step_is_told_early_when_it_is_late_and_to_the_next_above()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()));
        // Four working hours from nine, with an hour at noon: early at 13:12, late at 14:00.
        await World.PassAsync(TimeSpan.FromHours(4));
        Assert.Empty(World.Said.OfType<JeopardyAlerted>());
        await World.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal([false], World.Said.OfType<JeopardyAlerted>().Select(j => j.Overdue));
        Assert.Equal(("业务受理", "Accept"), (World.Last<JeopardyAlerted>().TitleZh, World.Last<JeopardyAlerted>().TitleEn));
        await World.PassAsync(TimeSpan.FromHours(1));
        await World.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal([Severity.Minor, Severity.Major, Severity.Critical], World.Said.OfType<JeopardyAlerted>().Select(j => j.Severity));
    }

    [Fact]
    public async Task An_order_that_nobody_can_carry_out_is_rejected_with_the_reason()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line() with { Offering = new("TELEX") }));
        var told = Assert.Single(World.Said.OfType<ProductOrderStateChanged>());
        Assert.Equal(ProductOrderState.Rejected, told.State);
        Assert.Contains("TELEX", told.Reason, StringComparison.Ordinal);
        Assert.Empty(await World.ReadAsync("SELECT order_no FROM {t}product_order", r => r.GetString(0)));
    }

    [Fact]
    public async Task An_order_handed_in_twice_is_one_order()
    {
        await World.ArrivesAsync(OrderWorld.Order(Line()), OrderWorld.Order(Line()));
        Assert.Single(World.Said.OfType<ProductOrderStateChanged>());
    }

    private async Task ToAsync(string step)
    {
        const string whole = "leased-line-new-cross-city/";
        await World.ArrivesAsync(OrderWorld.Order(Line() with { OneTimeFee = new Money(100_000, "CNY") }));
        await World.WishAsync(OrderWish.CompleteStep, whole + "accept");
        if (step == "accept")
            return;
        var check = World.Last<CheckServiceFeasibility>();
        await World.ArrivesAsync(new ServiceFeasibilityChecked { RequestId = check.RequestId, Feasible = true, EarliestDate = new(2026, 12, 1) });
        await World.WishAsync(OrderWish.CompleteStep, whole + "confirm-fee");
        await World.WishAsync(OrderWish.CompleteStep, whole + "agreement");
        await World.WishAsync(OrderWish.CompleteStep, "charge/1");
    }

    private async Task ToWorkAsync()
    {
        await ToAsync("charge");
        await World.ArrivesAsync(Reserved(World.Last<ReserveResource>()));
        var assign = World.Last<AssignResource>();
        Assert.Equal("RSV-1", assign.ReservationNo.Value);
        await World.ArrivesAsync(new ResourceAssigned { RequestId = assign.RequestId, OrderNo = assign.OrderNo, ServiceNo = assign.ServiceNo, CircuitNo = new("0571-ZX-90001"), OccurredAt = World.Time.GetUtcNow() });
    }

    private ResourceReserved Reserved(ReserveResource asked) =>
        new() { RequestId = asked.RequestId, OrderNo = asked.OrderNo, ReservationNo = new("RSV-1"), CircuitNo = new("0571-ZX-90001"), OccurredAt = World.Time.GetUtcNow() };

    private WorkOrderCompleted Completed(CreateWorkOrder work) => new()
    {
        WorkOrderNo = work.WorkOrderNo, Product = new InstalledProduct { ServiceNo = new("0571-ZX-90001"), CircuitNo = new("0571-ZX-90001") },
        CompletedAt = World.Time.GetUtcNow(), OccurredAt = World.Time.GetUtcNow(),
    };
}
