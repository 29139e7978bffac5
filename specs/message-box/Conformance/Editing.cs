using System.Text;
using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Other bodies for parked deliveries, and a second person's word; replays that are asked for twice.</content>
public abstract partial class MessageBoxConformance
{
    private static readonly Actor Second = new("wang.fang", "web");

    private Task<Edit> Edit(DeliveryId delivery, byte[] body, string reason, string? request = null, bool approval = false, Actor? actor = null) =>
        Box.MakeAsync(new EditWish(request ?? Guid.NewGuid().ToString("N"), delivery, body, "[difference]", reason, approval), actor ?? Some.Operator, Stop);

    private static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task An_edit_is_made_once_however_often_it_is_asked_for()
    {
        var id = await Parked();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Edit(new(id, "archive"), Body("{\"edited\":1}"), "typo", "request-1")));
        Assert.All(all, e => Assert.Equal((all[0].Id, EditState.Sent), (e.Id, e.State)));
        Assert.True((await ClaimOne()).Edited);
        Assert.Single((await Box.GetAsync(id, Stop))!.Audit);

        var other = await Parked();
        Assert.Equal("request.reused", (await Assert.ThrowsAsync<RequestRefusedException>(() => Edit(new(other, "archive"), Body("{}"), "typo", "request-1"))).Code);
        Assert.Equal(DeliveryState.Parked, (await Delivery(other)).State);
    }

    [Fact]
    public async Task An_edit_that_needs_a_second_person_waits_and_goes_when_another_agrees()
    {
        var id = await Parked();
        var edit = await Edit(new(id, "archive"), Body("{\"edited\":1}"), "typo", "request-2", approval: true);
        Assert.Equal((EditState.Waiting, DeliveryState.Parked), (edit.State, (await Delivery(id)).State));
        Assert.Equal(edit, await Edit(new(id, "archive"), Body("{\"edited\":1}"), "typo", "request-2", approval: true));
        Assert.Equal([edit], await Box.EditsAsync(new EditQuery(EditState.Waiting), Stop));

        Assert.Equal("edit.own-approval", (await Assert.ThrowsAsync<RequestRefusedException>(() => Box.DecideAsync(edit.Id, true, null, Some.Operator, Stop))).Code);
        var agreed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Box.DecideAsync(edit.Id, true, "right", Second, Stop)));
        Assert.All(agreed, a => Assert.Equal((EditState.Sent, Second, "right", "[difference]"), (a!.State, a.DecidedBy, a.DecidedBecause, a.Difference)));
        Assert.Equal("{\"edited\":1}", Text((await ClaimOne()).Envelope.Body));
        Assert.Equal(["edit proposed", "edit agreed"], (await Box.GetAsync(id, Stop))!.Audit.Select(a => a.Action));
        Assert.Equal("edit.decided", (await Assert.ThrowsAsync<RequestRefusedException>(() => Box.DecideAsync(edit.Id, false, "no", Second, Stop))).Code);
        Assert.Empty(await Box.EditsAsync(new EditQuery(EditState.Waiting), Stop));
    }

    [Fact]
    public async Task A_refused_edit_leaves_the_original_parked_and_its_maker_may_take_it_back()
    {
        var id = await Parked();
        var one = await Edit(new(id, "archive"), Body("{\"edited\":1}"), "typo", approval: true);
        Time.Advance(TimeSpan.FromSeconds(1));
        var two = await Edit(new(id, "archive"), Body("{\"edited\":2}"), "typo", approval: true);
        Assert.Equal(EditState.Refused, (await Box.DecideAsync(one.Id, false, "wrong number", Second, Stop))!.State);
        Assert.Equal(EditState.Refused, (await Box.DecideAsync(two.Id, false, "mistyped", Some.Operator, Stop))!.State);
        Assert.Equal(DeliveryState.Parked, (await Delivery(id)).State);
        Assert.Equal([two.Id, one.Id], (await Box.EditsAsync(new EditQuery(Message: id), Stop)).Select(e => e.Id));
        Assert.Null(await Box.DecideAsync(Guid.NewGuid(), true, null, Second, Stop));
    }

    [Fact]
    public async Task An_edit_that_is_agreed_to_after_the_delivery_was_touched_changes_nothing()
    {
        var id = await Parked();
        var (one, two) = (await Edit(new(id, "archive"), Body("{\"edited\":1}"), "typo", approval: true), await Edit(new(id, "archive"), Body("{\"edited\":2}"), "typo", approval: true));
        Assert.Equal(EditState.Sent, (await Box.DecideAsync(two.Id, true, null, Second, Stop))!.State);
        Assert.Equal(EditState.Overtaken, (await Box.DecideAsync(one.Id, true, null, Second, Stop))!.State);
        var claimed = await ClaimOne();
        Assert.Equal("{\"edited\":2}", Text(claimed.Envelope.Body));
        Assert.True(await Complete(claimed, new DeliveryOutcome.Park(Some.Failure(), [], [])));

        // Parked again is not parked as it was.
        var three = await Edit(new(id, "archive"), Body("{\"edited\":3}"), "typo", approval: true);
        await Box.ResumeAsync(new(new DeliveryId(id, "archive")), Some.Operator, Stop);
        Assert.True(await Complete(await ClaimOne(), new DeliveryOutcome.Park(Some.Failure(), [], [])));
        Assert.Equal(EditState.Overtaken, (await Box.DecideAsync(three.Id, true, null, Second, Stop))!.State);
        Assert.Equal(DeliveryState.Parked, (await Delivery(id)).State);
    }

    [Fact]
    public async Task A_replay_is_made_once_per_request_and_with_the_mapping_that_was_chosen()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne()));
        var request = new ReplayRequest(id, "archive", "request-3", "billing/open@2", "mended");
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Box.ReplayAsync(request, Some.Operator, Stop)));
        Assert.All(all, Assert.NotNull);
        var again = await ClaimOne();
        Assert.Equal((1, "billing/open@2"), (again.Attempt, again.Mapping));
        Assert.True(await Complete(again));
        Assert.NotNull(await Box.ReplayAsync(request, Some.Operator, Stop));
        Assert.Equal(DeliveryState.Done, (await Delivery(id)).State);
        Assert.Equal("with mapping billing/open@2, mended", Assert.Single((await Box.GetAsync(id, Stop))!.Audit).Detail);
        Assert.Equal("request.reused", (await Assert.ThrowsAsync<RequestRefusedException>(() => Box.ReplayAsync(request with { Subscriber = "orders" }, Some.Operator, Stop))).Code);
    }

    [Fact]
    public async Task What_was_received_is_taken_up_anew_once_per_request()
    {
        var id = await Accept(Some.Item());
        Assert.True(await Complete(await ClaimOne()));
        ReplayRequest Request() => new(id, "again:BIL-1", "request-4", "billing/bills@2", null, new AcceptItem(Some.Message(at: Time.GetUtcNow()) with { CausationId = id }, [new("again:BIL-1", Mapping: "billing/bills@2")], []));
        var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Box.ReplayAsync(Request(), Some.Operator, Stop)));
        var made = Assert.Single(all.Select(a => a!.Anew).Distinct());
        var claimed = await ClaimOne("again:BIL-1");
        Assert.Equal((made!.Value, "billing/bills@2", (MessageId?)id), (claimed.Id.Message, claimed.Mapping, claimed.Envelope.CausationId));
        Assert.Equal(made, (await Box.ReplayAsync(Request(), Some.Operator, Stop))!.Anew);
        Assert.Empty(await Box.ClaimAsync(Some.Claim("again:BIL-1", max: 10), Stop));
    }
}
