using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

public abstract class CrossReferenceSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    private static readonly Actor Li = new("li.na", "cli");

    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    private CustomerNumber Theirs => new($"own-{Some.CustomerNo}");

    private string Party => $"own/{Theirs}";

    [Fact]
    public Task Two_systems_meet_by_the_account_whichever_comes_first() => InEveryOrderAsync(
        () => [From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())), From("own", Delivery(Some.Bill(0, dueFen: 42) with { CustomerNo = Theirs }))],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving.Concat(arriving));
            var overview = await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token);
            Assert.Equal(Money.Cny(42), overview!.LatestBill!.AmountDue);
            Assert.Equal(Some.CustomerNo.Value, await CrossReference.FindAsync("own", "customer", Theirs.Value, Token));
            Assert.Single(await CrossReference.HistoryAsync(Party, null, Token));
            Assert.DoesNotContain(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo == Party);
        });

    [Fact]
    public async Task Two_systems_meet_by_the_service_number()
    {
        await ArriveAsync(From("own", Delivery(Some.Completed(10) with { CustomerNo = Theirs })));
        Assert.Contains(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo == Party && w.Products == 1);
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Product(Some.Line))));
        var overview = await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token);
        // One service, though it came under two numbers: as 97 installed it, and as it was sold.
        Assert.Equal((1, 4096L, Money.Cny(3500)), (overview!.ProductCount, overview.Products[0].BandwidthKbps, overview.Products[0].MonthlyFee!.Value));
    }

    [Fact]
    public async Task A_line_changed_at_the_counter_waits_under_itself_until_somebody_has_it()
    {
        await ArriveAsync(From("n97", Delivery(Some.LineChanged(OrderAction.Suspend, 10))));
        await ArriveAsync(From("n97", Delivery(Some.LineChanged(OrderAction.Resume, 20))));
        Assert.Null(await Queries.FindByServiceNumberAsync(Some.Phone, null, Token));
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Product())));
        Assert.Equal(Some.CustomerNo, (await Queries.FindByServiceNumberAsync(Some.Phone, null, Token))!.CustomerNo);
        Assert.DoesNotContain(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo.Contains(ServiceKeyOf(Some.Phone), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contradicting_keys_wait_for_a_person()
    {
        var second = new Some();
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(second.Customer())), From("core", Delivery(Some.Account())), From("core", Delivery(second.Account())));
        await ArriveAsync(From("own", Delivery(Some.Bill(0) with { CustomerNo = Theirs }, second.Bill(0) with { CustomerNo = Theirs })));
        var matches = (await CrossReference.MatchesAsync(false, null, Token)).Where(m => m.PartyNo == Party).ToList();
        Assert.Equal(new[] { Some.CustomerNo.Value, second.CustomerNo.Value }.Order(), matches.Select(m => m.OtherNo).Order());
        Assert.Null(await CrossReference.FindAsync("own", "customer", Theirs.Value, Token));

        await CrossReference.ConfirmAsync(matches.Single(m => m.OtherNo == Some.CustomerNo.Value).Id, "asked billing", Li, null, Token);
        Assert.Equal(Some.CustomerNo.Value, await CrossReference.FindAsync("own", "customer", Theirs.Value, Token));
        await CrossReference.RejectAsync(matches.Single(m => m.OtherNo == second.CustomerNo.Value).Id, "another branch", Li, null, Token);
        await ArriveAsync(From("own", Delivery(second.Bill(1, minutes: 30) with { CustomerNo = Theirs })));
        Assert.DoesNotContain(await CrossReference.MatchesAsync(false, null, Token), m => m.PartyNo == Party);
        Assert.Equal(["confirmed", "rejected"], (await CrossReference.MatchesAsync(true, null, Token)).Where(m => m.PartyNo == Party).Select(m => m.State).Order());
        await Assert.ThrowsAsync<RequestRefusedException>(() => CrossReference.ConfirmAsync(matches[0].Id, "again", Li, null, Token));
    }

    [Fact]
    public async Task Names_that_contradict_the_key_wait_for_a_person()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())));
        await ArriveAsync(From("own", Delivery(Some.Bill(0) with { CustomerNo = Theirs, CustomerName = "绍兴黄酒厂" })));
        Assert.Equal("their names have nothing in common", Assert.Single(await CrossReference.MatchesAsync(false, null, Token), m => m.PartyNo == Party).Reason);
    }

    [Fact]
    public async Task A_name_alone_joins_nobody_and_a_similar_name_with_the_same_phone_is_asked_about()
    {
        var second = new Some();
        await ArriveAsync(From("core", Delivery(Some.Customer())));
        await ArriveAsync(From("own", Delivery(second.Bill(0) with { CustomerNo = Theirs, CustomerName = $"（{Some.Customer().Name}）有限公司" })));
        Assert.Equal("the name is the same, and nothing stronger is known", Assert.Single(await CrossReference.MatchesAsync(false, null, Token), m => m.PartyNo == Party).Reason);
        await ArriveAsync(From("core", Delivery(second.Customer() with { Name = Some.Customer().Name + "营业部", Contacts = Some.Customer().Contacts })));
        var match = Assert.Single(await CrossReference.MatchesAsync(false, null, Token), m => m.PartyNo == second.CustomerNo.Value || m.OtherNo == second.CustomerNo.Value);
        Assert.Equal(("two records of similar names", $"phone {Some.ContactPhone}"), (match.Reason, match.Evidence));
        Assert.Single(await CrossReference.MatchesAsync(false, ["cn.zj"], Token), m => m.Id == match.Id);
        Assert.DoesNotContain(await CrossReference.MatchesAsync(false, ["cn.js"], Token), m => m.Id == match.Id);
    }

    [Fact]
    public async Task An_undone_merge_gives_everything_back_also_what_came_since()
    {
        var second = new Some();
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(second.Customer())), From("core", Delivery(Some.Product())), From("core", Delivery(second.Product())));
        await CrossReference.MergeAsync(second.CustomerNo.Value, Some.CustomerNo.Value, "one bank", Li, null, Token);
        await ArriveAsync(From("billing", Delivery(second.Bill(0, dueFen: 7))), From("core", Delivery(second.Order())));
        var one = await Queries.FindByServiceNumberAsync(second.Phone, null, Token);
        Assert.Equal((Some.CustomerNo, 2, Money.Cny(7), 1), (one!.CustomerNo, one.ProductCount, one.LatestBill!.AmountDue, one.OpenOrders.Count));
        Assert.Equal(Some.CustomerNo, (await Queries.FindByCustomerNumberAsync(second.CustomerNo, null, Token))!.CustomerNo);
        await Assert.ThrowsAsync<RequestRefusedException>(() => CrossReference.MergeAsync(Some.CustomerNo.Value, second.CustomerNo.Value, "circle", Li, null, Token));

        await CrossReference.UndoMergeAsync(second.CustomerNo.Value, "two branches after all", Li, null, Token);
        one = await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token);
        var two = await Queries.FindByServiceNumberAsync(second.Phone, null, Token);
        Assert.Equal((1, null, 0), (one!.ProductCount, one.LatestBill, one.OpenOrders.Count));
        Assert.Equal((second.CustomerNo, 1, Money.Cny(7), 1), (two!.CustomerNo, two.ProductCount, two.LatestBill!.AmountDue, two.OpenOrders.Count));
        var history = Assert.Single(await CrossReference.HistoryAsync(second.CustomerNo.Value, null, Token));
        Assert.Equal(("one bank", "li.na", "two branches after all"), (history.Cause, history.UndoneBy, history.UndoneBecause));
        await Assert.ThrowsAsync<RequestRefusedException>(() => CrossReference.UndoMergeAsync(second.CustomerNo.Value, "again", Li, null, Token));
    }

    [Fact]
    public async Task What_was_joined_before_goes_along_and_stays_when_the_later_merge_is_undone()
    {
        var (second, third) = (new Some(), new Some());
        foreach (var one in new[] { Some, second, third })
            await ArriveAsync(From("core", Delivery(one.Customer())), From("core", Delivery(one.Product())));
        await CrossReference.MergeAsync(third.CustomerNo.Value, second.CustomerNo.Value, "a", Li, null, Token);
        await CrossReference.MergeAsync(second.CustomerNo.Value, Some.CustomerNo.Value, "b", Li, null, Token);
        Assert.Equal(3, (await Queries.FindByServiceNumberAsync(third.Phone, null, Token))!.ProductCount);
        await CrossReference.UndoMergeAsync(second.CustomerNo.Value, "no", Li, null, Token);
        Assert.Equal((second.CustomerNo, 2), ((await Queries.FindByServiceNumberAsync(third.Phone, null, Token))!.CustomerNo, (await Queries.FindByServiceNumberAsync(third.Phone, null, Token))!.ProductCount));
    }

    [Fact]
    public async Task What_a_person_has_parted_the_hub_does_not_join_again()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())), From("own", Delivery(Some.Bill(0) with { CustomerNo = Theirs })));
        Assert.NotNull(await CrossReference.FindAsync("own", "customer", Theirs.Value, Token));
        await CrossReference.UndoMergeAsync(Party, "another company's account", Li, null, Token);
        await ArriveAsync(From("own", Delivery(Some.Bill(1, minutes: 9) with { CustomerNo = Theirs, CustomerName = "某公司" })));
        Assert.Null(await CrossReference.FindAsync("own", "customer", Theirs.Value, Token));
    }

    [Fact]
    public async Task Whose_account_it_is_is_the_master_s_word_and_the_other_s_is_listed_until_they_agree()
    {
        var second = new Some();
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(second.Customer())), From("core", Delivery(Some.Account())));
        await ArriveAsync(From("billing", Delivery(Some.Bill(0, minutes: 1) with { CustomerNo = second.CustomerNo })));
        Assert.Equal("open", await StateAsync());
        await ArriveAsync(From("billing", Delivery(Some.Bill(0, minutes: 2))));
        Assert.Equal("closed", await StateAsync());

        async Task<string> StateAsync() => Assert.Single(await Differences.ListAsync(null, "billingAccount", null, 1000, null, Token), d => d.Key == Some.AccountNo.Value && d.Attribute == "customerNo").State;
    }

    [Fact]
    public async Task Many_nodes_may_learn_of_the_same_customers_at_once()
    {
        var customers = Enumerable.Range(0, 40).Select(_ => new Some()).ToList();
        var nodes = Enumerable.Range(0, 4).Select(n => new[]
        {
            From("core", Delivery([.. (n % 2 == 0 ? customers : Enumerable.Reverse(customers)).Select(c => c.Customer(minutes: n))])),
            From("core", Delivery([.. (n % 2 == 1 ? customers : Enumerable.Reverse(customers)).Select(c => c.Account(minutes: n))])),
            From("own", Delivery([.. customers.Select(c => c.Bill(n) with { CustomerNo = new($"own-{c.CustomerNo}") })])),
        });
        await Task.WhenAll(nodes.Select(n => Task.Run(() => ArriveAsync(n), Token)));
        foreach (var customer in customers)
        {
            Assert.Equal(customer.CustomerNo.Value, await CrossReference.FindAsync("own", "customer", $"own-{customer.CustomerNo}", Token));
            Assert.Single(await CrossReference.HistoryAsync($"own/own-{customer.CustomerNo}", null, Token));
        }
    }

    private static string ServiceKeyOf(ServiceNumber number) => ServiceKey.Of(number.Value);
}

public sealed class CrossReference_on_PostgreSql(PostgresStore store) : CrossReferenceSpecs(store), IClassFixture<PostgresStore>;

public sealed class CrossReference_on_Sqlite(SqliteStore store) : CrossReferenceSpecs(store), IClassFixture<SqliteStore>;
