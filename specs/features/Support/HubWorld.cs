using Integration.Hub.Core.Batches;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Cli;
using Integration.Hub.Host.Demo;
using Integration.Specs.Servers;

namespace Integration.Specs.Features.Support;

/// <summary>
/// Counterparts in this process and a configuration folder for a hub in a process of its own, so that the hub alone can be killed.
/// The test looks into the hub's store beside it.
/// </summary>
internal sealed class HubWorld : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHubStore? _store;
    private readonly Wiring _wiring;

    private HubWorld(string folder, IHubStore? store, DemoWorld demo, string config, Stores stores, Wiring wiring)
    {
        (_folder, _store, Demo, Config, Stores, _wiring) = (folder, store, demo, config, stores, wiring);
        Archive = new ArchiveTables(stores);
        Http = stores.Config.Http;
    }

    public DemoWorld Demo { get; }

    /// <summary>Configuration folder.</summary>
    public string Config { get; }

    /// <summary>A folder of its own; <c>home</c> in it has the adapters and mappings.</summary>
    public string Folder => _folder;

    public string Http { get; }

    public Stores Stores { get; }

    public ArchiveTables Archive { get; }

    /// <param name="store">Embedded world, but for this store; null: the server world (PostgreSQL, RabbitMQ, FTP, SFTP).</param>
    /// <param name="places">Where queues and files of the embedded world are; null: in its folder.</param>
    public static async Task<HubWorld> StartAsync(IHubStore? store, Func<DemoPlaces, Task<DemoPlaces>>? places = null)
    {
        var folder = Directory.CreateTempSubdirectory("hub-killed-").FullName;
        var http = $"http://127.0.0.1:{Processes.FreePort()}";
        var demo = places is null
            ? await DemoWorld.StartAsync(folder, http, server: store is null, returnEvery: 0, CancellationToken.None)
            : await DemoWorld.StartAsync(folder, http, await places(DemoPlaces.Embedded(folder)), returnEvery: 0, CancellationToken.None);
        var folderOfConfig = (store is null ? demo.Settings : demo.Settings with { Store = await store.SettingAsync(folder) }).Write(Impatient.Home(folder));
        // What a killed node had in hand must not wait a minute for the next.
        await File.AppendAllTextAsync(Path.Combine(folderOfConfig, "hub.yaml"), "\nlease: 3s\n");
        var (config, loaded) = ConfigCheck.Load(folderOfConfig);
        var stores = await Stores.OpenAsync(config, TimeProvider.System, "specs", CancellationToken.None);
        return new HubWorld(folder, store, demo, folderOfConfig, stores, loaded.Wire(stores.QueryHandlers, stores.Customers));
    }

    public async Task<HubProcess> StartHubAsync()
    {
        var hub = HubProcess.Start(Config);
        await hub.UpAsync(Http, TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>One more node on the same database.</summary>
    public async Task<HubProcess> StartNodeAsync(string node)
    {
        var http = $"http://127.0.0.1:{Processes.FreePort()}";
        var config = Directory.CreateDirectory(Path.Combine(_folder, node)).FullName;
        var settings = await File.ReadAllTextAsync(Path.Combine(Config, "hub.yaml"));
        await File.WriteAllTextAsync(Path.Combine(config, "hub.yaml"), settings.Replace("node: hub-1", $"node: {node}").Replace($"http: {Http}", $"http: {http}"));
        var hub = HubProcess.Start(config);
        await hub.UpAsync(http, TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>Puts work orders into the box, as the core app does.</summary>
    public async Task<IReadOnlyList<string>> CreateWorkOrdersAsync(int count)
    {
        var router = Stores.Router(_wiring);
        var orders = Enumerable.Range(0, count).Select(n =>
        {
            var line = Demo.World.Service((n * 4) + 2);
            return DemoFacts.WorkOrder(n, "K", line, Demo.World.Customer(line.CustomerIndex), TimeProvider.System.GetUtcNow()) with { ServiceNo = null };
        }).ToList();
        var items = orders.Select(o => Posting.Envelope(o, "core", o.WorkOrderNo.Value, o.WorkOrderNo.Value, TimeProvider.System)).Select(e => new AcceptItem(e, router.Plan(e), [])).ToList();
        foreach (var batch in items.Chunk(100))
            await Stores.Hub.Box.AcceptBatchAsync(batch, null, TestContext.Current.CancellationToken);
        return [.. orders.Select(o => o.WorkOrderNo.Value)];
    }

    /// <summary>Puts what the core app says into the box.</summary>
    public async Task PostAsync<T>(T message, string businessKey, string duplicateKey) where T : class
    {
        var envelope = Posting.Envelope(message, "core", businessKey, duplicateKey, TimeProvider.System);
        await Stores.Hub.Box.AcceptAsync(new AcceptItem(envelope, Stores.Router(_wiring).Plan(envelope), []), TestContext.Current.CancellationToken);
    }

    /// <summary>The hour of an interface's batch has come: what waits becomes a batch. Returns how many.</summary>
    public async Task<int> CloseAsync(string @interface) =>
        (await BatchVerbs.CloseAsync(Stores, new BatchPlanner(_wiring.Outbound[@interface]), @interface, "the hour has come", TestContext.Current.CancellationToken)).Count;

    /// <summary>Puts a request to open an account into the box.</summary>
    public async Task<OpenBillingAccount> OpenAccountAsync(int number)
    {
        var customer = Demo.World.Customer(number);
        var request = DemoFacts.OpenAccount(number, "K", customer.Number, customer.Name, TimeProvider.System.GetUtcNow());
        await PostAsync(request, customer.Number, request.RequestId.Value);
        return request;
    }

    public async Task<Transfer?> TransferAsync() =>
        (await Stores.Hub.Transfers.ListAsync(new TransferQuery("BIL-1"), TestContext.Current.CancellationToken)).FirstOrDefault();

    /// <summary>Deliveries that have not ended, parked ones among them.</summary>
    public async Task<long> UnfinishedAsync() =>
        (await Stores.Operations.SubscriberFiguresAsync(TestContext.Current.CancellationToken)).Sum(f => f.Ready + f.Waiting + f.Claimed + f.Retry + f.Scheduled + f.Parked);

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        await Demo.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
