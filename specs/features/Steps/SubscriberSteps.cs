using System.Xml.Schema;
using Integration.Hub.Core.Replays;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "SUB")]
public sealed class SubscriberSteps(WholeHub hub)
{
    private static readonly string[] Forms = [Warehouse.Queue, Warehouse.Soap, Warehouse.ByCount, Warehouse.ByTime];

    private Warehouse? _warehouse;
    private MessageId _posted;
    private int _said;

    private Warehouse It => _warehouse!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Given("a data warehouse that takes profiles of active gold and diamond customers of cn.zj, over a queue, SOAP, files by count and files by time")]
    public async Task GivenWarehouse()
    {
        _warehouse = await Warehouse.StartAsync(hub);
        It.WriteFiles();
    }

    [Given("it is taken over while the hub runs")]
    public async Task GivenTakenOver() => Assert.Equal(["SUB-1", "SUB-2", "SUB-3", "SUB-4"], (await hub.Hub.ReloadAsync(Stop)).Added.Order());

    [When("the profiles of these customers change")]
    public async Task WhenChange(Table customers)
    {
        foreach (var row in customers.Rows)
            await SayAsync(row["customer"], row["level"], row["unit"], row["status"]);
    }

    [When("a customer of another kind is visited")]
    public Task WhenVisited() => hub.PostAsync(
        new InteractionRecorded { InteractionId = new InteractionId($"W{It.Mark}"), Content = "走访", TookPlaceAt = hub.Hub.Time.GetUtcNow(), CustomerNo = new CustomerNumber($"W{It.Mark}one"), Kind = InteractionKind.Visit, OccurredAt = hub.Hub.Time.GetUtcNow() }, $"W{It.Mark}one", $"visit-{It.Mark}");

    [When("the profile of one customer changes {int} times")]
    public async Task WhenChangesOften(int times)
    {
        for (var n = 1; n <= times; n++)
            await SayAsync($"change {n}", "gold", "cn.zj", "active", customer: "one");
    }

    [When("the profile of the customer \"(.*)\" changes")]
    public async Task WhenOneChanges(string name)
    {
        _posted = await SayAsync(name, "gold", "cn.zj", "active");
        // The second of its file by count.
        await SayAsync("other", "gold", "cn.zj", "active");
    }

    [When("the profiles of these customers changed before the warehouse was there")]
    public async Task WhenChangedBefore(Table customers)
    {
        // As if it had come later: what was said while it was away was not planned for it.
        var adapter = Path.Combine(hub.Folder, "home/adapters/warehouse");
        Directory.Move(adapter, adapter + ".away");
        File.Move(Path.Combine(adapter + ".away", "adapter.yaml"), Path.Combine(adapter + ".away", "adapter.txt"));
        await hub.Hub.ReloadAsync(Stop);
        await WhenChange(customers);
        await hub.Hub.RestAsync(Stop);
        File.Move(Path.Combine(adapter + ".away", "adapter.txt"), Path.Combine(adapter + ".away", "adapter.yaml"));
        Directory.Move(adapter + ".away", adapter);
        await hub.Hub.ReloadAsync(Stop);
    }

    [When("the past is replayed over (.*), twice")]
    public async Task WhenReplayed(string form)
    {
        for (var n = 0; n < 2; n++)
        {
            var done = await HubCommand.RunAsync(null, "replay", "--to", Warehouse.IdOf(form), "--from", hub.Hub.Time.GetUtcNow().AddHours(-1).ToString("O"), "--config", Path.Combine(hub.Folder, "config"));
            Assert.True(done.Code == 0, done.Complained);
            Assert.Contains($"{(n == 0 ? 2 : 0)} of ", done.Said);
        }
    }

    [Then("the warehouse has got (.*) over (the queue|SOAP|files by count|files by time), each once")]
    public async Task ThenGot(string names, string form)
    {
        var expected = names.Replace(" and ", ", ", StringComparison.Ordinal).Split(", ").ToList();
        await Patience.UntilAsync($"{names} over {form}", () => It.GotAsync(form), got => expected.All(got.Contains));
        await hub.Hub.RestAsync(Stop);
        Assert.Equal(expected.Order(), (await It.GotAsync(form)).Order());
        if (form == Warehouse.ByCount)
            Assert.All(It.RecordsByCount, n => Assert.Equal(2, n));
        if (form == Warehouse.Soap)
            Assert.All(It.Called(), CheckedAgainstPublishedSchema);
    }

    [Then("the warehouse has got the {int} changes in their order over the queue, SOAP, files by count and files by time")]
    public async Task ThenInOrder(int changes)
    {
        var expected = Enumerable.Range(1, changes).Select(n => $"change {n}").ToList();
        foreach (var form in Forms)
            Assert.Equal(expected, await Patience.UntilAsync($"{changes} changes over {form}", () => It.GotAsync(form), got => got.Count >= changes));
    }

    [Then("the message is parked for the SOAP subscriber with \"(.*)\"")]
    public async Task ThenParked(string words)
    {
        var delivery = await Patience.UntilAsync("it is parked", async () => (await hub.MessageAsync(_posted)).Summary.Deliveries.Single(d => d.Subscriber == "SUB-2"), d => d.State == DeliveryState.Parked);
        Assert.Equal(FailureKind.Business, delivery.Failure!.Kind);
        Assert.Contains(words, $"{delivery.Failure.Message} {delivery.Failure.Detail}");
        await hub.Operations.DiscardAsync(new DeliverySelection(new DeliveryId(_posted, "SUB-2")), new Actor("spec", "spec"), "seen", Stop);
    }

    [AfterScenario]
    public async Task ItGoesAway()
    {
        if (_warehouse is not null)
            await _warehouse.DisposeAsync();
    }

    // What was received is what was published: a subscriber may check it, and read it with classes made from the schema.
    private static void CheckedAgainstPublishedSchema(System.Xml.Linq.XElement call)
    {
        Assert.Equal("CustomerProfileChanged", (string?)call.Attribute("type"));
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(Places.Home, "canonical-model/schemas/xsd/CustomerProfileChanged.v1.xsd"));
        foreach (var record in call.Elements())
            new System.Xml.Linq.XDocument(record).Validate(schemas, (_, e) => Assert.Fail(e.Message));
    }

    private Task<MessageId> SayAsync(string name, string level, string unit, string status, string? customer = null)
    {
        var number = $"W{It.Mark}{customer ?? (name.All(char.IsAscii) ? name : "x")}";
        var fact = new CustomerProfileChanged
        {
            CustomerNo = new CustomerNumber(number), Name = name, Status = Enum.Parse<CustomerStatus>(status, ignoreCase: true),
            ServiceLevel = Enum.Parse<ServiceLevel>(level, ignoreCase: true), OrgUnit = new OrgUnitCode(unit), OccurredAt = hub.Hub.Time.GetUtcNow(),
        };
        return hub.PostAsync(fact, number, $"{It.Mark}-{++_said}");
    }
}
