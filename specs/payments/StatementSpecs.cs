namespace Integration.Specs.Payments;

public abstract class StatementSpecs(PostgresForAll? postgres) : PaymentSpecs(postgres)
{
    [Fact]
    public async Task A_statement_that_has_all_payments_makes_no_difference()
    {
        await PaidAsync();
        await ArriveAsync(Statement(22, 1000, Entry(100, "D1"), Entry(50, reference: "R1")));
        Assert.Empty(await OpenAsync());
        Assert.Equal(2, Said<BankStatementEntryBooked>().Count);
        Assert.All(await Queries.ListAsync(null, null, null, 10, Token), p => Assert.True(p.Booked));
    }

    [Fact]
    public async Task The_same_facts_in_any_order_give_the_same_result()
    {
        foreach (var order in Orders([0, 1, 2, 3]))
        {
            var run = string.Join("", order);
            Func<Task>[] steps =
            [
                () => ArriveAsync(Debit("D" + run)), () => ArriveAsync(Settled("D" + run)), () => ArriveAsync(Received("R" + run)),
                () => ArriveAsync(Statement(22, 0, Entry(100, "D" + run), Entry(50, reference: "R" + run)) with { StatementNo = new BatchNumber("S" + run), AccountNo = new BankAccountNumber(run) }),
            ];
            foreach (var step in order)
                await steps[step]();
        }
        Assert.Empty(await OpenAsync());
        Assert.Equal(48, Said<PostPayment>().Count);
    }

    [Fact]
    public async Task What_the_statement_has_and_we_do_not_is_listed_until_we_learn_of_it()
    {
        await ArriveAsync(Statement(22, 0, Entry(50, reference: "R1"), Entry(-3, reference: "FEE")));
        Assert.Equal(["bank-a:FEE missingHere open", "bank-a:R1 missingHere open"], await OpenAsync());
        await ArriveAsync(Received());
        Assert.Equal(["bank-a:FEE missingHere open"], await OpenAsync());
    }

    [Fact]
    public async Task What_we_have_and_the_statement_does_not_is_listed_until_a_later_statement_has_it()
    {
        await PaidAsync();
        await ArriveAsync(Statement(22, 0, Entry(50, reference: "R1")));
        Assert.Equal(["debit:D1 missingThere open"], await OpenAsync());
        await ArriveAsync(Statement(23, 50, Entry(100, "D1", day: 23)));
        Assert.Empty(await OpenAsync());
        var closed = Assert.Single(await Queries.DifferencesAsync("closed", null, 10, Token));
        Assert.Equal(["opened", "closed"], (await Queries.HistoryAsync(closed.No, Token)).Select(e => e.What));
    }

    [Fact]
    public async Task What_is_settled_after_its_day_s_statement_came_is_missing_there_too()
    {
        await ArriveAsync(Statement(22, 0));
        await ArriveAsync(Debit());
        await ArriveAsync(Settled());
        Assert.Equal(["debit:D1 missingThere open"], await OpenAsync());
    }

