using Integration.Hub;

namespace Integration.Specs.Warnings;

[Trait("Category", "Warnings")]
public sealed class WarningSpecs(PostgresForAll postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_cause_gives_one_warning_however_often_it_is_seen(bool onPostgres)
    {
        await using var world = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        var survey = Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 40);

        await world.ArrivesAsync("customer-service", survey, survey, survey);

        var warning = Assert.Single(await world.ListAsync());
        Assert.Equal(("survey-low", "满意度 40 分，低于 70 分", 3L, "raised"), (warning.Rule, warning.Title.Zh, warning.Seen, warning.State));
        Assert.Single(world.Said.OfType<WarningRaised>());
        var detail = (await world.Office.Queries.ShowAsync(warning.WarningId, Reach.Everything, CancellationToken.None))!;
        Assert.Equal(("score", 40m, (decimal?)70m), (detail.Saw.Values[0].Name, detail.Saw.Values[0].Value, detail.Saw.Values[0].Threshold));
        Assert.Equal(["raised"], detail.Log.Select(l => l.What));
    }

    [Fact]
    public async Task Thresholds_are_those_of_the_level_and_of_the_nearest_unit()
    {
        await using var world = await WarningWorld.StartAsync(null);
        var rule = RuleLibrary.Shipped.Single(r => r.Code == "survey-low") with
        {
            Units = new Dictionary<string, IReadOnlyDictionary<string, Threshold>> { ["cn.zj.nb"] = new Dictionary<string, Threshold> { ["score"] = new(30) } },
        };
        Assert.True(await world.Office.SetRuleAsync(rule, "boss", null, CancellationToken.None));
        await world.ArrivesAsync("core", Some.Customer(Some.One, ServiceLevel.Diamond), Some.Customer(Some.Other, ServiceLevel.Diamond, "cn.zj.nb"));

        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 75), Some.Contact(Some.Other, InteractionKind.Survey, "S2", world.Time.GetUtcNow(), 75));

        Assert.Equal(["C0001"], (await world.ListAsync()).Select(w => w.CustomerNo));
    }

    [Fact]
    public async Task A_rule_is_changed_by_one_person_at_a_time_and_only_in_its_figures()
    {
        await using var world = await WarningWorld.StartAsync(null);
        var rule = RuleLibrary.Shipped.Single(r => r.Code == "care");

        Assert.True(await world.Office.SetRuleAsync(rule with { DueHours = 8 }, "one", null, CancellationToken.None));
        Assert.False(await world.Office.SetRuleAsync(rule with { DueHours = 16 }, "two", null, CancellationToken.None));

        Assert.Equal((2, 8.0), ((await world.Office.RulesAsync(CancellationToken.None)).Find("care")!.Version, (await world.Office.RulesAsync(CancellationToken.None)).Find("care")!.DueHours));
        var wrong = await Assert.ThrowsAsync<RuleException>(() => world.Office.SetRuleAsync(rule with { Code = "made-up" }, "one", null, CancellationToken.None));
        Assert.Equal("rule.unknown", wrong.Problems[0].Code);
        var missing = await Assert.ThrowsAsync<RuleException>(() => world.Office.SetRuleAsync(rule with { Values = new Dictionary<string, Threshold> { ["day"] = new(-1) } }, "one", null, CancellationToken.None));
        Assert.Equal(["rule.missing", "rule.no-threshold", "rule.value"], missing.Problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_acknowledged_handled_and_closed_and_the_log_says_by_whom(bool onPostgres)
    {
        await using var world = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 40));
        var no = (await world.ListAsync())[0].WarningId;

        await ActAsync(world, no, WarningAct.Acknowledge, "看到");
        await ActAsync(world, no, WarningAct.Handle, "已约走访");
        await ActAsync(world, no, WarningAct.Close, "客户满意");
        await ActAsync(world, no, WarningAct.Close, "再点一次");

        var detail = (await world.Office.Queries.ShowAsync(no, Reach.Everything, CancellationToken.None))!;
        Assert.Equal(["raised", "acknowledged", "handled", "closed"], detail.Log.Select(l => l.What));
        Assert.Equal(("zhang", "客户满意"), (detail.Log[^1].Who, detail.Log[^1].Note));
        Assert.Equal([WarningState.Acknowledged, WarningState.Handling, WarningState.Closed], world.Said.OfType<WarningStateChanged>().Select(c => c.State));
        // Closed is closed: what was seen is not raised again, and nothing goes up.
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 40));
        await world.UntilAsync(new DateOnly(2026, 12, 4), 18);
        Assert.Equal(("closed", 0L), (await world.ListAsync(new WarningFilter { Kinds = ["service"] })) is [var one] ? (one.State, one.Level) : default);
    }

    [Fact]
    public async Task A_muted_warning_is_silent_until_its_day_and_comes_up_again_if_it_is_still_seen()
    {
        await using var world = await WarningWorld.StartAsync(null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Visit, "V1", world.Time.GetUtcNow().AddDays(-70)));
        await world.UntilAsync(new DateOnly(2026, 11, 30), 10);
        var no = Assert.Single(await world.ListAsync(new WarningFilter { Kinds = ["care"] })).WarningId;

        Assert.Equal("warning.mute-day", (await world.Office.ActAsync(null, [no], WarningAct.Mute, "zhang", "年底再说", new DateOnly(2026, 11, 30), null, Reach.Everything, null, CancellationToken.None))[0].Reason);
        Assert.Empty(await world.Office.ActAsync(null, [no], WarningAct.Mute, "zhang", "客户出国", new DateOnly(2026, 12, 6), null, Reach.Everything, null, CancellationToken.None));

        await world.UntilAsync(new DateOnly(2026, 12, 4), 18);
        Assert.Equal(("suppressed", 0L), (await world.ListAsync(new WarningFilter { Kinds = ["care"] })) is [var muted] ? (muted.State, muted.Level) : default);
        await world.UntilAsync(new DateOnly(2026, 12, 7), 8);
        Assert.Equal("raised", (await world.ListAsync(new WarningFilter { Kinds = ["care"] }))[0].State);
    }

    [Fact]
    public async Task What_is_seen_only_once_comes_back_when_its_mute_is_over_and_goes_up_from_then()
    {
        await using var world = await WarningWorld.StartAsync(null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 40));
        var no = (await world.ListAsync())[0].WarningId;
        Assert.Empty(await world.Office.ActAsync(null, [no], WarningAct.Mute, "zhang", "客户出国", new DateOnly(2026, 12, 6), null, Reach.Everything, null, CancellationToken.None));

        await world.UntilAsync(new DateOnly(2026, 12, 7), 8);
        Assert.Equal(("raised", 0L), (await world.ListAsync(new WarningFilter { Kinds = ["service"] })) is [var back] ? (back.State, back.Level) : default);
        // Sixteen working hours from Monday, seven o'clock: Tuesday evening.
        await world.UntilAsync(new DateOnly(2026, 12, 8), 18);
        Assert.Equal(1, (await world.ListAsync(new WarningFilter { Kinds = ["service"] }))[0].Level);
    }

    [Theory]
    [InlineData("leased-line-new/accept", "accept", null)]
    [InlineData("reserve/1", "reserve", "1")]
    public async Task A_late_step_is_one_warning_that_becomes_worse_and_ends_with_the_step(string key, string step, string? item)
    {
        await using var world = await WarningWorld.StartAsync(null);
        var now = world.Time.GetUtcNow();
        await world.ArrivesAsync("core", Some.Customer(Some.One), new ProductOrderPlaced { OrderNo = new("PO1"), CustomerNo = Some.One, Name = "专线", State = ProductOrderState.Acknowledged, OrgUnit = new("cn.zj.hz"), OrderedAt = now, Items = [], OccurredAt = now });
        JeopardyAlerted Alert(Severity severity, bool overdue) => new() { OrderNo = new("PO1"), Milestone = key, Severity = severity, DueAt = now, Overdue = overdue, Message = "业务受理 已超时", OccurredAt = now };

        await world.ArrivesAsync("orders", Alert(Severity.Minor, false), Alert(Severity.Major, true));
        var late = Assert.Single(await world.ListAsync());
        Assert.Equal(("major", 2L, "PO1"), (late.Severity, late.Seen, late.OrderNo));
        Assert.StartsWith("订单 PO1 的环节“业务受理”", late.Title.Zh, StringComparison.Ordinal);

        await world.ArrivesAsync("orders", new MilestoneStateChanged { OrderNo = new("PO1"), CustomerNo = Some.One, Milestone = new Milestone { Name = step, ItemNo = item is null ? null : new OrderItemNumber(item), State = MilestoneState.Completed }, OccurredAt = now });
        Assert.Equal("closed", (await world.ListAsync())[0].State);
    }

    [Fact]
    public async Task A_warning_told_by_somebody_else_ends_when_they_say_so()
    {
        await using var world = await WarningWorld.StartAsync(null);
        var now = world.Time.GetUtcNow();
        await world.ArrivesAsync("payments", new WarningRaised { WarningId = new("W-bank"), Kind = WarningKind.Interface, Severity = Severity.Major, State = WarningState.Raised, Title = "银行回盘未到", OrgUnit = new("cn.zj"), RaisedAt = now, OccurredAt = now });

        await world.ArrivesAsync("payments", new WarningStateChanged { WarningId = new("W-bank"), State = WarningState.Closed, OccurredAt = now });

        Assert.Equal("closed", (await world.ListAsync())[0].State);
        Assert.Empty(world.Said);
    }

    [Fact]
    public async Task Complaints_and_faults_that_repeat_are_one_warning()
    {
        await using var world = await WarningWorld.StartAsync(null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        var now = world.Time.GetUtcNow();

        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Complaint, "K1", now.AddDays(-40)), Some.Contact(Some.One, InteractionKind.Complaint, "K2", now.AddDays(-9)), Some.Contact(Some.One, InteractionKind.Complaint, "K3", now.AddDays(-5)));
        Assert.Empty(await world.ListAsync());
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Complaint, "K4", now), Some.Contact(Some.One, InteractionKind.Complaint, "K5", now));

        Assert.Equal(("trouble-repeats", "30 天内第 3 次投诉或申告", 2L), (await world.ListAsync()) is [var one] ? (one.Rule, one.Title.Zh, one.Seen) : default);
    }

    [Fact]
    public async Task What_another_part_or_hub_warns_of_stands_in_the_same_list()
    {
        await using var world = await WarningWorld.StartAsync(null);

        await world.ArrivesAsync("payments", new WarningRaised
        {
            WarningId = new("W-bank"), Kind = WarningKind.Interface, Severity = Severity.Major, State = WarningState.Raised, Title = "银行回盘未到", OrgUnit = new("cn.zj"), RaisedAt = world.Time.GetUtcNow(), OccurredAt = world.Time.GetUtcNow(),
        });

        Assert.Equal(("told:payments", "interface", "银行回盘未到"), (await world.ListAsync()) is [var one] ? (one.Rule, one.Kind, one.Title.Zh) : default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_cause_that_two_hubs_see_is_one_warning_at_each_whoever_saw_it_first(bool onPostgres)
    {
        await using var province = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        await using var group = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        foreach (var hub in new[] { province, group })
            await hub.ArrivesAsync("core", Some.Customer(Some.One));
        var survey = Some.Contact(Some.One, InteractionKind.Survey, "S1", province.Time.GetUtcNow(), 40);
        await province.ArrivesAsync("customer-service", survey);
        var told = Assert.Single(province.Said.OfType<WarningRaised>());

        // The group hears of it before it sees it; the province hears of what it has seen.
        await group.ArrivesAsync("province", told);
        await group.ArrivesAsync("customer-service", survey);
        await province.ArrivesAsync("group", told);

        Assert.Equal(("told:province", 2L), (await group.ListAsync()) is [var there] ? (there.Rule, there.Seen) : default);
        Assert.Equal("survey-low", Assert.Single(await province.ListAsync()).Rule);
        Assert.Empty(group.Said);
    }

    [Fact]
    public async Task Nobody_sees_or_handles_warnings_outside_the_own_reach()
    {
        await using var world = await WarningWorld.StartAsync(null);
        await world.ArrivesAsync("core", Some.Customer(Some.One), Some.Customer(Some.Other, unit: "cn.js.nj", manager: "zhao"));
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 10), Some.Contact(Some.Other, InteractionKind.Survey, "S2", world.Time.GetUtcNow(), 10));
        var (mine, theirs) = ((await world.ListAsync()).Single(w => w.CustomerNo == "C0001").WarningId, (await world.ListAsync()).Single(w => w.CustomerNo == "C0002").WarningId);
        var reach = new Reach(["cn.zj"], ["wang"]);

        Assert.Equal([mine], (await world.ListAsync(null, reach)).Select(w => w.WarningId));
        Assert.Null(await world.Office.Queries.ShowAsync(theirs, reach, CancellationToken.None));
        Assert.Equal([new RefusedWarning(theirs, "not.found")], await world.Office.ActAsync(null, [mine, theirs], WarningAct.Close, "wang", "好", null, null, reach, null, CancellationToken.None));
        Assert.Equal("raised", (await world.ListAsync()).Single(w => w.WarningId == theirs).State);
        Assert.Equal(1, Assert.Single(await world.Office.Queries.CountAsync("unit", new WarningFilter(), reach, CancellationToken.None)).Raised);
    }

    [Fact]
    public async Task A_try_out_tells_how_many_a_rule_would_have_raised_and_writes_nothing()
    {
        await using var world = await WarningWorld.StartAsync(null);
        await world.ArrivesAsync("core", Some.Customer(Some.One), Some.Customer(Some.Other));
        await world.ArrivesAsync("billing", [.. Some.Bills(Some.One, 10_000, 10_000, 10_000, 6_000, 6_000, 6_000, 6_000), .. Some.Bills(Some.Other, 10_000, 10_000, 10_000, 9_000, 9_000, 9_000, 9_000)]);
        var rule = RuleLibrary.Shipped.Single(r => r.Code == "consumption-drop");

        var asShipped = await world.Office.TryAsync(rule, 3, Reach.Everything, CancellationToken.None);
        var sharper = await world.Office.TryAsync(rule with { Values = new Dictionary<string, Threshold> { ["percent"] = new(5), ["leastFen"] = new(0) } }, 4, Reach.Everything, CancellationToken.None);

        // July is 40 % below its trend and August 31 %: each is seen in the month after it. September's 18 % are no longer thirty.
        Assert.Equal([("2026-08", 1), ("2026-09", 1), ("2026-10", 0), ("2026-11", 0)], asShipped.Months.Select(m => (m.Month, m.Raised)));
        Assert.Equal(2, sharper.Months.Single(m => m.Month == "2026-08").Customers);
        Assert.Empty(await world.ListAsync());
    }

    private static async Task ActAsync(WarningWorld world, string no, WarningAct act, string note)
    {
        Assert.Empty(await world.Office.ActAsync(null, [no], act, "zhang", note, null, null, Reach.Everything, null, CancellationToken.None));
        await world.RestAsync();
    }

    [Fact]
    public void Shipped_rules_are_sound_and_speak_both_languages() => Assert.All(RuleLibrary.Shipped, rule =>
    {
        Assert.Empty(RuleLibrary.Problems(rule));
        Assert.Equal(Words(rule.Says.Zh), Words(rule.Says.En));
        static IEnumerable<string> Words(string text) => System.Text.RegularExpressions.Regex.Matches(text, @"\{\w+\}").Select(m => m.Value).Distinct().Order();
    });
}
