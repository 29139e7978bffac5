using System.Net;
using System.Text;
using Integration.Hub.Core.Repairing;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>What must not be believed, over the whole hub: each is told with its place, nothing is lost, nothing else stops.</summary>
[Collection(WholeHubCollection.Name)]
public sealed class BadInputSpecs(BadInputSpecs.World world) : IClassFixture<BadInputSpecs.World>
{
    private const string Events = "N97-2";
    private static readonly Actor Person = new("specs", "test");
    private readonly WholeHub _hub = world.Hub;

    public sealed class World : IAsyncLifetime
    {
        public WholeHub Hub { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Hub = await WholeHub.StartAsync((folder, settings) => settings.Write(Impatient.Home(folder)));

        public ValueTask DisposeAsync() => Hub.DisposeAsync();
    }

    [Fact]
    public async Task An_event_with_a_known_id_and_other_content_is_parked_as_a_conflict_and_taken_when_a_person_says_so()
    {
        await SendAsync("e-1", State("e-1", "WOX00001", 1, "10"));
        await SendAsync("e-1", State("e-1", "WOX00001", 1, "20"));

        var parked = await ParkedAsync("conflict:N97-2", 1);
        Assert.Equal("duplicate.conflict", parked[0].Failure!.Code);
        Assert.Single(await EventsOfAsync("WOX00001"));

        Assert.Equal(1, await _hub.Operations.ResumeAsync(new DeliverySelection(One: parked[0].Id), Person, TestContext.Current.CancellationToken));
        await Patience.UntilAsync("both events", () => EventsOfAsync("WOX00001"), found => found.Count == 2);
    }

    [Fact]
    public async Task The_same_event_again_is_one_event()
    {
        await SendAsync("e-2", State("e-2", "WOX00002", 1, "10"));
        await SendAsync("e-2", State("e-2", "WOX00002", 1, "10"));
        await SendAsync("e-3", State("e-3", "WOX00002", 2, "20"));

        var events = await Patience.UntilAsync("the last event", () => EventsOfAsync("WOX00002"), found => found.Count >= 2);
        Assert.Equal(2, events.Count);
    }

    [Theory]
    [InlineData("{\"version\":1,\"eventId\":\"b-1\",\"event\":\"STATE\",\"workOrderNo\":\"WOX00003\",\"seq\":1,\"state\":\"77\",\"occurredAt\":\"2026-11-22T08:00:00+08:00\"}", "77")]
    [InlineData("{\"version\":2,\"eventId\":\"b-2\",\"event\":\"STATE\",\"workOrderNo\":\"WOX00003\",\"seq\":1,\"state\":\"10\",\"occurredAt\":\"2026-11-22T08:00:00+08:00\"}", "version")]
    [InlineData("{\"version\":1,\"eventId\":\"b-3\",\"event\":\"STATE\",\"workOrderNo\":\"WOX00003\",\"seq\":1,\"state\":\"10\",\"occurredAt\":\"2026-02-31T08:00:00+08:00\"}", "2026-02-31")]
    [InlineData("{\"version\":1,\"eventId\":\"b-4\",\"event\":\"VANISHED\",\"workOrderNo\":\"WOX00003\",\"seq\":1}", "")]
    [InlineData("<event/>", "")]
    public async Task An_event_that_breaks_the_contract_is_parked_raw_with_place_and_value(string body, string word)
    {
        await SendAsync(Guid.NewGuid().ToString(), body);

        var raw = await Patience.UntilAsync("the event, parked raw", async () => (await ParkedAsync("intake:N97-2", 1)).Where(p => Body(p) == body).ToList(), found => found.Count > 0);
        Assert.Equal(FailureKind.Data, raw[0].Failure!.Kind);
        Assert.Contains(word, raw[0].Failure!.Message);
        Assert.False(string.IsNullOrEmpty(raw[0].Failure!.Location), "the place is missing");
    }

    [Fact]
    public async Task A_parked_event_that_a_person_mends_is_taken()
    {
        var bad = State("e-9", "WOX00009", 1, "99");
        await SendAsync("e-9", bad);
        var parked = (await Patience.UntilAsync("the event, parked", async () => (await ParkedAsync("intake:N97-2", 1)).Where(p => Body(p) == bad).ToList(), found => found.Count > 0))[0];

        var mended = Encoding.UTF8.GetBytes(State("e-9", "WOX00009", 1, "10"));
        await _hub.Hub.Stores.Edits.MakeAsync(new EditWish("mend-e-9", parked.Id, mended, "[]", "99 is no state", NeedsApproval: false), Person, TestContext.Current.CancellationToken);

        await Patience.UntilAsync("the mended event", () => EventsOfAsync("WOX00009"), found => found.Count == 1);
    }

