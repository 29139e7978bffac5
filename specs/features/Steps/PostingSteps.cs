using Integration.CoreApp.Payments;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

/// <summary>Payments posted at billing (BIL-6).</summary>
[Binding]
public sealed class PostingSteps(WholeHub hub, BankDay day)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private MoodBoard Moods => hub.Billing.Moods;

    private string Last => day.Subjects[^1];

    [Given("billing will refuse the next payment")]
    public async Task GivenARefusal()
    {
        // What other scenarios left waiting goes first: the refusal is for this one.
        await EmptyAsync();
        Moods.Set("BIL-6", MoodKind.BusinessFault, times: 1);
    }

    [Given("billing will bring its next result file twice, under two names")]
    public void GivenTwice() => Moods.Set("BIL-6-R", MoodKind.Duplicate, times: 1);

    [Given("billing's next result file will have a payment that nobody sent")]
    public void GivenUnknown() => Moods.Set("BIL-6-R", MoodKind.ExtraEntry, times: 1);

    [Given("billing will bring a result file with a wrong total, and then the right one")]
    public void GivenAWrongTotal() => Moods.Set("BIL-6-R", MoodKind.WrongTotal, times: 1);

    [Given("billing keeps its results back")]
    public void GivenLate() => Moods.Set("BIL-6-R", MoodKind.Late);

    [When("the hour of billing's payment file has come")]
    public async Task WhenPosted()
    {
        await day.CloseAsync("BIL-6");
        await WorkAsync();
    }

    [When("billing posts the payment after all and brings the result")]
    public async Task WhenAfterAll()
    {
        day.Banks.Posting.PostAfterAll((await PaymentAsync(Last)).PaymentNo);
        await day.Banks.Posting.WorkAsync(Token);
    }

    [When("billing brings its results after all")]
    public async Task WhenLate()
    {
        Moods.Clear("BIL-6-R", MoodKind.Late);
        await day.Banks.Posting.WorkAsync(Token);
    }

    [When("billing has lost the file, and an operator sends it again")]
    public async Task WhenResent()
    {
        var (_, before, again) = await day.LoseAndResendAsync("BIL-6", Path.Combine(hub.Demo.Settings["billing.payments"], "post"));
        Assert.Equal(before, again);
        await day.Banks.Posting.WorkAsync(Token);
    }

    [Then("billing has posted each payment once, to its account and to the fen")]
    public async Task ThenOnce()
    {
        foreach (var subject in day.Subjects)
        {
            var payment = await PaymentAsync(subject);
            Assert.Single(hub.Billing.Books.Entries("BIL-6"), e => e.Kind == BookKind.Accepted && e.Id == payment.PaymentNo && e.Fen == payment.Fen);
            Assert.Equal(payment.AccountNo, day.Banks.Posting.AccountOf(payment.PaymentNo));
        }
        Assert.DoesNotContain(hub.Billing.Books.Entries("BIL-6-R"), e => e.Kind is BookKind.Wrong or BookKind.Duplicate);
    }

    [Then("the hub knows each payment as posted")]
    public async Task ThenKnown()
    {
        foreach (var subject in day.Subjects)
            await day.StandsAsync(subject, p => p.Posting == "posted");
    }

    [Then("the hub has ordered the posting of each payment and not heard of it")]
    public async Task ThenOrdered()
    {
        foreach (var subject in day.Subjects)
            Assert.Equal("ordered", (await PaymentAsync(subject)).Posting);
    }

    [Then("the payment is listed as not posted, with billing's code (.*) and reason (.*)")]
    public async Task ThenRefused(string code, string reason)
    {
        var payment = await day.StandsAsync(Last, p => p.Posting == "rejected");
        var difference = Assert.Single(await day.ListedAsync(Last), d => d.Kind == "postingRefused");
        Assert.Contains($"{code} {reason}", difference.Words);
        Assert.Equal(payment.Fen, difference.OursFen);
    }

    [Then("the payment is no longer listed")]
    public async Task ThenNotListed() => Assert.DoesNotContain(await day.ListedAsync(Last), d => d.Kind == "postingRefused");

    [Then("both result files were taken, and no payment is listed")]
    public async Task ThenTwice()
    {
        await hub.Hub.RestAsync(Token);
        foreach (var subject in day.Subjects)
        {
            Assert.DoesNotContain(await day.ListedAsync(subject), IsOfPosting);
            Assert.Single((await day.Payments.ShowAsync(subject, Token))!.Value.Facts, f => f.Kind == "Posted");
        }
        var taken = await Patience.UntilAsync("both files", () => hub.Hub.Stores.Hub.Transfers.ListAsync(new TransferQuery("BIL-6-R"), Token), all => all.Count > 1 && all.All(t => t.State != TransferState.Running));
        Assert.All(taken.OrderBy(t => t.StartedAt).TakeLast(2), t => Assert.NotEqual(TransferState.Quarantined, t.State));
    }

    [Then("the payment that nobody sent is listed as posted by billing of its own accord")]
    public async Task ThenUnknown() => await Patience.UntilAsync("the unknown payment",
        async () => (await day.Payments.DifferencesAsync("open", null, 10_000, Token)).Where(d => d.Kind == "postingUnknown").ToList(),
        unknown => unknown.Count == 1 && unknown[0].Subject.StartsWith("posting:XX-", StringComparison.Ordinal) && unknown[0].TheirsFen == 100);

    [Then("the bad result file of billing is in quarantine with the code (.*)")]
    public Task ThenQuarantined(string code) => day.QuarantinedAsync("BIL-6-R", code);

    private static bool IsOfPosting(PaymentDifference d) => d.Kind.StartsWith("posting", StringComparison.Ordinal);

    private async Task<PaymentView> PaymentAsync(string subject) => (await day.Payments.ShowAsync(subject, Token))!.Value.Payment;

    private Task<int> WorkAsync() => Patience.UntilAsync("billing has the file", () => day.Banks.Posting.WorkAsync(Token), files => files > 0);

    private async Task EmptyAsync()
    {
        if ((await hub.Hub.Stores.Hub.Batches.WaitingAsync("BIL-6", 1, Token)).Count > 0)
            await WhenPosted();
    }
}
