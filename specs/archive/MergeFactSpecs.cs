using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>What is said of merges, and what is done about those that another hub tells.</summary>
public abstract class MergeFactSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    private static readonly Actor Li = new("li.na", "cli");
    private readonly Some _second = new();

    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    [Fact]
    public async Task A_merge_and_its_undoing_are_told_once_each_and_hearing_oneself_changes_nothing()
    {
        await TwoAsync();
        await CrossReference.MergeAsync(_second.CustomerNo.Value, Some.CustomerNo.Value, "one bank", Li, ["cn.zj"], Token);
        var merged = Assert.Single(Published, p => p.Envelope.Type == nameof(CustomerMerged)).Envelope;
        var fact = CanonicalJson.Deserialize<CustomerMerged>(merged.Body);
        Assert.Equal((_second.CustomerNo, null, Some.CustomerNo, "cn.zj.hz", "li.na", "one bank"), (fact.CustomerNo, fact.System, fact.IntoCustomerNo, fact.OrgUnit.Value, fact.By, fact.Reason));
        Assert.Equal(("hub", Some.CustomerNo.Value), (merged.Source, merged.BusinessKey));

        await CrossReference.UndoMergeAsync(_second.CustomerNo.Value, "two after all", Li, null, Token);
        Assert.Equal(Some.CustomerNo, CanonicalJson.Deserialize<CustomerMergeUndone>(Assert.Single(Published, p => p.Envelope.Type == nameof(CustomerMergeUndone)).Envelope.Body).FromCustomerNo);
        await ArriveAsync(From("hub", Delivery(fact)));
        await ThenApartAsync();
        Assert.Equal(2, Published.Count);
    }

    [Fact]
    public async Task A_confirmed_match_is_told_with_the_system_that_gave_the_number()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())));
        await ArriveAsync(From("own", Delivery(Some.Bill(0) with { CustomerNo = new($"own-{Some.CustomerNo}"), CustomerName = Some.Customer().Name })));
        var match = Assert.Single(await CrossReference.MatchesAsync(false, null, Token), m => m.OtherNo == Some.CustomerNo.Value);
        foreach (var refused in new Func<Task>[] { () => CrossReference.ConfirmAsync(match.Id, "x", Li, ["cn.js"], Token), () => CrossReference.RejectAsync(match.Id, "x", Li, [], Token) })
            Assert.Equal("match.not-open", (await Assert.ThrowsAsync<RequestRefusedException>(refused)).Code);
        await CrossReference.ConfirmAsync(match.Id, "asked", Li, ["cn.zj"], Token);
        var fact = CanonicalJson.Deserialize<CustomerMerged>(Assert.Single(Published).Envelope.Body);
        Assert.Equal(("own", $"own-{Some.CustomerNo}"), (fact.System!.Value.Value, fact.CustomerNo.Value));
    }

    [Fact]
    public async Task Nobody_merges_what_he_may_not_see()
    {
        await TwoAsync();
        foreach (var units in new string[][] { [], ["cn.js"] })
        {
            Assert.Equal("merge.unknown", (await Assert.ThrowsAsync<RequestRefusedException>(() => CrossReference.MergeAsync(_second.CustomerNo.Value, Some.CustomerNo.Value, "x", Li, units, Token))).Code);
        }

        await CrossReference.MergeAsync(_second.CustomerNo.Value, Some.CustomerNo.Value, "x", Li, null, Token);
        Assert.Equal("merge.none", (await Assert.ThrowsAsync<RequestRefusedException>(() => CrossReference.UndoMergeAsync(_second.CustomerNo.Value, "x", Li, ["cn.js"], Token))).Code);
    }

    [Fact]
    public async Task A_peer_s_merge_is_done_here_and_nothing_is_said_of_it()
    {
        await TwoAsync();
        var merged = From("peer-cn.zj", Delivery(Merged(10)));
        await ArriveOneByOneAsync([merged, merged]);
        Assert.Equal(Some.CustomerNo, (await Queries.FindByCustomerNumberAsync(_second.CustomerNo, null, Token))!.CustomerNo);
        var link = Assert.Single(await CrossReference.HistoryAsync(_second.CustomerNo.Value, null, Token));
        Assert.Equal(("li.na (peer-cn.zj)", "one bank", Some.At(10)), (link.Actor, link.Cause, link.MadeAt));
        await ArriveAsync(From("peer-cn.zj", Delivery(Undone(20))));
        await ThenApartAsync();
        // What is late does not come back.
        await ArriveAsync(merged);
        await ThenApartAsync();
        await ArriveAsync(From("peer-cn.zj", Delivery(Merged(30))));
        Assert.Equal(Some.CustomerNo, (await Queries.FindByCustomerNumberAsync(_second.CustomerNo, null, Token))!.CustomerNo);
        await ArriveAsync(From("peer-cn.zj", Delivery(Undone(25))));
        Assert.Equal(Some.CustomerNo, (await Queries.FindByCustomerNumberAsync(_second.CustomerNo, null, Token))!.CustomerNo);
        Assert.Empty(Published);
    }

    [Fact]
    public async Task A_peer_s_merge_of_somebody_unknown_waits_and_one_against_what_was_decided_here_is_for_a_person()
    {
        var e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(From("peer-cn.zj", Delivery(Merged(10)))));
        Assert.Equal("archive.merge-unknown", e.Failure.Code);
        await TwoAsync();
        var third = new Some();
        await ArriveAsync(From("core", Delivery(third.Customer())));
        await CrossReference.MergeAsync(_second.CustomerNo.Value, third.CustomerNo.Value, "x", Li, null, Token);
        e = await Assert.ThrowsAsync<InBoxDataException>(() => ArriveAsync(From("peer-cn.zj", Delivery(Merged(10)))));
        Assert.Equal("archive.merge-conflict", e.Failure.Code);
        Assert.Contains(third.CustomerNo.Value, e.Failure.Message);
    }

    [Fact]
    public async Task A_peer_s_own_numbers_of_other_systems_mean_nothing_here()
    {
        await TwoAsync();
        await ArriveAsync(From("peer-cn.zj", Delivery(Merged(10) with { System = new("billing") })));
        await ThenApartAsync();
    }

    private Task TwoAsync() => ArriveAsync(From("core", Delivery(Some.Customer())), From("core", Delivery(_second.Customer())));

    private async Task ThenApartAsync() => Assert.Equal(_second.CustomerNo, (await Queries.FindByCustomerNumberAsync(_second.CustomerNo, null, Token))!.CustomerNo);

    private CustomerMerged Merged(int minutes) => new()
    {
        CustomerNo = _second.CustomerNo, IntoCustomerNo = Some.CustomerNo, OrgUnit = new("cn.zj.hz"), By = "li.na", Reason = "one bank", OccurredAt = Some.At(minutes),
    };

    private CustomerMergeUndone Undone(int minutes) => new()
    {
        CustomerNo = _second.CustomerNo, FromCustomerNo = Some.CustomerNo, OrgUnit = new("cn.zj.hz"), By = "li.na", Reason = "two", OccurredAt = Some.At(minutes),
    };
}

public sealed class MergeFacts_on_PostgreSql(PostgresStore store) : MergeFactSpecs(store), IClassFixture<PostgresStore>;

public sealed class MergeFacts_on_Sqlite(SqliteStore store) : MergeFactSpecs(store), IClassFixture<SqliteStore>;
