using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>What a delivery in flight carries along: its mapping, and whether it may have reached the other side.</content>
public abstract partial class MessageBoxConformance
{
    private static readonly Failure NoAnswer = new(FailureKind.UnknownOutcome, "send.no-answer", "No answer within 20 s.");
    private static readonly Failure Busy = new(FailureKind.Transient, "soap.busy", "Busy.");

    private async Task<ClaimedDelivery> Again(ClaimedDelivery delivery, DeliveryOutcome outcome)
    {
        Assert.True(await Complete(delivery, outcome));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Box.PromoteDueAsync(Stop);
        return await ClaimOne(delivery.Id.Subscriber);
    }

    [Fact]
    public async Task A_delivery_keeps_the_mapping_it_was_accepted_under_to_its_end()
    {
        var id = await Accept(new AcceptItem(Some.Message(), [new("BIL-4", Mapping: "billing/open@1", Operation: "OpenAccount")], []));
        var claimed = await ClaimOne("BIL-4");
        Assert.Equal(("billing/open@1", "OpenAccount"), (claimed.Mapping, claimed.Operation));
        claimed = await Again(claimed, new DeliveryOutcome.Retry(Time.GetUtcNow(), Busy, []));
        Assert.Equal("billing/open@1", claimed.Mapping);
        Assert.True(await Complete(claimed));
        Assert.Equal("billing/open@1", (await Delivery(id, "BIL-4")).Mapping);
    }

    [Fact]
    public async Task A_person_can_resume_under_another_mapping()
    {
        await Accept(new AcceptItem(Some.Message(), [new("BIL-4", Mapping: "billing/open@1")], []));
        await Complete(await ClaimOne("BIL-4"), new DeliveryOutcome.Park(Some.Failure("mapping.gone"), [], []));
        Assert.Equal(1, await Box.RemapAsync(new(Subscriber: "BIL-4"), "billing/open@2", Some.Operator, Stop));
        Assert.Equal("billing/open@2", (await ClaimOne("BIL-4")).Mapping);
        Assert.Contains("billing/open@2", Assert.Single(await Box.AuditAsync(Some.Noon, 10, Stop)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resume_leaves_the_mapping_as_it_was()
    {
        await Accept(new AcceptItem(Some.Message(), [new("BIL-4", Mapping: "billing/open@1")], []));
        await Complete(await ClaimOne("BIL-4"), new DeliveryOutcome.Park(Some.Failure(), [], []));
        await Box.ResumeAsync(new(Subscriber: "BIL-4"), Some.Operator, Stop);
        Assert.Equal("billing/open@1", (await ClaimOne("BIL-4")).Mapping);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_leaves_a_doubt_until_it_is_settled()
    {
        await Accept(Some.Item("BIL-4"));
        var claimed = await ClaimOne("BIL-4");
        Assert.False(claimed.InDoubt);
        claimed = await Again(claimed, new DeliveryOutcome.Retry(Time.GetUtcNow(), NoAnswer, []));
        Assert.True(claimed.InDoubt);
        claimed = await Again(claimed, new DeliveryOutcome.GiveBack("the circuit is open", Time.GetUtcNow()));
        Assert.True(claimed.InDoubt);
        claimed = await Again(claimed, new DeliveryOutcome.Retry(Time.GetUtcNow(), Busy, []));
        Assert.True(claimed.InDoubt);
        claimed = await Again(claimed, new DeliveryOutcome.Retry(Time.GetUtcNow(), Busy, []) { InDoubt = false });
        Assert.False(claimed.InDoubt);
    }

    [Fact]
    public async Task What_a_killed_node_had_in_hand_is_in_doubt_after_the_restart()
    {
        var id = await Accept(Some.Item("BIL-4"));
        await ClaimOne("BIL-4");
        Time.Advance(TimeSpan.FromMinutes(1));
        var next = Node("n2");
        Assert.Equal(1, await next.RescueAsync(Stop));
        Assert.True((await Delivery(id, "BIL-4")).InDoubt);
        Assert.True(Assert.Single(await next.ClaimAsync(Some.Claim("BIL-4", node: "n2"), Stop)).InDoubt);
    }

    [Fact]
    public async Task A_refused_request_is_kept_finished_with_its_reason_and_is_not_among_the_parked()
    {
        var id = await Accept(new AcceptItem(Some.Message(), [new("refused", Done: true, Refusal: Some.Failure("customer.not-found"))], [Some.Payload(PayloadKind.Raw)]));
        var delivery = await Delivery(id, "refused");
        Assert.True(delivery.Refused);
        Assert.Equal("customer.not-found", delivery.Failure!.Code);
        Assert.Equal([id], await Found(new() { Subscriber = "refused" }));
        Assert.Empty(await Box.SummariseParkedAsync(Stop));
        await NothingToClaim("refused");
    }
}
