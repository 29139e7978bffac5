using System.Text;
using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

public abstract partial class MessageBoxConformance
{
    [Fact]
    public async Task An_accepted_message_is_read_back_as_it_was()
    {
        var envelope = Some.Message(body: "{\"name\":\"北京第一机床厂\"}") with
        {
            Version = 3,
            Count = 7,
            BusinessKey = "C-1",
            DuplicateKey = "F1:12",
            CausationId = MessageId.New(Some.Noon),
            ConversationId = "talk-1",
            CorrelationId = "corr",
            TraceParent = "00-1-2-01",
            Priority = MessagePriority.Bulk,
            TranslatedAt = Some.Noon.AddSeconds(1),
            ExpiresAt = Some.Noon.AddDays(1),
            Mapping = "billing/bil-1-bills@1",
            Keys = [new("customer", "C-1"), new("phone", "01088886666")],
        };
        await Accept(new AcceptItem(envelope, [new("archive")], [Some.Payload(PayloadKind.Raw, "原文")]));

        var kept = (await Box.GetAsync(envelope.Id, Stop))!;
        Assert.Equal(Text(envelope.Body), Text(kept.Envelope.Body));
        Assert.Equal(envelope.Keys, kept.Envelope.Keys);
        Assert.Equal(envelope with { Body = default, Keys = [] }, kept.Envelope with { Body = default, Keys = [] });
        var raw = Assert.Single(await Box.GetPayloadsAsync(envelope.Id, Stop));
        Assert.Equal("原文", Text(raw.Payload.Bytes));
        Assert.Equal((null, 0, "BIL-1", "{\"h\":1}"), (raw.Subscriber, raw.Attempt, raw.Payload.Origin, raw.Payload.Headers));
    }

    [Fact]
    public async Task A_claimed_delivery_carries_the_whole_envelope()
    {
        var envelope = Some.Message(body: "{\"a\":1}") with { BusinessKey = "K", Keys = [new("bill", "B1")] };
        await Accept(Some.Item(envelope: envelope));

        var claimed = (await ClaimOne()).Envelope;

        Assert.Equal("{\"a\":1}", Text(claimed.Body));
        Assert.Equal(envelope with { Body = default, Keys = [] }, claimed with { Body = default, Keys = [] });
    }

    [Fact]
    public async Task Each_subscriber_gets_a_delivery_of_its_own()
    {
        var id = await Accept(new AcceptItem(Some.Message(), [new("archive"), new("N97-1"), new("audit", Done: true)], []));

        Assert.Equal(id, (await ClaimOne("archive")).Id.Message);
        Assert.Equal(id, (await ClaimOne("N97-1")).Id.Message);
        Assert.Equal(DeliveryState.Done, await State(id, "audit"));
        await NothingToClaim("audit");
    }

    [Fact]
    public async Task A_message_without_subscribers_is_kept()
    {
        var id = await Accept(Some.Item(to: null));
        Assert.Empty((await Box.GetAsync(id, Stop))!.Summary.Deliveries);
    }

    [Fact]
    public async Task A_message_can_be_accepted_for_a_person_only()
    {
        var id = await Accept(new AcceptItem(Some.Message(Envelope.Untranslated), [new("archive", Parked: Some.Failure())], []));

        await NothingToClaim();
        var delivery = await Delivery(id);
        Assert.Equal((DeliveryState.Parked, Some.Failure()), (delivery.State, delivery.Failure));
    }

