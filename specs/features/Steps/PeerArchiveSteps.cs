using System.Text;
using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Peers;
using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Steps;

[Binding]
[Scope(Tag = "NAT-1")]
public sealed class PeerArchiveSteps(PeerGround ground)
{
    private static readonly Actor Person = new("specs", "features");
    private int _said;
    private string _unit = "cn.zj.hz";

    private CustomerNumber Number => new($"N{ground.Mark}");

    [When(@"(cn\S*) changes a customer of (\S+)$")]
    public Task WhenChanged(string hub, string unit)
    {
        _unit = unit;
        return SayAsync(hub, Profile("客户一"));
    }

    [When(@"(cn\S*) changes a customer of (\S+) to the name ""(.*)"" and the level (\w+)")]
    public async Task WhenChangedTo(string hub, string unit, string name, string level)
    {
        _unit = unit;
        await SayAsync(hub, Profile(name, level));
    }

    [When(@"(cn) changes the customer to the name ""(.*)"" and the level (\w+)")]
    public async Task WhenBoth(string hub, string name, string level)
    {
        await ground["cn"].HeardAsync<CustomerProfileChanged>(Number.Value, 1);
        await SayAsync(hub, Profile(name, level));
    }

    [When(@"(cn\S*) changes a customer of (\S+) (\d+) times")]
    public async Task WhenOften(string hub, string unit, int times)
    {
        _unit = unit;
        for (var i = 0; i < times; i++)
            await SayAsync(hub, Profile($"第{i}次"));
    }

    [When(@"cn moves the customer to (\S+)")]
    public async Task WhenMoved(string unit)
    {
        _unit = unit;
        await SayAsync("cn", Profile("客户一"));
    }

    [When("a part of cn says the customer anew because of it")]
    public async Task WhenSaidAnew()
    {
        var heard = (await ground["cn"].HeardAsync<CustomerProfileChanged>(Number.Value, 1))[0];
        await ground.RestAsync();
        await ground["cn"].SayAsync(Profile("另一部分说的"), Number.Value, $"{Number}:anew", origin: new Origin(Causation: heard.Id, Conversation: heard.ConversationId));
    }

    [When("operations of cn replays the change to its peer rules")]
    public async Task WhenReplayed()
    {
        var heard = (await ground["cn"].HeardAsync<CustomerProfileChanged>(Number.Value, 1))[0];
        await ground.RestAsync();
        Assert.NotNull(await ground["cn"].Stores.Operations.ReplayAsync(new ReplayRequest(heard.Id, "peers"), Person, TestContext.Current.CancellationToken));
    }

    [When("operations of cn.zj replays the change to cn")]
    public async Task WhenToldAgain()
    {
        var operations = ground["cn.zj"].Stores.Operations;
        var sent = await operations.SearchAsync(new MessageQuery { Key = Number.Value, Subscriber = "NAT-1-CN-OUT" }, TestContext.Current.CancellationToken);
        Assert.NotNull(await operations.ReplayAsync(new ReplayRequest(Assert.Single(sent.Messages).Id, "NAT-1-CN-OUT"), Person, TestContext.Current.CancellationToken));
        await Patience.UntilAsync("cn.zj rests", ground["cn.zj"].UnfinishedAsync, left => left == 0);
    }

