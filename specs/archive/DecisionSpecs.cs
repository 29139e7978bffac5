using Integration.CanonicalModel;
using Integration.CoreApp.Archive;
using Integration.Hub;

namespace Integration.Specs.Archive;

/// <summary>What a person decides on a difference, and what systems say afterwards.</summary>
public abstract class DecisionSpecs(ArchiveStore store) : ArchiveSpecs(store)
{
    private static readonly Actor Li = new("li.na", "cli");

    protected override ArchiveSubscriber Archive { get; } = new(Rules.AsShipped);

    private string Customer => Some.CustomerNo.Value;

    private DifferenceKey OfName => new("customer", Customer, "name", "billing");

    private DifferenceKey OfManager => new("customer", Customer, "managerId", "peer");

    [Fact]
    public async Task An_accepted_name_is_taken_with_its_source_and_who_took_it()
    {
        var bill = await DifferingAsync();
        await Decisions.AcceptAsync(OfName, "工行", "asked the customer", Li, null, Token);
        Assert.Equal("工行", (await Queries.FindByCustomerNumberAsync(Some.CustomerNo, null, Token))!.Name);
        var source = (await Differences.SourcesAsync("customer", Customer, null, Token)).Single(s => s.Attribute == "name");
        Assert.Equal(("工行", "billing/BIL-1", bill.Envelope.Id.ToString(), "li.na"), (source.Value, source.Source, source.Message, source.AcceptedBy));
        Assert.Null((await Differences.SourcesAsync("customer", Customer, null, Token)).Single(s => s.Attribute == "industry").AcceptedBy);
        var decision = Assert.Single(await Decisions.ListAsync("customer", Customer, null, Token));
        Assert.Equal(("accepted", Some.Customer().Name, "core", "工行", "li.na", "asked the customer"), (decision.Decision, decision.Ours, decision.OursSource, decision.Theirs, decision.DecidedBy, decision.Note));

        // Again: nothing happens. And taking it back is the master's.
        await Decisions.AcceptAsync(OfName, null, "again", Li, null, Token);
        Assert.Single(await Decisions.ListAsync("customer", Customer, null, Token));
        Assert.Equal("difference.accepted", (await Assert.ThrowsAsync<RequestRefusedException>(() => Decisions.IgnoreAsync(OfName, null, "no", Li, null, Token))).Code);
    }

    [Fact]
    public async Task The_master_s_old_word_does_not_come_back_and_its_new_word_counts()
    {
        await DifferingAsync();
        await Decisions.AcceptAsync(OfName, null, "right", Li, null, Token);
        await ArriveAsync(From("core", Delivery(Some.Customer(minutes: 20) with { Industry = "政府" })));
        Assert.Equal(("工行", "政府", "accepted"), (await NameAsync(), await OneAsync("customer", OfCustomer, "industry"), await StateAsync("name")));
        // Billing says it again: the master is still to be corrected.
        await ArriveAsync(From("billing", Delivery(Some.Bill(0, minutes: 25) with { CustomerName = "工行" })));
        Assert.Equal("accepted", await StateAsync("name"));
        // A late word of the master, older than what was decided on.
        await ArriveAsync(From("core", Delivery(Some.Customer(minutes: -5) with { Name = "旧名" })));
        Assert.Equal("工行", await NameAsync());
        await ArriveAsync(From("core", Delivery(Some.Customer(minutes: 30) with { Name = "中国工商银行" })));
        Assert.Equal(("中国工商银行", "open"), (await NameAsync(), await StateAsync("name")));
        Assert.Null((await Differences.SourcesAsync("customer", Customer, null, Token)).Single(s => s.Attribute == "name").AcceptedBy);
    }

    [Fact]
    public async Task A_master_that_is_corrected_closes_the_difference()
    {
        await DifferingAsync();
        await Decisions.AcceptAsync(OfName, null, "right", Li, null, Token);
        await ArriveAsync(From("core", Delivery(Some.Customer(minutes: 20) with { Name = "工行" })));
        Assert.Equal(("工行", "closed"), (await NameAsync(), await StateAsync("name")));
        Assert.Equal("core", (await Differences.SourcesAsync("customer", Customer, null, Token)).Single(s => s.Attribute == "name").Source);
    }

    [Fact]
    public async Task What_was_refused_is_not_asked_about_again_until_a_value_changes()
    {
        await DifferingAsync();
        await Decisions.IgnoreAsync(OfName, null, "billing cuts names", Li, null, Token);
        Assert.Equal(Some.Customer().Name, await NameAsync());
        foreach (var (minutes, name, state) in new[] { (2, "工行", "ignored"), (3, Some.Customer().Name, "closed"), (4, "工行", "ignored"), (5, "工商", "open") })
        {
            await ArriveAsync(From("billing", Delivery(Some.Bill(0, minutes) with { CustomerName = name })));
            Assert.Equal(state, await StateAsync("name"));
        }

        Assert.Equal("difference.changed", (await Assert.ThrowsAsync<RequestRefusedException>(() => Decisions.AcceptAsync(OfName, "工行", "seen before", Li, null, Token))).Code);
        await Decisions.AcceptAsync(OfName, "工商", "right after all", Li, null, Token);
        Assert.Equal(["accepted", "ignored"], (await Decisions.ListAsync("customer", Customer, null, Token)).Select(d => d.Decision));
    }

