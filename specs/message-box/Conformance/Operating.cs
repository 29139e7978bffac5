using System.Text;
using Integration.Hub;
using Xunit;

namespace Integration.Specs.MessageBox;

/// <content>Looking, repairing in numbers, endpoint states, retention.</content>
public abstract partial class MessageBoxConformance
{
    private async Task<IEnumerable<MessageId>> Found(MessageQuery query) => (await Box.SearchAsync(query, Stop)).Messages.Select(m => m.Id);

    [Fact]
    public async Task Messages_are_found_by_what_is_known_of_them()
    {
        var one = await Accept(Some.Item(envelope: Some.Message("A") with { Keys = [new("phone", "01088886666"), new("customer", "C1")], BusinessKey = "B1" }));
        var two = await Accept(Some.Item("N97-1", envelope: Some.Message("B", at: Some.Noon.AddHours(1)) with { Source = "bank", Interface = "BNK-4", Keys = [new("account", "C1")] }));

        Assert.Equal([two, one], await Found(new()));
        Assert.Equal([one], await Found(new() { Id = one }));
        Assert.Equal([two, one], await Found(new() { Key = "C1" }));
        Assert.Equal([one], await Found(new() { Key = "C1", KeyKind = "customer" }));
        Assert.Equal([one], await Found(new() { Key = "B1" }));
        Assert.Equal([one], await Found(new() { Type = "A" }));
        Assert.Equal([two], await Found(new() { Source = "bank" }));
        Assert.Equal([two], await Found(new() { Interface = "BNK-4" }));
        Assert.Equal([two], await Found(new() { Subscriber = "N97-1" }));
        Assert.Equal([two], await Found(new() { Since = Some.Noon.AddMinutes(30) }));
        Assert.Equal([one], await Found(new() { Until = Some.Noon.AddMinutes(30) }));
        Assert.Empty(await Found(new() { Key = "nobody" }));
    }

    [Fact]
    public async Task Messages_are_found_by_the_state_of_their_deliveries()
    {
        var done = await Accept(Some.Item());
        await Complete(await ClaimOne());
        var parked = await Parked();
        var ready = await Accept(Some.Item());
        Assert.Equal([done], await Found(new() { State = DeliveryState.Done }));
        Assert.Equal([parked], await Found(new() { State = DeliveryState.Parked, Subscriber = "archive" }));
        Assert.Equal([ready], await Found(new() { State = DeliveryState.Ready }));
        Assert.Equivalent(new[] { ready, parked, done }, await Found(new() { Subscriber = "archive" }), strict: true);
        Assert.Empty(await Found(new() { Subscriber = "nobody" }));
    }

    [Fact]
    public async Task Free_text_is_found_in_bodies_keys_and_headers_in_Chinese_too()
    {
        var one = await Accept(Some.Item(envelope: Some.Message("CustomerChanged", "{\"name\":\"北京第一机床厂\",\"level\":\"gold\"}") with { Keys = [new("customer", "首都银行")] }));
        var two = await Accept(Some.Item(envelope: Some.Message(body: "{\"name\":\"上海第二机床厂\"}", at: Some.Noon.AddSeconds(1))));
        Assert.Equal([two, one], await Found(new() { Text = "机床厂" }));
        Assert.Equal([one], await Found(new() { Text = "北京 机床厂 gold" }));
        Assert.Equal([one], await Found(new() { Text = "首都银行" }));
        Assert.Equal([one], await Found(new() { Text = "CustomerChanged" }));
        Assert.Empty(await Found(new() { Text = "北京 上海" }));
        Assert.Empty(await Found(new() { Text = "100%_" }));
    }

