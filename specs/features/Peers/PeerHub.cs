using Integration.Hub.Core.Journeys;
using Integration.Specs.Features.Support;
using Integration.Specs.Servers;
using Microsoft.Extensions.Logging;

namespace Integration.Specs.Features.Peers;

/// <summary>One of several hubs: its configuration folder, and a look into its database. It runs in this process or in one of its own.</summary>
internal sealed class PeerHub : IAsyncDisposable
{
    private readonly HubAside _aside;

    private PeerHub(string unit, string config, HubAside aside) => (Unit, Config, _aside) = (unit, config, aside);

    public string Unit { get; }

    public string Config { get; }

    public Stores Stores => _aside.Stores;

    public RunningHub? Running { get; private set; }

    /// <param name="peers">Org units of its peers.</param>
    /// <param name="orders">It carries orders out.</param>
    public static async Task<PeerHub> MakeAsync(string folder, string home, string unit, IReadOnlyList<string> peers, PeerQueues queues, bool orders)
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
            {{(orders ? "orders: {}" : "# Orders are not carried out here.")}}
            lease: 3s
            credentials:
              peer: {{queues.Credential}}
            settings:
              orders: "sqlite:{{own}}/orders.db#orders"
            peers:
            {{string.Join('\n', links)}}
            """);
        return new PeerHub(unit, own, await HubAside.OpenAsync(own, "specs", CancellationToken.None));
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
        await hub.UpAsync(Stores.Config.Http, TestContext.Current.CancellationToken);
        return hub;
    }

    /// <summary>What a system or part of this hub says; it need not run.</summary>
    public Task<MessageId> SayAsync<T>(T message, string key, string duplicateKey, string system = "core", Origin origin = default)
        where T : class => _aside.PostAsync(message, key, duplicateKey, TestContext.Current.CancellationToken, system, origin);

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
    public Task<InterfaceFigures?> FiguresAsync(string @interface) => _aside.FiguresAsync(@interface, TestContext.Current.CancellationToken);

    public Task<long> UnfinishedAsync() => _aside.UnfinishedAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _aside.DisposeAsync();
    }
}
