using Integration.Hub;
using Integration.Hub.MessageBox;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>The past for a subscriber: each message once, in the order of its key, whatever happens in between.</content>
public abstract partial class MessageBoxConformance
{
    private static readonly TimeSpan ReplayLease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_replay_gives_a_subscriber_what_it_has_not_had_once()
    {
        var first = await Accept(Some.Item(envelope: Said("k1")));
        var had = await Accept(Some.Item("warehouse", envelope: Said("k2")));
        Assert.True(await Complete(await ClaimOne("warehouse")));
        var waiting = await Accept(Some.Item("warehouse", envelope: Said("k3")));
        var unwanted = await Accept(Some.Item(envelope: Said("k4")));
        await Accept(Some.Item(envelope: Some.Message("ProductOrderPlaced")));
        await Accept(Some.Item(envelope: Some.Message(at: Some.Noon.AddDays(-2))));

        var done = await ReplayAllAsync(await BeganAsync(), unwanted: unwanted);

        Assert.Equal((ReplayState.Done, 4L, 1L, 1L, 2L), (done.State, done.Wanted, done.Planned, done.Unwanted, done.Had));
        Assert.Equal([waiting, first], [.. (await Box.ClaimAsync(Some.Claim("warehouse"), Stop)).Select(c => c.Id.Message)]);
        Assert.DoesNotContain((await Box.GetAsync(unwanted, Stop))!.Summary.Deliveries, d => d.Subscriber == "warehouse");
        Assert.Equal(DeliveryState.Done, await State(had, "warehouse"));
        Assert.Equal(0, (await ReplayAllAsync(await BeganAsync(), unwanted: unwanted)).Planned);
        Assert.Contains(await Box.AuditAsync(Some.Noon.AddDays(-1), 10, Stop), a => a is { Action: "replay", Target: "warehouse" });
    }

    [Fact]
    public async Task A_replayed_delivery_goes_out_under_the_mapping_key_and_group_it_was_planned_with()
    {
        var one = await Accept(Some.Item(envelope: Said("k1")));
        var batched = await Accept(Some.Item(envelope: Said("k2")));
        var mixed = await Accept(Some.Item(envelope: Said("k3")));
        Time.Advance(TimeSpan.FromHours(1));

        await ReplayAllAsync(await BeganAsync(), plan: e => new DeliveryPlan("warehouse", e.Id == one ? "k1" : null, Parked: e.Id == mixed ? Some.Failure() : null, Mapping: "warehouse/out@2", Operation: "Tell")
        {
            BatchGroup = e.Id == batched ? "2026-11" : null,
        });

        var group = Assert.Single(await Box.WaitingAsync("warehouse", 10, Stop));
        // It begins to wait for its file now, not when the message came.
        Assert.Equal(("2026-11", Some.Noon.AddHours(1), 1), (group.Group, group.Oldest, group.Count));
        Assert.Equal(DeliveryState.Parked, await State(mixed, "warehouse"));
        var claimed = (await Box.ClaimAsync(Some.Claim("warehouse"), Stop)).Single(c => c.Id.Message == one);
        Assert.Equal(("warehouse/out@2", "Tell", "k1"), (claimed.Mapping, claimed.Operation, claimed.OrderKey));
    }

    [Fact]
    public async Task What_comes_meanwhile_waits_for_the_past_of_its_key_and_for_nothing_else()
    {
        var old = await Accept(Some.Item(envelope: Said("k1")));
        var dropped = await Accept(Some.Item(envelope: Said("k2")));
        var replay = await BeganAsync();
        // Until all that is older is set aside, nobody knows what has to wait.
        var late = await Accept(Some.Item("warehouse", "k1", Said("k1")));
        var other = await Accept(Some.Item("warehouse", "k2", Said("k2")));
        await NothingToClaim("warehouse");
        replay = (await Box.SetAsideAsync(replay, 100, ReplayLease, Stop))!;
        Assert.Equal(ReplayState.Deciding, replay.State);
        var third = await Accept(Some.Item("warehouse", "k3", Said("k3")));
        Assert.Equal(third, (await ClaimOne("warehouse")).Id.Message);

        await ReplayAllAsync(replay, unwanted: dropped, key: e => e.BusinessKey);

        var claimed = await Box.ClaimAsync(Some.Claim("warehouse"), Stop);
        Assert.Equal([other, old], [.. claimed.Select(c => c.Id.Message)]);
        Assert.True(await Complete(claimed[1]));
        Assert.Equal(late, (await ClaimOne("warehouse")).Id.Message);
    }

    [Fact]
    public async Task A_replay_whose_maker_has_gone_is_taken_over_where_it_stopped_and_the_late_one_changes_nothing()
    {
        var all = new List<MessageId>();
        for (var n = 0; n < 10; n++)
            all.Add(await Accept(Some.Item(envelope: Said($"k{n}"))));
        var gone = (await Box.SetAsideAsync(await BeganAsync(), 4, ReplayLease, Stop))!;
        Assert.Null(await Box.TakeOverAsync(["warehouse"], "n2", ReplayLease, Stop));
        Assert.Null(await Box.BeginAsync(gone.Wish, "n2", ReplayLease, Some.Operator, Stop));

        Time.Advance(ReplayLease);
        Assert.Null(await Box.TakeOverAsync(["other"], "n2", ReplayLease, Stop));
        var taken = (await Box.TakeOverAsync(["warehouse"], "n2", ReplayLease, Stop))!;
        Assert.Null(await Box.SetAsideAsync(gone, 4, ReplayLease, Stop));
        var deciding = taken;
        while (deciding.State == ReplayState.SettingAside)
            deciding = (await Box.SetAsideAsync(deciding, 4, ReplayLease, Stop))!;
        var some = await Box.ReadSetAsideAsync(deciding, 3, long.MaxValue, Stop);
        deciding = (await Box.DecideAsync(deciding, [.. some.Select(e => new ReplayDecision(e.Id, new DeliveryPlan("warehouse")))], ReplayLease, Stop))!;
        await Box.LeaveAsync(deciding, Stop);
        var again = (await Box.TakeOverAsync(["warehouse"], "n3", ReplayLease, Stop))!;
        Assert.Null(await Box.DecideAsync(deciding, [], ReplayLease, Stop));

        var done = await ReplayAllAsync(again);
        Assert.Equal((10L, 10L, 0L), (done.Wanted, done.Planned, done.Had));
        Assert.Equal(all, (await Box.ClaimAsync(Some.Claim("warehouse"), Stop)).Select(c => c.Id.Message));
    }

