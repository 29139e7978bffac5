using Integration.Specs.Features.Peers;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Whole;

/// <summary>
/// Group and province as processes of their own. Both say changes all the time, while one after the other is killed with SIGKILL and the broker
/// between them goes away and comes back: each change arrives once, in the order of its customer, and none comes back.
/// </summary>
public abstract class PeerLinkCutSpecs : IAsyncLifetime
{
    private const int Customers = 60, Changes = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);
    private PeerHubs? _hubs;

    internal PeerHubs Hubs => _hubs!;

    internal abstract Task<PeerQueues> QueuesAsync(string folder);

    public async ValueTask InitializeAsync() => _hubs = await PeerHubs.MakeAsync(QueuesAsync);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_hubs is not null)
            await _hubs.DisposeAsync();
    }

    [Fact]
    public async Task Killed_and_cut_off_each_change_arrives_once_in_its_order_and_none_comes_back()
    {
        await SayAsync(Hubs.Zhejiang, "Z");
        await SayAsync(Hubs.Group, "G");
        await using (var province = await Hubs.Zhejiang.StartProcessAsync())
        {
            await using (var group = await Hubs.Group.StartProcessAsync())
            {
                await ReachAsync(Hubs.Group, "NAT-1-CN-ZJ-IN", Customers * Changes / 3);
                await group.KillAsync();
            }
            await CutAsync(province);
        }
        await using var one = await Hubs.Zhejiang.StartProcessAsync();
        await using var other = await Hubs.Group.StartProcessAsync();
        await ReachAsync(Hubs.Group, "NAT-1-CN-ZJ-IN", Customers * Changes);
        await ReachAsync(Hubs.Zhejiang, "NAT-1-CN-IN", Customers * Changes);
        await Patience.UntilAsync("both rest", async () => await Hubs.Group.UnfinishedAsync() + await Hubs.Zhejiang.UnfinishedAsync(), left => left == 0, Limit);
        await AgreesAsync(Hubs.Zhejiang, Hubs.Group, "Z", "NAT-1-CN-OUT", "NAT-1-CN-ZJ-IN");
        await AgreesAsync(Hubs.Group, Hubs.Zhejiang, "G", "NAT-1-CN-ZJ-OUT", "NAT-1-CN-IN");
    }

    // The province goes on alone; then the broker is away for it too, and it is killed before it comes back.
    private async Task CutAsync(HubProcess province)
    {
        if (Hubs.Queues.Broker is { } broker)
        {
            await broker.StopAppAsync();
            await SayAsync(Hubs.Zhejiang, "Z", from: Changes - 1);
            await province.KillAsync();
            await broker.StartAppAsync();
            return;
        }
        await SayAsync(Hubs.Zhejiang, "Z", from: Changes - 1);
        await province.KillAsync();
    }

    // The last change of the province is said during the cut.
    private async Task SayAsync(PeerHub hub, string tag, int from = 0)
    {
        var until = tag == "Z" && from == 0 ? Changes - 1 : Changes;
        for (var change = from; change < until; change++)
        {
            for (var n = 0; n < Customers; n++)
            {
                var number = $"{tag}{n:D4}";
                var profile = new CustomerProfileChanged
                {
                    CustomerNo = new(number), Name = $"第{change}次", Status = CustomerStatus.Active, ServiceLevel = ServiceLevel.Gold, OrgUnit = new("cn.zj.hz"), OccurredAt = TimeProvider.System.GetUtcNow(),
                };
                await hub.SayAsync(profile, number, $"{number}:{change}");
            }
        }
    }

    private static Task ReachAsync(PeerHub hub, string @interface, int count) =>
        Patience.UntilAsync($"{hub.Unit} has {count} over {@interface}", async () => (await hub.FiguresAsync(@interface))?.Received ?? 0, n => n >= count, Limit);

    private static async Task AgreesAsync(PeerHub sender, PeerHub receiver, string tag, string sent, string received)
    {
        Assert.Equal(Customers * Changes, (await sender.FiguresAsync(sent))!.Sent);
        var figures = (await receiver.FiguresAsync(received))!;
        Assert.Equal((Customers * Changes, 0L), (figures.Received, figures.Parked));
        for (var n = 0; n < Customers; n += 7)
        {
            var heard = await receiver.HeardAsync<CustomerProfileChanged>($"{tag}{n:D4}");
            Assert.Equal(Enumerable.Range(0, Changes).Select(i => $"第{i}次"), heard.Select(e => CanonicalJson.Deserialize<CustomerProfileChanged>(e.Body).Name));
        }
    }
}

[Collection(WholeHubCollection.Name)]
public sealed class A_link_of_queue_tables_on_SQLite : PeerLinkCutSpecs
{
    internal override Task<PeerQueues> QueuesAsync(string folder) => PeerQueues.SqliteAsync(folder);
}

[Collection(WholeHubCollection.Name)]
public sealed class A_link_over_RabbitMQ : PeerLinkCutSpecs
{
    internal override Task<PeerQueues> QueuesAsync(string folder) => PeerQueues.RabbitAsync();
}

[Collection(WholeHubCollection.Name)]
public sealed class A_link_of_queue_tables_on_PostgreSQL : PeerLinkCutSpecs
{
    internal override Task<PeerQueues> QueuesAsync(string folder) => PeerQueues.PostgresAsync();
}
