using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "CS-4")]
public sealed class InteractionSteps(WholeHub hub)
{
    private const string Interface = "CS-4";
    private static int _number;
    private readonly string _customer = $"C0571F{Interlocked.Increment(ref _number):D6}";

    [Given("customer service sends its next {int} records twice")]
    public void GivenTwice(int records) => hub.Demo.ServiceDesk.Moods.Set(Interface, MoodKind.Duplicate, records);

    [When("customer service sends a visit and a survey with the score {int} of one customer")]
    public Task WhenVisitAndSurvey(int score) => SendAsync(Record("VISIT"), Record("SURVEY", score));

    [When("customer service sends {int} calls of one customer")]
    public Task WhenCalls(int calls) => SendAsync([.. Enumerable.Range(0, calls).Select(_ => Record("CALL"))]);

    [When("customer service sends a survey without a score, and a call of one customer")]
    public Task WhenNoScore() => SendAsync(Record("SURVEY"), Record("CALL"));

    [Then("the hub has both records of that customer, in this order, with the score {int}")]
    public async Task ThenBoth(int score)
    {
        var records = await ThenRecords(2);
        Assert.Equal([(InteractionKind.Visit, null), (InteractionKind.Survey, score)], records.Select(r => (r.Kind, r.Score)));
    }

    [Then("the hub has {int} record(s) of that customer")]
    public async Task ThenCount(int count)
    {
        await ThenRecords(count);
        // What is sent later has come through, so what was sent twice has come through too.
        var marker = Record("OPINION");
        await SendAsync(marker);
        await Patience.UntilAsync("a later record", RecordsAsync, found => found.Any(r => r.InteractionId.Value == marker.InteractionId));
        Assert.Equal(count + 1, (await RecordsAsync()).Count);
    }

    [Then("operations finds the survey kept, with a reason that names \"(.*)\"")]
    public async Task ThenKept(string word)
    {
        var kept = await Patience.UntilAsync("the parked survey", async () => (await hub.Operations.SearchAsync(
            new MessageQuery { Subscriber = $"intake:{Interface}", State = DeliveryState.Parked }, TestContext.Current.CancellationToken)).Messages, found => found.Count > 0);
        Assert.Contains(kept, m => m.Deliveries.Any(d => d.Failure?.Message.Contains(word, StringComparison.Ordinal) == true));
    }

    private async Task<List<InteractionRecorded>> ThenRecords(int count) =>
        await Patience.UntilAsync($"{count} records of {_customer}", RecordsAsync, found => found.Count >= count);

    private async Task<List<InteractionRecorded>> RecordsAsync()
    {
        var page = await hub.Operations.SearchAsync(new MessageQuery { Key = _customer, KeyKind = "customer", Type = nameof(InteractionRecorded) }, TestContext.Current.CancellationToken);
        var records = new List<InteractionRecorded>();
        foreach (var message in page.Messages.OrderBy(m => m.Sequence))
            records.Add(CanonicalJson.Deserialize<InteractionRecorded>((await hub.MessageAsync(message.Id)).Envelope.Body));
        return records;
    }

    private ServiceRecord Record(string kind, int? score = null) =>
        new($"KFF{Interlocked.Increment(ref _number):D6}", kind, _customer, "客户询问新增专线", hub.Hub.Time.GetUtcNow(), score);

    private Task SendAsync(params ServiceRecord[] records) => hub.Demo.ServiceDesk.SendAsync(records, TestContext.Current.CancellationToken);
}
