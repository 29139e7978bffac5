using System.Text;
using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Every arrow of state-machine.md, and what is refused.</content>
public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task Ready_to_claimed()
    {
        var id = await Accept(Some.Item());
        var claimed = await ClaimOne();

        var delivery = await Delivery(id);
        Assert.Equal((DeliveryState.Claimed, 1, "n1", Some.Noon), (delivery.State, delivery.Attempts, delivery.Node, delivery.ClaimedAt));
        Assert.Equal((1, "n1", Some.Noon), (claimed.Attempt, claimed.Node, claimed.ClaimedAt));
        await NothingToClaim();
    }

    [Fact]
    public async Task Claimed_to_done()
    {
        var id = await Accept(Some.Item());
        var claimed = await ClaimOne();
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await Complete(claimed, new DeliveryOutcome.Delivered([Some.Payload(PayloadKind.Outbound, "out"), Some.Payload(PayloadKind.Answer, "ok")], [])));

        var delivery = await Delivery(id);
        Assert.Equal((DeliveryState.Done, 1, Some.Noon.AddSeconds(2)), (delivery.State, delivery.Attempts, delivery.EndedAt));
        var payloads = await Box.GetPayloadsAsync(id, Stop);
        Assert.Equal(["out", "ok"], payloads.Select(p => Text(p.Payload.Bytes)));
        Assert.All(payloads, p => Assert.Equal(("archive", 1), (p.Subscriber, p.Attempt)));
    }

    [Fact]
    public async Task Claimed_to_retry_to_ready()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne(), new DeliveryOutcome.Retry(Some.Noon.AddMinutes(1), Some.Failure(), [Some.Payload(PayloadKind.Outbound)])));
        Assert.Equal((DeliveryState.Retry, Some.Noon.AddMinutes(1)), ((await Delivery(id)).State, (await Delivery(id)).DueAt));
        await NothingToClaim();
        Assert.Equal((0, Some.Noon.AddMinutes(1)), await Box.PromoteDueAsync(Stop));

        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, null), await Box.PromoteDueAsync(Stop));
        Assert.Equal(2, (await ClaimOne()).Attempt);
        var attempt = Assert.Single((await Box.GetAsync(id, Stop))!.Attempts);
        Assert.Equal(("archive", 1, "retry", Some.Failure(), "n1"), (attempt.Subscriber, attempt.Number, attempt.Outcome, attempt.Failure, attempt.Node));
        Assert.Equal(1, Assert.Single(await Box.GetPayloadsAsync(id, Stop)).Attempt);
    }

    [Fact]
    public async Task Claimed_given_back_uses_no_attempt()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne(), new DeliveryOutcome.GiveBack("clean stop")));
        Assert.Equal((DeliveryState.Ready, 0), ((await Delivery(id)).State, (await Delivery(id)).Attempts));
        Assert.Equal(1, (await ClaimOne()).Attempt);
    }

    [Fact]
    public async Task Claimed_given_back_until_later()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne(), new DeliveryOutcome.GiveBack("circuit open", Some.Noon.AddMinutes(5))));
        Assert.Equal(DeliveryState.Retry, await State(id));
        Time.Advance(TimeSpan.FromMinutes(5));
        await Box.PromoteDueAsync(Stop);
        Assert.Equal(1, (await ClaimOne()).Attempt);
    }

    [Fact]
    public async Task Claimed_to_parked()
    {
        var id = await Accept(Some.Item());
        var reply = Some.Item("orders");
        Assert.True(await Complete(await ClaimOne(), new DeliveryOutcome.Park(Some.Failure(), [Some.Payload(PayloadKind.Answer)], [reply])));

        Assert.Equal((DeliveryState.Parked, Some.Failure()), ((await Delivery(id)).State, (await Delivery(id)).Failure));
        Assert.Equal("parked", Assert.Single((await Box.GetAsync(id, Stop))!.Attempts).Outcome);
        Assert.Equal(reply.Envelope.Id, (await ClaimOne("orders")).Id.Message);
        await NothingToClaim();
    }

    [Fact]
    public async Task Claimed_to_expired()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne(), new DeliveryOutcome.Expired()));
        Assert.Equal(DeliveryState.Expired, await State(id));
    }

    [Fact]
    public async Task Claimed_to_ready_when_the_lease_is_over()
    {
        var id = await Accept(Some.Item());
        var late = await ClaimOne();
        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, await Box.RescueAsync(Stop));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Box.RescueAsync(Stop));

        var next = await ClaimOne();
        Assert.Equal((1, 2), (late.Attempt, next.Attempt));
        Assert.Equal("lease over", Assert.Single((await Box.GetAsync(id, Stop))!.Attempts).Outcome);
        Assert.False(await Complete(late));
        Assert.Equal(DeliveryState.Claimed, await State(id));
        Assert.True(await Complete(next));
    }

    [Fact]
    public async Task A_renewed_lease_is_not_rescued_and_a_lost_one_is_told()
    {
        await Accept(Some.Item());
        await Accept(Some.Item());
        var both = await Box.ClaimAsync(Some.Claim(), Stop);
        Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(await Box.RenewAsync([both[0]], TimeSpan.FromSeconds(30), Stop));
        Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, await Box.RescueAsync(Stop));
        Assert.Equal([both[1].Id], await Box.RenewAsync(both, TimeSpan.FromSeconds(30), Stop));
    }

    [Fact]
    public async Task Parked_to_ready_by_a_person()
    {
        var id = await Parked();
        Assert.Equal(1, await Box.ResumeAsync(new(new DeliveryId(id, "archive")), Some.Operator, Stop));
        var again = await ClaimOne();
        Assert.Equal(1, again.Attempt);
        Assert.Equal(2, (await Delivery(id)).Attempts);
        Assert.True(await Complete(again));
        var entry = Assert.Single((await Box.GetAsync(id, Stop))!.Audit);
        Assert.Equal(("li.na", "console", "resume", Some.Noon), (entry.Actor, entry.Via, entry.Action, entry.At));
    }

    [Fact]
    public async Task Parked_to_discarded_by_a_person()
    {
        var id = await Parked();
        Assert.Equal(1, await Box.DiscardAsync(new(Subscriber: "archive"), Some.Operator, "ordered twice", Stop));
        Assert.Equal((DeliveryState.Discarded, Some.Failure()), ((await Delivery(id)).State, (await Delivery(id)).Failure));
        Assert.Equal("ordered twice", Assert.Single((await Box.GetAsync(id, Stop))!.Audit).Detail);
    }

    [Fact]
    public async Task Parked_to_ready_with_an_edited_body()
    {
        var id = await Parked();
        Assert.Equal(EditState.Sent, (await Edit(new(id, "archive"), Encoding.UTF8.GetBytes("{\"edited\":1}"), "typo")).State);
        var edited = await ClaimOne();
        Assert.True(edited.Edited);
        Assert.Equal("{\"edited\":1}", Text(edited.Envelope.Body));
        Assert.Equal("{}", Text((await Box.GetAsync(id, Stop))!.Envelope.Body));
        Assert.Empty(await Box.GetPayloadsAsync(id, Stop));

        Assert.True(await Complete(edited, new DeliveryOutcome.Park(Some.Failure(), [], [])));
        Assert.Equal(EditState.Sent, (await Edit(new(id, "archive"), Encoding.UTF8.GetBytes("{\"edited\":2}"), "again")).State);
        Assert.Equal("{\"edited\":2}", Text((await ClaimOne()).Envelope.Body));
    }

    [Fact]
    public async Task Only_parked_deliveries_are_resumed_discarded_or_edited()
    {
        var id = await Accept(Some.Item());
        var one = new DeliverySelection(new DeliveryId(id, "archive"));
        Assert.Equal(0, await Box.ResumeAsync(one, Some.Operator, Stop));
        Assert.Equal(0, await Box.DiscardAsync(one, Some.Operator, "no", Stop));
        Assert.Equal("delivery.not-parked", (await Assert.ThrowsAsync<RequestRefusedException>(() => Edit(new(id, "archive"), "{}"u8.ToArray(), "no"))).Code);
        Assert.Empty(await Box.AuditAsync(Some.Noon.AddDays(-1), 10, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Box.ResumeAsync(new(), Some.Operator, Stop));
    }

    [Fact]
    public async Task Done_to_ready_by_replay()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne()));
        Assert.NotNull(await Box.ReplayAsync(new(id, "archive"), Some.Operator, Stop));
        Assert.Equal("delivery.unfinished", (await Assert.ThrowsAsync<RequestRefusedException>(() => Box.ReplayAsync(new(id, "archive"), Some.Operator, Stop))).Code);
        var again = await ClaimOne();
        Assert.Equal(1, again.Attempt);
        Assert.True(await Complete(again));
        Assert.Equal((DeliveryState.Done, 2), ((await Delivery(id)).State, (await Delivery(id)).Attempts));
        Assert.Equal("delivered", Assert.Single((await Box.GetAsync(id, Stop))!.Attempts).Outcome);
    }

    [Fact]
    public async Task Discarded_and_expired_deliveries_can_be_replayed()
    {
        var discarded = await Parked();
        await Box.DiscardAsync(new(Subscriber: "archive"), Some.Operator, "no", Stop);
        var expired = await Accept(Some.Item(envelope: Some.Message() with { ExpiresAt = Some.Noon.AddMinutes(1) }));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Box.ExpireAsync(Stop));
        foreach (var id in new[] { discarded, expired })
        {
            Assert.NotNull(await Box.ReplayAsync(new(id, "archive"), Some.Operator, Stop));
            Assert.True(await Complete(await ClaimOne()));
        }
    }

    [Fact]
    public async Task A_message_can_be_replayed_to_a_subscriber_that_never_had_it()
    {
        var id = await Accept(Some.Item());
        Assert.NotNull(await Box.ReplayAsync(new(id, "warehouse"), Some.Operator, Stop));
        Assert.Equal(id, (await ClaimOne("warehouse")).Id.Message);
        Assert.Null(await Box.ReplayAsync(new(MessageId.New(Some.Noon), "warehouse"), Some.Operator, Stop));
    }

    [Fact]
    public async Task Scheduled_to_ready_when_due()
    {
        var id = await Accept(new AcceptItem(Some.Message(), [new("archive", DueAt: Some.Noon.AddHours(1))], []));
        Assert.Equal(DeliveryState.Scheduled, await State(id));
        await NothingToClaim();
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, null), await Box.PromoteDueAsync(Stop));
        await ClaimOne();
    }

    [Fact]
    public async Task Unclaimed_deliveries_expire_in_every_state_but_parked()
    {
        AcceptItem Item(string subscriber, DateTimeOffset? due = null) =>
            new(Some.Message() with { ExpiresAt = Some.Noon.AddMinutes(1) }, [new(subscriber, "k", due)], []);
        var parked = await Accept(Item("a"));
        await Complete(await ClaimOne("a"), new DeliveryOutcome.Park(Some.Failure(), [], []));
        var retry = await Accept(Item("b"));
        await Complete(await ClaimOne("b"), new DeliveryOutcome.Retry(Some.Noon.AddHours(1), Some.Failure(), []));
        var waiting = await Accept(Item("b"));
        await NothingToClaim("b");
        var scheduled = await Accept(Item("c", Some.Noon.AddHours(1)));
        var ready = await Accept(Item("d"));
        var claimed = await Accept(Item("e"));
        await ClaimOne("e");

        Time.Advance(TimeSpan.FromMinutes(1));
        await NothingToClaim("d");
        Assert.Equal(4, await Box.ExpireAsync(Stop));

        Assert.Equal([DeliveryState.Expired, DeliveryState.Expired, DeliveryState.Expired, DeliveryState.Expired],
            [await State(retry, "b"), await State(waiting, "b"), await State(scheduled, "c"), await State(ready, "d")]);
        Assert.Equal((DeliveryState.Parked, DeliveryState.Claimed), (await State(parked, "a"), await State(claimed, "e")));
    }

    [Fact]
    public async Task A_claim_is_ended_once()
    {
        var id = await Accept(Some.Item());
        var claimed = await ClaimOne();
        Assert.True(await Complete(claimed));
        Assert.False(await Complete(claimed));
        Assert.False(await Complete(claimed, new DeliveryOutcome.Park(Some.Failure(), [Some.Payload(PayloadKind.Answer)], [Some.Item("orders")])));
        Assert.Equal(DeliveryState.Done, await State(id));
        Assert.Empty(await Box.GetPayloadsAsync(id, Stop));
        await NothingToClaim("orders");
    }

    [Fact]
    public async Task A_given_back_claim_cannot_be_completed_by_its_earlier_worker()
    {
        await Accept(Some.Item());
        var first = await ClaimOne();
        await Complete(first, new DeliveryOutcome.GiveBack("stop"));
        Time.Advance(TimeSpan.FromSeconds(1));
        var second = await ClaimOne();
        Assert.False(await Complete(first));
        Assert.True(await Complete(second));
    }

    [Fact]
    public async Task Completions_of_many_workers_share_commits_and_all_learn_their_own_result()
    {
        await Box.AcceptBatchAsync([.. Enumerable.Range(0, 500).Select(_ => Some.Item())], null, Stop);
        var claimed = await Box.ClaimAsync(Some.Claim(max: 500), Stop);
        var stale = claimed.Select((c, i) => i % 10 == 0 ? c with { Attempt = 9 } : c).ToList();

        var results = await Task.WhenAll(stale.Select((c, i) => Complete(c, i % 3 == 0 ? new DeliveryOutcome.Park(Some.Failure(), [], []) : null)));

        Assert.Equal(stale.Select(c => c.Attempt == 1), results);
        var figures = Assert.Single(await Box.SubscriberFiguresAsync(Stop));
        Assert.Equal((50, results.Where((r, i) => r && i % 3 == 0).Count()), ((int)figures.Claimed, (int)figures.Parked));
    }
}