    [Fact]
    public async Task Untranslated_bodies_are_found_in_the_senders_encoding()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var id = await Accept(Some.Item(envelope: Some.Message(Envelope.Untranslated) with { Body = gb.GetBytes("客户|北京第一机床厂") }));
        Assert.Equal([id], await Found(new() { Text = "机床厂" }));
    }

    [Fact]
    public async Task Long_results_come_in_pages()
    {
        var ids = new List<MessageId>();
        for (var i = 0; i < 7; i++)
            ids.Add(await Accept(Some.Item(envelope: Some.Message(at: Some.Noon.AddSeconds(i)))));
        var first = await Box.SearchAsync(new() { Limit = 4 }, Stop);
        var second = await Box.SearchAsync(new() { Limit = 4, After = first.Next }, Stop);
        Assert.Equal(ids.AsEnumerable().Reverse(), first.Messages.Concat(second.Messages).Select(m => m.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_conversation_is_traced_from_its_id_or_from_a_key_in_it()
    {
        var first = Some.Message() with { Keys = [new("order", "O1")] };
        var second = Some.Message() with { ConversationId = first.Id.ToString(), CausationId = first.Id };
        var third = Some.Message() with { ConversationId = first.Id.ToString(), CausationId = second.Id };
        var other = Some.Message();
        foreach (var envelope in new[] { first, second, third, other })
            await Accept(Some.Item(envelope: envelope));
        MessageId[] story = [first.Id, second.Id, third.Id];

        Assert.Equal(story, (await Box.TraceAsync(new(first.ConversationId, null), Stop)).Select(m => m.Id));
        Assert.Equal(story, (await Box.TraceAsync(new(null, "O1"), Stop)).Select(m => m.Id));
        Assert.Empty(await Box.TraceAsync(new("no such talk", null), Stop));
    }

    [Fact]
    public async Task What_is_not_kept_is_not_found()
    {
        Assert.Null(await Box.GetAsync(MessageId.New(Some.Noon), Stop));
        Assert.Empty(await Box.GetPayloadsAsync(MessageId.New(Some.Noon), Stop));
    }

    [Fact]
    public async Task Parked_deliveries_are_grouped_by_cause_and_repaired_as_a_group()
    {
        for (var i = 0; i < 3; i++)
            await Parked(failure: Some.Failure("a"));
        Time.Advance(TimeSpan.FromMinutes(1));
        await Parked(failure: Some.Failure("b"));

        var groups = await Box.SummariseParkedAsync(Stop);
        Assert.Equal([("a", 3), ("b", 1)], groups.Select(g => (g.Code, g.Count)));
        Assert.Equal(("archive", "line 7", Some.Noon, Some.Noon), (groups[0].Subscriber, groups[0].Location, groups[0].FirstSeen, groups[0].LastSeen));

        Assert.Equal(2, await Box.ResumeAsync(new(Fingerprint: groups[0].Fingerprint, Max: 2), Some.Operator, Stop));
        Assert.Equal(1, await Box.DiscardAsync(new(Fingerprint: groups[0].Fingerprint), Some.Operator, "old", Stop));
        Assert.Equal("b", Assert.Single(await Box.SummariseParkedAsync(Stop)).Code);
        Assert.Equal(3, (await Box.AuditAsync(Some.Noon, 10, Stop)).Count);
    }

    [Fact]
    public async Task Very_many_parked_deliveries_are_resumed_in_one_command()
    {
        await Box.AcceptBatchAsync([.. Enumerable.Range(0, 2500).Select(_ => new AcceptItem(Some.Message(), [new("archive", Parked: Some.Failure())], []))], null, Stop);
        Assert.Equal(2500, await Box.ResumeAsync(new(Subscriber: "archive"), Some.Operator, Stop));
        Assert.Equal(2500, Assert.Single(await Box.SubscriberFiguresAsync(Stop)).Ready);
    }

    [Fact]
    public async Task Figures_tell_depth_and_age_per_subscriber()
    {
        await Accept(Some.Item(orderKey: "a"));
        await Accept(Some.Item(orderKey: "a"));
        await ClaimOne();
        Time.Advance(TimeSpan.FromMinutes(1));
        await Accept(Some.Item());
        await Accept(new AcceptItem(Some.Message(), [new("archive", DueAt: Some.Noon.AddDays(1)), new("orders", Parked: Some.Failure())], []));
        Assert.Equal(
            [new SubscriberFigures("archive", 1, 1, 1, 0, 1, 0, Some.Noon), new SubscriberFigures("orders", 0, 0, 0, 0, 0, 1, Some.Noon.AddMinutes(1))],
            await Box.SubscriberFiguresAsync(Stop));
    }

    [Fact]
    public async Task What_is_wanted_later_waits_for_nobody_and_has_no_age()
    {
        await Accept(new AcceptItem(Some.Message(), [new("archive", DueAt: Some.Noon.AddDays(1))], []));
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([new SubscriberFigures("archive", 0, 0, 0, 0, 1, 0, null)], await Box.SubscriberFiguresAsync(Stop));
    }

    [Fact]
    public async Task Figures_tell_per_interface_what_came_in_and_went_out()
    {
        await Accept(Some.Item("N97-1", envelope: Some.Message() with { Count = 10 }));
        var delivery = await ClaimOne("N97-1");
        Time.Advance(TimeSpan.FromSeconds(2));
        await Complete(delivery);
        await Accept(Some.Item("N97-1"));
        await Parked("RES-2");

        var figures = (await Box.InterfaceFiguresAsync(Some.Noon.AddHours(-1), Stop)).ToDictionary(f => (f.Interface, f.Direction));
        Assert.Equal((12, 1, 1), ((int)figures[("BIL-1", "in")].Received, (int)figures[("BIL-1", "in")].Parked, (int)figures[("BIL-1", "in")].Unfinished));
        Assert.Equal((10, 0, 1), ((int)figures[("N97-1", "out")].Sent, (int)figures[("N97-1", "out")].Parked, (int)figures[("N97-1", "out")].Unfinished));
        Assert.Equal(TimeSpan.FromSeconds(2), figures[("N97-1", "out")].P50);
        Assert.Equal(1, figures[("RES-2", "out")].Parked);
        Assert.Empty(await Box.InterfaceFiguresAsync(Some.Noon.AddHours(1), Stop));
    }

    [Fact]
    public async Task Pause_and_circuits_are_kept_for_every_node_and_restart()
    {
        var states = (IEndpointStates)Box;
        await states.PauseAsync("N97-1", Some.Operator, "night", Stop);
        await states.SetCircuitAsync("N97-1", "CreateWorkOrder", CircuitStatus.Open, Some.Noon.AddMinutes(1), 1, "refused", Stop);
        Time.Advance(TimeSpan.FromMinutes(1));
        await states.SetCircuitAsync("N97-1", "CreateWorkOrder", CircuitStatus.Open, Some.Noon.AddMinutes(3), 2, "refused", Stop);

        var state = Assert.Single(await ((IEndpointStates)Node("n2")).ListAsync(Stop));
        Assert.Equal(("N97-1", true, "night"), (state.Endpoint, state.Paused, state.PauseReason));
        Assert.Equal(new CircuitState("CreateWorkOrder", CircuitStatus.Open, Some.Noon, Some.Noon.AddMinutes(3), 2, "refused"), Assert.Single(state.Circuits));

        await states.UnpauseAsync("N97-1", Some.Operator, Stop);
        await states.SetCircuitAsync("N97-1", "CreateWorkOrder", CircuitStatus.Closed, null, 0, null, Stop);
        state = Assert.Single(await states.ListAsync(Stop));
        Assert.False(state.Paused);
        Assert.Equal((CircuitStatus.Closed, null), (state.Circuits[0].Status, state.Circuits[0].OpenedAt));
        Assert.Equal(["unpause", "pause"], (await Box.AuditAsync(Some.Noon, 10, Stop)).Select(a => a.Action));
    }

    [Fact]
    public async Task Retention_drops_old_days_but_never_an_unresolved_message()
    {
        var done = await Accept(Some.Item(envelope: Some.Message() with { Keys = [new("customer", "C1")], DuplicateKey = "k" }));
        await Complete(await ClaimOne(), new DeliveryOutcome.Delivered([Some.Payload(PayloadKind.Answer)], []));
        Time.Advance(TimeSpan.FromDays(1));
        await Box.MigrateAsync(Stop);
        var parked = await Accept(Some.Item(envelope: Some.Message(at: Time.GetUtcNow())));
        await Complete(await ClaimOne(), new DeliveryOutcome.Park(Some.Failure(), [], []));
        Time.Advance(TimeSpan.FromDays(10));

        var result = await Box.RetainAsync(Time.GetUtcNow().AddDays(-2), Stop);

        Assert.Contains(new DateOnly(2026, 11, 22), result.Dropped);
        Assert.Equal([new DateOnly(2026, 11, 23)], result.KeptUnresolved);
        Assert.Null(await Box.GetAsync(done, Stop));
        Assert.Empty(await Box.GetPayloadsAsync(done, Stop));
        Assert.Empty(await Found(new() { Key = "C1" }));
        Assert.Equal(DeliveryState.Parked, await State(parked));
        // Duplicate keys outlive the messages.
        Assert.Equal(AcceptStatus.Duplicate, (await Box.AcceptAsync(Some.Item(envelope: Some.Message(at: Time.GetUtcNow()) with { DuplicateKey = "k" }), Stop)).Status);

        await Box.DiscardAsync(new(Subscriber: "archive"), Some.Operator, "old", Stop);
        Assert.Equal([new DateOnly(2026, 11, 23)], (await Box.RetainAsync(Time.GetUtcNow().AddDays(-2), Stop)).Dropped);
        Time.Advance(TimeSpan.FromDays(150));
        await Box.RetainAsync(Time.GetUtcNow().AddDays(-2), Stop);
        Assert.Equal(AcceptStatus.Accepted, (await Box.AcceptAsync(Some.Item(envelope: Some.Message(at: Time.GetUtcNow()) with { DuplicateKey = "k" }), Stop)).Status);
    }

    [Fact]
    public async Task Several_nodes_may_migrate_at_once()
    {
        await Task.WhenAll(Box.MigrateAsync(Stop), Node("n2").MigrateAsync(Stop), Node("n3").MigrateAsync(Stop));
        await Accept(Some.Item());
        await ClaimOne();
    }
}
