using System.Text;
using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Files of many messages.</content>
public abstract partial class MessageBoxConformance
{
    private const string Bank = "BNK-1";

    private static BatchClosing Closing(int atLeast = 1, int atMost = 1000, string group = "", DateTimeOffset? until = null, DateTimeOffset? hour = null) =>
        new(Bank, "CollectDirectDebit", group, until ?? Some.Noon.AddDays(1), atLeast, atMost, hour, new DateOnly(2026, 11, 22), "DD_20261122_{serial}",
            (number, serial) => $"DD_20261122_{serial:000}_{number}", "test");

    private static BatchClaim BatchOf(string node = "n1", bool skipParked = false) => new(Bank, node, Lease, [], skipParked);

    private async Task<MessageId> Debit(string group = "", string body = "{}")
    {
        var message = Some.Message("CollectDirectDebit", body);
        return await Accept(new AcceptItem(message, [new DeliveryPlan(Bank) { BatchGroup = group }], []));
    }

    private async Task<OutgoingBatch> Closed(BatchClosing? closing = null)
    {
        var batch = await Box.CloseAsync(closing ?? Closing(), Stop);
        Assert.NotNull(batch);
        return batch;
    }

    private async Task<OutgoingBatch> Rendered(OutgoingBatch claimed, string text = "file", long records = 1)
    {
        await Box.AppendAsync(claimed, 0, Encoding.UTF8.GetBytes(text), Stop);
        return await Box.RenderedAsync(claimed, new BatchContent(records, text.Length, "abc", "bank/dd@1"), Stop);
    }

    private async Task<string> Content(OutgoingBatch batch)
    {
        var text = new StringBuilder();
        await foreach (var piece in Box.ReadContentAsync(batch, Stop))
            text.Append(Text(piece));
        return text.ToString();
    }

    private async Task<List<MessageId>> Members(OutgoingBatch batch)
    {
        var ids = new List<MessageId>();
        await foreach (var message in Box.ReadMessagesAsync(batch.Id, Stop))
            ids.Add(message.Id);
        return ids;
    }

    private async Task<OutgoingBatch> TheBatch(OutgoingBatch batch) => Assert.Single(await Box.ListAsync(new BatchQuery(Bank, batch.Number), Stop));

    [Fact]
    public async Task Closing_gives_a_batch_its_messages_in_order_its_number_and_its_name()
    {
        var ids = new List<MessageId> { await Debit(), await Debit(), await Debit() };
        var batch = await Closed(Closing(atMost: 2));
        Assert.Equal((1L, 1, "DD_20261122_001_1", BatchState.Closed, 2L), (batch.Number, batch.Serial, batch.FileName, batch.State, batch.Messages));
        Assert.Equal(ids[..2], await Members(batch));
        Assert.Equal([DeliveryState.Claimed, DeliveryState.Claimed, DeliveryState.Ready], [await State(ids[0], Bank), await State(ids[1], Bank), await State(ids[2], Bank)]);
        Assert.Equal("batch DD_20261122_001_1", (await Delivery(ids[0], Bank)).Node);
        Assert.Equal("DD_20261122_002_2", (await Closed()).FileName);
        Assert.Null(await Box.CloseAsync(Closing(), Stop));
    }

