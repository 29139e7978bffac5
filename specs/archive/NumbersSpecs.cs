using System.Data.Common;
using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>What mappings ask the cross-reference.</summary>
public abstract class NumbersSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    private static readonly Actor Li = new("li.na", "cli");

    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    private string Theirs => $"own-{Some.CustomerNo}";

    private CrossReferenceQuery Numbers => new(Open, Store.Dialect);

    [Fact]
    public async Task A_system_s_number_and_ours_lead_to_each_other()
    {
        Assert.Null(Numbers.OursFor("own", "customer", Theirs));
        await MetAsync();
        Assert.Equal((Some.CustomerNo.Value, Theirs), (Numbers.OursFor("own", "customer", Theirs), Numbers.TheirsFor("own", "customer", Some.CustomerNo.Value)));
        Assert.Equal(Some.AccountNo.Value, Numbers.TheirsFor("own", "account", Some.AccountNo.Value));
        Assert.Null(Numbers.TheirsFor("other", "customer", Some.CustomerNo.Value));
        Assert.Null(Numbers.TheirsFor("own", "account", "nobody"));
    }

    [Fact]
    public async Task Of_a_merged_customer_each_number_finds_what_the_system_calls_it()
    {
        await MetAsync();
        var second = new Some();
        await ArriveAsync(From("core", Delivery(second.Customer())));
        Assert.Null(Numbers.TheirsFor("own", "customer", second.CustomerNo.Value));
        await CrossReference.MergeAsync(second.CustomerNo.Value, Some.CustomerNo.Value, "one bank", Li, null, Token);
        Assert.Equal(Theirs, Numbers.TheirsFor("own", "customer", second.CustomerNo.Value));
        // Of two that the core app gave, the customer's own.
        Assert.Equal(Some.CustomerNo.Value, Numbers.TheirsFor("core", "customer", second.CustomerNo.Value));
        Assert.Equal(Some.CustomerNo.Value, Numbers.OursFor("core", "customer", second.CustomerNo.Value));
    }

    [Fact]
    public async Task Every_change_of_who_is_who_has_another_version_and_nothing_else_has()
    {
        await MetAsync();
        var version = Numbers.Version();
        await ArriveAsync(From("own", Delivery(Some.Bill(1, minutes: 9) with { CustomerNo = new(Theirs) })));
        Assert.Equal(version, Numbers.Version());
        await CrossReference.UndoMergeAsync($"own/{Theirs}", "another", Li, null, Token);
        Assert.NotEqual(version, Numbers.Version());
        Assert.Null(Numbers.OursFor("own", "customer", Theirs));
    }

    private Task MetAsync() => ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(Some.Account())), From("own", Delivery(Some.Bill(0) with { CustomerNo = new(Theirs) })));

    private DbConnection Open() => Store.OpenAsync(Token).AsTask().GetAwaiter().GetResult();
}

public sealed class Numbers_on_PostgreSql(PostgresStore store) : NumbersSpecs(store), IClassFixture<PostgresStore>;

public sealed class Numbers_on_Sqlite(SqliteStore store) : NumbersSpecs(store), IClassFixture<SqliteStore>;
