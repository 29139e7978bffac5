using System.Diagnostics;
using System.Text;
using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "BIL-5")]
public sealed class CurrentChargesSteps(WholeHub hub)
{
    private const string Interface = "BIL-5";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    // What the machine adds to a deadline that was kept: it runs other things beside.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private static int _asked;
    private WorldCustomer? _customer;
    private FindCurrentCharges? _question;
    private ThroughAnswer? _answer;
    private CurrentCharges? _first;
    private RequestRefusedException? _refusal;
    private TimeSpan _took;

    private WorldCustomer Customer => _customer ??= hub.NextCustomer();

    private CurrentCharges Charges => CanonicalJson.Deserialize<CurrentCharges>(_answer!.Body);

    [Given("billing's charge service is down")]
    [When("billing's charge service is down")]
    public Task GivenDown()
    {
        hub.Billing.Moods.Set(Interface, MoodKind.Down);
        return hub.Billing.SwitchAsync();
    }

    [When("billing's charge service is slower than the deadline")]
    public void WhenSlow() => hub.Billing.Moods.Set(Interface, new Mood(MoodKind.Slow, Times: 1, By: TimeSpan.FromSeconds(6)));

    [When("billing's charge service answers with its system fault")]
    public void WhenFaulting() => hub.Billing.Moods.Set(Interface, MoodKind.SystemFault, times: 1);

    [When("billing's charge service does not answer")]
    public void WhenSilent() => hub.Billing.Moods.Set(Interface, MoodKind.AmbiguousTimeout, times: 1);

    [Given("billing's charge service takes a while")]
    public void GivenAWhile() => hub.Billing.Moods.Set(Interface, new Mood(MoodKind.Slow, Times: 1, By: TimeSpan.FromMilliseconds(700)));

    [Given("billing's month-end has begun")]
    public void GivenMonthEnd() => hub.Billing.BeginMonthEnd();

    [When("billing's month-end is over")]
    public void WhenMonthEndIsOver() => hub.Billing.EndMonthEnd();

    [When("the core app asks for the current charges of a customer")]
    [When("the core app asks for them again")]
    public Task WhenAsked() => AskAsync(Customer.Number, null);

    [When("the core app asks for the current charges of one account of a customer")]
    public Task WhenAskedForOne() => AskAsync(Customer.Number, hub.World.Account((Customer.Index * 2) + 1).Number);

    [When("the core app asks for the current charges of a customer that billing does not know")]
    public Task WhenAskedForNobody() => AskAsync("C05719999998", null);

    // What an earlier scenario left behind (a service coming up again, an open circuit) passes first.
    [Given("the core app has asked for the current charges of a customer")]
    public async Task GivenAsked()
    {
        await ThenFreshAgain();
        _first = Charges;
    }

    [When("the core app asks for them until the circuit opens")]
    public async Task WhenAskedUntilOpen()
    {
        await Patience.UntilAsync("an open circuit", async () =>
        {
            await WhenAsked();
            return _answer?.Why?.Code;
        }, code => code == "query.circuit-open");
    }

    [When("the core app asks for the current charges of a customer, and hangs up")]
    public async Task WhenHungUp()
    {
        using var hangingUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _question = Question(Customer.Number, null);
        var asking = hub.Hub.Runtime.Queries.AskAsync(_question, "core", hangingUp.Token);
        await hangingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Then("it is told billing's charges to the fen, not stale")]
    public void ThenTold()
    {
        Assert.False(_answer!.Stale || Charges.Stale, _answer.Why?.Message);
        var said = hub.Billing.Books.Entries(Interface).Single(e => e.Kind == BookKind.Accepted && e.Id == _question!.RequestId.Value);
        Assert.Equal((said.Fen, Customer.Number, 2), (Charges.Total.Fen, Charges.CustomerNo.Value, Charges.Accounts.Count));
    }