    [Fact]
    public async Task What_belongs_to_the_value_is_taken_with_it()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())));
        await ArriveAsync(From("peer", Delivery(Some.Customer(minutes: 5) with { AccountManager = new StaffMember { StaffId = new("wang"), Name = "王强", Phone = "139" } })));
        await Decisions.AcceptAsync(OfManager, null, "moved", Li, null, Token);
        Assert.Equal(("wang", "王强", "139"), (await OneAsync("customer", OfCustomer, "manager_id"), await OneAsync("customer", OfCustomer, "manager_name"), await OneAsync("customer", OfCustomer, "manager_phone")));
    }

    [Fact]
    public async Task A_reported_bandwidth_a_missing_and_an_unknown_circuit_are_taken()
    {
        var (gone, extra) = (new Some(), new Some());
        foreach (var one in new[] { Some, gone })
            await ArriveAsync(From("n97", Delivery(one.Completed(60) with { CustomerNo = one.CustomerNo, Product = one.Completed(0).Product with { CircuitNo = one.CircuitNo } })));
        await ArriveAsync(From("resource", Delivery(Some.Circuit(600, bandwidth: 8192), extra.Circuit(600)), "RES-4"));
        var reminder = Published.Last(p => p.Envelope.Type == nameof(CircuitReportEnded)).Envelope;
        await ArriveAsync(Delivery(CanonicalJson.Deserialize<CircuitReportEnded>(reminder.Body)));
        await Decisions.AcceptAsync(new("circuit", Some.CircuitNo.Value, "bandwidthKbps", "resource"), "8192", "measured", Li, null, Token);
        await Decisions.AcceptAsync(new("circuit", gone.CircuitNo.Value, "presence", "resource"), null, "removed", Li, null, Token);
        await Decisions.AcceptAsync(new("circuit", extra.CircuitNo.Value, "presence", "resource"), null, "forgotten", Li, null, Token);
        Assert.Equal(("8192", "retired", "4096"), (await CircuitAsync(Some, "bandwidth_kbps"), await CircuitAsync(gone, "state"), await CircuitAsync(extra, "bandwidth_kbps")));
        Assert.All(await Differences.SourcesAsync("circuit", extra.CircuitNo.Value, null, Token), s => Assert.Equal(("resource/RES-4", "li.na"), (s.Source, s.AcceptedBy)));

        // The next report agrees with all three, and 97's old message says nothing against it.
        await ArriveAsync(From("resource", Delivery(Some.Circuit(2000, bandwidth: 8192), extra.Circuit(2000)), "RES-4"));
        await ArriveAsync(Delivery(new CircuitReportEnded { System = new("resource"), OccurredAt = Some.At(2000) }));
        Assert.DoesNotContain(await Differences.ListAsync("open", "circuit", null, 1000, null, Token), d => new[] { Some, gone, extra }.Any(s => s.CircuitNo.Value == d.Key));
    }

    [Fact]
    public async Task Nobody_decides_on_what_he_may_not_see_or_what_is_not_there()
    {
        await DifferingAsync();
        foreach (var units in new string[][] { [], ["cn.js"] })
        {
            Assert.Equal("difference.none", (await Assert.ThrowsAsync<RequestRefusedException>(() => Decisions.AcceptAsync(OfName, null, "x", Li, units, Token))).Code);
            Assert.Equal("difference.none", (await Assert.ThrowsAsync<RequestRefusedException>(() => Decisions.IgnoreAsync(OfName, null, "x", Li, units, Token))).Code);
        }

        Assert.Equal("difference.none", (await Assert.ThrowsAsync<RequestRefusedException>(() => Decisions.AcceptAsync(OfName with { System = "nobody" }, null, "x", Li, null, Token))).Code);
        Assert.Equal("difference.none", (await Assert.ThrowsAsync<RequestRefusedException>(() => Decisions.AcceptAsync(OfName with { Entity = "nothing" }, null, "x", Li, null, Token))).Code);
        await Decisions.AcceptAsync(OfName, null, "x", Li, ["cn.zj"], Token);
        Assert.Single(await Decisions.ListAsync("customer", Customer, ["cn.zj"], Token));
        Assert.Empty(await Decisions.ListAsync("customer", Customer, ["cn.js"], Token));
    }

    [Fact]
    public async Task Two_people_and_a_message_at_once_leave_one_decision()
    {
        await DifferingAsync();
        var said = Enumerable.Range(0, 4).Select(n => Task.Run(() => ArriveAsync(From("core", Delivery(Some.Customer(minutes: 20 + n) with { Industry = $"{n}" }))), Token));
        await Task.WhenAll([.. said, .. Enumerable.Range(0, 4).Select(_ => Task.Run(() => Decisions.AcceptAsync(OfName, "工行", "right", Li, null, Token), Token))]);
        Assert.Single(await Decisions.ListAsync("customer", Customer, null, Token));
        Assert.Equal(("工行", "3"), (await NameAsync(), await OneAsync("customer", OfCustomer, "industry")));
    }

    private async Task<ClaimedDelivery> DifferingAsync()
    {
        await ArriveAsync(From("core", Delivery(Some.Customer())));
        var bill = From("billing", Delivery(Some.Bill(0, minutes: 1) with { CustomerName = "工行" }), "BIL-1");
        await ArriveAsync(bill);
        return bill;
    }

    private Task<string> NameAsync() => OneAsync("customer", OfCustomer, "name");

    private Task<string> CircuitAsync(Some of, string column) => OneAsync("circuit", $"circuit_no = '{of.CircuitNo}'", column);

    private async Task<string> StateAsync(string attribute) => Assert.Single(await Differences.ListAsync(null, "customer", Customer, 100, null, Token), d => d.Attribute == attribute && d.System == "billing").State;
}

public sealed class Decisions_on_PostgreSql(PostgresStore store) : DecisionSpecs(store), IClassFixture<PostgresStore>;

public sealed class Decisions_on_Sqlite(SqliteStore store) : DecisionSpecs(store), IClassFixture<SqliteStore>;