    [Fact]
    public async Task Before_its_day_s_statement_has_come_nothing_is_missing()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Settled(day: 23));
        await ArriveAsync(Statement(22, 0));
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task Another_amount_in_the_statement_is_listed_with_both()
    {
        await PaidAsync();
        await ArriveAsync(Statement(22, 0, Entry(99.99m, "D1"), Entry(50, reference: "R1")));
        var difference = Assert.Single(await Queries.DifferencesAsync(null, Bank, 10, Token));
        Assert.Equal(("amount", 10_000L, 9_999L), (difference.Kind, difference.OursFen, difference.TheirsFen));
        Assert.Contains("S22 no. 1", difference.Words);
    }

    [Fact]
    public async Task What_is_booked_twice_is_listed_until_one_is_taken_back()
    {
        await PaidAsync();
        await ArriveAsync(Statement(22, 0, Entry(100, "D1"), Entry(50, reference: "R1"), Entry(100, "D1")));
        Assert.Equal(["debit:D1 twice open"], await OpenAsync());
        await ArriveAsync(Statement(23, 250, Entry(-100, "D1", day: 23)));
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task What_is_booked_and_taken_back_is_listed()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Settled());
        await ArriveAsync(Statement(22, 0, Entry(100, "D1"), Entry(-100, "D1")));
        Assert.Equal(["debit:D1 takenBack open"], await OpenAsync());
    }

    [Fact]
    public async Task A_debit_that_failed_and_was_booked_is_listed()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Failed());
        await ArriveAsync(Statement(22, 0, Entry(100, "D1")));
        Assert.Equal(["debit:D1 missingHere open"], await OpenAsync());
        Assert.Empty(Said<PostPayment>());
    }

    [Fact]
    public async Task The_same_statement_twice_changes_nothing_and_another_one_under_its_number_is_listed()
    {
        await PaidAsync();
        var statement = Statement(22, 0, Entry(100, "D1"), Entry(50, reference: "R1"));
        await ArriveAsync(statement);
        await ArriveAsync(statement with { OccurredAt = On(23) });
        Assert.Empty(await OpenAsync());
        await ArriveAsync(Statement(22, 0, Entry(100, "D1"), Entry(60, reference: "R1")));
        Assert.Equal(["statement:bank-a:S22 statementTwice open"], await OpenAsync());
        Assert.Equal(2, Said<BankStatementEntryBooked>().Count);
    }

    [Fact]
    public async Task Balances_that_do_not_meet_are_listed_until_the_statement_between_them_comes()
    {
        await ArriveAsync(Statement(20, 0, Entry(1, reference: "A")));
        await ArriveAsync(Statement(22, 3, Entry(1, reference: "B")));
        Assert.Contains("statement:bank-a:S22 balance open", await OpenAsync());
        await ArriveAsync(Statement(21, 1, Entry(2, reference: "C")));
        Assert.DoesNotContain(await OpenAsync(), d => d.Contains("balance"));
    }

    [Fact]
    public async Task A_statement_whose_entries_do_not_make_its_closing_balance_is_listed()
    {
        await ArriveAsync(Statement(22, 0) with { Closing = Yuan(0.01m) });
        Assert.Equal(["statement:bank-a:S22 sums open"], await OpenAsync());
    }

    [Fact]
    public async Task An_explained_difference_stays_explained_until_the_facts_agree()
    {
        await ArriveAsync(Statement(22, 0, Entry(-3, reference: "FEE")));
        Assert.True(await Queries.ExplainAsync(1, "li.na", "账户管理费", Token));
        await ArriveAsync(Statement(22, 0, Entry(-3, reference: "FEE")));
        Assert.Equal(["bank-a:FEE missingHere explained"], await OpenAsync());
        await ArriveAsync(Received("FEE", -3));
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task What_a_person_has_closed_opens_again_only_with_other_figures()
    {
        await ArriveAsync(Statement(22, 0, Entry(100, reference: "R7")));
        Assert.True(await Queries.CloseAsync(1, "li.na", "同行转入", Token));
        Assert.False(await Queries.CloseAsync(1, "li.na", "again", Token));
        await ArriveAsync(Statement(23, 100, Entry(1, reference: "R8", day: 23)));
        Assert.Equal(["bank-a:R8 missingHere open"], await OpenAsync());
        await ArriveAsync(Statement(24, 101, Entry(5, reference: "R7", day: 24)));
        Assert.Contains("bank-a:R7 missingHere open", await OpenAsync());
    }

    [Fact]
    public async Task Money_for_no_account_is_listed_and_not_posted()
    {
        await ArriveAsync(Received(account: null));
        Assert.Equal(["bank-a:R1 noAccount open"], await OpenAsync());
        Assert.Empty(Said<PostPayment>());
    }

    [Fact]
    public async Task References_of_two_banks_are_apart()
    {
        await DeliverAsync(From("bank-a", Received()), From("bank-b", Received(yuan: 70)));
        Assert.Equal(["bank-a-R1", "bank-b-R1"], Said<PostPayment>().Select(p => p.PaymentNo.Value).Order());
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task Results_and_their_statement_at_the_same_instant_miss_nothing()
    {
        await ArriveAsync(Enumerable.Range(0, 20).Select(i => Debit($"C{i}")).ToArray());
        var results = Enumerable.Range(0, 20).Select(i => Task.Run(() => ArriveAsync(Settled($"C{i}")), Token));
        var statement = Task.Run(() => ArriveAsync(Statement(22, 0, [.. Enumerable.Range(0, 19).Select(i => Entry(100, $"C{i}"))])), Token);
        await Task.WhenAll([.. results, statement]);
        Assert.Equal(["debit:C19 missingThere open"], await OpenAsync());
    }

    private async Task PaidAsync()
    {
        await ArriveAsync(Debit());
        await ArriveAsync(Settled());
        await ArriveAsync(Received());
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((first, i) => Orders([.. items.Where((_, n) => n != i)]).Select(rest => (int[])[first, .. rest]));
}

public sealed class Statements_on_PostgreSql(PostgresForAll postgres) : StatementSpecs(postgres);

public sealed class Statements_on_Sqlite() : StatementSpecs(null);
