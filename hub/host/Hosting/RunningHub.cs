using Integration.CanonicalModel;
using Integration.Hub.Serving;
using Integration.Hub.OperationsConsole;
using Integration.Hub.Core;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Maintenance;
using Integration.Hub.Core.Repairing;
using Integration.Hub.Host.Channels;
using Integration.Mappings;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Integration.Hub.Host.Hosting;

/// <summary>One hub node with its web server, from a configuration folder.</summary>
public sealed class RunningHub : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Stores _stores;
    private readonly ChannelFactory _channels;

    private readonly HubReload _reload;
    private readonly ReloadWatch _watch;
    private readonly Watching _watching;
    private readonly Site? _pages;

    private RunningHub(WebApplication web, Stores stores, ChannelFactory channels, HubRuntime runtime, HubReload reload, ReloadWatch watch, Watching watching, Site? pages) =>
        (_web, _stores, _channels, Runtime, _reload, _watch, _watching, _pages) = (web, stores, channels, runtime, reload, watch, watching, pages);

    public HubRuntime Runtime { get; }

    public Stores Stores => _stores;

    /// <summary>What runs now.</summary>
    public HubConfig Config => _reload.Config;

    public TimeProvider Time => _stores.Time;

    /// <summary>Checks everything, then starts everything. Throws <see cref="ConfigurationException"/> with the whole list before anything has started.</summary>
    public static async Task<RunningHub> StartAsync(string configFolder, TimeProvider time, LogLevel logLevel, CancellationToken cancellationToken)
    {
        var (config, loaded) = ConfigCheck.Load(configFolder);
        var stores = await Stores.OpenAsync(config, time, config.Node, cancellationToken);
        // What people changed while the hub ran stands in its database.
        (config, loaded) = ConfigCheck.Load(configFolder, (await stores.Instead.OfAsync(cancellationToken)).In);
        var web = Web(config, logLevel);
        var channels = new ChannelFactory(time);
        ReloadWatch? watch = null;
        Watching? watching = null;
        try
        {
            var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
            stores.Route(wiring);
            var runtime = new HubRuntime(wiring, stores.Hub, stores.Subscribers, CanonicalCatalog.Messages, channels, time, web.Services.GetRequiredService<ILoggerFactory>(), stores.Watches, stores.Numbers);
            var logs = web.Services.GetRequiredService<ILoggerFactory>();
            var paths = new SoapPaths();
            paths.Take(SoapServerBinder.Services(wiring, runtime, stores.Hub.UsedOnce, time, logs));
            var reload = new HubReload(configFolder, new CheckedConfiguration(config, loaded, wiring), runtime, stores, paths, logs);
            watch = new ReloadWatch(reload, stores.Hub.Nodes, time, logs.CreateLogger<ReloadWatch>());
            web.MapContracts(() => reload.Contracts);
            web.MapStatusPage(new StatusSource(() => reload.Config, stores.Operations, stores.Hub.States, stores.Hub.Transfers, stores.Hub.Nodes, () => runtime.Receivers, time));
            watching = new Watching(stores, runtime, () => reload.Config, logs);
            watching.Map(web);
            paths.Map(web);
            // On the list before it answers: whoever sees it can count on it.
            await watch.RegisterAsync(cancellationToken);
            await web.StartAsync(cancellationToken);
            await runtime.StartAsync(cancellationToken);
            watch.Start();
            watching.Start();
            return new RunningHub(web, stores, channels, runtime, reload, watch, watching, await CoreAppPages.StartAsync(config, stores, ConsoleOf(stores, runtime, reload, watching, time), logLevel, cancellationToken));
        }
        catch
        {
            if (watching is not null)
                await watching.DisposeAsync();
            if (watch is not null)
                await watch.DisposeAsync();
            await web.DisposeAsync();
            await channels.DisposeAsync();
            await stores.DisposeAsync();
            throw;
        }
    }

    // What is configured changes with a reload: it is asked anew each time.
    private static ConsoleParts ConsoleOf(Stores stores, HubRuntime runtime, HubReload reload, Watching watching, TimeProvider time) => new(stores.Operations, stores.Hub.Search, time)
    {
        Failures = stores.Failures,
        Runs = stores.Hub.Runs,
        Edits = new EditDesk(stores.Operations, stores.Edits, to => reload.Config.EditNeedsApproval(to)),
        Replays = new ReplayDesk(stores.Operations, () => runtime.Wiring, [.. stores.Subscribers.Select(s => s.Name)], time),
        SystemOf = id => runtime.Wiring.Config.Find(id)?.System,
        InterfacesOf = system => [.. runtime.Wiring.Config.Interfaces.Where(i => i.System == system).Select(i => i.Id)],
        IsMapping = name => runtime.Wiring.Mappings.Find(name) is Integration.Mappings.IOutboundMapping,
        Mappings = new MappingDesk(() => reload.Now, reload.Check, stores),
        PersonalDataOf = id => reload.Config.Find(id)?.PersonalData ?? [],
        Desk = watching.Desk,
        Files = new FileParts(stores.Hub.Transfers, stores.Hub.Rejects, new ExpectedFiles(() => reload.Config, stores.Hub.Transfers, time)),
        AlertRoutes = watching.RoutesAsync,
        Reconciliations = (from, to, cancel) => Reconciliations.ReadAsync(stores.Payments, from, to, cancel),
    };

    /// <summary>Takes over what stands in the configuration folder now, on this node alone; see <see cref="HubReload"/>.</summary>
    public async Task<Core.Running.WiringChange> ReloadAsync(CancellationToken cancellationToken) => await _reload.TakeAsync(await _reload.CheckAsync(cancellationToken), cancellationToken);

    /// <summary>Ends when every delivery has come to an end or waits for a person.</summary>
    public Task RestAsync(CancellationToken cancellationToken) => UntilAsync(
        async () => (await _stores.Operations.SubscriberFiguresAsync(cancellationToken)).All(AtRest), cancellationToken);

    /// <summary>Ends when one subscriber has nothing that will still move by itself.</summary>
    public Task RestAsync(string subscriber, CancellationToken cancellationToken) => UntilAsync(
        async () => (await _stores.Operations.SubscriberFiguresAsync(cancellationToken)).Where(f => f.Subscriber == subscriber).All(AtRest), cancellationToken);

    // What waits for its batch to be closed is at rest.
    private bool WaitsForBatch(string subscriber) => Config.Find(subscriber) is { Batching: not null };

    // What waits behind a parked one of its key moves only when a person acts.
    private bool AtRest(SubscriberFigures f) => (WaitsForBatch(f.Subscriber) ? 0 : f.Ready) + f.Claimed + f.Retry == 0 && (f.Waiting == 0 || f.Parked > 0);

    /// <summary>Looks every tenth of a second until the condition holds.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), Time);
        while (!await condition())
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Where the core app's pages are; null: this node does not serve them.</summary>
    public string? PagesAddress => _pages?.Address;

    public async ValueTask DisposeAsync()
    {
        if (_pages is not null)
            await _pages.DisposeAsync();
        await _watch.DisposeAsync();
        await _web.StopAsync();
        await Runtime.StopAsync();
        // After the last message, so that it is counted.
        await _watching.DisposeAsync();
        await _web.DisposeAsync();
        await _channels.DisposeAsync();
        await _stores.DisposeAsync();
    }

    private static WebApplication Web(HubConfig config, LogLevel logLevel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "hub" });
        builder.WebHost.UseUrls(config.Http).ConfigureKestrel(k => k.AddServerHeader = false);
        if (config.Tls is { } tls)
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.ConfigureHttpsDefaults(https => Secure(https, tls)));
        builder.Logging.ClearProviders().SetMinimumLevel(logLevel).AddFilter("Microsoft", LogLevel.Warning).AddSimpleConsole(c =>
        {
            c.SingleLine = true;
            c.TimestampFormat = "HH:mm:ss.fff ";
        });
        return builder.Build();
    }

    private static void Secure(HttpsConnectionAdapterOptions https, TlsConfig tls)
    {
        https.ServerCertificate = tls.Credential.LoadCertificate();
        https.ClientCertificateMode = tls.ClientCertificates switch
        {
            ClientCertificates.Required => ClientCertificateMode.RequireCertificate,
            ClientCertificates.Allowed => ClientCertificateMode.AllowCertificate,
            _ => ClientCertificateMode.NoCertificate,
        };
        // Which certificate belongs to which caller is the credential check's decision.
        https.AllowAnyClientCertificate();
    }
}
