using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Features.Peers;

/// <summary>One of several hubs: its configuration folder, and a look into its database. It runs in this process or in one of its own.</summary>
internal sealed class PeerHub : IAsyncDisposable
{
    private readonly Wiring _wiring;

    private PeerHub(string unit, string config, Stores stores, Wiring wiring) => (Unit, Config, Stores, _wiring) = (unit, config, stores, wiring);

    public string Unit { get; }

    public string Config { get; }

    public Stores Stores { get; }

    public RunningHub? Running { get; private set; }

    /// <param name="peers">Org units of its peers.</param>
    public static async Task<PeerHub> MakeAsync(string folder, string home, string unit, IReadOnlyList<string> peers, PeerQueues queues)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, unit)).FullName;
        var links = peers.Select(p => $"  - {{ unit: {p}, adapter: {home}/adapters/peer/link.yaml, send: \"{queues.Before}nat.{unit}.to.{p}\", receive: \"{queues.Before}nat.{p}.to.{unit}\", credential: peer }}");
        await File.WriteAllTextAsync(Path.Combine(own, "hub.yaml"), $$"""
            node: {{unit}}
            http: http://127.0.0.1:{{Processes.FreePort()}}
            store: {{await queues.Store(own)}}
            mappings: {{home}}/mappings
            adapters: [{{home}}/more]
            orgUnit: {{unit}}
            masterRules: {{home}}/adapters/peer/master-rules.{{(unit.Contains('.') ? "province" : "group")}}.yaml
            settlesAfter: 300ms
            lease: 3s
            credentials:
              peer: {{queues.Credential}}
            settings:
              orders: "sqlite:{{own}}/orders.db#orders"
            peers:
            {{string.Join('\n', links)}}
            """);
        var (config, loaded) = ConfigCheck.Load(own);
        var stores = await Stores.OpenAsync(config, TimeProvider.System, "specs", CancellationToken.None);
        var wiring = loaded.Wire(stores.QueryHandlers, stores.Customers);
        stores.Route(wiring);
        return new PeerHub(unit, own, stores, wiring);
    }

    /// <summary>In this process.</summary>
    public async Task StartAsync() => Running = await RunningHub.StartAsync(Config, TimeProvider.System, LogLevel.Error, CancellationToken.None);

    public async Task StopAsync()
    {
        if (Running is not null)
            await Running.DisposeAsync();
        Running = null;
    }

    /// <summary>As a process of its own.</summary>
    public async Task<HubProcess> StartProcessAsync()
    {
        var hub = HubProcess.Start(Config);
        await hub.UpAsync(Stores.Config.Http);
        return hub;
    }

    /// <summary>What a system or part of this hub says; it need not run.</summary>
    public async Task<MessageId> SayAsync<T>(T message, string key, string duplicateKey, string system = "core", Origin origin = default)
        where T : class
    {
        var envelope = Posting.Envelope(message, system, key, duplicateKey, TimeProvider.System, origin);
        return (await Stores.Hub.Box.AcceptAsync(new AcceptItem(envelope, Stores.Router(_wiring).Plan(envelope), []), TestContext.Current.CancellationToken)).Id;
    }

    /// <summary>Messages of one type that came in over peer interfaces and can be found by the key, oldest first.</summary>
    public async Task<IReadOnlyList<Envelope>> HeardAsync<T>(string key)
    {
        var found = await Stores.Operations.SearchAsync(new MessageQuery { Type = typeof(T).Name, Key = key, Limit = 500 }, TestContext.Current.CancellationToken);
        var heard = new List<Envelope>();
        foreach (var one in found.Messages.Where(m => m.Interface is not null).OrderBy(m => m.Sequence))
            heard.Add((await Stores.Operations.GetAsync(one.Id, TestContext.Current.CancellationToken))!.Envelope);
        return heard;
    }

    /// <summary>Once so many have been heard.</summary>
    public Task<IReadOnlyList<Envelope>> HeardAsync<T>(string key, int count) =>
        Patience.UntilAsync($"{Unit} hears {count} {typeof(T).Name} of {key}", () => HeardAsync<T>(key), h => h.Count >= count);

    /// <summary>Figures of one of its interfaces.</summary>
    public async Task<InterfaceFigures?> FiguresAsync(string @interface) =>
        (await Stores.Operations.InterfaceFiguresAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken)).FirstOrDefault(f => f.Interface == @interface);

    public async Task<long> UnfinishedAsync() =>
        (await Stores.Operations.SubscriberFiguresAsync(TestContext.Current.CancellationToken)).Sum(f => f.Ready + f.Waiting + f.Claimed + f.Retry + f.Scheduled);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Stores.DisposeAsync();
    }
}
