using Integration.Hub;
using Integration.Hub.MessageBox;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Runs by search and by name, held, ended early, and those that discard.</content>
public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task A_run_by_search_is_for_what_was_found_when_it_was_made_and_for_the_deliveries_that_were_meant()
    {
        var all = new List<MessageId>();
        for (var n = 0; n < 3; n++)
            all.Add(await Accept(new AcceptItem(Some.Message(body: $"{{\"text\":\"专线 {n}\"}}", at: Some.Noon.AddSeconds(n)), [new("archive", Parked: Broken), new("N97-1", Parked: Broken)], [])));
        await Accept(new AcceptItem(Some.Message(body: "{\"text\":\"other\"}"), [new("N97-1", Parked: Broken)], []));
        var run = await Started(Wish(new(Query: "专线 to:N97-1 since:1h"), 1));
        // Parked later: not meant.
        Time.Advance(TimeSpan.FromHours(2));
        await Accept(new AcceptItem(Some.Message(body: "{\"text\":\"专线\"}", at: Time.GetUtcNow()), [new("N97-1", Parked: Broken)], []));

        run = await Work(run);
        Assert.Equal((3L, 1L), (run.Planned, run.Gone));
        // The oldest first, though the search finds the newest first.
        Assert.Equal([all[0]], await Deliver(subscriber: "N97-1"));
        await NothingToClaim();
        run = await WorkAgain(run);
        Assert.Equal([all[1]], await Deliver(subscriber: "N97-1"));
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_makes_no_run()
    {
        await Assert.ThrowsAsync<FilterException>(() => Box.StartRunAsync(Wish(new(Query: "ordr:1")), Some.Operator, Stop));
        Assert.Empty(await Box.RunsAsync(new RunQuery(), Stop));
    }

    [Fact]
    public async Task A_search_whose_node_died_is_done_by_another_after_its_lease_and_counts_once()
    {
        await ManyParked(1200);
        var run = await Started(Wish(new(Query: "state:parked type:CustomerBillIssued")));
        await Box.WorkOnRunsAsync(Stop);
        using (var killed = new CancellationTokenSource())
        {
            await using var dying = Store.Open("dying", new DyingTime(Time, killed));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying.WorkOnRunsAsync(killed.Token));
        }
        // It has the search in hand as far as others know.
        Assert.False(await Node("n3").WorkOnRunsAsync(Stop));
        Time.Advance(TimeSpan.FromSeconds(31));
        run = await WorkAgain(run, Node("n4"));
        Assert.Equal((1200L, 1200L), (run.Planned, run.Gone));
    }

    [Fact]
    public async Task Named_deliveries_are_sent_and_nothing_beside()
    {
        var both = await Accept(new AcceptItem(Some.Message(), [new("archive", Parked: Broken), new("N97-1", Parked: Broken)], []));
        var one = (await ManyParked(2))[0];
        var run = await Work(await Started(Wish(new(Ids: [new(both, "N97-1"), new(one), new(MessageId.New(Some.Noon))])) with { Mapping = "n97/out@2" }));
        Assert.Equal((2L, 2L), (run.Planned, run.Gone));
        Assert.Equal("n97/out@2", (await ClaimOne("N97-1")).Mapping);
        Assert.Equal([one], await Deliver());
        Assert.Equal([new RunTarget(both, "N97-1"), new RunTarget(one), run.Wish.Choice.Ids![2]], run.Wish.Choice.Ids!);
    }

    [Fact]
    public async Task A_run_is_held_goes_on_and_does_not_wait_where_it_is_told_to()
    {
        await ManyParked(10);
        var run = await Work(await Started(Wish(Group(), 2)));
        Assert.Equal(RunState.Paused, (await Box.ChangeRunAsync(run.Id, new RunChange.Pause(), Some.Operator, Stop))!.State);
        await Deliver();
        run = await WorkAgain(run);
        // What has gone is counted all the same.
        Assert.Equal((RunState.Paused, 2L, 2L), (run.State, run.Gone, run.Delivered));
        Assert.Equal(RunState.Paused, (await Box.ChangeRunAsync(run.Id, new RunChange.Pause(), Some.Operator, Stop))!.State);
        run = await Work((await Box.ChangeRunAsync(run.Id, new RunChange.GoOn(), Some.Operator, Stop))!);
        Assert.Equal((4L, 2), (run.Gone, run.Step));

        run = await Work((await Box.ChangeRunAsync(run.Id, new RunChange.Next(2), Some.Operator, Stop))!);
        Assert.Equal((6L, 3), (run.Gone, run.Step));
        // A second click on the same step.
        run = await Work((await Box.ChangeRunAsync(run.Id, new RunChange.Next(2), Some.Operator, Stop))!);
        Assert.Equal((6L, 3), (run.Gone, run.Step));
        Assert.Equal(["run next", "run go-on", "run pause", "run"], (await Box.AuditAsync(Some.Noon, 100, Stop)).Where(a => a.Target == $"run {run.Id}").Select(a => a.Action));
        Assert.Null(await Box.ChangeRunAsync(Guid.NewGuid(), new RunChange.Pause(), Some.Operator, Stop));
    }

    [Fact]
    public async Task Cancelling_takes_back_what_has_not_gone_and_counts_what_has()
    {
        await ManyParked(10);
        var run = await Work(await Started(Wish(Group(), 4)));
        run = (await Box.ChangeRunAsync(run.Id, new RunChange.Cancel(), Some.Operator, Stop))!;
        Assert.Equal((RunState.Cancelled, 4L, 6L, 0L), (run.State, run.Gone, run.TakenBack, run.Left));
        Assert.Equal(6, Assert.Single(await Box.SummariseParkedAsync(Stop)).Count);
        await Deliver();
        run = await WorkAgain(run);
        Assert.Equal((RunState.Cancelled, 4L), (run.State, run.Delivered));
        Assert.Equal(RunState.Cancelled, (await Box.ChangeRunAsync(run.Id, new RunChange.Cancel(), Some.Operator, Stop))!.State);
        Assert.Equal("run.over", (await Assert.ThrowsAsync<RequestRefusedException>(() => Box.ChangeRunAsync(run.Id, new RunChange.GoOn(), Some.Operator, Stop))).Code);
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(10, await Box.ForgetRunMembersAsync(Time.GetUtcNow(), Stop));
        Assert.Equal(run, (await RunNow(run)) with { Wish = run.Wish });
    }

    [Fact]
    public async Task A_run_discards_what_parked_before_and_nothing_that_came_after()
    {
        var old = await ManyParked(3);
        Time.Advance(TimeSpan.FromMinutes(1));
        await ManyParked(2);
        var run = await Work(await Started(Wish(Group()) with { Kind = RunKind.Discard, ParkedBefore = Some.Noon.AddSeconds(30), Reason = "sent by hand" }));
        Assert.Equal((RunState.Done, 3L, 3L), (run.State, run.Gone, run.Otherwise));
        Assert.Equal(DeliveryState.Discarded, await State(old[1]));
        Assert.Equal(2, Assert.Single(await Box.SummariseParkedAsync(Stop)).Count);
        Assert.Contains((await Box.GetAsync(old[0], Stop))!.Audit, a => a.Action == "discard" && a.Detail!.EndsWith("sent by hand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Later_messages_of_a_key_go_after_the_resumed_one()
    {
        var parked = await Parked(orderKey: "k");
        var later = await Accept(Some.Item(orderKey: "k"));
        await NothingToClaim();
        var run = await Work(await Started(Wish(Group(failure: Some.Failure()))));
        Assert.Equal([parked], await Deliver());
        Assert.Equal([later], await Deliver());
        Assert.Equal(RunState.Done, (await WorkAgain(run)).State);
    }

    /// <summary>The clock of a node that is killed when it begins to search: what it has taken is committed, and nothing else.</summary>
    private sealed class DyingTime(TimeProvider time, CancellationTokenSource killed) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override TimeZoneInfo LocalTimeZone
        {
            get
            {
                killed.Cancel();
                return TimeZoneInfo.Utc;
            }
        }
    }
}