    [Fact]
    public async Task What_was_received_is_taken_up_anew_with_the_mapping_that_was_chosen_and_once_however_often_it_is_asked_for()
    {
        await SendAsync("e-10", State("e-10", "WOX00010", 1, "10"));
        var first = Assert.Single(await Patience.UntilAsync("the event", () => EventsOfAsync("WOX00010"), found => found.Count == 1));
        var desk = new ReplayDesk(_hub.Operations, () => _hub.Hub.Runtime.Wiring, [], _hub.Hub.Time);
        var way = (await desk.WaysAsync(first.Id, TestContext.Current.CancellationToken))![0];
        Assert.Equal((true, "again:N97-2"), (way.Received, way.To));
        var wish = new ReplayOne("replay-e-10", true, null, way.Mappings[0], "the table was wrong");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desk.ReplayAsync(first.Id, wish, Person, TestContext.Current.CancellationToken)));
        Assert.Single(answers.Select(a => a!.Anew).Distinct());
        var events = await Patience.UntilAsync("both events", () => EventsOfAsync("WOX00010"), found => found.Count == 2);
        var raw = await _hub.Operations.GetAsync(answers[0]!.Anew!.Value, TestContext.Current.CancellationToken);
        Assert.Equal((first.Id, Envelope.Untranslated), (raw!.Envelope.CausationId, raw.Envelope.Type));
        Assert.Equal(answers[0]!.Anew, events.Single(e => e.Id != first.Id).CausationId);
        Assert.Equal("mapping.unknown", (await Assert.ThrowsAsync<RequestRefusedException>(() => desk.ReplayAsync(first.Id, wish with { RequestId = "replay-e-10b", Mapping = "ninety7/none@9" }, Person, TestContext.Current.CancellationToken))).Code);
    }

    [Theory]
    [InlineData("<x:DropEverything xmlns:x='http://hub.telecom.example/customer-service/v1'/>", "DropEverything")]
    [InlineData("<x:QueryCustomer xmlns:x='http://hub.telecom.example/customer-service/v9'><x:phoneNumber>1</x:phoneNumber></x:QueryCustomer>", "QueryCustomer")]
    public async Task An_operation_or_version_that_is_not_in_the_contract_gets_a_fault_that_names_it(string body, string word)
    {
        var (status, answer) = await CallAsync(body, DemoSettings.CustomerServicePassword);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("Client", answer);
        Assert.Contains(word, answer);
    }

    [Fact]
    public async Task A_report_with_a_wrong_password_is_refused_and_nothing_is_kept_of_it()
    {
        const string report = "<x:ReportTrouble xmlns:x='http://hub.telecom.example/customer-service/v1'><x:requestId>BAD-1</x:requestId></x:ReportTrouble>";

        var (status, answer) = await CallAsync(report, "wrong");

        Assert.True((int)status >= 400, $"{status}: {answer}");
        Assert.DoesNotContain("wrong", answer);
        Assert.Empty((await _hub.Operations.SearchAsync(new MessageQuery { Interface = "CS-2" }, TestContext.Current.CancellationToken)).Messages);
    }

    [Fact]
    public async Task A_hub_with_mistakes_in_its_yaml_ends_with_2_and_the_whole_list()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bad-yaml-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.yaml"), "node: n1\nstor: { kind: sqlite }\nmappings: nowhere\nadapters:\n  - nothing\n", TestContext.Current.CancellationToken);

        await using var hub = HubProcess.Start(folder);

        Assert.Equal(2, await hub.ExitAsync(TestContext.Current.CancellationToken));
        foreach (var word in new[] { "hub.yaml:2:", "'stor'", "store is missing", "nowhere", "nothing" })
            await Patience.UntilAsync($"'{word}' in what the hub said", () => Task.FromResult(hub.Said), said => said.Contains(word, StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        Directory.Delete(folder, recursive: true);
    }

    private sealed record Parked(DeliveryId Id, Failure? Failure, Envelope Envelope);

    private async Task SendAsync(string id, string body)
    {
        await using var port = new SqliteTableQueuePort(Path.Combine(_hub.Folder, "queues.db"), "n97.events");
        await port.SendAsync(new QueueMessage(id, "N97.WorkOrderEvent", Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
    }

    private Task<IReadOnlyList<Parked>> ParkedAsync(string subscriber, int atLeast) => Patience.UntilAsync<IReadOnlyList<Parked>>($"{atLeast} parked for {subscriber}", async () =>
    {
        var query = new MessageQuery { Interface = Events, Subscriber = subscriber, State = DeliveryState.Parked };
        var page = await _hub.Operations.SearchAsync(query, TestContext.Current.CancellationToken);
        return [.. await Task.WhenAll(page.Messages.Select(async m => new Parked(new DeliveryId(m.Id, subscriber), m.Deliveries.Single(d => d.Subscriber == subscriber).Failure, (await _hub.MessageAsync(m.Id)).Envelope)))];
    }, found => found.Count >= atLeast);

    private async Task<IReadOnlyList<MessageSummary>> EventsOfAsync(string workOrder) =>
        [.. (await _hub.Operations.TraceAsync(new TraceQuery(null, workOrder), TestContext.Current.CancellationToken)).Where(m => m.Interface == Events && m.Type == nameof(WorkOrderStateChanged))];

    private async Task<(HttpStatusCode Status, string Answer)> CallAsync(string body, string password)
    {
        const string wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
        var envelope = $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header><w:Security xmlns:w='{wsse}'><w:UsernameToken><w:Username>kefu</w:Username><w:Password>{password}</w:Password></w:UsernameToken></w:Security></s:Header><s:Body>{body}</s:Body></s:Envelope>";
        using var client = new HttpClient();
        using var content = new StringContent(envelope, Encoding.UTF8, "text/xml");
        using var answer = await client.PostAsync(_hub.Hub.Config.Http + "/soap/customer-service", content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Body(Parked parked) => Encoding.UTF8.GetString(parked.Envelope.Body.Span);

    private static string State(string id, string workOrder, int seq, string state) =>
        $"{{\"version\":1,\"eventId\":\"{id}\",\"event\":\"STATE\",\"workOrderNo\":\"{workOrder}\",\"seq\":{seq},\"state\":\"{state}\",\"occurredAt\":\"2026-11-22T08:0{seq}:00+08:00\"}}";
}
