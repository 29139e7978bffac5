using System.Collections.Concurrent;
using Integration.Hub;
using Integration.Hub.MessageBox;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Order within a key, priority, policies.</content>
public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task One_of_a_key_at_a_time_and_other_keys_beside_it()
    {
        var a1 = await Accept(Some.Item(orderKey: "a"));
        var a2 = await Accept(Some.Item(orderKey: "a"));
        var b1 = await Accept(Some.Item(orderKey: "b"));

        var claimed = await Box.ClaimAsync(Some.Claim(), Stop);

        Assert.Equal([a1, b1], claimed.Select(c => c.Id.Message));
        Assert.Equal(DeliveryState.Waiting, await State(a2));
        await NothingToClaim();
        await Complete(claimed[0]);
        Assert.Equal(DeliveryState.Ready, await State(a2));
        Assert.Equal(a2, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task A_retry_holds_its_key()
    {
        var first = await Accept(Some.Item(orderKey: "a"));
        await Accept(Some.Item(orderKey: "a"));
        await Complete(await ClaimOne(), new DeliveryOutcome.Retry(Some.Noon.AddMinutes(1), Some.Failure(), []));
        await NothingToClaim();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Box.PromoteDueAsync(Stop);
        Assert.Equal(first, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task A_parked_one_holds_its_key_until_a_person_ends_it()
    {
        await Parked(orderKey: "a");
        var second = await Accept(Some.Item(orderKey: "a"));
        await NothingToClaim();
        await Box.DiscardAsync(new(Subscriber: "archive"), Some.Operator, "no", Stop);
        Assert.Equal(second, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task Where_the_endpoint_lets_others_pass_a_parked_one_holds_nobody()
    {
        var first = await Accept(Some.Item(orderKey: "a"));
        var second = await Accept(Some.Item(orderKey: "a"));
        var third = await Accept(Some.Item(orderKey: "a"));
        await Complete(await ClaimOne(skipParked: true), new DeliveryOutcome.Park(Some.Failure(), [], []));

        var next = await ClaimOne(skipParked: true);
        Assert.Equal(second, next.Id.Message);
        await Box.ResumeAsync(new(Subscriber: "archive"), Some.Operator, Stop);
        await NothingToClaim(skipParked: true);
        await Complete(next);
        var resumed = await ClaimOne(skipParked: true);
        Assert.Equal(first, resumed.Id.Message);
        await Complete(resumed);
        Assert.Equal(third, (await ClaimOne(skipParked: true)).Id.Message);
    }

    [Fact]
    public async Task A_scheduled_one_does_not_hold_its_key_until_it_is_due()
    {
        var later = await Accept(new AcceptItem(Some.Message(), [new("archive", "a", Some.Noon.AddMinutes(1))], []));
        var now = await Accept(Some.Item(orderKey: "a"));
        var claimed = await ClaimOne();
        Assert.Equal(now, claimed.Id.Message);

        Time.Advance(TimeSpan.FromMinutes(1));
        await Box.PromoteDueAsync(Stop);
        await NothingToClaim();
        await Complete(claimed, new DeliveryOutcome.Retry(Some.Noon.AddHours(1), Some.Failure(), []));
        Assert.Equal(later, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task A_claim_that_is_given_back_behind_an_earlier_one_of_its_key_waits_for_it()
    {
        var earlier = await Accept(new AcceptItem(Some.Message(), [new("archive", "a", Some.Noon.AddMinutes(1))], []));
        var claimedFirst = await Accept(Some.Item(orderKey: "a"));
        var claimed = await ClaimOne();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Box.PromoteDueAsync(Stop);
        await NothingToClaim();
        await Complete(claimed, new DeliveryOutcome.GiveBack("stop"));

        var next = await ClaimOne();
        Assert.Equal(earlier, next.Id.Message);
        await Complete(next);
        Assert.Equal(claimedFirst, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task An_expired_one_releases_its_key()
    {
        await Accept(Some.Item(orderKey: "a", envelope: Some.Message() with { ExpiresAt = Some.Noon.AddMinutes(1) }));
        await Complete(await ClaimOne(), new DeliveryOutcome.Retry(Some.Noon.AddHours(1), Some.Failure(), []));
        var second = await Accept(Some.Item(orderKey: "a"));
        await NothingToClaim();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Box.ExpireAsync(Stop);
        Assert.Equal(second, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task A_rescued_one_keeps_its_place()
    {
        var first = await Accept(Some.Item(orderKey: "a"));
        await Accept(Some.Item(orderKey: "a"));
        await ClaimOne();
        Time.Advance(TimeSpan.FromSeconds(30));
        await Box.RescueAsync(Stop);
        Assert.Equal(first, (await ClaimOne()).Id.Message);
    }

    [Fact]
    public async Task Nothing_is_stranded_after_orderly_endings()
    {
        for (var i = 0; i < 5; i++)
            await Accept(Some.Item(orderKey: "a"));
        await ClaimOne();
        Assert.Equal(0, await Box.ReleaseStrandedAsync(Stop));
    }

    [Fact]
    public async Task A_changed_policy_frees_those_behind_a_parked_one()
    {
        await Parked(orderKey: "a");
        var second = await Accept(Some.Item(orderKey: "a"));
        await NothingToClaim();
        await NothingToClaim(skipParked: true);
        Assert.Equal(1, await Box.ReleaseStrandedAsync(Stop));
        Assert.Equal(second, (await ClaimOne(skipParked: true)).Id.Message);
    }

    [Fact]
    public async Task A_key_with_very_many_messages_does_not_hide_the_others()
    {
        await Box.AcceptBatchAsync([.. Enumerable.Range(0, 2000).Select(_ => Some.Item(orderKey: "hot"))], null, Stop);
        var cold = await Accept(Some.Item(orderKey: "cold"));
        var hot = await ClaimOne();
        var found = await Box.ClaimAsync(Some.Claim(max: 10), Stop);
        Assert.Equal(cold, Assert.Single(found).Id.Message);
        var figures = Assert.Single(await Box.SubscriberFiguresAsync(Stop));
        Assert.Equal((2, 1999), (figures.Claimed, figures.Waiting + figures.Ready));
        Assert.True(await Complete(hot));
    }

    [Fact]
    public async Task Live_traffic_comes_before_bulk()
    {
        var bulk = await Accept(Some.Item(envelope: Some.Message() with { Priority = MessagePriority.Bulk }));
        var live = await Accept(Some.Item());
        var otherType = await Accept(Some.Item(envelope: Some.Message("ATypeOfItsOwn") with { Priority = MessagePriority.Bulk }));
        Assert.Equal([live, bulk, otherType], (await Box.ClaimAsync(Some.Claim(), Stop)).Select(c => c.Id.Message));
    }

    [Fact]
    public async Task A_claim_takes_no_more_than_asked_and_none_of_the_excepted_types()
    {
        for (var i = 0; i < 3; i++)
            await Accept(Some.Item(envelope: Some.Message("A")));
        var b = await Accept(Some.Item(envelope: Some.Message("B")));
        Assert.Equal(b, Assert.Single(await Box.ClaimAsync(Some.Claim(exceptTypes: "A"), Stop)).Id.Message);
        Assert.Equal(2, (await Box.ClaimAsync(Some.Claim(max: 2), Stop)).Count);
        await Box.WaitForWorkAsync("archive", TimeSpan.FromDays(1), Stop);
        Assert.Single(await Box.ClaimAsync(Some.Claim(max: 2), Stop));
    }

    [Fact]
    public async Task Each_key_is_delivered_in_order_and_once_by_two_nodes_with_failures()
    {
        const int Keys = 12, PerKey = 15;
        var random = new Random(20261122);
        var items = Enumerable.Range(0, PerKey).SelectMany(n => Enumerable.Range(0, Keys).OrderBy(_ => random.Next())
            .Select(k => Some.Item(orderKey: $"k{k}", envelope: Some.Message(body: $"{k}/{n}")))).ToList();
        await Task.WhenAll(items.Select(i => Box.AcceptAsync(i, Stop).AsTask()));
        var done = new ConcurrentDictionary<int, ConcurrentQueue<int>>();
        var inFlight = new ConcurrentDictionary<string, int>();
        var remaining = items.Count;
        var nodes = new[] { Box, Node("n2") };

        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() => Work(nodes[w % 2], new Random(w)))));

        for (var key = 0; key < Keys; key++)
            Assert.Equal(Enumerable.Range(0, PerKey), done[key]);
        Assert.Equal(0, await Box.ReleaseStrandedAsync(Stop));

        async Task Work(MessageBoxStore box, Random dice)
        {
            while (Volatile.Read(ref remaining) > 0)
            {
                foreach (var delivery in await box.ClaimAsync(Some.Claim(max: 1 + dice.Next(6), node: box.Node), Stop))
                {
                    Assert.Equal(1, inFlight.AddOrUpdate(delivery.OrderKey!, 1, (_, n) => n + 1));
                    await Task.Yield();
                    inFlight.AddOrUpdate(delivery.OrderKey!, 0, (_, n) => n - 1);
                    var fate = dice.Next(10);
                    var parts = Text(delivery.Envelope.Body).Split('/');
                    if (fate > 2)
                        done.GetOrAdd(int.Parse(parts[0]), _ => new()).Enqueue(int.Parse(parts[1]));
                    DeliveryOutcome outcome = fate switch
                    {
                        0 => new DeliveryOutcome.Retry(Some.Noon, Some.Failure(), []),
                        1 => new DeliveryOutcome.GiveBack("stop"),
                        2 => new DeliveryOutcome.Park(Some.Failure(), [], []),
                        _ => Some.Delivered(),
                    };
                    Assert.True(await box.CompleteAsync(delivery, outcome, Stop));
                    if (fate > 2)
                        Interlocked.Decrement(ref remaining);
                }
                await box.PromoteDueAsync(Stop);
                await box.ResumeAsync(new(Subscriber: "archive"), Some.Operator, Stop);
                await box.ReleaseStrandedAsync(Stop);
            }
        }
    }

    [Fact]
    public async Task Without_keys_two_nodes_never_get_the_same_delivery()
    {
        var other = Node("n2");
        await Box.AcceptBatchAsync([.. Enumerable.Range(0, 1000).Select(_ => Some.Item())], null, Stop);
        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Box : other).ClaimAsync(Some.Claim(max: 25, node: i % 2 == 0 ? "n1" : "n2"), Stop))));
        var ids = claims.SelectMany(c => c).Select(c => c.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        ids.AddRange((await Box.ClaimAsync(Some.Claim(max: 1000), Stop)).Select(c => c.Id));
        Assert.Equal(1000, ids.Distinct().Count());
    }
}
