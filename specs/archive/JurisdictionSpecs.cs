using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>What lists for people show of customers that the asker may not see: nothing, as of customers that do not exist.</summary>
public abstract class JurisdictionSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    private static readonly string[][] Allowed = [["cn.zj.hz"], ["cn.zj"], ["cn.js", "cn.zj"]];
    private static readonly string[][] Refused = [[], ["cn.js"], ["cn.zj.nb"], ["cn.z"], ["%"]];

    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    private CustomerNumber Theirs => new($"own-{Some.CustomerNo}");

    private string Party => $"own/{Theirs}";

    [Fact]
    public async Task Identities_and_history_of_a_customer()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())), From("own", Delivery(Some.Bill(0) with { CustomerNo = Theirs })));
        // Under the customer's own number, and under the one that was joined to it.
        foreach (var number in new[] { Some.CustomerNo.Value, Party })
        {
            foreach (var units in Allowed)
            {
                Assert.Equal(4, (await CrossReference.IdentitiesAsync(number, units, Token)).Count);
                Assert.Single(await CrossReference.HistoryAsync(number, units, Token));
            }

            foreach (var units in Refused)
            {
                Assert.Empty(await CrossReference.IdentitiesAsync(number, units, Token));
                Assert.Empty(await CrossReference.HistoryAsync(number, units, Token));
            }
        }
    }

    [Fact]
    public async Task Where_values_came_from()
    {
        await ArriveAsync(
            From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())), From("core", Delivery(Some.Product(Some.Line))),
            From("n97", Delivery(Some.Completed(10) with { CustomerNo = Some.CustomerNo, Product = Some.Completed(10).Product with { CircuitNo = Some.CircuitNo } })));
        foreach (var (entity, key) in new[]
        {
            ("customer", Some.CustomerNo.Value), ("billingAccount", Some.AccountNo.Value), ("product", $"{Some.CustomerNo}/{Some.Line}"), ("circuit", Some.CircuitNo.Value),
        })
        {
            foreach (var units in Allowed)
                Assert.NotEmpty(await Differences.SourcesAsync(entity, key, units, Token));
            foreach (var units in Refused)
                Assert.Empty(await Differences.SourcesAsync(entity, key, units, Token));
        }
    }

    [Fact]
    public async Task Who_waits_is_seen_by_whose_customer_it_may_be()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())));
        await ArriveAsync(From("own", Delivery(Some.Bill(0) with { CustomerNo = Theirs, CustomerName = Some.Customer().Name })));
        Assert.Contains(await CrossReference.WaitingAsync(null, Token), w => w.PartyNo == Party);
        foreach (var units in Allowed)
            Assert.Contains(await CrossReference.WaitingAsync(units, Token), w => w.PartyNo == Party);
        foreach (var units in Refused)
            Assert.DoesNotContain(await CrossReference.WaitingAsync(units, Token), w => w.PartyNo == Party);
        var match = Assert.Single(await CrossReference.MatchesAsync(false, null, Token), m => m.PartyNo == Party);
        await CrossReference.RejectAsync(match.Id, "another", new Actor("li.na", "cli"), null, Token);
        Assert.DoesNotContain(await CrossReference.WaitingAsync(["cn.zj"], Token), w => w.PartyNo == Party);
    }

    [Fact]
    public async Task A_customer_that_moves_to_another_unit_is_seen_there_only()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())));
        await ArriveAsync(From("core", Delivery(Some.Customer(minutes: 5, orgUnit: "cn.js.nj"))));
        Assert.NotEmpty(await CrossReference.IdentitiesAsync(Some.CustomerNo.Value, ["cn.js"], Token));
        Assert.Empty(await CrossReference.IdentitiesAsync(Some.CustomerNo.Value, ["cn.zj"], Token));
        Assert.Empty(await Differences.SourcesAsync("customer", Some.CustomerNo.Value, ["cn.zj"], Token));
    }
}

public sealed class Jurisdiction_on_PostgreSql(PostgresStore store) : JurisdictionSpecs(store), IClassFixture<PostgresStore>;

public sealed class Jurisdiction_on_Sqlite(SqliteStore store) : JurisdictionSpecs(store), IClassFixture<SqliteStore>;
