using Integration.Specs.Counterparts;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Demo;

/// <summary>
/// Counterparts of all the systems on loopback, each behind its real protocol, and the configuration folder of a hub that talks to them. In the embedded world
/// files lie in folders and queues in a SQLite file; in the server world there are PostgreSQL, RabbitMQ, vsftpd and OpenSSH.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _ninety7Runs = Task.CompletedTask;

    private DemoWorld(World world) => World = world;

    public World World { get; }

    public required BillingCounterpart Billing { get; init; }

    public required ResourceCounterpart Resource { get; init; }

    public required Ninety7Counterpart Ninety7 { get; init; }

    public required DemoSettings Settings { get; init; }

    /// <summary>Customer service calls the hub, so it comes after the hub is up.</summary>
    public CustomerServiceCounterpart CustomerService(string hubAddress) => new(new CustomerServiceOptions(
        new Uri($"{hubAddress}/soap/customer-service"), "kefu", DemoSettings.CustomerServicePassword, Path.Combine(Settings.Folder, "customer-service")));

    public static async Task<DemoWorld> StartAsync(string folder, string http, bool server, int returnEvery, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var world = new World();
        var places = server ? await DemoPlaces.ServersAsync(folder) : DemoPlaces.Embedded(folder);
        var billing = new BillingCounterpart(new BillingOptions(places.Drop, Path.Combine(folder, "billing")), world);
        var resource = new ResourceCounterpart(Path.Combine(folder, "resource"));
        var ninety7 = new Ninety7Counterpart(new Ninety7Options(places.WorkOrders, places.WorkEvents, Path.Combine(folder, "n97"), TimeSpan.FromMilliseconds(20), returnEvery));
        var demo = new DemoWorld(world)
        {
            Billing = billing,
            Resource = resource,
            Ninety7 = ninety7,
            Settings = places.Settings(http, billing.SoapAddress, resource.SoapAddress),
        };
        demo._owned.AddRange([ninety7, billing, resource, .. places.Servers]);
        await billing.StartAsync();
        await resource.StartAsync();
        demo._ninety7Runs = Task.Run(() => ninety7.RunAsync(demo._stop.Token), cancellationToken);
        return demo;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _ninety7Runs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        _stop.Dispose();
    }
}
