using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

public abstract class MasterRulesSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    [Fact]
    public Task Whatever_the_order_the_master_s_value_stays_and_the_other_s_is_listed_once() => InEveryOrderAsync(
        () =>
        [
            From("core", Delivery(Some.Product(Some.Line, minutes: 90) with { BandwidthKbps = 2048 })),
            From("n97", Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo }), "N97-2"),
            From("core", Delivery(Some.Product(Some.Line, minutes: 20) with { BandwidthKbps = 1024 })),
        ],
        async (arriving, made) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal("4096", await OneAsync("product", OfCustomer, "bandwidth_kbps"));
            Assert.Equal("3500", await OneAsync("product", OfCustomer, "monthly_fen"));
            var bandwidth = Assert.Single(await ListedAsync("bandwidthKbps"));
            Assert.Equal(("4096", "n97/N97-2", "2048", "core"), (bandwidth.Ours, bandwidth.OursSource, bandwidth.Theirs, bandwidth.TheirsSource));
            Assert.Equal(made[0].Envelope.Id.ToString(), bandwidth.TheirsMessage);
            Assert.Equal(("open", made[1].Envelope.Id.ToString()), (bandwidth.State, bandwidth.OursMessage));
        });

    [Fact]
    public async Task A_difference_closes_by_itself_when_the_two_agree_again_and_opens_anew()
    {
        await ArriveAsync(From("n97", Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo })));
        foreach (var (minutes, bandwidth, state) in new[] { (61, 1L, "open"), (62, 1L, "open"), (63, 4096L, "closed"), (64, 2L, "open") })
        {
            await ArriveAsync(From("core", Delivery(Some.Product(Some.Line, minutes) with { BandwidthKbps = bandwidth })));
            Assert.Equal(state, Assert.Single(await ListedAsync("bandwidthKbps")).State);
        }

        // Also when it is the master that comes round; and a late word does not open it again.
        await ArriveAsync(From("n97", Delivery(Some.Completed(70) with { CustomerNo = Some.CustomerNo, Product = Some.Completed(70).Product with { BandwidthKbps = 2 } })));
        Assert.Equal("closed", Assert.Single(await ListedAsync("bandwidthKbps")).State);
        await ArriveAsync(From("core", Delivery(Some.Product(Some.Line, 50) with { BandwidthKbps = 9 })));
        Assert.Equal("closed", Assert.Single(await ListedAsync("bandwidthKbps")).State);
    }

    [Fact]
    public async Task What_a_person_has_ignored_stays_ignored_until_one_of_the_two_says_something_else()
    {
        await ArriveAsync(From("n97", Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo })), From("core", Delivery(Some.Product(Some.Line, 61) with { BandwidthKbps = 1 })));
        await Decisions.IgnoreAsync(new("product", $"{Some.CustomerNo}/{Some.Line}", "bandwidthKbps", "core"), null, "known", new Actor("li.na", "cli"), null, Token);
        await ArriveAsync(From("core", Delivery(Some.Product(Some.Line, 62) with { BandwidthKbps = 1 })));
        Assert.Equal("ignored", Assert.Single(await ListedAsync("bandwidthKbps")).State);
        await ArriveAsync(From("core", Delivery(Some.Product(Some.Line, 63) with { BandwidthKbps = 3 })));
        Assert.Equal("open", Assert.Single(await ListedAsync("bandwidthKbps")).State);
    }

    [Fact]
    public Task Each_attribute_has_its_own_master_and_names_its_own_source() => InEveryOrderAsync(
        () =>
        [
            From("core", Delivery(Some.Customer(minutes: 10) with { CreditClass = "A" })),
            From("billing", Delivery(Some.Customer(minutes: 5) with { CreditClass = "C", Industry = "政府" })),
        ],
        async (arriving, made) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal(("C", "银行"), (await OneAsync("customer", OfCustomer, "credit_class"), await OneAsync("customer", OfCustomer, "industry")));
            var sources = await Differences.SourcesAsync("customer", Some.CustomerNo.Value, null, Token);
            Assert.Equal(("billing", made[1].Envelope.Id.ToString()), (sources.Single(s => s.Attribute == "creditClass").Source, sources.Single(s => s.Attribute == "creditClass").Message));
            Assert.Equal(("core", Some.At(10)), (sources.Single(s => s.Attribute == "name").Source, sources.Single(s => s.Attribute == "name").At));
            Assert.Equal(["creditClass/core", "industry/billing"], (await ListedAsync(null)).Select(d => $"{d.Attribute}/{d.System}").Order());
        });

    [Fact]
    public async Task What_nobody_else_has_said_is_filled_by_whoever_says_it()
    {
        await ArriveAsync(From("core", Delivery(Some.Product(Some.Line, 10) with { BandwidthKbps = 2048 })));
        Assert.Equal("2048", await OneAsync("product", OfCustomer, "bandwidth_kbps"));
        await ArriveAsync(From("n97", Delivery(Some.Completed(5) with { CustomerNo = Some.CustomerNo })));
        Assert.Equal("4096", await OneAsync("product", OfCustomer, "bandwidth_kbps"));
    }

    [Fact]
    public Task A_bill_of_another_system_never_overwrites_billing_s() => InEveryOrderAsync(
        () => [From("billing", Delivery(Some.Bill(0, minutes: 1, dueFen: 100)), "BIL-1"), From("peer", Delivery(Some.Bill(0, minutes: 9, dueFen: 999)))],
        async (arriving, _) =>
        {
            await ArriveOneByOneAsync(arriving);
            Assert.Equal(("100", "billing/BIL-1"), (await OneAsync("customer_bill", OfCustomer, "due_fen"), await OneAsync("customer_bill", OfCustomer, "bill_source")));
        });

    [Fact]
    public async Task The_name_on_billing_s_bills_is_compared_with_the_contract_s()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())));
        await ArriveAsync(From("billing", Delivery([.. Enumerable.Range(0, 20).Select(i => Some.Bill(i) with { CustomerName = "工行" })])));
        Assert.Equal((Some.Customer().Name, "工行"), (await OneAsync("customer", OfCustomer, "name"), Assert.Single(await ListedAsync("name")).Theirs));
        await ArriveAsync(From("billing", Delivery(Some.Bill(0, minutes: 5) with { CustomerName = Some.Customer().Name })));
        Assert.Equal("closed", Assert.Single(await ListedAsync("name")).State);
    }

    [Fact]
    public async Task The_nightly_report_of_circuits_is_compared_and_never_taken()
    {
        var (gone, extra) = (new Some(), new Some());
        await ArriveAsync(
            From("n97", Delivery(Some.Completed(60) with { CustomerNo = Some.CustomerNo, Product = Some.Completed(0).Product with { CircuitNo = Some.CircuitNo } })),
            From("n97", Delivery(gone.Completed(60) with { CustomerNo = gone.CustomerNo, Product = gone.Completed(0).Product with { CircuitNo = gone.CircuitNo } })));
        await ArriveAsync(From("resource", Delivery(Some.Circuit(600, bandwidth: 8192), extra.Circuit(600)), "RES-4"));
        Assert.Equal("4096", await OneAsync("circuit", OfCustomer, "bandwidth_kbps"));
        Assert.Equal(("8192", "4096"), Said(Assert.Single(await ListedAsync("bandwidthKbps"))));
        Assert.Equal(("in the report", "not in the archive"), Said(Assert.Single(await Differences.ListAsync("open", "circuit", null, 100, null, Token), d => d.Key == extra.CircuitNo.Value)));
        var reminder = Assert.Single(Published, p => p.Envelope.Type == nameof(CircuitReportEnded));
        Assert.NotNull(reminder.Deliveries[0].DueAt);
        await ArriveAsync(Delivery(CanonicalJson.Deserialize<CircuitReportEnded>(reminder.Envelope.Body)));
        Assert.Equal(("not in the report", "in service"), Said(Assert.Single(await Differences.ListAsync("open", "circuit", null, 100, null, Token), d => d.Key == gone.CircuitNo.Value)));
        await ArriveAsync(From("resource", Delivery(Some.Circuit(2000), gone.Circuit(2000)), "RES-4"));
        Assert.DoesNotContain(await Differences.ListAsync("open", "circuit", null, 100, null, Token), d => d.Key == gone.CircuitNo.Value || d.Key == Some.CircuitNo.Value);
    }

    [Fact]
    public async Task A_difference_is_seen_within_the_jurisdiction_only()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer(orgUnit: "cn.zj.hz"))), From("billing", Delivery(Some.Bill() with { CustomerName = "别人" })));
        Assert.Single(await Differences.ListAsync("open", null, Some.CustomerNo.Value, 10, ["cn.zj"], Token));
        Assert.Empty(await Differences.ListAsync("open", null, Some.CustomerNo.Value, 10, ["cn.js"], Token));
    }

    private static (string? Theirs, string? Ours) Said(ListedDifference d) => (d.Theirs, d.Ours);

    private async Task<IReadOnlyList<ListedDifference>> ListedAsync(string? attribute) =>
        [.. (await Differences.ListAsync(null, null, null, 1000, null, Token)).Where(d => d.CustomerNo == Some.CustomerNo.Value || d.Key == Some.CustomerNo.Value).Where(d => attribute is null || d.Attribute == attribute)];
}

public sealed class MasterRules_on_PostgreSql(PostgresStore store) : MasterRulesSpecs(store), IClassFixture<PostgresStore>;

public sealed class MasterRules_on_Sqlite(SqliteStore store) : MasterRulesSpecs(store), IClassFixture<SqliteStore>;
