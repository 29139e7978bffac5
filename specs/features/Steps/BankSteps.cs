using Integration.Hub.Host.Demo;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>Direct debits and their results (BNK-1, BNK-2).</summary>
[Binding]
public sealed class BankSteps(WholeHub hub, BankDay day)
{
    // A bank of bank A's own that no other scenario debits: its warnings are this scenario's.
    private const string BankOfLateResults = "103100000026";

    private (string Name, byte[] Before, byte[] Again) _resent;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Warning => $"debit-results:{BankOfLateResults}:{day.Debit.CollectOn:yyyy-MM-dd}";

    [Given("bank (A|B|C) will send a result with (.*), and then the right one")]
    public void GivenABadResult(string bank, string defect) => day.Bank(bank).Moods.Set($"BNK-2-{bank}", defect switch
    {
        "its end cut off" => MoodKind.Truncated,
        "a wrong signature" => MoodKind.WrongSignature,
        _ => MoodKind.WrongTotal,
    }, times: 1);

    [Given("bank A will refuse the next debit")]
    public void GivenARefusal() => day.Banks.A.Moods.Set("BNK-1-A", MoodKind.BusinessFault, times: 1);

    [Given("bank A keeps its results back")]
    public void GivenLateResults() => day.Banks.A.Moods.Set("BNK-2-A", MoodKind.Late);

    [Given("bank A has collected a debit of ([0-9.]+) yuan")]
    public async Task GivenADebit(string yuan)
    {
        await WhenADebit(yuan, "A");
        await WhenTheHour("A");
        await ThenSettled();
    }

    [When("a debit of ([0-9.]+) yuan for bank (A|B|C) is asked for twice")]
    public Task WhenADebit(string yuan, string bank) => day.AskAsync(yuan, BankWorld.Codes[bank[0] - 'A'], new DateOnly(2026, 11, 30));

    [When("a debit of ([0-9.]+) yuan for bank A is asked for twice, to be collected today")]
    public Task WhenADebitToday(string yuan) => day.AskAsync(yuan, BankOfLateResults, DateOnly.FromDateTime(hub.Hub.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime));

    [When("the hour of bank (A|B|C)'s batch has come")]
    public Task WhenTheHour(string bank) => day.CollectAsync(bank);

    [When("bank A sends its results after all, twice")]
    public async Task WhenLate()
    {
        day.Banks.A.Moods.Clear("BNK-2-A", MoodKind.Late);
        day.Banks.A.Moods.Set("BNK-2-A", MoodKind.Duplicate, times: 1);
        await day.Banks.A.WorkAsync(Token);
    }

    [When("bank (A|B|C) has lost the batch, and an operator sends it again")]
    public async Task WhenResent(string bank)
    {
        var folder = Path.Combine(hub.Demo.Settings[$"bank-{char.ToLowerInvariant(bank[0])}.files"], bank switch { "A" => "in", "B" => "send", _ => "request" });
        _resent = await day.LoseAndResendAsync("BNK-1-" + bank, folder);
        await day.Bank(bank).WorkAsync(Token);
    }

    [Then("bank (A|B|C) has the same file once more")]
    public void ThenSame(string bank)
    {
        Assert.Equal(_resent.Before, _resent.Again);
        Assert.Single(day.Bank(bank).Books.Entries("BNK-1-" + bank), e => e.Kind == BookKind.Received && e.Id == _resent.Name);
    }

    [Then("bank (A|B|C) collects it once, and its books have nothing wrong")]
    public void ThenOnce(string bank)
    {
        var books = day.Bank(bank).Books.Entries();
        Assert.Single(books, e => e.Kind == BookKind.Accepted && e.Id == day.Debit.DebitNo.Value);
        Assert.DoesNotContain(books, e => e.Kind is BookKind.Wrong or BookKind.Duplicate);
    }

    [Then("the payment is settled, and billing is to post it once")]
    public async Task ThenSettled()
    {
        var payment = await day.StandsAsync("debit:" + day.Debit.DebitNo, p => p.State == "settled");
        Assert.Equal((day.Debit.Amount.Fen, day.Debit.AccountNo.Value), (payment.Fen, payment.AccountNo));
        Assert.NotNull(payment.Posting);
        var posts = await hub.Operations.SearchAsync(new MessageQuery { Key = payment.PaymentNo, KeyKind = "payment", Type = nameof(PostPayment) }, Token);
        Assert.Single(posts.Messages);
    }

    [Then("the bad result of bank (A|B|C) is in quarantine with the code (.*)")]
    public Task ThenQuarantined(string bank, string code) => day.QuarantinedAsync("BNK-2-" + bank, code);

    [Then("the payment has failed with the bank's reason, and billing is not to post it")]
    public async Task ThenFailed()
    {
        var payment = await day.StandsAsync("debit:" + day.Debit.DebitNo, p => p.State == "failed");
        Assert.Null(payment.Posting);
        Assert.Contains((await day.Payments.ShowAsync(payment.Subject, Token))!.Value.Facts, f => f is { Code: "AM04", Words: "余额不足" });
    }

    [Then("the debit is listed as overdue, and one warning of its bank and day is raised")]
    public async Task ThenOverdue()
    {
        await Patience.UntilAsync("the debit is overdue", OverdueAsync, debits => debits.Contains(day.Debit.DebitNo.Value));
        Assert.Equal([nameof(WarningRaised)], await Patience.UntilAsync("a warning", SaidAsync, said => said.Count > 0));
    }

    [Then("the debit is overdue no longer, and the warning has ended")]
    public async Task ThenEnded()
    {
        Assert.DoesNotContain(day.Debit.DebitNo.Value, await OverdueAsync());
        Assert.Equal([nameof(WarningRaised), nameof(WarningStateChanged)], await Patience.UntilAsync("the warning's end", SaidAsync, said => said.Count > 1));
        Assert.Empty(await day.ListedAsync("debit:" + day.Debit.DebitNo));
    }

    private async Task<IReadOnlyList<string>> OverdueAsync() => [.. (await hub.Hub.Stores.Overdue.ListAsync(1000, Token)).Select(d => d.DebitNo)];

    private async Task<IReadOnlyList<string>> SaidAsync() =>
        [.. (await hub.Operations.TraceAsync(new TraceQuery(null, Warning), Token)).OrderBy(m => m.Sequence).Select(m => m.Type)];
}
