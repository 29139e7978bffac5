using Integration.Hub;
using Integration.Hub.MessageBox;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Runs: many parked deliveries sent again in steps, each once, whatever happens in between.</content>
public abstract partial class MessageBoxConformance
{
    private static readonly Failure Broken = Some.Failure("a");

    private static RunWish Wish(RunChoice choice, params int[] steps) => new($"request-{Guid.NewGuid():N}", RunKind.Resume, choice, steps, null, null, null, "mended", null);

    private async Task<List<MessageId>> ManyParked(int count, string subscriber = "archive", Failure? failure = null)
    {
        var items = Enumerable.Range(0, count).Select(_ => new AcceptItem(Some.Message(at: Time.GetUtcNow()), [new(subscriber, Parked: failure ?? Broken)], [])).ToList();
        await Box.AcceptBatchAsync(items, null, Stop);
        return [.. items.Select(i => i.Envelope.Id)];
    }

    private static RunChoice Group(string subscriber = "archive", Failure? failure = null) => new(Group: (failure ?? Broken).Fingerprint(subscriber));

    /// <summary>Whatever is due, and due within the time that it takes.</summary>
    private async Task<RepairRun> Work(RepairRun run, MessageBoxStore? node = null)
    {
        while (await (node ?? Box).WorkOnRunsAsync(Stop)) { }
        return await RunNow(run);
    }

