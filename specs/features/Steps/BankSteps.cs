using Integration.Hub.Host.Demo;
using Integration.CoreApp.Payments;
using Integration.Hub.Core.Batches;
using Integration.Hub.Host.Cli;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
public sealed class BankSteps(WholeHub hub)
{
    private static int s_debits;
    private CollectDirectDebit? _debit;
    private string? _transfer;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BankWorld Banks => hub.Demo.Banks;

    private PaymentQueries Payments => hub.Hub.Stores.Payments;

    [Given("bank (A|B|C) will send a result with (.*), and then the right one")]
    public void GivenABadResult(string bank, string defect) => Bank(bank).Moods.Set($"BNK-2-{bank}", defect switch
    {
        "its end cut off" => MoodKind.Truncated,
        "a wrong signature" => MoodKind.WrongSignature,
        _ => MoodKind.WrongTotal,
    }, times: 1);

    [Given("bank A will refuse the next debit")]
    public void GivenARefusal() => Banks.A.Moods.Set("BNK-1-A", MoodKind.BusinessFault, times: 1);

    [Given("the next statement of bank A has a fee that nobody was told of and books the last entry twice")]
    public void GivenAStatement()
    {
        Banks.A.Moods.Set("BNK-3-A", MoodKind.ExtraEntry, times: 1);
        Banks.A.Moods.Set("BNK-3-A", MoodKind.DoubledEntry, times: 1);
    }

    [When(@"a debit of ([0-9.]+) yuan for bank (A|B|C) is asked for twice")]
    public async Task WhenADebit(string yuan, string bank)
    {
        var n = Interlocked.Increment(ref s_debits);
        _debit = new CollectDirectDebit
        {
            DebitNo = new DebitNumber($"DDF{n:D6}"),
            AccountNo = new AccountNumber(hub.World.Account(n).Number),
            Debtor = new BankAccount { Bank = BankWorld.Codes[bank[0] - 'A'], Number = new BankAccountNumber($"622202{n:D10}"), Holder = "東興纺织集团杭州公司" },
            Amount = Money.Cny((long)(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture) * 100)),
            CollectOn = new DateOnly(2026, 11, 30),
        };
        await hub.PostAsync(_debit, _debit.DebitNo.Value, _debit.DebitNo.Value);
        await hub.PostAsync(_debit, _debit.DebitNo.Value, _debit.DebitNo.Value + "-again");
    }

    [When("the hour of bank (A|B|C)'s batch has come")]
    public async Task WhenTheHour(string bank)
    {
        await CloseAsync("BNK-1-" + bank);
        await Patience.UntilAsync("the bank has the batch", async () =>
        {
            await Bank(bank).WorkAsync(Token);
            return Bank(bank).Collected.ContainsKey(_debit!.DebitNo.Value);
        }, has => has);
    }

    [When("([0-9.]+) yuan are transferred for account (.*), and bank A tells of it twice")]
    public async Task WhenATransfer(string yuan, string account)
    {
        Banks.A.Moods.Set("BNK-4-A", MoodKind.Duplicate, times: 1);
        _transfer = await Banks.Account.PayInAsync((long)(decimal.Parse(yuan, System.Globalization.CultureInfo.InvariantCulture) * 100), "杭州大学", $"电话费 {account}", Token);
        await StandsAsync("bank-a:" + _transfer, p => p.State == "received");
    }

    [When("the hour of billing's payment file has come")]
    public async Task WhenPosted()
    {
        await CloseAsync("BIL-6");
        await Patience.UntilAsync("billing has the file", () => Banks.Posting.WorkAsync(Token), files => files > 0);
    }

    [When("bank A brings its statement")]
    public Task WhenAStatement() => Banks.Account.StatementAsync(Token);

    [Then("bank (A|B|C) collects it once, and its books have nothing wrong")]
    public void ThenOnce(string bank)
    {
        var books = Bank(bank).Books.Entries();
        Assert.Single(books, e => e.Kind == BookKind.Accepted && e.Id == _debit!.DebitNo.Value);
        Assert.DoesNotContain(books, e => e.Kind is BookKind.Wrong or BookKind.Duplicate);
    }

    [Then("the payment is settled, and billing is to post it once")]
    public async Task ThenSettled()
    {
        var payment = await StandsAsync("debit:" + _debit!.DebitNo, p => p.State == "settled");
        Assert.Equal(("ordered", _debit.Amount.Fen, _debit.AccountNo.Value), (payment.Posting, payment.Fen, payment.AccountNo));
        var posts = await hub.Operations.SearchAsync(new MessageQuery { Key = payment.PaymentNo, KeyKind = "payment", Type = nameof(PostPayment) }, Token);
        Assert.Single(posts.Messages);
    }

    [Then("the bad result of bank (A|B|C) is in quarantine with the code (.*)")]
    public Task ThenQuarantined(string bank, string code) => Patience.UntilAsync("the file in quarantine",
        async () => (await hub.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("BNK-2-" + bank), Token)).Where(t => t.State == TransferState.Quarantined).Select(t => t.Failure?.Code).ToList(),
        codes => codes.Contains(code));

    [Then("the payment has failed with the bank's reason, and billing is not to post it")]
    public async Task ThenFailed()
    {
        var payment = await StandsAsync("debit:" + _debit!.DebitNo, p => p.State == "failed");
        Assert.Null(payment.Posting);
        Assert.Contains((await Payments.ShowAsync(payment.Subject, Token))!.Value.Facts, f => f is { Code: "AM04", Words: "余额不足" });
    }

    [Then("billing has posted the transfer once, and the hub knows it")]
    public async Task ThenPosted()
    {
        var payment = await StandsAsync("bank-a:" + _transfer, p => p.Posting == "posted");
        Assert.Single(hub.Billing.Books.Entries("BIL-6"), e => e.Kind == BookKind.Accepted && e.Id == payment.PaymentNo && e.Fen == payment.Fen);
    }

    [Then("the fee is listed as missing here, and the transfer as booked twice")]
    public Task ThenListed() => Patience.UntilAsync("both differences", async () => (await Payments.DifferencesAsync("open", "bank-a", 1000, Token)).Select(d => $"{d.Kind} {d.Subject} {d.TheirsFen}").ToList(),
        open => open.Any(d => d.StartsWith("missingHere bank-a:AF", StringComparison.Ordinal) && d.EndsWith("-250", StringComparison.Ordinal)) && open.Contains($"twice bank-a:{_transfer} 11000"));

    private BankCounterpart Bank(string bank) => Banks.All["ABC".IndexOf(bank[0])].Bank;

    private Task<PaymentView> StandsAsync(string subject, Func<PaymentView, bool> enough) => Patience.UntilAsync(
        subject, async () => (await Payments.ShowAsync(subject, Token))?.Payment!, p => p is not null && enough(p));

    private async Task CloseAsync(string @interface)
    {
        await Patience.UntilAsync($"a message waits for {@interface}", () => hub.Hub.Stores.Hub.Batches.WaitingAsync(@interface, 1, Token), waiting => waiting.Count > 0);
        await BatchVerbs.CloseAsync(hub.Hub.Stores, new BatchPlanner(hub.Hub.Runtime.Wiring.Outbound[@interface]), @interface, "the hour has come", Token);
    }
}
