using Integration.Specs.Counterparts;

namespace Integration.Hub.Host.Demo;

/// <summary>
/// Counterparts of all the systems on loopback, each behind its real protocol, and the configuration folder of a hub that talks to them. In the embedded world
/// files lie in folders and queues in a SQLite file; in the server world there are PostgreSQL, RabbitMQ, vsftpd and OpenSSH.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
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

    public required WarehouseWorld Warehouse { get; init; }

    public required DemoSettings Settings { get; init; }

    /// <summary>Where files and queues are.</summary>
    public required DemoPlaces Places { get; init; }

    /// <summary>What was started for this world; none in the embedded one.</summary>
    public required IReadOnlyList<IAsyncDisposable> Servers { get; init; }

    /// <summary>Of all counterparts that live here.</summary>
    public IEnumerable<MoodBoard> Moods => [Billing.Moods, Resource.Moods, Ninety7.Moods, ServiceDesk.Moods, .. Banks.Moods, Warehouse.System.Moods];

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
        var settings = new SettingsBook(places);
        var billing = await BillingAsync(world, folder, settings);
        var banks = await BankWorld.StartAsync(folder, places, billing);
        settings.Add(banks.Values, banks.Credentials);
        var demo = new DemoWorld(world)
        {
            Billing = billing,
            Resource = await ResourceAsync(world, folder, http, settings),
            Ninety7 = Counters(folder, returnEvery, settings),
            ServiceDesk = Desk(folder, settings),
            Banks = banks,
            Warehouse = await WarehouseWorld.MakeAsync(folder, settings),
            Places = places,
            Servers = places.Servers,
            Settings = new DemoSettings(folder, http, places.Store, settings.Values, settings.Credentials),
        };
        await demo.OpenAsync();
        return demo;
    }

    private static async Task<BillingCounterpart> BillingAsync(World world, string folder, SettingsBook settings)
    {
        var bills = await settings.FilesAsync("billing.files", "billing/bil-1", "billing-files");
        var usage = await settings.FilesAsync("billing.usage", "billing/bil-2", "billing-files");
        var billing = new BillingCounterpart(new BillingOptions(bills, Path.Combine(folder, "billing"), Usage: usage, Events: settings.Queue("billing.events", "billing-queue")), world);
        settings.Soap("billing.soap", billing.SoapAddress, "billing-soap");
        settings.Soap("billing.charges", billing.ChargeAddress, "billing-soap");
        return billing;
    }

    private static async Task<ResourceCounterpart> ResourceAsync(World world, string folder, string http, SettingsBook settings)
    {
        var resource = new ResourceCounterpart(world, new ResourceOptions(
            Path.Combine(folder, "resource"), Drop: await settings.FilesAsync("resource.files", "resource/res-4", "resource-files"), Circuits: settings.Queue("resource.circuits", "resource-queue"),
            Hub: new HubSoap(new Uri($"{http}/soap/resource"), "ziyuan", DemoSettings.ResourcePassword)));
        settings.Soap("resource.soap", resource.SoapAddress, "resource-soap");
        settings.Soap("resource.requests", resource.RequestAddress, "resource-soap");
        settings.Caller("resource-results", "ziyuan", DemoSettings.ResourcePassword);
        return resource;
    }

    private static Ninety7Counterpart Counters(string folder, int returnEvery, SettingsBook settings) => new(new Ninety7Options(
        settings.Queue("n97.work-orders", "n97-queue"), settings.Queue("n97.events", "n97-queue"), Path.Combine(folder, "n97"), TimeSpan.FromMilliseconds(20), returnEvery,
        settings.Queue("n97.changes", "n97-queue")));

    private static ServiceDeskCounterpart Desk(string folder, SettingsBook settings)
    {
        var desk = new ServiceDeskCounterpart(settings.Queue("customer-service.interactions", "customer-service-queue"), Path.Combine(folder, "customer-service"));
        settings.Soap("customer-service.notices", desk.NoticeAddress, "customer-service-notices");
        settings.Caller("customer-service", "kefu", DemoSettings.CustomerServicePassword);
        settings.Caller("customer-service-hz", "kefu-hz", DemoSettings.CustomerServicePassword);
        return desk;
    }

    /// <summary>Every system opens: its servers listen, its own work runs.</summary>
    private async Task OpenAsync()
    {
        _owned.AddRange([Ninety7, Billing, Resource, ServiceDesk, Banks, Warehouse.System, .. Servers]);
        await Billing.StartAsync();
        await Resource.StartAsync();
        await ServiceDesk.StartAsync();
        await Warehouse.System.StartAsync();
        _running.Add(Task.Run(() => Resource.RunAsync(_stop.Token), CancellationToken.None));
        _running.Add(Task.Run(() => Ninety7.RunAsync(_stop.Token), CancellationToken.None));
    }

    /// <summary>The data warehouse begins to read its queue; before the hub knows of it there is none.</summary>
    public void OpenWarehouse() => _running.Add(Task.Run(() => Warehouse.System.RunAsync(_stop.Token), CancellationToken.None));

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