    [When("a message with (.*) comes into the queue from cn.zj to cn")]
    public async Task WhenWrong(string what)
    {
        var body = Wrong(what);
        var queue = ground.Hubs.Queues.Before.Split(':', 2)[1].TrimEnd('#');
        await using var port = new SqliteTableQueuePort(queue, "nat.cn.zj.to.cn.nat-1");
        await port.SendAsync(new QueueMessage(ground.Mark, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
    }

    [Then(@"(cn\S*) knows the customer as (cn\S*) does")]
    public async Task ThenKnown(string hub, string other)
    {
        var (here, there) = (await FindAsync(hub), await FindAsync(other));
        Assert.Equal((there.Name, there.ServiceLevel, there.OrgUnit), (here.Name, here.ServiceLevel, here.OrgUnit));
    }

    [Then(@"(cn\S*) has heard nothing of the customer")]
    public async Task ThenNothing(string hub)
    {
        await ground.RestAsync();
        Assert.Empty(await ground[hub].HeardAsync<CustomerProfileChanged>(Number.Value));
    }

    [Then(@"(cn\S*) has heard of the customer (\d+) times?")]
    public async Task ThenTimes(string hub, int times)
    {
        await ground[hub].HeardAsync<CustomerProfileChanged>(Number.Value, times);
        await ground.RestAsync();
        Assert.Equal(times, (await ground[hub].HeardAsync<CustomerProfileChanged>(Number.Value)).Count);
    }

    [Then("cn has heard the changes of the customer in their order, each once")]
    public async Task ThenInOrder()
    {
        var heard = await ground["cn"].HeardAsync<CustomerProfileChanged>(Number.Value, _said);
        Assert.Equal(Enumerable.Range(0, _said).Select(i => $"第{i}次"), heard.Select(e => CanonicalJson.Deserialize<CustomerProfileChanged>(e.Body).Name));
    }

    [Then(@"cn and cn.zj know the customer by the name ""(.*)"" and the level (\w+)")]
    public async Task ThenBoth(string name, string level)
    {
        foreach (var hub in new[] { "cn", "cn.zj" })
            await Patience.UntilAsync($"{hub} knows {name}, {level}", () => FindAsync(hub), c => c.Name == name && WireNames.Of(c.ServiceLevel) == level);
    }

    [Then(@"(cn\S*) lists one difference of the customer's (\w+), theirs ""(.*)""")]
    public async Task ThenDiffers(string hub, string attribute, string theirs)
    {
        var listed = await Patience.UntilAsync($"a difference of {attribute}", async () =>
            (await ground[hub].Stores.Differences.ListAsync("open", "customer", Number.Value, 100, null, TestContext.Current.CancellationToken)).Where(d => d.Attribute == attribute).ToList(), d => d.Count > 0);
        Assert.Equal(theirs, Assert.Single(listed).Theirs);
    }

    [Then(@"operations of cn sees it parked as (\S+)")]
    public async Task ThenParked(string code)
    {
        var parked = await Patience.UntilAsync("it is parked", async () => (await ground["cn"].Stores.Operations.SearchAsync(
            new MessageQuery { Text = ground.Mark, State = DeliveryState.Parked }, TestContext.Current.CancellationToken)).Messages, m => m.Count > 0);
        Assert.Equal(code, Assert.Single(Assert.Single(parked).Deliveries).Failure!.Code);
        Assert.Empty(await ground["cn"].HeardAsync<CustomerProfileChanged>(Number.Value));
    }

    [When("cn.zj changes another customer of the same unit")]
    public async Task WhenAnother()
    {
        await ground["cn.zj"].SayAsync(Profile("客户二") with { CustomerNo = Other }, Other.Value, $"{Other}:cn.zj");
        foreach (var hub in new[] { "cn", "cn.zj" })
            await ThenFoundAsync(hub, Other, Other);
    }

    [When("a person of cn.zj merges the other customer into the first")]
    public async Task WhenMerged()
    {
        foreach (var hub in new[] { "cn", "cn.zj" })
            await ThenFoundAsync(hub, Number, Number);
        await ground["cn.zj"].Stores.CrossReference.MergeAsync(Other.Value, Number.Value, "one company", Person, null, TestContext.Current.CancellationToken);
    }

    [When("the person undoes the merge")]
    public Task WhenUndone() => ground["cn.zj"].Stores.CrossReference.UndoMergeAsync(Other.Value, "two after all", Person, null, TestContext.Current.CancellationToken);

    [Then("cn and cn.zj find the first customer under both numbers")]
    public async Task ThenOne()
    {
        foreach (var hub in new[] { "cn", "cn.zj" })
            await ThenFoundAsync(hub, Other, Number);
    }

    [Then("cn and cn.zj find each customer under its own number")]
    public async Task ThenTwo()
    {
        foreach (var hub in new[] { "cn", "cn.zj" })
            await ThenFoundAsync(hub, Other, Other);
    }

    [Then("cn.zj has heard of no merge from cn")]
    public async Task ThenNoEcho()
    {
        await ground.RestAsync();
        Assert.Empty(await ground["cn.zj"].HeardAsync<CustomerMerged>(Number.Value));
        Assert.Empty(await ground["cn.zj"].HeardAsync<CustomerMergeUndone>(Number.Value));
        Assert.Empty(await ground["cn.gd"].HeardAsync<CustomerMerged>(Number.Value));
    }

    private CustomerNumber Other => new($"O{ground.Mark}");

    private Task ThenFoundAsync(string hub, CustomerNumber under, CustomerNumber expected) => Patience.UntilAsync($"{hub} finds {expected} under {under}",
        () => ground[hub].Stores.Archive.FindByCustomerNumberAsync(under, null, TestContext.Current.CancellationToken), found => found?.CustomerNo == expected);

    private async Task<CustomerOverview> FindAsync(string hub) => (await Patience.UntilAsync($"{hub} knows {Number}",
        () => ground[hub].Stores.Archive.FindByCustomerNumberAsync(Number, null, TestContext.Current.CancellationToken), found => found is not null))!;

    private async Task SayAsync(string hub, CustomerProfileChanged profile) => await ground[hub].SayAsync(profile, Number.Value, $"{Number}:{hub}:{_said++}");

    private CustomerProfileChanged Profile(string name, string level = "gold") => new()
    {
        CustomerNo = Number, Name = name, Status = CustomerStatus.Active, ServiceLevel = Enum.Parse<ServiceLevel>(level, ignoreCase: true), OrgUnit = new(_unit), OccurredAt = TimeProvider.System.GetUtcNow(),
    };

    private string Wrong(string what)
    {
        var (id, from, to, origin, type, version, more, message) = (ground.Mark, "cn.zj", "cn", "cn.zj", "CustomerProfileChanged", "1", "", Encoding.UTF8.GetString(CanonicalJson.Serialize(Profile("错"))));
        switch (what)
        {
            case "the sender cn.gd": from = "cn.gd"; break;
            case "the receiver cn.gd": to = "cn.gd"; break;
            case "the origin cn.gd": origin = "cn.gd"; break;
            case "a customer of cn.gd.gz": message = message.Replace("cn.zj.hz", "cn.gd.gz"); break;
            case "the type CustomerBillIssued": type = "CustomerBillIssued"; break;
            case "the version 9": version = "9"; break;
            case "a member that is not in the frame": more = "\"priority\":1,"; break;
            case "no customer name": message = message.Replace("\"name\":\"错\",", ""); break;
            default: throw new ArgumentException($"no such mistake: {what}", nameof(what));
        }
        return $$"""{"peer":1,"id":"{{id}}","from":"{{from}}","to":"{{to}}","origin":"{{origin}}","type":"{{type}}","version":{{version}},{{more}}"key":"{{Number}}","message":{{message}}}""";
    }
}
