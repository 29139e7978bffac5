namespace Integration.Specs.Payments;

public abstract class DebitSpecs(PostgresForAll? postgres) : PaymentSpecs(postgres)
{
    [Fact]
    public async Task A_debit_asked_for_twice_goes_to_the_bank_once()
    {
        await DeliverAsync(From("core", Debit()), From("billing", Debit()));
        await DeliverAsync(From("core", Debit()));
        Assert.Equal(["D1"], Said<SubmitDirectDebit>().Select(s => s.DebitNo.Value));
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_debit_asked_for_again_with_other_content_is_listed_and_not_sent()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Debit(yuan: 99));
        Assert.Equal(Yuan(100), Assert.Single(Said<SubmitDirectDebit>()).Amount);
        Assert.Equal(["debit:D1 instructionTwice open"], await OpenAsync());
    }

    [Fact]
    public async Task A_settled_debit_is_posted_once_however_often_the_bank_says_it()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Settled());
        await ArriveAsync(Settled());
        var post = Assert.Single(Said<PostPayment>());
        Assert.Equal(("DD-D1", "A000000001", 10_000, PaymentChannel.DirectDebit), (post.PaymentNo.Value, post.AccountNo.Value, post.Amount.Fen, post.Channel));
        Assert.Empty(await OpenAsync());
        Assert.Equal(("settled", "ordered"), await StandAsync("D1"));
    }

    [Fact]
    public async Task A_failed_debit_is_not_posted()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Failed());
        Assert.Empty(Said<PostPayment>());
        Assert.Equal(("failed", null), await StandAsync("D1"));
    }

    [Fact]
    public async Task A_second_result_that_says_otherwise_is_listed_and_the_first_stands()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Failed());
        await ArriveAsync(Settled());
        Assert.Empty(Said<PostPayment>());
        Assert.Equal(["debit:D1 resultTwice open"], await OpenAsync());
        Assert.Equal("failed", (await StandAsync("D1")).State);
    }

    [Fact]
    public async Task A_result_for_a_debit_nobody_asked_for_is_listed_until_the_order_for_it_comes()
    {
        await ArriveAsync(Settled("D9"));
        Assert.Equal(["debit:D9 unknownDebit open"], await OpenAsync());
        Assert.Empty(Said<PostPayment>());
        await ArriveAsync(Debit("D9"));
        Assert.Empty(await OpenAsync());
        Assert.Single(Said<PostPayment>());
    }

    [Fact]
    public async Task A_result_over_another_amount_is_listed_and_not_posted()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Settled(yuan: 99.99m));
        var difference = Assert.Single(await Queries.DifferencesAsync(null, null, 10, Token));
        Assert.Equal(("resultAmount", 10_000L, 9_999L), (difference.Kind, difference.OursFen, difference.TheirsFen));
        Assert.Empty(Said<PostPayment>());
    }

    [Fact]
    public async Task A_thousand_results_in_one_message_are_matched_one_to_one()
    {
        await ArriveAsync(Enumerable.Range(0, 1000).Select(i => Debit($"N{i}", 1 + i)).ToArray());
        await ArriveAsync(Enumerable.Range(0, 1000).Select(i => Settled($"N{i}", 1 + i)).ToArray());
        Assert.Equal(1000, Said<SubmitDirectDebit>().Count);
        Assert.Equal(1000, Said<PostPayment>().Select(p => p.PaymentNo).Distinct().Count());
        Assert.Equal([(Bank, "settled", 1000L, 50_050_000L)], await Queries.TotalsAsync(Token));
    }

    [Fact]
    public async Task Many_nodes_that_take_the_same_debit_at_once_send_it_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => DeliverAsync(From("core", Debit("M1"), Debit("M2"))), Token)));
        Assert.Equal(["M1", "M2"], Said<SubmitDirectDebit>().Select(s => s.DebitNo.Value).Order());
    }

    [Fact]
    public async Task Billing_s_answer_closes_the_payment_or_is_listed_with_its_reason()
    {
        await ArriveAsync(Debit("P1"), Debit("P2"));
        await ArriveAsync(Settled("P1"), Settled("P2"));
        var posted = new PaymentPosted { PaymentNo = new PaymentNumber("DD-P1"), AccountNo = new AccountNumber("A000000001"), Amount = Yuan(100), OccurredAt = On(23) };
        var refused = new PaymentPostingRejected { PaymentNo = new PaymentNumber("DD-P2"), Code = "E03", Reason = "账户已销", OccurredAt = On(23) };
        await DeliverAsync(From("billing", posted), From("billing", refused), From("billing", posted));
        Assert.Equal(("settled", "posted"), await StandAsync("P1"));
        Assert.Equal(("settled", "rejected"), await StandAsync("P2"));
        Assert.Contains("账户已销", Assert.Single(await Queries.DifferencesAsync(null, null, 10, Token)).Words);
        await DeliverAsync(From("billing", posted with { PaymentNo = new PaymentNumber("DD-P2") }));
        Assert.Empty(await OpenAsync());
        Assert.Equal("posted", (await StandAsync("P2")).Posting);
    }

    [Fact]
    public async Task Billing_posting_what_it_was_not_told_of_or_another_amount_is_listed()
    {
        await ArriveAsync(Received("R5"));
        var posted = new PaymentPosted { PaymentNo = new PaymentNumber("bank-a-R5"), AccountNo = new AccountNumber("A000000002"), Amount = Yuan(51), OccurredAt = On(23) };
        await DeliverAsync(From("billing", posted, posted with { PaymentNo = new PaymentNumber("X1") }));
        Assert.Equal(["bank-a:R5 postingAmount open", "posting:X1 postingUnknown open"], await OpenAsync());
    }

    private async Task<(string State, string? Posting)> StandAsync(string debit) => (await Queries.ShowAsync(debit, Token))!.Value.Payment is var p ? (p.State, p.Posting) : default;
}

public sealed class Debits_on_PostgreSql(PostgresForAll postgres) : DebitSpecs(postgres);

public sealed class Debits_on_Sqlite() : DebitSpecs(null);