    [Fact]
    public async Task The_same_key_and_content_is_a_duplicate_of_the_first()
    {
        var first = await Accept(Some.Keyed("k"));
        var again = await Box.AcceptAsync(Some.Keyed("k"), Stop);

        Assert.Equal(new AcceptResult(AcceptStatus.Duplicate, first), again);
        Assert.Single((await Box.SearchAsync(new MessageQuery(), Stop)).Messages);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_a_conflict()
    {
        var first = await Accept(Some.Keyed("k", "{\"sum\":1}"));
        Assert.Equal(new AcceptResult(AcceptStatus.Conflict, first), await Box.AcceptAsync(Some.Keyed("k", "{\"sum\":2}"), Stop));
    }

    [Fact]
    public async Task Content_means_the_bytes_received_where_there_are_any()
    {
        var raw = Some.Payload(PayloadKind.Raw, "same bytes");
        await Accept(Some.Keyed("k", "{\"v\":1}") with { Payloads = [raw] });
        // A newer mapping makes other JSON of the same bytes.
        Assert.Equal(AcceptStatus.Duplicate, (await Box.AcceptAsync(Some.Keyed("k", "{\"v\":2}") with { Payloads = [raw] }, Stop)).Status);
    }

    [Fact]
    public async Task The_same_key_of_another_interface_is_another_message()
    {
        await Accept(Some.Keyed("k"));
        await Accept(Some.Item(envelope: Some.Message() with { DuplicateKey = "k", Interface = "BIL-2" }));
        await Accept(Some.Item(envelope: Some.Message() with { DuplicateKey = "k", Source = "bank" }));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_a_duplicate()
    {
        await Accept(Some.Item());
        await Accept(Some.Item());
        Assert.Equal(2, (await Box.ClaimAsync(Some.Claim(), Stop)).Count);
    }

    [Fact]
    public async Task The_very_same_message_handed_in_twice_is_stored_once()
    {
        var item = Some.Item();
        await Accept(item);
        Assert.Equal(new AcceptResult(AcceptStatus.Duplicate, item.Envelope.Id), await Box.AcceptAsync(item, Stop));
        Assert.Single(await Box.ClaimAsync(Some.Claim(), Stop));
    }

    [Fact]
    public async Task Duplicates_and_conflicts_within_one_batch_are_found()
    {
        AcceptItem[] items = [Some.Keyed("a"), Some.Keyed("b"), Some.Keyed("a"), Some.Keyed("a", "{\"other\":1}"), Some.Item()];

        var results = await Box.AcceptBatchAsync(items, null, Stop);

        Assert.Equal([AcceptStatus.Accepted, AcceptStatus.Accepted, AcceptStatus.Duplicate, AcceptStatus.Conflict, AcceptStatus.Accepted], results.Select(r => r.Status));
        Assert.Equal([items[0].Envelope.Id, items[1].Envelope.Id, items[0].Envelope.Id, items[0].Envelope.Id, items[4].Envelope.Id], results.Select(r => r.Id));
    }

    [Fact]
    public async Task A_batch_is_judged_by_what_an_older_message_said()
    {
        var old = await Accept(Some.Keyed("a", "{\"v\":1}"));
        var results = await Box.AcceptBatchAsync([Some.Keyed("a", "{\"v\":2}"), Some.Keyed("a", "{\"v\":1}")], null, Stop);
        Assert.Equal([new(AcceptStatus.Conflict, old), new(AcceptStatus.Duplicate, old)], results);
    }

    [Fact]
    public async Task Of_equal_messages_at_two_nodes_at_once_one_is_accepted()
    {
        var other = Node("n2");
        var calls = Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? Box : other).AcceptAsync(Some.Keyed($"k{i / 4}"), Stop).AsTask());

        var results = await Task.WhenAll(calls);

        Assert.Equal(50, results.Count(r => r.Status == AcceptStatus.Accepted));
        Assert.Equal(150, results.Count(r => r.Status == AcceptStatus.Duplicate));
        var accepted = results.Where(r => r.Status == AcceptStatus.Accepted).Select(r => r.Id).ToHashSet();
        Assert.All(results, r => Assert.Contains(r.Id, accepted));
        Assert.Equal(50, (await Box.ClaimAsync(Some.Claim(max: 500), Stop)).Count);
    }