    [Then("question and answer are on record as they went over the wire")]
    public async Task ThenOnRecord()
    {
        var answer = await Patience.UntilAsync("the recorded answer", async () => await hub.Operations.GetAsync(_answer!.Message, TestContext.Current.CancellationToken), found => found is not null);
        var question = await hub.MessageAsync(answer!.Envelope.CausationId!.Value);
        Assert.Equal((nameof(FindCurrentCharges), "core"), (question.Envelope.Type, question.Envelope.Source));
        var payloads = await hub.Operations.GetPayloadsAsync(question.Envelope.Id, TestContext.Current.CancellationToken);
        Assert.Contains(payloads, p => p.Payload.Kind == PayloadKind.Outbound && Encoding.UTF8.GetString(p.Payload.Bytes.Span).Contains("QueryCurrentCharges", StringComparison.Ordinal));
        Assert.Contains(payloads, p => p.Payload.Kind == PayloadKind.Answer && Encoding.UTF8.GetString(p.Payload.Bytes.Span).Contains("QueryCurrentChargesResponse", StringComparison.Ordinal));
    }

    [Then("it is told the charges of that account alone")]
    public void ThenOneAccount() => Assert.Equal(_question!.AccountNo, Assert.Single(Charges.Accounts).AccountNo);

    [Then("it is refused with billing's own code \"(.*)\"")]
    public void ThenRefused(string code) => Assert.Equal($"billing.{code}", _refusal?.Code);

    [Then("it is refused with the code \"(.*)\", within the deadline")]
    public void ThenRefusedInTime(string code)
    {
        Assert.Equal(code, _refusal?.Code);
        ThenInTime();
    }

    [Then("it is told the same charges as before, marked stale, with their age")]
    public void ThenStale()
    {
        Assert.True(_answer is { Stale: true, Why: not null }, _refusal is null ? "it was told fresh charges" : $"it was refused: {_refusal.Message}");
        Assert.Equal((true, _first!.Total, _first.AsOf), (Charges.Stale, Charges.Total, Charges.AsOf));
        Assert.True(_answer.Age > TimeSpan.Zero);
    }

    [Then("it had its answer within the deadline")]
    public void ThenInTime() => Assert.True(_took < Deadline + Slack, $"it took {_took}");

    [Then("the next one that asks is told the last known charges at once")]
    public async Task ThenAtOnce()
    {
        // A probe of the circuit may fall to one that asks; the one after it is not kept waiting.
        await Patience.UntilAsync("an answer at once", async () =>
        {
            await WhenAsked();
            return _took;
        }, took => took < TimeSpan.FromMilliseconds(500));
        ThenStale();
    }

    [Then("the core app is told fresh charges again")]
    public async Task ThenFreshAgain()
    {
        await Patience.UntilAsync("fresh charges", async () =>
        {
            await WhenAsked();
            return _answer?.Stale;
        }, stale => stale == false);
        Assert.NotEqual(_first?.Total, Charges.Total);
    }

    [Then("billing's answer is on record all the same")]
    public Task ThenRecordedAllTheSame() => Patience.UntilAsync("the answer", async () =>
        (await hub.Operations.SearchAsync(new MessageQuery { Key = Customer.Number, Type = nameof(CurrentCharges) }, TestContext.Current.CancellationToken)).Messages.Count, found => found == 1);

    [Then("it is the last known answer for the next")]
    public async Task ThenLastKnown()
    {
        var said = hub.Billing.Books.Entries(Interface).Single(e => e.Kind == BookKind.Accepted && e.Id == _question!.RequestId.Value);
        await GivenDown();
        await WhenAsked();
        Assert.Equal((true, said.Fen), (_answer?.Stale, Charges.Total.Fen));
    }

    private async Task AskAsync(string customer, string? account)
    {
        (_answer, _refusal, _question) = (null, null, Question(customer, account));
        var clock = Stopwatch.StartNew();
        try
        {
            _answer = await hub.Hub.Runtime.Queries.AskAsync(_question, "core", TestContext.Current.CancellationToken);
        }
        catch (RequestRefusedException e)
        {
            _refusal = e;
        }
        _took = clock.Elapsed;
    }

    private static FindCurrentCharges Question(string customer, string? account) => new()
    {
        RequestId = new RequestId($"QF{Interlocked.Increment(ref _asked):D6}"),
        CustomerNo = new CustomerNumber(customer),
        AccountNo = account is null ? null : new AccountNumber(account),
    };
}