    [Fact]
    public async Task A_replay_begun_anew_decides_what_the_one_before_has_left()
    {
        var before = await Accept(Some.Item(envelope: Said("k1")));
        await Box.SetAsideAsync(await BeganAsync(), 100, ReplayLease, Stop);
        Time.Advance(ReplayLease);
        var anew = (await Box.BeginAsync(new ReplayWish("warehouse", Some.Noon.AddDays(1), Some.Noon.AddDays(2), ["CustomerBillIssued"], 100), "n1", ReplayLease, Some.Operator, Stop))!;
        await ReplayAllAsync(anew);
        Assert.Equal(before, (await ClaimOne("warehouse")).Id.Message);
    }

    [Fact]
    public async Task A_stopped_replay_takes_away_what_it_has_set_aside_and_keeps_what_it_has_planned()
    {
        var planned = await Accept(Some.Item(envelope: Said("k1")));
        var rest = await Accept(Some.Item(envelope: Said("k2")));
        var replay = (await Box.SetAsideAsync(await BeganAsync(), 100, ReplayLease, Stop))!;
        await Box.DecideAsync(replay, [new ReplayDecision(planned, new DeliveryPlan("warehouse", "k1"))], ReplayLease, Stop);
        var live = await Accept(Some.Item("warehouse", "k2", Said("k2")));
        Assert.Equal(planned, (await ClaimOne("warehouse")).Id.Message);

        Assert.True(await Box.StopAsync("warehouse", Some.Operator, Stop));

        Assert.Equal(live, (await ClaimOne("warehouse")).Id.Message);
        Assert.DoesNotContain((await Box.GetAsync(rest, Stop))!.Summary.Deliveries, d => d.Subscriber == "warehouse");
        Assert.Null(await Box.DecideAsync(replay, [], ReplayLease, Stop));
        Assert.False(await Box.StopAsync("warehouse", Some.Operator, Stop));
        Assert.Equal(ReplayState.Stopped, Assert.Single(await Box.ReplaysAsync(Stop)).State);
    }

    [Fact]
    public async Task What_is_set_aside_is_read_in_bounded_portions()
    {
        for (var n = 0; n < 4; n++)
            await Accept(Some.Item(envelope: Said($"k{n}", new string('x', 1000))));
        var replay = (await Box.SetAsideAsync(await BeganAsync(), 100, ReplayLease, Stop))!;
        Assert.Equal(2, (await Box.ReadSetAsideAsync(replay, 10, 2500, Stop)).Count);
        Assert.Single(await Box.ReadSetAsideAsync(replay, 10, 1, Stop));
        Assert.Equal(3, (await Box.ReadSetAsideAsync(replay, 3, long.MaxValue, Stop)).Count);
        // A day with something set aside is not dropped.
        Time.Advance(TimeSpan.FromDays(100));
        Assert.Equal([new DateOnly(2026, 11, 22)], (await Box.RetainAsync(Time.GetUtcNow() - TimeSpan.FromDays(90), Stop)).KeptUnresolved);
    }

    [Fact]
    public async Task Live_messages_of_other_keys_go_before_the_past()
    {
        var old = await Accept(Some.Item(envelope: Said("k1")));
        await ReplayAllAsync(await BeganAsync());
        var live = await Accept(Some.Item("warehouse", "k2", Said("k2")));
        Assert.Equal([live, old], (await Box.ClaimAsync(Some.Claim("warehouse"), Stop)).Select(c => c.Id.Message));
    }

    private static Envelope Said(string key, string body = "{}") => Some.Message(body: body) with { BusinessKey = key };

    private async Task<Replay> BeganAsync() =>
        (await Box.BeginAsync(new ReplayWish("warehouse", Some.Noon.AddDays(-1), Some.Noon.AddDays(1), ["CustomerBillIssued"], 100), "n1", ReplayLease, Some.Operator, Stop))!;

    private async Task<Replay> ReplayAllAsync(Replay replay, MessageId? unwanted = null, Func<Envelope, DeliveryPlan>? plan = null, Func<Envelope, string?>? key = null)
    {
        while (replay.State == ReplayState.SettingAside)
            replay = (await Box.SetAsideAsync(replay, 3, ReplayLease, Stop))!;
        while (replay.State == ReplayState.Deciding)
        {
            var some = await Box.ReadSetAsideAsync(replay, 2, long.MaxValue, Stop);
            replay = (await Box.DecideAsync(replay, [.. some.Select(e => new ReplayDecision(e.Id, e.Id == unwanted ? null : plan?.Invoke(e) ?? new DeliveryPlan("warehouse", key?.Invoke(e))))], ReplayLease, Stop))!;
        }
        return replay;
    }
}
