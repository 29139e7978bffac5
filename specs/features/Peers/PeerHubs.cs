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

    private static readonly Lazy<Task<PeerHubs>> WithOrders = new(async () =>
    {
        var hubs = await MakeAsync(PeerQueues.SqliteAsync, orders: true);
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

    /// <summary>The like, for scenarios in which the provinces carry orders out.</summary>
    public static Task<PeerHubs> WithOrdersAsync() => WithOrders.Value;

    public static async Task StopSharedAsync()
    {
        if (WithOrders.IsValueCreated)
            await (await WithOrders.Value).DisposeAsync();
        if (Together.IsValueCreated)
            await (await Together.Value).DisposeAsync();
    }

    /// <summary>Configured, not yet running.</summary>
    /// <param name="orders">The hubs carry orders out, and their systems are queues; else sub-orders are a list in a queue.</param>
    public static async Task<PeerHubs> MakeAsync(Func<string, Task<PeerQueues>> queuesIn, bool orders = false)
    {
        var folder = Directory.CreateTempSubdirectory("hub-peers-").FullName;
        var queues = await queuesIn(folder);
        var home = Impatient.Copy(folder);
        var link = Path.Combine(home, "adapters", "peer", "link.yaml");
        await File.WriteAllTextAsync(link, (await File.ReadAllTextAsync(link)).Replace("first: 2s, max: 10m", "first: 200ms, max: 1s").Replace("probe: 2s, maxProbe: 1m", "probe: 200ms, maxProbe: 1s"));
        await WriteTakersAsync(home, orders
            ? [("CheckServiceFeasibility", "requestId"), ("ReserveResource", "requestId"), ("AssignResource", "requestId"), ("ReleaseResource", "requestId"), ("CreateWorkOrder", "workOrderNo"), ("CancelWorkOrder", "workOrderNo")]
            : [("PlaceSubOrder", "order.orderNo"), ("CancelSubOrder", "orderNo")]);
        return new PeerHubs(folder, queues,
            await PeerHub.MakeAsync(folder, home, "cn", ["cn.zj", "cn.gd"], queues, orders),
            await PeerHub.MakeAsync(folder, home, "cn.zj", ["cn"], queues, orders),
            await PeerHub.MakeAsync(folder, home, "cn.gd", ["cn"], queues, orders));
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

    // Somebody in each hub who does what is asked, by hand: a list in a queue.
    private static async Task WriteTakersAsync(string home, (string Message, string Number)[] taken)
    {
        var (adapter, mapping) = (Directory.CreateDirectory(Path.Combine(home, "more", "orders")).FullName, Directory.CreateDirectory(Path.Combine(home, "mappings", "orders")).FullName);
        await File.WriteAllTextAsync(Path.Combine(adapter, "adapter.yaml"), $$"""
            system: orders
            interfaces:
              - id: ORD-1
                direction: out
                channel: queue
                address: ${orders}
                subscribe:
            {{string.Join('\n', taken.Select(t => $"      - {{ message: {t.Message}@1, mapping: orders/{t.Message}@1 }}"))}}
            """);
        foreach (var (message, number) in taken)
        {
            await File.WriteAllTextAsync(Path.Combine(mapping, message + ".v1.yaml"), $$"""
                mapping: orders/{{message}}
                version: 1
                title: {{message}} for a list
                source: { format: canonical, message: {{message}}@1 }
                target:
                  format: json
                  body:
                    number!: {{number}}
                """);
        }
    }
}
