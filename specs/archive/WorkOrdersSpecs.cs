using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

public abstract class WorkOrdersSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    [Fact]
    public async Task A_completed_work_order_installs_the_product_and_its_circuit()
    {
        var order = Delivery(Some.Order());
        var done = Delivery(Some.Completed(60));
        await ArriveAsync(Delivery(Some.Customer()), order, done);
        var product = Assert.Single(await RowsAsync("product", OfCustomer));
        Assert.Contains("|status=active|offering=DDN|", product);
        Assert.Contains($"|circuit_no={Some.CircuitNo}|", product);
        Assert.Contains("|bandwidth_kbps=4096|", product);
        Assert.Contains("3楼", product);
        Assert.Contains("宁波市中山路2号", product);
        Assert.Contains($"installed_message={done.Envelope.Id}", product);
        Assert.Equal("inService", await OneAsync("circuit", OfCustomer, "state"));
        Assert.Equal("completed", await OneAsync("work_order", OfWorkOrder, "state"));
    }

    [Fact]
    public Task Whatever_the_order_of_arrival_97_s_own_numbering_decides() => InEveryOrderAsync(
        // The clock of 97 went back between 2 and 3: the number counts, not the time.
        () =>
        [
            Delivery(Some.Order()), Delivery(Some.State(WorkOrderState.Accepted, 1, sequence: 1)), Delivery(Some.State(WorkOrderState.Testing, 30, sequence: 2)),
            Delivery(Some.Completed(20, sequence: 3) with { CustomerNo = Some.CustomerNo }),
        ],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving.Concat(arriving.Reverse()));
            Assert.Equal("completed", await OneAsync("work_order", OfWorkOrder, "state"));
            Assert.Equal("3", await OneAsync("work_order", OfWorkOrder, "progress_rank"));
            Assert.Equal("install", await OneAsync("work_order", OfWorkOrder, "type"));
            Assert.Equal("active", await OneAsync("product", OfCustomer, "status"));
        });

    [Fact]
    public Task Without_numbers_the_time_decides() => InEveryOrderAsync(
        () => [Delivery(Some.State(WorkOrderState.Accepted, 1)), Delivery(Some.State(WorkOrderState.Dispatched, 2)), Delivery(Some.Returned(3))],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal("returned", await OneAsync("work_order", OfWorkOrder, "state"));
            Assert.Equal("T02", await OneAsync("work_order", OfWorkOrder, "reason_code"));
        });

    [Fact]
    public async Task Progress_may_be_here_before_the_order()
    {
        await ArriveOneByOneAsync([Delivery(Some.State(WorkOrderState.Accepted, 5, 1)), Delivery(Some.Order())]);
        Assert.Equal("accepted", await OneAsync("work_order", OfWorkOrder, "state"));
        Assert.Equal("install", await OneAsync("work_order", OfWorkOrder, "type"));
    }

    [Fact]
    public async Task An_order_and_its_completion_may_stand_in_one_batch_in_any_order()
    {
        await ArriveAsync(Delivery(Some.Completed(60)), Delivery(Some.State(WorkOrderState.Accepted, 5)), Delivery(Some.Order()));
        Assert.Equal("active", await OneAsync("product", OfCustomer, "status"));
    }

    [Fact]
    public async Task A_removal_ends_the_product_and_retires_the_circuit()
    {
        await ArriveAsync(Delivery(Some.Customer()), Delivery(Some.Product(Some.Line)), Delivery(Some.Order(WorkOrderType.Remove)), Delivery(Some.Completed(60)));
        Assert.Equal("terminated", await OneAsync("product", OfCustomer, "status"));
        Assert.NotEqual("", await OneAsync("product", OfCustomer, "ended_on"));
        Assert.Equal("retired", await OneAsync("circuit", OfCustomer, "state"));
    }

    [Fact]
    public async Task What_97_leaves_out_stays_and_every_value_names_the_message_it_is_from()
    {
        var sold = Delivery(Some.Product(Some.Line, minutes: 1) with { ZEnd = new ServiceEnd { Address = "原地址" }, CircuitNo = Some.CircuitNo });
        var done = Delivery(Some.Completed(60, type: WorkOrderType.Change) with { CustomerNo = Some.CustomerNo });
        await ArriveOneByOneAsync([sold, done]);
        var product = Assert.Single(await RowsAsync("product", OfCustomer));
        Assert.Contains("原地址", product);
        Assert.Contains("|bandwidth_kbps=4096|", product);
        var sources = await Differences.SourcesAsync("product", $"{Some.CustomerNo}/{Some.Line}", null, Token);
        Assert.Equal(sold.Envelope.Id.ToString(), sources.Single(v => v.Attribute == "zEnd").Message);
        Assert.Equal(done.Envelope.Id.ToString(), sources.Single(v => v.Attribute == "bandwidthKbps").Message);
        Assert.Equal("test", sources[0].Source);
    }

    [Fact]
    public async Task A_late_completion_does_not_touch_what_was_installed_since()
    {
        var older = Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo });
        var newer = Delivery(Some.Completed(90) with { CustomerNo = Some.CustomerNo, WorkOrderNo = new(Some.WorkOrderNo + "x"), Product = new InstalledProduct { ServiceNo = Some.Line, BandwidthKbps = 8192 } });
        await ArriveOneByOneAsync([newer, older]);
        Assert.Equal("8192", await OneAsync("product", OfCustomer, "bandwidth_kbps"));
        Assert.Equal("completed", await OneAsync("work_order", OfWorkOrder, "state"));
    }

    [Fact]
    public Task What_is_sold_and_what_is_installed_do_not_overwrite_each_other() => InEveryOrderAsync(
        () => [Delivery(Some.Product(Some.Line, minutes: 10)), Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo })],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal("4096", await OneAsync("product", OfCustomer, "bandwidth_kbps"));
            Assert.Equal("3500", await OneAsync("product", OfCustomer, "monthly_fen"));
        });

    [Fact]
    public async Task A_completion_of_nobody_s_service_waits_under_the_line_itself()
    {
        var done = From("n97", Delivery(Some.Completed(60)));
        await ArriveOneByOneAsync([From("n97", Delivery(Some.State(WorkOrderState.Accepted, 1))), done, done]);
        Assert.Equal("completed", await OneAsync("work_order", OfWorkOrder, "state"));
        Assert.Equal("4096", await OneAsync("product", $"customer_no = '{Line}'", "bandwidth_kbps"));
        Assert.Contains(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo == Line && w.Products == 1);
        Assert.Null(await Queries.FindByServiceNumberAsync(Some.Line, null, Token));
    }

    [Fact]
    public Task Its_work_order_says_whose_it_is_whenever_that_comes() => InEveryOrderAsync(
        () => [From("n97", Delivery(Some.Completed(60))), From("core", Delivery(Some.Order() with { ServiceNo = null })), From("core", Delivery(Some.Customer()))],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving.Concat(arriving));
            var overview = await Queries.FindByServiceNumberAsync(Some.Line, null, Token);
            Assert.Equal((Some.CustomerNo, 1, 0), (overview!.CustomerNo, overview.ProductCount, overview.OpenOrders.Count));
            Assert.DoesNotContain(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo == Line);
        });

    [Fact]
    public async Task Two_completions_of_one_unknown_line_are_one_product_and_a_customer_s_profile_takes_it()
    {
        var later = From("n97", Delivery(Some.Completed(90) with { WorkOrderNo = new(Some.WorkOrderNo + "x"), Product = Some.Completed(90).Product with { BandwidthKbps = 8192 } }));
        await ArriveAsync(From("n97", Delivery(Some.Completed(60))), later);
        Assert.Equal("8192", await OneAsync("product", $"customer_no = '{Line}'", "bandwidth_kbps"));
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Product(Some.Line))));
        Assert.Equal(Some.CustomerNo, (await Queries.FindByServiceNumberAsync(Some.Line, null, Token))!.CustomerNo);
        Assert.DoesNotContain(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo == Line);
    }

    [Fact]
    public async Task A_completion_without_its_order_finds_the_customer_by_the_service()
    {
        await ArriveAsync(Delivery(Some.Product(Some.Line)));
        await ArriveAsync(Delivery(Some.Completed(60)));
        Assert.Equal("4096", await OneAsync("product", OfCustomer, "bandwidth_kbps"));
    }

    private string Line => $"n97/service/{ServiceKey.Of(Some.Line.Value)}";
}

public sealed class WorkOrders_on_PostgreSql(PostgresStore store) : WorkOrdersSpecs(store), IClassFixture<PostgresStore>;

public sealed class WorkOrders_on_Sqlite(SqliteStore store) : WorkOrdersSpecs(store), IClassFixture<SqliteStore>;
