using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

public abstract class OverviewSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    [Fact]
    public async Task An_overview_answers_from_bills_work_orders_tickets_and_profile_alike()
    {
        await ArriveAsync(
            Delivery(Some.Customer()), Delivery(Some.Product()), Delivery(Some.Order()), Delivery(Some.State(WorkOrderState.Dispatched, 5, 1)), Delivery(Some.Trouble()),
            Delivery(Some.Bill(1, period: "2026-10", paidFen: 12345), Some.Bill(2, period: "2026-11", dueFen: 777)));
        var overview = await FindAsync(Some.Phone.Value);
        Assert.Equal(Some.CustomerNo, overview.CustomerNo);
        Assert.Equal(Some.Customer().Name, overview.Name);
        Assert.Equal(ServiceLevel.Gold, overview.ServiceLevel);
        Assert.Equal("张伟", overview.AccountManager!.Name);
        Assert.Equal((Some.Phone, Money.Cny(3500)), (Assert.Single(overview.Products).ServiceNo, overview.Products[0].MonthlyFee!.Value));
        var order = Assert.Single(overview.OpenOrders);
        Assert.Equal(("dispatched", WorkOrderType.Install, Some.At(5)), (order.State, order.Type!.Value, order.ChangedAt));
        Assert.Equal(Some.TicketNo, Assert.Single(overview.OpenTickets).TicketNo);
        Assert.Equal((Some.BillNo(2), Money.Cny(777), Money.Cny(777)), (overview.LatestBill!.BillNo, overview.LatestBill.AmountDue, overview.LatestBill.AmountArrears));
        // It must also fit the wire.
        Assert.NotEmpty(CanonicalJson.Serialize(overview));
    }

    [Fact]
    public async Task A_number_is_found_however_it_is_written()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Product()), Delivery(Some.Order()), Delivery(Some.Completed(60)));
        var digits = Some.Phone.Value.Replace("-", "", StringComparison.Ordinal);
        foreach (var number in new[] { Some.Phone.Value, digits, $"+86 571 {digits[4..]}", $"0086571{digits[4..]}", $"(0571) {digits[4..]}", Some.CircuitNo.Value.ToLowerInvariant(), Some.ContactPhone, $"+86-{Some.ContactPhone}" })
            Assert.Equal(Some.CustomerNo, (await FindAsync(number)).CustomerNo);
        Assert.Null(await Queries.FindByServiceNumberAsync(new("0571-1"), null, Token));
        Assert.Null(await Queries.FindByServiceNumberAsync(new("--"), null, Token));
        Assert.Equal(Some.CustomerNo, (await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token))!.CustomerNo);
        Assert.Null(await Queries.FindByCustomerNumberAsync(new("nobody"), null, Token));
    }

    [Fact]
    public async Task Only_customers_within_the_jurisdiction_are_seen()
    {
        await ArriveAsync(Delivery(Some.Customer(orgUnit: "cn.zj.hz")), Delivery(Some.Product()));
        foreach (var units in new string[][] { ["cn.zj.hz"], ["cn.zj"], ["cn"], ["cn.js", "cn.zj"] })
            Assert.NotNull(await Queries.FindByServiceNumberAsync(Some.Phone, units, Token));
        foreach (var units in new string[][] { [], ["cn.zj.nb"], ["cn.zj.hz.xh"], ["cn.z"], ["cn.zj.h"], ["%"], ["cn_zj"], ["cn.zj.hz' OR '1'='1"] })
        {
            Assert.Null(await Queries.FindByServiceNumberAsync(Some.Phone, units, Token));
            Assert.Null(await Queries.FindByCustomerNumberAsync(Some.CustomerNo, units, Token));
        }
    }

    [Fact]
    public async Task A_number_that_passed_to_another_customer_finds_the_one_who_has_it_now()
    {
        var next = new Some();
        await ArriveAsync(
            Delivery(Some.Customer()), Delivery(next.Customer()),
            Delivery(Some.Product(minutes: 0)), Delivery(Some.Product(minutes: 10, status: ProductStatus.Terminated)), Delivery(next.Product(Some.Phone, minutes: 5)));
        Assert.Equal(next.CustomerNo, (await FindAsync(Some.Phone.Value)).CustomerNo);
        Assert.Equal(ProductStatus.Terminated, Assert.Single((await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token))!.Products).Status);
    }

    [Fact]
    public async Task The_product_asked_for_stands_first_and_a_long_list_is_cut()
    {
        var many = Enumerable.Range(0, 80).Select(i => Some.Product(new($"{Some.Phone}{i:D2}"))).ToArray();
        await ArriveAsync(Delivery(Some.Customer()), Delivery(many));
        var overview = await FindAsync(many[77].ServiceNo.Value);
        Assert.Equal(many[77].ServiceNo, overview.Products[0].ServiceNo);
        Assert.Equal((ArchiveQueries.MostProducts, 80), (overview.Products.Count, overview.ProductCount));
    }

    [Fact]
    public async Task A_returned_work_order_is_open_and_says_why()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Order()), Delivery(Some.Returned(9, 2)));
        var order = Assert.Single((await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token))!.OpenOrders);
        Assert.Equal(("returned", "无端口"), (order.State, order.Note));
    }

    [Fact]
    public async Task A_completed_work_order_is_no_longer_open()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Order()), Delivery(Some.Completed(60)));
        Assert.Empty((await FindAsync(Some.Line.Value)).OpenOrders);
    }

    [Fact]
    public async Task A_ticket_is_found_by_customer_or_by_service_until_it_is_closed()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Product()), Delivery(Some.Trouble(), Some.Trouble(byCustomer: true) with { TicketNo = new(Some.TicketNo + "b"), ServiceNo = null }));
        Assert.Equal(2, (await FindAsync(Some.Phone.Value)).OpenTickets.Count);
        var closed = Delivery(new TroubleTicketStateChanged { TicketNo = Some.TicketNo, State = TicketState.Closed, Solution = "换线", OccurredAt = Some.At(30) });
        var late = Delivery(new TroubleTicketStateChanged { TicketNo = Some.TicketNo, State = TicketState.InProgress, OccurredAt = Some.At(10) });
        await ArriveOneByOneAsync([closed, late]);
        Assert.NotEqual(Some.TicketNo, Assert.Single((await FindAsync(Some.Phone.Value)).OpenTickets).TicketNo);
        Assert.Equal("换线", await OneAsync("trouble_ticket", $"ticket_no = '{Some.TicketNo}'", "solution"));
    }

    [Fact]
    public async Task An_older_profile_never_comes_back_also_not_its_phones()
    {
        var newer = Some.Customer(minutes: 10, level: ServiceLevel.Diamond) with { Contacts = [new Contact { Name = "赵敏", Role = ContactRole.Finance, Phones = ["1371111" + Some.ContactPhone[7..]] }] };
        await ArriveOneByOneAsync([Delivery(newer), Delivery(Some.Customer(minutes: 5))]);
        Assert.Equal(ServiceLevel.Diamond, (await FindAsync("1371111" + Some.ContactPhone[7..])).ServiceLevel);
        Assert.Null(await Queries.FindByServiceNumberAsync(new(Some.ContactPhone), null, Token));
    }

    [Fact]
    public async Task The_query_handler_answers_in_canonical_words_and_refuses_what_the_caller_may_not_see()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Product()));
        var handler = new CustomerQueryHandler(Queries);
        var question = CanonicalJson.Serialize(new FindCustomerByServiceNumber { RequestId = new("Q1"), ServiceNo = Some.Phone });
        var answer = await handler.AnswerAsync(question, new QueryCaller("customer-service", ["cn.zj"]), Token);
        Assert.Equal(new RequestId("Q1"), CanonicalJson.Deserialize<CustomerOverview>(answer).RequestId);
        var e = await Assert.ThrowsAsync<RequestRefusedException>(() => handler.AnswerAsync(question, new QueryCaller("customer-service", ["cn.js"]), Token));
        Assert.Equal("customer.not-found", e.Code);
        e = await Assert.ThrowsAsync<RequestRefusedException>(() => handler.AnswerAsync("{}"u8.ToArray(), new QueryCaller("customer-service", null), Token));
        Assert.Equal("query.unreadable", e.Code);
    }

    private async Task<CustomerOverview> FindAsync(string number)
    {
        var overview = await Queries.FindByServiceNumberAsync(new(number), null, Token);
        Assert.NotNull(overview);
        return overview;
    }
}

public sealed class Overview_on_PostgreSql(PostgresStore store) : OverviewSpecs(store), IClassFixture<PostgresStore>;

public sealed class Overview_on_Sqlite(SqliteStore store) : OverviewSpecs(store), IClassFixture<SqliteStore>;
