using Integration.CoreApp.Payments;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>Transfers and statements (BNK-3, BNK-4).</summary>
[Binding]
public sealed class BankStatementSteps(BankDay day)
{
    private PaymentDifference? _difference;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Subject => "bank-a:" + day.Transfer;

    [Given("the next statement of bank A has a fee that nobody was told of and books the last entry twice")]
    public void GivenAStatement()
    {
        day.Banks.A.Moods.Set("BNK-3-A", MoodKind.ExtraEntry, times: 1);
        day.Banks.A.Moods.Set("BNK-3-A", MoodKind.DoubledEntry, times: 1);
    }

    [Given("bank A's statements have everything so far, and its next one will have the transfer (left out|one fen higher|twice)")]
    public async Task GivenADefect(string defect)
    {
        await day.Banks.Account.StatementAsync(Token);
        day.Banks.A.Moods.Set("BNK-3-A", defect switch { "left out" => MoodKind.MissingEntry, "twice" => MoodKind.DoubledEntry, _ => MoodKind.OtherAmount }, times: 1);
    }

    [Given("([0-9.]+) yuan were transferred for account (.*)")]
    [When("([0-9.]+) yuan are transferred for account (.*), and bank A tells of it twice")]
    public Task WhenATransfer(string yuan, string account) => day.TransferAsync(yuan, account);

    [When("bank A brings its statement")]
    public Task WhenAStatement() => day.Banks.Account.StatementAsync(Token);

    [When("a person explains the difference")]
    public async Task WhenExplained() => Assert.True(await day.Payments.ExplainAsync(_difference!.No, "li.na", "银行已更正", Token));

    [Then("the fee is listed as missing here, and the transfer as booked twice")]
    public Task ThenListed() => Patience.UntilAsync("both differences", async () => (await day.Payments.DifferencesAsync("open", "bank-a", 1000, Token)).Select(d => $"{d.Kind} {d.Subject} {d.TheirsFen}").ToList(),
        open => open.Any(d => d.StartsWith("missingHere bank-a:AF", StringComparison.Ordinal) && d.EndsWith("-250", StringComparison.Ordinal)) && open.Contains($"twice {Subject} 11000"));

    [Then("the transfer is listed as (.*): here ([0-9.]+), there (.*)")]
    public async Task ThenListed(string kind, string here, string there)
    {
        // A statement of this day came before: until the next one, the transfer is missing there whatever that one will have.
        var listed = await Patience.UntilAsync("the difference", () => day.ListedAsync(Subject), all => all.Count == 1 && all[0].Kind == kind);
        _difference = listed[0];
        Assert.Equal(("open", "bank-a", BankDay.Fen(here), there == "-" ? null : (long?)BankDay.Fen(there)), (_difference.State, _difference.Bank, _difference.OursFen, _difference.TheirsFen));
        Assert.Contains(here, _difference.Words);
    }

    [Then("it stays on the list as explained, with who said why")]
    public async Task ThenExplained()
    {
        Assert.Equal("explained", Assert.Single(await day.ListedAsync(Subject)).State);
        Assert.Contains(await day.Payments.HistoryAsync(_difference!.No, Token), e => e is { Who: "li.na", Words: "银行已更正" });
    }

    [Then("the transfer is no longer listed, and its history says why")]
    public async Task ThenClosed()
    {
        await Patience.UntilAsync("nothing of the transfer is listed", () => day.ListedAsync(Subject), all => all.Count == 0);
        Assert.Equal(["opened", "closed"], (await day.Payments.HistoryAsync(_difference!.No, Token)).Select(e => e.What));
        Assert.True((await day.Payments.ShowAsync(Subject, Token))!.Value.Payment.Booked);
    }
}
