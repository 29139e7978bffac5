using Integration.CanonicalModel;
using Integration.Hub;

namespace Integration.Specs.Archive;

public abstract class BillsSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    [Fact]
    public async Task A_batch_of_a_thousand_bills_is_filed_with_the_line_that_each_is_from()
    {
        var batch = Delivery(Enumerable.Range(0, 1000).Select(i => Some.Bill(i, dueFen: 100 + i)).ToArray());
        await ArriveAsync(batch);
        var rows = await RowsAsync("customer_bill", OfCustomer);
        Assert.Equal(1000, rows.Count);
        Assert.Contains("due_fen=517|", rows[417]);
        Assert.Contains("bill_line=418|", rows[417]);
        Assert.Contains($"bill_message={batch.Envelope.Id}", rows[417]);
    }

    [Fact]
    public async Task Many_batches_may_be_filed_in_one_transaction()
    {
        await ArriveAsync([.. Enumerable.Range(0, 6).Select(b => Delivery(Enumerable.Range(b * 900, 1000).Select(i => Some.Bill(i, dueFen: b)).ToArray()))]);
        var rows = await RowsAsync("customer_bill", OfCustomer);
        Assert.Equal(5500, rows.Count);
        // The last hundred of a batch stand again in the next one, which was accepted later.
        Assert.Contains("due_fen=1|", rows[950]);
    }

    [Fact]
    public async Task The_same_message_twice_changes_nothing()
    {
        var batch = Delivery(Some.Bill(0), Some.Bill(1));
        await ArriveAsync(batch);
        var before = await RowsAsync("customer_bill", OfCustomer);
        await ArriveAsync(batch);
        Assert.Equal(before, await RowsAsync("customer_bill", OfCustomer));
    }

    [Fact]
    public Task Whatever_the_order_of_arrival_the_newest_bill_stays() => InEveryOrderAsync(
        () => [Delivery(Some.Bill(0, minutes: 0, paidFen: 0)), Delivery(Some.Bill(0, minutes: 5, paidFen: 100)), Delivery(Some.Bill(0, minutes: 9, paidFen: 12345))],
        async (arriving, made) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal("settled", await OneAsync("customer_bill", OfCustomer, "state"));
            Assert.Equal("0", await OneAsync("customer_bill", OfCustomer, "arrears_fen"));
            Assert.Equal(made[2].Envelope.Id.ToString(), await OneAsync("customer_bill", OfCustomer, "bill_message"));
        });

    [Fact]
    public async Task Of_two_at_the_same_instant_the_one_accepted_later_stays()
    {
        var first = Delivery(Some.Bill(0, dueFen: 1));
        var second = Delivery(Some.Bill(0, dueFen: 2));
        await ArriveOneByOneAsync([second, first]);
        Assert.Equal("2", await OneAsync("customer_bill", OfCustomer, "due_fen"));
    }

    [Fact]
    public async Task A_bill_that_stands_twice_in_one_batch_counts_once_and_the_later_line_stays()
    {
        await ArriveAsync(Delivery(Some.Bill(0, dueFen: 1), Some.Bill(1), Some.Bill(0, dueFen: 2), Some.Bill(0, dueFen: 3)));
        var rows = await RowsAsync("customer_bill", OfCustomer);
        Assert.Equal(2, rows.Count);
        Assert.Contains("due_fen=3|", rows[0]);
        Assert.Contains("bill_line=4|", rows[0]);
    }

    [Fact]
    public async Task Two_nodes_filing_the_same_bills_in_opposite_order_do_not_block_each_other()
    {
        var bills = Enumerable.Range(0, 300).Select(i => Some.Bill(i)).ToArray();
        var nodes = Enumerable.Range(0, 4).Select(n => Delivery(n % 2 == 0 ? bills : [.. bills.Reverse()])).ToArray();
        await Task.WhenAll(nodes.Select(d => Task.Run(() => ArriveAsync(d), Token)));
        var rows = await RowsAsync("customer_bill", OfCustomer);
        Assert.Equal(300, rows.Count);
        Assert.All(rows, r => Assert.Contains($"bill_message={nodes[3].Envelope.Id}", r));
    }

    [Fact]
    public async Task Totals_can_be_compared_with_billing_s_books()
    {
        var before = await Queries.BillTotalsAsync(Token);
        await ArriveAsync(Delivery(Some.Bill(0, dueFen: 5_000_000_000), Some.Bill(1, dueFen: -120), Some.Bill(1, minutes: 5, dueFen: -100)));
        var after = await Queries.BillTotalsAsync(Token);
        Assert.Equal((2L, 4_999_999_900L), (after.Bills - before.Bills, after.Fen - before.Fen));
    }

    [Fact]
    public async Task Arrears_are_computed_where_billing_does_not_say_them()
    {
        await ArriveAsync(Delivery(Some.Bill(0, dueFen: 500, paidFen: 200), Some.Bill(1, dueFen: 500) with { AmountArrears = Money.Cny(450) }));
        var rows = await RowsAsync("customer_bill", OfCustomer);
        Assert.Contains("arrears_fen=300|", rows[0]);
        Assert.Contains("arrears_fen=450|", rows[1]);
    }

    [Fact]
    public async Task A_bill_in_two_currencies_is_refused_by_line_and_nothing_of_the_message_is_filed()
    {
        var mixed = Delivery(Some.Bill(0), Some.Bill(1) with { AmountPaid = new Money(1, "HKD") });
        var e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(mixed));
        Assert.Equal("archive.bill-amounts", e.Failure.Code);
        Assert.Equal("body line 2", e.Failure.Location);
        Assert.Empty(await RowsAsync("customer_bill", OfCustomer));
    }
}

public sealed class Bills_on_PostgreSql(PostgresStore store) : BillsSpecs(store), IClassFixture<PostgresStore>;

public sealed class Bills_on_Sqlite(SqliteStore store) : BillsSpecs(store), IClassFixture<SqliteStore>;