    [Fact]
    public async Task What_a_batch_has_is_neither_claimed_nor_rescued()
    {
        await Debit();
        await Closed();
        Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await Box.RescueAsync(Stop));
        await NothingToClaim(Bank);
    }

    [Fact]
    public async Task Many_nodes_close_one_batch_once()
    {
        for (var n = 0; n < 20; n++)
            await Debit();
        var nodes = Enumerable.Range(1, 4).Select(n => Node($"c{n}")).ToList();
        var closed = (await Task.WhenAll(nodes.Select(n => n.CloseAsync(Closing(atLeast: 20), Stop)))).OfType<OutgoingBatch>();
        Assert.Equal(20, Assert.Single(closed).Messages);
    }

    [Fact]
    public async Task Too_few_are_not_closed_and_later_ones_belong_to_the_next()
    {
        await Debit();
        Assert.Null(await Box.CloseAsync(Closing(atLeast: 2), Stop));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Debit();
        Assert.Null(await Box.CloseAsync(Closing(atLeast: 2, until: Some.Noon), Stop));
        Assert.Equal(1, (await Closed(Closing(until: Some.Noon))).Messages);
        Assert.Null(await Box.CloseAsync(Closing() with { OldestUntil = Some.Noon }, Stop));
    }

    [Fact]
    public async Task What_waits_is_told_by_type_and_group()
    {
        await Debit("icbc");
        Time.Advance(TimeSpan.FromMinutes(1));
        await Debit("icbc");
        await Debit("abc");
        var waiting = await Box.WaitingAsync(Bank, 10, Stop);
        Assert.Equal([new("CollectDirectDebit", "abc", Some.Noon.AddMinutes(1), 1), new("CollectDirectDebit", "icbc", Some.Noon, 2)], waiting.OrderBy(w => w.Group));
        Assert.Equal(1, (await Box.WaitingAsync(Bank, 1, Stop)).Single(w => w.Group == "icbc").Count);
        Assert.Equal(2, (await Closed(Closing(group: "icbc"))).Messages);
        Assert.Empty(await Box.WaitingAsync("BIL-6", 10, Stop));
    }

    [Fact]
    public async Task An_hour_is_closed_once()
    {
        Assert.Equal(Some.Noon, await Box.LastHourAsync(Bank, Stop));
        await Debit();
        var hour = Some.Noon.AddHours(1);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await Box.CloseAsync(Closing(hour: hour), Stop));
        await Box.HourDoneAsync(Bank, hour, Stop);
        await Debit();
        Assert.Null(await Node("n2").CloseAsync(Closing(hour: hour), Stop));
        Assert.Equal(hour, await Node("n2").LastHourAsync(Bank, Stop));
    }

    [Fact]
    public async Task A_sent_batch_ends_all_its_messages_and_tells_of_it_in_one_transaction()
    {
        var ids = new[] { await Debit(), await Debit() };
        await Closed();
        var batch = await Rendered((await Box.ClaimAsync(BatchOf(), Stop))!, records: 2);
        await Box.SentAsync(batch, [Some.Item("archive")], Stop);
        Assert.Equal([DeliveryState.Done, DeliveryState.Done], [await State(ids[0], Bank), await State(ids[1], Bank)]);
        Assert.Equal((BatchState.Sent, 2L, Some.Noon), ((await TheBatch(batch)).State, (await TheBatch(batch)).Content!.Records, (await TheBatch(batch)).EndedAt));
        Assert.Equal(ids, await Box.ListMessagesAsync(batch.Id, 10, Stop));
        await ClaimOne();
        Assert.Null(await Box.ClaimAsync(BatchOf(), Stop));
    }

    [Fact]
    public async Task If_what_tells_of_it_cannot_be_stored_nothing_has_ended()
    {
        var id = await Debit();
        await Closed();
        var batch = await Rendered((await Box.ClaimAsync(BatchOf(), Stop))!);
        Assert.NotNull(await Record.ExceptionAsync(() => Box.SentAsync(batch, [Some.Item(envelope: Some.Message() with { Count = -1 })], Stop)));
        Assert.Equal((BatchState.Rendered, DeliveryState.Claimed), ((await TheBatch(batch)).State, await State(id, Bank)));
        await Box.SentAsync(batch, [], Stop);
    }

    [Fact]
    public async Task A_node_killed_while_it_makes_the_bytes_leaves_none_of_them()
    {
        await Debit();
        await Closed();
        var first = (await Box.ClaimAsync(BatchOf(), Stop))!;
        await Box.AppendAsync(first, 0, "half"u8.ToArray(), Stop);
        Assert.Null(await Node("n2").ClaimAsync(BatchOf("n2"), Stop));
        Time.Advance(Lease);
        var second = (await Node("n2").ClaimAsync(BatchOf("n2"), Stop))!;
        Assert.Equal((first.Number, first.FileName, 2), (second.Number, second.FileName, second.Run));
        await Assert.ThrowsAsync<BatchLostException>(() => Box.AppendAsync(first, 1, "rest"u8.ToArray(), Stop));
        await Assert.ThrowsAsync<BatchLostException>(() => Box.RenewAsync(first, Lease, Stop));
        Assert.Equal("whole", await Content(await Rendered(second, "whole")));
    }

    [Fact]
    public async Task A_node_killed_after_that_finds_the_same_bytes_and_name_again()
    {
        await Debit();
        await Closed();
        var first = await Rendered((await Box.ClaimAsync(BatchOf(), Stop))!, "bytes");
        // The same node's name: it was started again at once.
        var again = (await Node("n1").ClaimAsync(BatchOf(), Stop))!;
        Assert.Equal((first.FileName, BatchState.Rendered, first.Content), (again.FileName, again.State, again.Content));
        Assert.Equal("bytes", await Content(again));
        await Assert.ThrowsAsync<BatchLostException>(() => Box.SentAsync(first, [], Stop));
        await Box.SentAsync(again, [], Stop);
    }

    [Fact]
    public async Task A_message_left_out_is_parked_alone_and_goes_into_a_later_batch_when_resumed()
    {
        var (good, bad) = (await Debit(), await Debit());
        await Closed();
        var batch = (await Box.ClaimAsync(BatchOf(), Stop))!;
        await Box.LeaveOutAsync(batch, [new BatchLeaver(bad, Some.Failure(), "")], Stop);
        Assert.Equal([good], await Members(batch));
        Assert.Equal((DeliveryState.Parked, "mapping.unknown-code"), ((await Delivery(bad, Bank)).State, (await Delivery(bad, Bank)).Failure!.Code));
        Assert.Equal("batch DD_20261122_001_1", Assert.Single((await Box.GetAsync(bad, Stop))!.Attempts).Node);
        Assert.Equal((1L, 1L), ((await TheBatch(batch)).Messages, (await TheBatch(batch)).LeftOut));
        Assert.Equal(1, await Box.ResumeAsync(new DeliverySelection(new DeliveryId(bad, Bank)), Some.Operator, Stop));
        Assert.Equal([bad], await Members(await Closed()));
    }

    [Fact]
    public async Task A_message_of_another_group_waits_for_that_groups_batch()
    {
        var id = await Debit("icbc");
        await Closed(Closing(group: "icbc"));
        var batch = (await Box.ClaimAsync(BatchOf(), Stop))!;
        await Box.LeaveOutAsync(batch, [new BatchLeaver(id, null, "abc")], Stop);
        Assert.Equal((DeliveryState.Ready, 0), ((await Delivery(id, Bank)).State, (await Delivery(id, Bank)).Attempts));
        Assert.Equal(BatchState.Empty, (await Rendered(batch, "", records: 0)).State);
        Assert.Equal([id], await Members(await Closed(Closing(group: "abc"))));
    }

    [Fact]
    public async Task A_batch_that_was_not_sent_holds_the_later_ones_of_its_group_alone()
    {
        await Debit("icbc");
        await Closed(Closing(group: "icbc"));
        await Debit("icbc");
        await Closed(Closing(group: "icbc"));
        await Debit("abc");
        await Closed(Closing(group: "abc"));
        var first = (await Box.ClaimAsync(BatchOf(), Stop))!;
        await Box.NotSentAsync(first, Some.Noon.AddMinutes(1), Some.Failure("file.unreachable"), countsAttempt: false, Stop);
        var other = (await Box.ClaimAsync(BatchOf(), Stop))!;
        Assert.Equal("abc", other.Group);
        await Box.SentAsync(await Rendered(other), [], Stop);
        Assert.Null(await Box.ClaimAsync(BatchOf(), Stop));
        Time.Advance(TimeSpan.FromMinutes(1));
        var again = (await Box.ClaimAsync(BatchOf(), Stop))!;
        Assert.Equal((first.Id, 1), (again.Id, again.Attempt));
        await Box.NotSentAsync(again, null, Some.Failure("file.exists"), countsAttempt: true, Stop);
        Assert.Null(await Box.ClaimAsync(BatchOf(), Stop));
        Assert.Equal(2, (await Box.ClaimAsync(BatchOf(skipParked: true), Stop))!.Number);
    }

    [Fact]
    public async Task A_person_sends_a_batch_again_under_the_same_name()
    {
        var id = await Debit();
        await Closed();
        var batch = await Rendered((await Box.ClaimAsync(BatchOf(), Stop))!);
        Assert.False(await Box.ResendAsync(batch.Id, Some.Operator, "lost", Stop));
        await Box.SentAsync(batch, [], Stop);
        Assert.True(await Box.ResendAsync(batch.Id, Some.Operator, "lost", Stop));
        var again = (await Box.ClaimAsync(BatchOf(), Stop))!;
        Assert.Equal((batch.FileName, "file", BatchState.Rendered), (again.FileName, await Content(again), again.State));
        await Box.SentAsync(again, [], Stop);
        Assert.Equal(DeliveryState.Done, await State(id, Bank));
        Assert.Contains(await Box.AuditAsync(Some.Noon.AddDays(-1), 10, Stop), a => a is { Action: "resend batch", Detail: "lost" });
    }

    [Fact]
    public async Task An_edited_message_goes_out_edited()
    {
        var id = await Debit();
        await Closed();
        var first = (await Box.ClaimAsync(BatchOf(), Stop))!;
        await Box.LeaveOutAsync(first, [new BatchLeaver(id, Some.Failure(), "")], Stop);
        Assert.Equal(EditState.Sent, (await Edit(new DeliveryId(id, Bank), "{\"a\":1}"u8.ToArray(), "typo")).State);
        var batch = await Closed();
        await foreach (var message in Box.ReadMessagesAsync(batch.Id, Stop))
            Assert.Equal("{\"a\":1}", Text(message.Envelope.Body));
    }

    [Fact]
    public async Task Deliveries_from_before_the_interface_had_batches_join_in()
    {
        var first = await Accept(Some.Item(Bank, "key", Some.Message("CollectDirectDebit")));
        var second = await Accept(Some.Item(Bank, "key", Some.Message("CollectDirectDebit")));
        Assert.Empty(await Box.WaitingAsync(Bank, 10, Stop));
        Assert.Equal(2, await Box.AdoptAsync(Bank, Stop));
        Assert.Equal(0, await Box.AdoptAsync(Bank, Stop));
        Assert.Equal([first, second], await Members(await Closed()));
    }
}
