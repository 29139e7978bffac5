namespace Integration.Specs.Warnings;

/// <summary>A month of simulated time: December 2026 into the new year, with its weekends and holidays.</summary>
[Trait("Category", "Warnings")]
public sealed class MonthSpecs(PostgresForAll postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_comes_out_on_the_right_working_day_though_a_node_dies_on_the_way(bool onPostgres)
    {
        await using var world = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        // Gold: five days ahead. The birthday on Saturday the 12th is told on Monday the 7th; the founding day on Tuesday the 15th would be told on Thursday the 10th.
        await world.ArrivesAsync("core",
            Some.Customer(Some.One, birthday: new DateOnly(1980, 12, 12), founded: new DateOnly(1958, 12, 15)),
            // Silver: three days ahead. Thursday the 10th less three is Monday; Wednesday 6 January less three is Sunday the 3rd, which is worked.
            Some.Customer(Some.Other, ServiceLevel.Silver, birthday: new DateOnly(1975, 1, 6), founded: new DateOnly(2000, 12, 10)),
            // Thirty days before 12 January is Sunday 13 December: told on Friday the 11th.
            Some.Agreement(Some.One, new DateOnly(2027, 1, 12)));
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Visit, "V1", new DateTimeOffset(2026, 10, 10, 10, 0, 0, TimeSpan.FromHours(8))));
        await world.ArrivesAsync("billing", [.. Some.Bills(Some.One, 10_000, 10_000, 10_000), Some.November(Some.One, 6_000)]);

        await world.UntilAsync(new DateOnly(2026, 12, 9), 12);
        await world.UntilAsync(new DateOnly(2026, 12, 10), 6);
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.BeginDayAsync();
        await world.OtherNodeAsync();
        await world.UntilAsync(new DateOnly(2027, 1, 8), 18);

        Assert.Equal(["12-07 07 2026-12-10 厂庆", "12-07 07 2026-12-12 李娜 生日", "12-10 07 2026-12-15 厂庆", "01-03 07 2027-01-06 李娜 生日"], await world.DiaryAsync("special-day"), Unordered);
        Assert.Equal(["11-30 09 合同 HTC0001 将于 2027-01-12 到期（提前 60 天提醒）", "12-11 07 合同 HTC0001 将于 2027-01-12 到期（提前 30 天提醒）"], await world.DiaryAsync("agreement-ends"));
        // Sixty days after 10 October is 9 December, a Wednesday.
        Assert.Equal(["12-09 07 已 60 天未走访"], await world.DiaryAsync("care"));
        // November's bill is looked at from the first working day of December on: 40 % below the mean.
        Assert.Equal(["12-01 07 2026-11 消费 6,000.00 元，比前三月平均 10,000.00 元下降 40%"], await world.DiaryAsync("consumption-drop"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_warning_that_nobody_closes_goes_up_by_working_hours(bool onPostgres)
    {
        await using var world = await WarningWorld.StartAsync(onPostgres ? postgres : null);
        await world.ArrivesAsync("core", Some.Customer(Some.One));
        await world.UntilAsync(new DateOnly(2026, 12, 4), 16);

        // Friday, four o'clock: two hours of today, and sixteen hours are over on Tuesday at four.
        await world.ArrivesAsync("customer-service", Some.Contact(Some.One, InteractionKind.Survey, "S1", world.Time.GetUtcNow(), 40));
        var raised = Assert.Single(await world.ListAsync(new WarningFilter { Kinds = ["service"] }));
        Assert.Equal(("wang", 0L, (DateTimeOffset?)new DateTimeOffset(2026, 12, 8, 16, 0, 0, TimeSpan.FromHours(8))), (raised.Owner, raised.Level, raised.DueAt));
        await world.UntilAsync(new DateOnly(2026, 12, 8), 15);
        Assert.Equal(0, (await world.ListAsync(new WarningFilter { Kinds = ["service"] }))[0].Level);
        await world.UntilAsync(new DateOnly(2026, 12, 8), 16);

        var up = Assert.Single(await world.ListAsync(new WarningFilter { Kinds = ["service"] }));
        Assert.Equal(("director", 1L), (up.Owner, up.Level));
        // The director's own list has it, though the customer is somebody else's.
        Assert.Single(await world.ListAsync(new WarningFilter { Kinds = ["service"] }, new Integration.Hub.Reach(["cn.zj"], ["director"])));
        Assert.Contains(world.Said.OfType<WarningStateChanged>(), c => c.WarningId.Value == up.WarningId && c.Handling!.Text.StartsWith("escalated", StringComparison.Ordinal));
    }

    private static readonly IEqualityComparer<IReadOnlyList<string>> Unordered = EqualityComparer<IReadOnlyList<string>>.Create((a, b) => a!.Order().SequenceEqual(b!.Order()), a => a.Count);
}
