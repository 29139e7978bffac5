using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "BIL-3")]
public sealed class AccountEventSteps(WholeHub hub)
{
    private const string Interface = "BIL-3";
    private static int _accounts;
    private static int _events;
    private readonly List<(string Account, long Fen)> _balances = [];
    private AccountEvent? _last;
    private string _account = "";

    [Given("billing sends its next {int} events twice")]
    public void GivenTwice(int events) => hub.Billing.Moods.Set(Interface, MoodKind.Duplicate, events);

    [Given("billing sends {int} event that cannot be read")]
    public void GivenUnreadable(int events) => hub.Billing.Moods.Set(Interface, MoodKind.BadLines, events);

    [When("billing sends a balance, an overdue bill and a nearly used credit limit of one account")]
    public Task WhenOneOfEach()
    {
        _account = NextAccount();
        var now = Now;
        return SendAsync([AccountEvent.Balance(NextId(), _account, -5_000, now), AccountEvent.Overdue(NextId(), _account, 5_000, new DateOnly(2026, 11, 20), now.AddSeconds(1)), AccountEvent.Credit(NextId(), _account, 10_000, 8_123, now.AddSeconds(2))]);
    }

    [When("billing sends {int} balances of one account")]
    public Task WhenBalances(int count) => WhenMixed(count, 1);

    [Given("billing has sent a balance of one account")]
    public async Task GivenABalance()
    {
        await WhenBalances(1);
        await ThenBalances(1);
    }

    [When("billing sends {int} balances each of {int} accounts, mixed")]
    public Task WhenMixed(int count, int accounts)
    {
        var numbers = Enumerable.Range(0, accounts).Select(_ => NextAccount()).ToList();
        _account = numbers[^1];
        var events = new List<AccountEvent>();
        for (var n = 0; n < count; n++)
        {
            foreach (var number in numbers)
            {
                _balances.Add((number, n));
                events.Add(_last = AccountEvent.Balance(NextId(), number, n, Now.AddSeconds(n)));
            }
        }
        return SendAsync(events);
    }

    [When("billing sends another balance under the same event id")]
    public Task WhenAConflict() =>
        hub.Billing.Events!.SendAgainAsync(AccountEvent.Balance(_last!.EventId, _account, 777, Now), TestContext.Current.CancellationToken);

    [Then("the hub has AccountBalanceChanged, PaymentOverdue and CreditLimitNeared of that account, in this order")]
    public async Task ThenOneOfEach()
    {
        var messages = await Patience.UntilAsync("three messages", () => MessagesAsync(_account, null), found => found.Count >= 3);
        Assert.Equal([nameof(AccountBalanceChanged), nameof(PaymentOverdue), nameof(CreditLimitNeared)], messages.Select(m => m.Type));
        Assert.All(messages, m => Assert.Equal(_account, m.BusinessKey));
    }

    [Then("the amounts are billing's to the fen")]
    public async Task ThenAmounts()
    {
        var messages = await MessagesAsync(_account, null);
        Assert.Equal(-5_000, (await BodyAsync<AccountBalanceChanged>(messages[0])).Balance.Fen);
        Assert.Equal(5_000, (await BodyAsync<PaymentOverdue>(messages[1])).AmountArrears.Fen);
        var credit = await BodyAsync<CreditLimitNeared>(messages[2]);
        Assert.Equal((10_000, 8_123), (credit.CreditLimit.Fen, credit.AmountUsed.Fen));
    }

    [Then("the hub has the {int} balances of each account in the order in which billing sent them")]
    public async Task ThenInOrder(int count)
    {
        foreach (var sent in _balances.GroupBy(b => b.Account))
        {
            var messages = await Patience.UntilAsync($"{count} balances of {sent.Key}", () => MessagesAsync(sent.Key, nameof(AccountBalanceChanged)), found => found.Count >= count);
            var came = new List<long>();
            foreach (var message in messages)
                came.Add((await BodyAsync<AccountBalanceChanged>(message)).Balance.Fen);
            Assert.Equal(sent.Select(s => s.Fen), came);
        }
    }

    [Then("the hub has {int} balance(s) of that account")]
    public async Task ThenBalances(int count)
    {
        await Patience.UntilAsync("the last of them", () => MessagesAsync(_account, nameof(AccountBalanceChanged)), found => found.Count >= count);
        // What was sent later has come through, so what was sent twice has come through too.
        var marker = NextAccount();
        await SendAsync([AccountEvent.Balance(NextId(), marker, 0, Now)]);
        await Patience.UntilAsync("a later event", () => MessagesAsync(marker, null), found => found.Count > 0);
        Assert.Equal(count, (await MessagesAsync(_account, nameof(AccountBalanceChanged))).Count);
    }

    [Then("operations finds the other one kept, with the reason \"other content\"")]
    public async Task ThenTheConflict()
    {
        var kept = await Patience.UntilAsync("a parked conflict", () => ParkedAsync($"conflict:{Interface}"), found => found.Count > 0);
        Assert.Contains(kept, m => m.Deliveries.Any(d => d.Failure?.Message.Contains("other content", StringComparison.Ordinal) == true));
    }

    [Then("operations finds the unreadable event as it came")]
    public async Task ThenTheUnreadable()
    {
        var kept = await Patience.UntilAsync("a parked raw message", () => ParkedAsync($"intake:{Interface}"), found => found.Count > 0);
        var raw = (await hub.MessageAsync(kept[0].Id)).Envelope.Body;
        Assert.Equal("{\"version\":1,", System.Text.Encoding.UTF8.GetString(raw.Span));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static string NextAccount() => $"A7{Interlocked.Increment(ref _accounts):D8}";

    private static string NextId() => $"BEF{Interlocked.Increment(ref _events):D6}";

    private Task SendAsync(IReadOnlyList<AccountEvent> events) => hub.Billing.Events!.SendAsync(events, TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<MessageSummary>> MessagesAsync(string account, string? type) =>
        [.. (await hub.Operations.SearchAsync(new MessageQuery { Key = account, KeyKind = "account", Type = type, Limit = 200 }, TestContext.Current.CancellationToken)).Messages.OrderBy(m => m.Sequence)];

    private async Task<IReadOnlyList<MessageSummary>> ParkedAsync(string subscriber) =>
        (await hub.Operations.SearchAsync(new MessageQuery { Subscriber = subscriber, State = DeliveryState.Parked }, TestContext.Current.CancellationToken)).Messages;

    private async Task<T> BodyAsync<T>(MessageSummary message) => CanonicalJson.Deserialize<T>((await hub.MessageAsync(message.Id)).Envelope.Body);
}
