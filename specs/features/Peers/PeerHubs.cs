using Integration.Specs.Features.Support;

namespace Integration.Specs.Features.Peers;

/// <summary>The group and two of its provinces, each a hub with a database of its own.</summary>
internal sealed class PeerHubs : IAsyncDisposable
{
    private static readonly Lazy<Task<PeerHubs>> Together = new(async () =>
    {
        var hubs = await MakeAsync(PeerQueues.SqliteAsync);
        foreach (var hub in hubs.All)
            await hub.StartAsync();
        return hubs;
    });

    private readonly string _folder;

    private PeerHubs(string folder, PeerQueues queues, PeerHub group, PeerHub zhejiang, PeerHub guangdong) =>
        (_folder, Queues, Group, Zhejiang, Guangdong) = (folder, queues, group, zhejiang, guangdong);

    public PeerQueues Queues { get; }

    public PeerHub Group { get; }

    public PeerHub Zhejiang { get; }

    public PeerHub Guangdong { get; }

    public IReadOnlyList<PeerHub> All => [Group, Zhejiang, Guangdong];

    /// <summary>Started once for all scenarios that need them.</summary>
    public static Task<PeerHubs> SharedAsync() => Together.Value;

    public static async Task StopSharedAsync()
    {
        if (Together.IsValueCreated)
            await (await Together.Value).DisposeAsync();
    }

    /// <summary>Configured, not yet running.</summary>
    public static async Task<PeerHubs> MakeAsync(Func<string, Task<PeerQueues>> queuesIn)
    {
        var folder = Directory.CreateTempSubdirectory("hub-peers-").FullName;
        var queues = await queuesIn(folder);
        var home = Impatient.Copy(folder);
        var link = Path.Combine(home, "adapters", "peer", "link.yaml");
        await File.WriteAllTextAsync(link, (await File.ReadAllTextAsync(link)).Replace("first: 2s, max: 10m", "first: 200ms, max: 1s").Replace("probe: 2s, maxProbe: 1m", "probe: 200ms, maxProbe: 1s"));
        await WriteOrdersAsync(home);
        return new PeerHubs(folder, queues,
            await PeerHub.MakeAsync(folder, home, "cn", ["cn.zj", "cn.gd"], queues),
            await PeerHub.MakeAsync(folder, home, "cn.zj", ["cn"], queues),
            await PeerHub.MakeAsync(folder, home, "cn.gd", ["cn"], queues));
    }

    /// <summary>Sent by one hub and not yet heard by the other; what a test puts into a queue by hand does not count.</summary>
    public async Task<long> OnTheWayAsync()
    {
        long sent = 0, heard = 0;
        foreach (var hub in All)
        {
            var figures = await hub.Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken);
            sent += figures.Where(f => f.Interface.StartsWith("NAT-", StringComparison.Ordinal) && f.Direction == "out").Sum(f => f.Sent);
            heard += figures.Where(f => f.Interface.StartsWith("NAT-", StringComparison.Ordinal) && f.Direction == "in").Sum(f => f.Received - f.Parked);
        }
        return Math.Max(0, sent - heard - Repeated);
    }

    /// <summary>How often a test has had something sent that was sent before: the other hub does not count it twice.</summary>
    public int Repeated { get; set; }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in All)
            await hub.DisposeAsync();
        await Queues.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Somebody in each hub who carries out sub-orders, for the time being by hand: a list in a queue.
    private static async Task WriteOrdersAsync(string home)
    {
        var (adapter, mapping) = (Directory.CreateDirectory(Path.Combine(home, "more", "orders")).FullName, Directory.CreateDirectory(Path.Combine(home, "mappings", "orders")).FullName);
        await File.WriteAllTextAsync(Path.Combine(adapter, "adapter.yaml"), """
            system: orders
            interfaces:
              - id: ORD-1
                direction: out
                channel: queue
                address: ${orders}
                subscribe:
                  - { message: PlaceSubOrder@1, mapping: orders/place@1 }
                  - { message: CancelSubOrder@1, mapping: orders/cancel@1 }
            """);
        foreach (var (name, message, order) in new[] { ("place", "PlaceSubOrder", "order.orderNo"), ("cancel", "CancelSubOrder", "orderNo") })
        {
            await File.WriteAllTextAsync(Path.Combine(mapping, name + ".v1.yaml"), $$"""
                mapping: orders/{{name}}
                version: 1
                title: {{message}} for a list
                source: { format: canonical, message: {{message}}@1 }
                target:
                  format: json
                  body:
                    orderNo!: {{order}}
                """);
        }
    }
}
