using Integration.Hub;

namespace Integration.Specs.Warnings;

/// <summary>Lines that go, get slower or are taken along; orders that come to a stand.</summary>
[Trait("Category", "Warnings")]
public sealed class LineAndOrderSpecs(PostgresForAll postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_number_taken_to_another_operator_is_told_whose_it_was_though_97_does_not_know(bool onPostgres)
    {
        await using var world = await WorldAsync(onPostgres);
        await world.ArrivesAsync("n97", Line("057188880001", OrderAction.New, new(2026, 1, 5)));

        await world.ArrivesAsync("n97", Line("057188880001", OrderAction.Terminate, new(2026, 11, 30), known: false) with { PortedOut = true });

        var warning = Assert.Single(await world.ListAsync());
        Assert.Equal(("port-out", "critical", "C0001"), (warning.Rule, warning.Severity, warning.CustomerNo));
        Assert.Equal(("号码 057188880001 已携号转至其他运营商", "Number 057188880001 was taken to another operator"), (warning.Title.Zh, warning.Title.En));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slower_line_asked_for_is_a_warning_and_a_faster_one_is_not(bool onPostgres)
    {
        await using var world = await WorldAsync(onPostgres);
        await world.ArrivesAsync("n97", Line("ZX0571-0001", OrderAction.New, new(2026, 1, 5), kbps: 10000));

        await world.ArrivesAsync("orders", Order("PO1", Change("1", "ZX0571-0001", 20000)), Order("PO2", Change("1", "ZX0571-0001", 9500)), Order("PO3", Change("1", "ZX0571-0001", 4000), Change("2", "ZX-UNKNOWN", 1)));

        var warning = Assert.Single(await world.ListAsync());
        Assert.Equal(("downgrade", "PO3"), (warning.Rule, warning.OrderNo));
        Assert.Equal("Service ZX0571-0001: from 10 Mbit/s down to 4 Mbit/s (order PO3)", warning.Title.En);
    }

    [Fact]
    public async Task An_order_that_ends_one_line_and_slows_another_is_two_warnings_in_words_of_both_languages()
    {
        await using var world = await WorldAsync(false);
        await world.ArrivesAsync("n97", Line("ZX0571-0001", OrderAction.New, new(2026, 1, 5), kbps: 10000));

        await world.ArrivesAsync("orders", Order("PO1", Change("1", "ZX0571-0001", 2000), Change("2", "057188880001", null) with { Action = OrderAction.Terminate }));

        var all = await world.ListAsync();
        Assert.Equal(["downgrade", "line-ended"], all.Select(w => w.Rule).Order());
        var ended = all.Single(w => w.Rule == "line-ended").Title;
        Assert.Equal(("业务 057188880001 申请拆机 PO1", "Service 057188880001 is to be removed by order PO1"), (ended.Zh, ended.En));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_that_become_fewer_within_three_months_are_counted_by_their_days(bool onPostgres)
    {
        await using var world = await WorldAsync(onPostgres);
        var lines = Enumerable.Range(1, 10).Select(n => $"05718888{n:D4}").ToArray();
        await world.ArrivesAsync("n97", [.. lines.Select(l => Line(l, OrderAction.New, new(2026, 2, 1)))]);
        // One long ago, one since: of nine, eight are left.
        await world.ArrivesAsync("n97", Line(lines[0], OrderAction.Terminate, new(2026, 5, 1)), Line(lines[1], OrderAction.Terminate, new(2026, 10, 15)));
        await world.UntilAsync(new DateOnly(2026, 12, 1), 9);
        Assert.DoesNotContain(await world.ListAsync(), w => w.Rule == "lines-falling");

        await world.ArrivesAsync("n97", Line(lines[2], OrderAction.Terminate, new(2026, 12, 1)));
        await world.UntilAsync(new DateOnly(2026, 12, 2), 9);

        var warning = Assert.Single(await world.ListAsync(), w => w.Rule == "lines-falling");
        Assert.Equal(("在用业务由 9 条降至 7 条，减少 22%", "Lines in use fell from 9 to 7, by 22%"), (warning.Title.Zh, warning.Title.En));
        // Tried with a lower threshold: in May ten became nine, from the middle of October on nine became eight.
        var rule = RuleLibrary.Shipped.Single(r => r.Code == "lines-falling");
        var tried = await world.Office.TryAsync(rule with { Values = new Dictionary<string, Threshold>(rule.Values) { ["percent"] = new(10) } }, 8, Reach.Everything, CancellationToken.None);
        Assert.Equal("04:0 05:1 06:1 07:1 08:0 09:0 10:1 11:1 12:1", string.Join(' ', tried.Months.Select(m => $"{m.Month[5..]}:{m.Raised}")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_without_a_move_for_working_days_is_stuck_until_it_moves_and_can_come_to_a_stand_again(bool onPostgres)
    {
        await using var world = await WorldAsync(onPostgres);
        await world.ArrivesAsync("orders", Order("PO1"), Order("PO2"), Step("PO2", MilestoneState.InProgress, 0));
        await world.ArrivesAsync("orders", new ProductOrderStateChanged { OrderNo = new("PO2"), CustomerNo = Some.One, State = ProductOrderState.Held, OccurredAt = world.Time.GetUtcNow() });

        // Gold: three working days; placed on Monday.
        await world.UntilAsync(new DateOnly(2026, 12, 2), 18);
        Assert.Empty(await world.ListAsync());
        await world.UntilAsync(new DateOnly(2026, 12, 3), 9);
        var stuck = Assert.Single(await world.ListAsync());
        Assert.Equal(("order-stuck", "PO1", "订单 PO1 自 2026-11-30 起已 3 个工作日没有进展"), (stuck.Rule, stuck.OrderNo, stuck.Title.Zh));

        await world.ArrivesAsync("orders", Step("PO1", MilestoneState.InProgress, 3 * 24));
        var detail = (await world.Office.Queries.ShowAsync(stuck.WarningId, Reach.Everything, CancellationToken.None))!;
        Assert.Equal(("closed", "ended.moved"), (detail.Warning.State, detail.Log[^1].What));

        await world.UntilAsync(new DateOnly(2026, 12, 8), 9);
        Assert.Equal(["closed", "raised"], (await world.ListAsync()).Select(w => w.State).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_foreseen_to_be_late_is_warned_of_until_it_no_longer_is_and_can_be_again(bool onPostgres)
    {
        await using var world = await WorldAsync(onPostgres);
        await world.ArrivesAsync("orders", Order("PO1"));
        OrderForecastChanged Foreseen(bool late, int hours) => new()
        {
            OrderNo = new("PO1"), CustomerNo = Some.One, Late = late, ExpectedAt = new DateTimeOffset(2026, 12, 9, 10, 0, 0, TimeSpan.FromHours(8)), Deadline = new DateTimeOffset(2026, 12, 8, 0, 0, 0, TimeSpan.FromHours(8)),
            OccurredAt = world.Time.GetUtcNow().AddHours(hours),
        };

        await world.ArrivesAsync("orders", Foreseen(late: true, 1), Foreseen(late: true, 1));
        var warning = Assert.Single(await world.ListAsync());
        Assert.Equal(("order-predicted-late", "订单 PO1 预计 2026-12-09 10:00 完成，晚于期限 2026-12-08 00:00"), (warning.Rule, warning.Title.Zh));
        Assert.Equal("Order PO1 is expected to end 2026-12-09 10:00, after its deadline 2026-12-08 00:00", warning.Title.En);

        await world.ArrivesAsync("orders", Foreseen(late: false, 2));
        Assert.Equal("closed", Assert.Single(await world.ListAsync()).State);

        await world.ArrivesAsync("orders", Foreseen(late: true, 3));
        Assert.Equal(["closed", "raised"], (await world.ListAsync()).Select(w => w.State).Order());
    }

    [Fact]
    public async Task A_late_step_is_called_by_its_title_in_either_language()
    {
        await using var world = await WorldAsync(false);
        await world.ArrivesAsync("orders", Order("PO1"), new JeopardyAlerted
        {
            OrderNo = new("PO1"), Milestone = "work-a/1", Severity = Severity.Major, DueAt = world.Time.GetUtcNow(), Overdue = true, Message = "A 端施工 已超时", TitleZh = "A 端施工", TitleEn = "Work at the A end", OccurredAt = world.Time.GetUtcNow(),
        });
        var late = Assert.Single(await world.ListAsync());
        Assert.Contains("“A 端施工”", late.Title.Zh, StringComparison.Ordinal);
        Assert.Contains("(Work at the A end)", late.Title.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_late_and_ends_within_one_batch_leaves_nothing_open()
    {
        await using var world = await WorldAsync(false);
        await world.ArrivesAsync("orders", Order("PO1"));

        await world.ArrivesAsync("orders",
            new JeopardyAlerted { OrderNo = new("PO1"), Milestone = "reserve/1", Severity = Severity.Major, DueAt = world.Time.GetUtcNow(), Overdue = true, Message = "资源预占 已超时", OccurredAt = world.Time.GetUtcNow() },
            Step("PO1", MilestoneState.Completed, 1));

        Assert.Equal("closed", Assert.Single(await world.ListAsync()).State);
    }

    private async Task<WarningWorld> WorldAsync(bool onPostgres)
    {
        var world = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        return world;
    }

    private static ServiceLineChanged Line(string number, OrderAction action, DateOnly day, bool known = true, long? kbps = null) => new()
    {
        ChangeNo = $"{number}-{action}", CustomerNo = known ? Some.One : null, ServiceNo = new(number), Action = action, OccurredAt = new DateTimeOffset(day.ToDateTime(new(10, 0)), TimeSpan.FromHours(8)),
        Product = action == OrderAction.New ? new InstalledProduct { ServiceNo = new(number), BandwidthKbps = kbps } : null,
    };

    private static ProductOrderPlaced Order(string no, params ProductOrderItem[] items) => new()
    {
        OrderNo = new(no), CustomerNo = Some.One, Name = "专线", State = ProductOrderState.Acknowledged, OrgUnit = new("cn.zj.hz"), OrderedAt = Monday, Items = items, OccurredAt = Monday,
    };

    private static ProductOrderItem Change(string item, string service, long? kbps) => new()
    {
        ItemNo = new(item), Action = OrderAction.Change, Offering = new("LEASED-LINE"), State = ProductOrderState.Acknowledged, ServiceNo = new(service), Quantity = 1, BandwidthKbps = kbps,
    };

    private static MilestoneStateChanged Step(string order, MilestoneState state, int hours) => new()
    {
        OrderNo = new(order), CustomerNo = Some.One, Milestone = new Milestone { Name = "reserve", ItemNo = new("1"), State = state }, OccurredAt = Monday.AddHours(hours),
    };

    private static DateTimeOffset Monday { get; } = new(2026, 11, 30, 8, 0, 0, TimeSpan.FromHours(8));
}
