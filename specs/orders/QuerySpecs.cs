using static Integration.Specs.Orders.Given;

namespace Integration.Specs.Orders;

public sealed class QueriesOnSqlite() : QuerySpecs(null);

public sealed class QueriesOnPostgres(PostgresForAll postgres) : QuerySpecs(postgres);

/// <summary>Lists of orders: found by what people know of them, and only by those who may see them.</summary>
public abstract class QuerySpecs(PostgresForAll? postgres) : IAsyncLifetime
{
    private OrderWorld? _world;

    private OrderWorld World => _world!;

    public async ValueTask InitializeAsync()
    {
        _world = await OrderWorld.StartAsync(postgres);
        await World.ArrivesAsync(
            Order("PO1", "杭州至宁波 10M 专线", "C1", "cn.zj.hz", "wang", 0),
            Order("PO2", "杭州 100% 优惠专线", "C2", "cn.zj.hz.xihu", "li", 1),
            Order("PO3", "广州专线", "C3", "cn.gd.gz", "chen", 2),
            Order("PO4", "邻省专线", "C4", "cn.zjx", "zhao", 3));
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_newest_comes_first() => Assert.Equal("PO4 PO3 PO2 PO1", await FoundAsync(new OrderFilter()));

    [Fact]
    public async Task Orders_are_found_by_number_part_of_the_name_customer_manager_and_time()
    {
        Assert.Equal("PO3", await FoundAsync(new OrderFilter(Text: "PO3")));
        Assert.Equal("PO1", await FoundAsync(new OrderFilter(Text: "宁波")));
        Assert.Equal("PO2", await FoundAsync(new OrderFilter(CustomerNo: "C2")));
        Assert.Equal("PO3", await FoundAsync(new OrderFilter(Manager: "chen")));
        Assert.Equal("PO2", await FoundAsync(new OrderFilter(From: Monday.AddHours(-3 + 1), To: Monday.AddHours(-3 + 2))));
    }

    [Theory]
    [InlineData("100%", "PO2")]
    [InlineData("%", "PO2")]
    [InlineData("_", "")]
    [InlineData("!", "")]
    [InlineData("' OR 1=1 --", "")]
    public async Task Signs_in_the_name_are_meant_as_they_stand(string text, string found) => Assert.Equal(found, await FoundAsync(new OrderFilter(Text: text)));

    [Fact]
    public async Task A_unit_sees_its_own_subtree_and_no_neighbour_whose_code_begins_alike()
    {
        Assert.Equal("PO2 PO1", await FoundAsync(new OrderFilter(OrgUnits: ["cn.zj"])));
        Assert.Equal("PO2", await FoundAsync(new OrderFilter(OrgUnits: ["cn.zj.hz.xihu"])));
        Assert.Equal("PO3 PO2", await FoundAsync(new OrderFilter(OrgUnits: ["cn.gd", "cn.zj.hz.xihu"])));
        Assert.Equal("", await FoundAsync(new OrderFilter(OrgUnits: [])));
        Assert.Null(await World.Queries.ShowAsync("PO3", ["cn.zj"], World.Time.GetUtcNow(), TestContext.Current.CancellationToken));
        Assert.NotNull(await World.Queries.ShowAsync("PO3", ["cn.gd"], World.Time.GetUtcNow(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_also_when_orders_come_in_between()
    {
        var first = await World.Queries.ListAsync(new OrderFilter(Limit: 2), World.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        await World.ArrivesAsync(Order("PO5", "新", "C5", "cn.zj", "wang", 4));
        Assert.Equal("PO2 PO1", await FoundAsync(new OrderFilter(Before: (first[^1].OrderedAt, first[^1].OrderNo))));
    }

    [Fact]
    public async Task What_is_late_failed_or_on_a_step_is_found_by_it()
    {
        Assert.Equal("", await FoundAsync(new OrderFilter(Late: true)));
        await WishAsync("PO1", OrderWish.CompleteStep, "leased-line-new-cross-city/accept");
        Assert.Equal("PO1", await FoundAsync(new OrderFilter(Step: "check")));
        await World.PassAsync(TimeSpan.FromHours(6));
        Assert.Equal("PO4 PO3 PO2", await FoundAsync(new OrderFilter(Late: true)));
        var check = World.Last<CheckServiceFeasibility>();
        await World.ArrivesAsync(new ServiceFeasibilityChecked { RequestId = check.RequestId, Feasible = false, ReasonCode = "R-1", Reason = "无资源" });
        var desk = Assert.Single(await World.Queries.FalloutAsync(null, 10, TestContext.Current.CancellationToken));
        Assert.Equal(("PO1", "check/1", "R-1: 无资源"), (desk.OrderNo, desk.Step, desk.Trouble));
        Assert.Empty(await World.Queries.FalloutAsync(["cn.gd"], 10, TestContext.Current.CancellationToken));
        Assert.Equal(1, Assert.Single(await World.Queries.ListAsync(new OrderFilter(Text: "PO1"), World.Time.GetUtcNow(), TestContext.Current.CancellationToken)).FailedSteps);
    }

    [Fact]
    public async Task A_list_of_tasks_has_those_of_the_role_in_ones_own_units()
    {
        Assert.Equal(4, (await World.Queries.TasksAsync("clerk", null, 10, TestContext.Current.CancellationToken)).Count);
        Assert.Equal(["PO3"], (await World.Queries.TasksAsync("clerk", ["cn.gd"], 10, TestContext.Current.CancellationToken)).Select(t => t.OrderNo));
        Assert.Empty(await World.Queries.TasksAsync("billing", null, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_order_that_is_over_is_no_longer_among_the_open_ones()
    {
        await WishAsync("PO3", OrderWish.Cancel, null);
        Assert.Equal("PO4 PO2 PO1", await FoundAsync(new OrderFilter(Open: true)));
        Assert.Equal("PO3", await FoundAsync(new OrderFilter(State: "cancelled")));
    }

    private async Task<string> FoundAsync(OrderFilter filter) =>
        string.Join(' ', (await World.Queries.ListAsync(filter, World.Time.GetUtcNow(), TestContext.Current.CancellationToken)).Select(o => o.OrderNo));

    private Task WishAsync(string order, OrderWish wish, string? step) => World.ArrivesAsync(new OrderActionRequested
    {
        RequestId = new(Guid.NewGuid().ToString("N")), OrderNo = new(order), Wish = wish, Step = step, Reason = "客户要求", Staff = new("wang"), RequestedAt = World.Time.GetUtcNow(),
    });

    // Each an hour after the one before; all of them before the week begins.
    private static ProductOrderPlaced Order(string no, string name, string customer, string unit, string manager, int hour) => OrderWorld.Order(Line()) with
    {
        OrderNo = new(no), Name = name, CustomerNo = new(customer), OrgUnit = new(unit), AccountManager = new StaffMember { StaffId = new(manager), Name = manager }, OrderedAt = Monday.AddHours(hour - 3),
    };
}