    private Task<RepairRun> WorkAgain(RepairRun run, MessageBoxStore? node = null)
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        return Work(run, node);
    }

    private async Task<RepairRun> RunNow(RepairRun run) => (await Box.FindRunAsync(run.Id, Stop))!;

    private async Task<RepairRun> Started(RunWish wish) => (await Box.StartRunAsync(wish, Some.Operator, Stop))!;

    private async Task<List<MessageId>> Deliver(DeliveryOutcome? outcome = null, string subscriber = "archive")
    {
        var claimed = await Box.ClaimAsync(Some.Claim(subscriber, max: 1000), Stop);
        foreach (var delivery in claimed)
            Assert.True(await Complete(delivery, outcome));
        return [.. claimed.Select(c => c.Id.Message)];
    }

    [Fact]
    public async Task A_run_sends_a_group_in_steps_each_after_the_end_of_the_one_before()
    {
        var all = await ManyParked(15);
        await ManyParked(1, failure: Some.Failure("b"));
        var run = await Work(await Started(Wish(Group(), 1, 10, 100)));
        Assert.Equal((RunState.Waiting, 15L, 1L, 14L, 1), (run.State, run.Planned, run.Gone, run.Left, run.Step));
        Assert.Equal(1, (await WorkAgain(run)).Gone);

        Assert.Equal([all[0]], await Deliver());
        run = await WorkAgain(run);
        Assert.Equal((RunState.Waiting, 11L, 1L, 2), (run.State, run.Gone, run.Delivered, run.Step));
        Assert.Equal(all[1..11], await Deliver());
        run = await WorkAgain(run);
        Assert.Equal(all[11..], await Deliver());
        run = await WorkAgain(run);

        Assert.Equal((RunState.Done, 15L, 15L, 0L, 0L, 3), (run.State, run.Gone, run.Delivered, run.Left, run.Open, run.Step));
        Assert.Equal(Time.GetUtcNow(), run.EndedAt);
        Assert.Equal("b", Assert.Single(await Box.SummariseParkedAsync(Stop)).Code);
        Assert.Contains((await Box.GetAsync(all[3], Stop))!.Audit, a => a.Action == "resume" && a.Detail == $"run {run.Id}: mended");
        Assert.False(await Box.WorkOnRunsAsync(Stop));
    }

    [Fact]
    public async Task A_run_stops_where_too_many_of_a_step_fail_again_and_goes_on_when_it_is_told_to()
    {
        await ManyParked(30);
        var run = await Work(await Started(Wish(Group(), 4, 100) with { StopAbove = 0.5 }));
        var claimed = await Box.ClaimAsync(Some.Claim(), Stop);
        foreach (var delivery in claimed.Take(2))
            await Complete(delivery, new DeliveryOutcome.Park(Broken, [], []));
        Assert.Equal((RunState.Waiting, 2L), ((run = await WorkAgain(run)).State, run.FailedAgain));
        await Complete(claimed[2], new DeliveryOutcome.Park(Broken, [], []));
        // Whatever becomes of the fourth, more than half have failed.
        run = await WorkAgain(run);
        Assert.Equal((RunState.Stopped, "failed-again", 3L, 26L), (run.State, run.Why, run.FailedAgain, run.Left));

        run = await Work((await Box.ChangeRunAsync(run.Id, new RunChange.GoOn(), Some.Operator, Stop))!);
        // The fourth is still under way and counts to the step.
        Assert.Equal((RunState.Waiting, 7L, 1), (run.State, run.Gone, run.Step));
        await Complete(claimed[3]);
        await Deliver();
        await WorkAgain(run);
        await Deliver();
        run = await WorkAgain(run);
        Assert.Equal((RunState.Done, 27L, 3L), (run.State, run.Delivered, run.FailedAgain));
        // What failed again in a run is not in it twice.
        Assert.Equal(3, Assert.Single(await Box.SummariseParkedAsync(Stop)).Count);
    }

    [Fact]
    public async Task Two_operators_resume_the_same_group_and_each_message_goes_once()
    {
        var all = await ManyParked(40);
        var other = Node("n2");
        var (one, two) = (await Started(Wish(Group())), await other.StartRunAsync(Wish(Group()), new Actor("wang.wei", "web"), Stop));
        await Task.WhenAll(Work(one), Work(two!, other), Box.ResumeAsync(new(Fingerprint: Broken.Fingerprint("archive")), Some.Operator, Stop));
        // What fails at once is not sent again by whoever comes second.
        var claimed = new List<ClaimedDelivery>();
        while (await Box.ClaimAsync(Some.Claim(max: 1000), Stop) is { Count: > 0 } some)
        {
            claimed.AddRange(some);
            foreach (var delivery in some)
                await Complete(delivery, new DeliveryOutcome.Park(Broken, [], []));
            await Task.WhenAll(WorkAgain(one), WorkAgain(two!, other));
        }

        Assert.Equal(all.Order(), claimed.Select(c => c.Id.Message).Order());
        var (first, second) = (await RunNow(one), await RunNow(two!));
        Assert.True(first.Over && second.Over);
        Assert.Equal((first.Gone, second.Gone), (first.FailedAgain, second.FailedAgain));
    }

    [Fact]
    public async Task A_run_asked_for_twice_is_made_once_and_its_request_stands_for_no_other()
    {
        await ManyParked(3);
        var wish = Wish(Group());
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => (n % 2 == 0 ? Box : Node($"m{n}")).StartRunAsync(wish, Some.Operator, Stop)));
        Assert.Single(made.Select(r => r!.Id).Distinct());
        Assert.Single(await Box.RunsAsync(new RunQuery(), Stop));
        Assert.Single((await Box.AuditAsync(Some.Noon, 10, Stop)), a => a.Action == "run");
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => Box.StartRunAsync(wish with { Choice = new(Query: "state:parked") }, Some.Operator, Stop));
        Assert.Equal("request.reused", refused.Code);
        Assert.Null(await Box.StartRunAsync(Wish(new(Group: "0123456789abcdef")), Some.Operator, Stop));
    }

    [Fact]
    public async Task What_is_in_an_unfinished_run_is_in_no_other()
    {
        await ManyParked(5);
        var first = await Work(await Started(Wish(Group(), 2)));
        Assert.Equal((2L, 3L), (first.Gone, first.Left));
        var second = await WorkAgain(await Started(Wish(Group())));
        Assert.Equal((RunState.Done, 0L, "nothing"), (second.State, second.Planned, second.Why));

        await Box.ChangeRunAsync(first.Id, new RunChange.Cancel(), Some.Operator, Stop);
        var third = await WorkAgain(await Started(Wish(Group())));
        Assert.Equal(3, third.Gone);
    }

    [Fact]
    public async Task What_was_resumed_edited_or_discarded_by_hand_meanwhile_is_passed_over()
    {
        var all = await ManyParked(5);
        var run = await Work(await Started(Wish(Group(), 1)));
        Assert.Equal([all[0]], await Deliver());
        await Box.ResumeAsync(new(new DeliveryId(all[1], "archive")), Some.Operator, Stop);
        // It fails again: parked as before, but somebody else has tried it since.
        Assert.Equal([all[1]], await Deliver(new DeliveryOutcome.Park(Broken, [], [])));
        await Box.DiscardAsync(new(new DeliveryId(all[2], "archive")), Some.Operator, "old", Stop);
        await Edit(new DeliveryId(all[3], "archive"), "{}"u8.ToArray(), "wrong");
        Assert.Equal([all[3]], await Deliver());

        run = await WorkAgain(run);
        Assert.Equal([all[4]], await Deliver());
        run = await WorkAgain(run);
        Assert.Equal((RunState.Done, 2L, 2L, 3L), (run.State, run.Gone, run.Delivered, run.PassedOver));
        Assert.Equal(DeliveryState.Parked, await State(all[1]));
    }

    [Fact]
    public async Task A_delivery_that_is_discarded_or_drops_out_after_it_has_gone_ends_the_step_too()
    {
        await ManyParked(2);
        var run = await Work(await Started(Wish(Group(), 1)));
        await Deliver(new DeliveryOutcome.Expired());
        run = await WorkAgain(run);
        Assert.Equal((1L, 2L), (run.Otherwise, run.Gone));
    }

    [Fact]
    public async Task A_run_goes_on_with_any_node_wherever_the_one_before_died()
    {
        var all = await ManyParked(2100);
        var run = await Started(Wish(Group()) with { Rate = 400 });
        // Each portion by another node that is never heard of again.
        for (var n = 0; (await RunNow(run)).Left > 0 || (await RunNow(run)).Planned == 0; n++)
        {
            await using (var node = Store.Open($"dying{n}", Time))
                await node.WorkOnRunsAsync(Stop);
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }
        Assert.Equal(2100, Assert.Single(await Box.SubscriberFiguresAsync(Stop)).Ready);
        var claimed = new List<MessageId>();
        while (await Deliver() is { Count: > 0 } some)
            claimed.AddRange(some);
        Assert.Equal(all, claimed);
        Time.Advance(TimeSpan.FromSeconds(1));
        while ((await RunNow(run)).State != RunState.Done)
        {
            await Box.WorkOnRunsAsync(Stop);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(2100, (await RunNow(run)).Delivered);
    }

    [Fact]
    public async Task Several_nodes_at_once_send_each_once_and_keep_to_the_rate()
    {
        var all = await ManyParked(100);
        var run = await Started(Wish(Group()) with { Rate = 20 });
        var nodes = Enumerable.Range(0, 4).Select(n => Node($"w{n}")).ToList();
        while ((await RunNow(run)).State == RunState.Gathering)
            await Box.WorkOnRunsAsync(Stop);
        var begun = (await RunNow(run)).Gone;
        for (var tick = 0; tick < 10; tick++)
        {
            await Task.WhenAll(nodes.Select(n => Work(run, n)));
            Time.Advance(TimeSpan.FromMilliseconds(200));
        }
        var gone = (await RunNow(run)).Gone;
        // Two seconds, and the one that may be caught up.
        Assert.InRange(gone, 35 + begun, 65 + begun);
        while ((await RunNow(run)).Left > 0)
            await WorkAgain(run, nodes[1]);
        Assert.Equal(all, await Deliver());
        Assert.Equal((RunState.Done, 100L, 0L), ((await WorkAgain(run)).State, (await RunNow(run)).Delivered, (await RunNow(run)).PassedOver));
    }
}