    [Fact]
    public async Task Around_the_turn_of_a_month_a_key_still_counts_once()
    {
        Time.Advance(new DateTimeOffset(2026, 11, 30, 23, 59, 0, TimeSpan.Zero) - Time.GetUtcNow());
        var first = await Accept(Some.Keyed("k"));
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new AcceptResult(AcceptStatus.Duplicate, first), await Box.AcceptAsync(Some.Keyed("k"), Stop));
        Time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(new AcceptResult(AcceptStatus.Duplicate, first), await Node("n2").AcceptAsync(Some.Keyed("k"), Stop));
    }

    [Fact]
    public async Task The_order_of_calls_is_the_order_of_numbers()
    {
        var items = Enumerable.Range(0, 3000).Select(_ => Some.Item()).ToList();
        var calls = items.ConvertAll(i => Box.AcceptAsync(i, Stop).AsTask());
        await Task.WhenAll(calls);

        var claimed = await Box.ClaimAsync(Some.Claim(max: 4000), Stop);

        Assert.Equal(items.Select(i => i.Envelope.Id), claimed.Select(c => c.Id.Message));
        Assert.Equal(claimed.Select(c => c.Sequence).Order(), claimed.Select(c => c.Sequence));
    }

    [Fact]
    public async Task A_faulty_message_does_not_fail_its_neighbours()
    {
        var faulty = Some.Item(envelope: Some.Message() with { Count = -1 });
        var items = Enumerable.Range(0, 100).Select(i => i == 37 ? faulty : Some.Item()).ToList();
        var calls = items.ConvertAll(i => Box.AcceptAsync(i, Stop).AsTask());

        var failure = await Record.ExceptionAsync(() => calls[37]);
        var others = await Task.WhenAll(calls.Where((_, i) => i != 37));

        Assert.NotNull(failure);
        Assert.All(others, r => Assert.Equal(AcceptStatus.Accepted, r.Status));
        Assert.Equal(99, (await Box.ClaimAsync(Some.Claim(max: 200), Stop)).Count);
    }

    [Fact]
    public async Task Two_deliveries_to_one_subscriber_are_refused_before_anything_is_written()
    {
        var item = new AcceptItem(Some.Message(), [new("archive"), new("archive", "k")], []);
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await Box.AcceptAsync(item, Stop));
        Assert.Contains("two deliveries to one subscriber", error.Message, StringComparison.Ordinal);
        Assert.Null(await Box.GetAsync(item.Envelope.Id, Stop));
    }

    [Fact]
    public async Task Callers_wait_while_the_store_is_busy_and_a_cancelled_one_leaves_nothing()
    {
        await Accept(Some.Item("inbox"));
        var inside = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var work = Box.RunInBoxAsync([await ClaimOne("inbox")], async (_, _, _) =>
        {
            inside.SetResult();
            await goOn.Task;
        }, Stop);
        await inside.Task;
        using var cancel = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 5000).Select(_ => Box.AcceptAsync(Some.Item(), Stop).AsTask()).ToList();
        var cancelled = Some.Item();
        var givenUp = Box.AcceptAsync(cancelled, cancel.Token).AsTask();
        await cancel.CancelAsync();
        goOn.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.Equal(5000, (await Task.WhenAll(waiting)).Count(r => r.Status == AcceptStatus.Accepted));
        await work;
        Assert.Null(await Box.GetAsync(cancelled.Envelope.Id, Stop));
    }

    [Fact]
    public async Task Closing_the_box_commits_what_was_handed_in_and_takes_nothing_more()
    {
        var box = Store.Open("n9", Time);
        var calls = Enumerable.Range(0, 500).Select(_ => box.AcceptAsync(Some.Item(), Stop).AsTask()).ToList();
        await box.DisposeAsync();

        Assert.All(await Task.WhenAll(calls), r => Assert.Equal(AcceptStatus.Accepted, r.Status));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await box.AcceptAsync(Some.Item(), Stop));
        Assert.Equal(500, (await Box.ClaimAsync(Some.Claim(max: 1000), Stop)).Count);
    }

    [Fact]
    public async Task The_answer_to_an_earlier_request_is_found_by_its_duplicate_key()
    {
        var envelope = Some.Message() with { Source = "cs", Interface = "CS-2", DuplicateKey = "req-1" };
        await Accept(new AcceptItem(envelope, [new("tickets", Done: true)], [Some.Payload(PayloadKind.Raw), Some.Payload(PayloadKind.Answer, "<ticket>T1</ticket>")]));

        Assert.Equal("<ticket>T1</ticket>", Text((await Box.FindAnswerAsync("cs", "CS-2", "req-1", Stop))!.Bytes));
        Assert.Null(await Box.FindAnswerAsync("cs", "CS-2", "req-2", Stop));
    }

    [Fact]
    public async Task Bodies_that_are_no_text_are_kept_byte_by_byte()
    {
        byte[] bytes = [0, 255, 254, 0, 1, 128];
        var id = await Accept(Some.Item(envelope: Some.Message(Envelope.Untranslated) with { Body = bytes.AsMemory(1, 4) }));
        Assert.Equal("FFFE0001", Convert.ToHexString((await Box.GetAsync(id, Stop))!.Envelope.Body.ToArray()));
    }
}
