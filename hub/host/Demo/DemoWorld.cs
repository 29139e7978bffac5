using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>
/// Counterparts of all the systems on loopback, each behind its real protocol, and the configuration folder of a hub that talks to them. In the embedded world
/// files lie in folders and queues in a SQLite file; in the server world there are PostgreSQL, RabbitMQ, vsftpd and OpenSSH.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private const string HubAtOthers = "{ user: hub, password: hub-2026 }";
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    private DemoWorld(World world) => World = world;

    public World World { get; }

    public required BillingCounterpart Billing { get; init; }

    public required ResourceCounterpart Resource { get; init; }

    public required Ninety7Counterpart Ninety7 { get; init; }

    public required ServiceDeskCounterpart ServiceDesk { get; init; }

    public required BankWorld Banks { get; init; }

    public required DemoSettings Settings { get; init; }

    /// <summary>What was started for this world; none in the embedded one.</summary>
    public required IReadOnlyList<IAsyncDisposable> Servers { get; init; }

    /// <summary>Of all counterparts that live here.</summary>
    public IEnumerable<MoodBoard> Moods => [Billing.Moods, Resource.Moods, Ninety7.Moods, ServiceDesk.Moods, .. Banks.Moods];

    /// <summary>Customer service calls the hub, so it comes after the hub is up.</summary>
    public CustomerServiceCounterpart CustomerService(string hubAddress) => new(new CustomerServiceOptions(
        new Uri($"{hubAddress}/soap/customer-service"), "kefu", DemoSettings.CustomerServicePassword, Path.Combine(Settings.Folder, "customer-service")));

    /// <summary>Customer service's branch in Hangzhou 杭州, which may ask (CS-1) for the customers of its own city and nothing else.</summary>
    public CustomerServiceCounterpart CustomerServiceOfHangzhou(string hubAddress) => new(new CustomerServiceOptions(
        new Uri($"{hubAddress}/soap/customer-service"), "kefu-hz", DemoSettings.CustomerServicePassword));

    /// <param name="http">Where the hub will listen: some counterparts call it.</param>
    /// <param name="returnEvery">Every n-th work order comes back 退单; 0: none.</param>
    public static async Task<DemoWorld> StartAsync(string folder, string http, bool server, int returnEvery, CancellationToken cancellationToken) =>
        await StartAsync(folder, http, server ? await DemoPlaces.ServersAsync() : DemoPlaces.Embedded(folder), returnEvery, cancellationToken);

    /// <summary>The same with files and queues where <paramref name="places"/> says; its servers end with this world.</summary>
    public static async Task<DemoWorld> StartAsync(string folder, string http, DemoPlaces places, int returnEvery, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var world = new World();
        var bills = await places.FilesAsync("billing/bil-1");
        var (workOrders, workEvents) = (places.Queue("n97.work-orders"), places.Queue("n97.events"));
        var usage = await places.FilesAsync("billing/bil-2");
        var (events, records) = (places.Queue("billing.events"), places.Queue("customer-service.interactions"));
        var billing = new BillingCounterpart(new BillingOptions(bills.Drop, Path.Combine(folder, "billing"), Usage: usage.Drop, Events: events.Port), world);
        var desk = new ServiceDeskCounterpart(records.Port, Path.Combine(folder, "customer-service"));
        var (lineChanges, circuitEvents, circuits) = (places.Queue("n97.changes"), places.Queue("resource.circuits"), await places.FilesAsync("resource/res-4"));
        var resource = new ResourceCounterpart(world, new ResourceOptions(Path.Combine(folder, "resource"), Drop: circuits.Drop, Circuits: circuitEvents.Port,
            Hub: new HubSoap(new Uri($"{http}/soap/resource"), "ziyuan", DemoSettings.ResourcePassword)));
        var ninety7 = new Ninety7Counterpart(new Ninety7Options(workOrders.Port, workEvents.Port, Path.Combine(folder, "n97"), TimeSpan.FromMilliseconds(20), returnEvery, lineChanges.Port));
        var banks = await BankWorld.StartAsync(folder, places, billing);
        var demo = new DemoWorld(world)
        {
            Billing = billing,
            Resource = resource,
            Ninety7 = ninety7,
            ServiceDesk = desk,
            Banks = banks,
            Servers = places.Servers,
            Settings = new DemoSettings(folder, http, places.Store,
                new Dictionary<string, string>(banks.Values)
                {
                    ["billing.files"] = bills.Address,
                    ["billing.usage"] = usage.Address,
                    ["billing.events"] = events.Address,
                    ["billing.charges"] = billing.ChargeAddress.ToString(),
                    ["billing.soap"] = billing.SoapAddress.ToString(),
                    ["resource.soap"] = resource.SoapAddress.ToString(),
                    ["resource.requests"] = resource.RequestAddress.ToString(),
                    ["resource.files"] = circuits.Address,
                    ["resource.circuits"] = circuitEvents.Address,
                    ["n97.changes"] = lineChanges.Address,
                    ["n97.work-orders"] = workOrders.Address,
                    ["n97.events"] = workEvents.Address,
                    ["customer-service.notices"] = desk.NoticeAddress.ToString(),
                    ["customer-service.interactions"] = records.Address,
                },
                new Dictionary<string, string>(banks.Credentials)
                {
                    ["billing-files"] = places.FilesCredential,
                    ["billing-soap"] = HubAtOthers,
                    ["billing-queue"] = places.QueueCredential,
                    ["resource-soap"] = HubAtOthers,
                    ["resource-files"] = places.FilesCredential,
                    ["resource-queue"] = places.QueueCredential,
                    ["resource-results"] = $"{{ user: ziyuan, password: {DemoSettings.ResourcePassword} }}",
                    ["n97-queue"] = places.QueueCredential,
                    ["customer-service"] = $"{{ user: kefu, password: {DemoSettings.CustomerServicePassword} }}",
                    ["customer-service-hz"] = $"{{ user: kefu-hz, password: {DemoSettings.CustomerServicePassword} }}",
                    ["customer-service-notices"] = HubAtOthers,
                    ["customer-service-queue"] = places.QueueCredential,
                }),
        };
        demo._owned.AddRange([ninety7, billing, resource, desk, banks, .. places.Servers]);
        await billing.StartAsync();
        await resource.StartAsync();
        demo._running.Add(Task.Run(() => resource.RunAsync(demo._stop.Token), cancellationToken));
        await desk.StartAsync();
        demo._running.Add(Task.Run(() => ninety7.RunAsync(demo._stop.Token), cancellationToken));
        return demo;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var running in _running)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        _stop.Dispose();
    }
}
