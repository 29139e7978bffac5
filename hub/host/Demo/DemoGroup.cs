using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Demo;

/// <summary>
/// The group's hub beside the demo's own, which is the hub of a province then: a process of its own on a database of its own, queues between them. What the
/// group's core app says goes into its database, as another process of the core app would put it there; that works while the hub is down, too.
/// </summary>
internal sealed class DemoGroup : IAsyncDisposable
{
    public const string Group = "cn", Province = "cn.zj";
    private const string Credential = "n97-queue";
    private readonly string _config;
    private readonly HubAside _aside;
    private HubProcess? _process;

    private DemoGroup(string config, HubAside aside) => (_config, _aside) = (config, aside);

    public string Http => _aside.Stores.Config.Http;

    public Stores Stores => _aside.Stores;

    /// <summary>The demo's settings with the group as a peer.</summary>
    public static DemoSettings Joined(DemoWorld demo) => demo.Settings with { More = Peers(demo, Province, Group, "province") };

    public static async Task<DemoGroup> StartAsync(DemoWorld demo, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(demo.Settings.Folder, "group")).FullName;
        var postgres = demo.Servers.OfType<PostgresServer>().FirstOrDefault();
        var store = postgres is null ? $"{{ kind: sqlite, file: \"{Path.Combine(folder, "hub.db")}\" }}" : $"{{ kind: postgres, connection: \"{await postgres.CreateDatabaseAsync("group_hub")}\" }}";
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.yaml"), $$"""
            # Written anew at each start by ./run: the group's hub in the demo world.
            node: group-1
            http: http://127.0.0.1:{{Processes.FreePort()}}
            store: {{store}}
            mappings: {{Path.Combine(Places.Home, "mappings")}}
            adapters: [{{Directory.CreateDirectory(Path.Combine(folder, "adapters")).FullName}}]
            settlesAfter: 1s
            # It is killed in the demo: what it had in hand must not wait a minute for its next start.
            lease: 5s
            credentials:
              {{Credential}}: {{demo.Settings.Credentials[Credential]}}
            {{Peers(demo, Group, Province, "group")}}
            """, cancellationToken);
        // The tables are made here, so that two processes do not make them at once.
        var group = new DemoGroup(folder, await HubAside.OpenAsync(folder, "group-core", cancellationToken));
        try
        {
            await group.ResumeAsync(cancellationToken);
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the group's core app says.</summary>
    public Task PostAsync<T>(T message, string key, string duplicateKey, CancellationToken cancellationToken)
        where T : class => _aside.PostAsync(message, key, duplicateKey, cancellationToken);

    /// <summary>Nothing of its own will still move by itself.</summary>
    public async Task<bool> RestsAsync(CancellationToken cancellationToken) => await _aside.UnfinishedAsync(cancellationToken) == 0;

    /// <summary>SIGKILL; what is for it waits in the queues.</summary>
    public async Task KillAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        _process = null;
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _process = HubProcess.Start(_config);
        await _process.UpAsync(Http, cancellationToken);
    }

    /// <summary>Throws with what it said if it has ended by itself; what waits for it would wait for ever.</summary>
    public void MustRun()
    {
        if (Process.HasEnded)
            throw new InvalidOperationException($"The group's hub has ended. It said:\n{Process.Said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasEnded: false } running)
            await running.TerminateAsync(CancellationToken.None);
        if (_process is not null)
            await _process.DisposeAsync();
        await _aside.DisposeAsync();
    }

    private HubProcess Process => _process ?? throw new InvalidOperationException("the group's hub is down");

    private static string Peers(DemoWorld demo, string self, string peer, string rules)
    {
        // All queues of a world are in one place.
        var place = demo.Settings["n97.work-orders"][..^"n97.work-orders".Length];
        return $$"""
            orgUnit: {{self}}
            masterRules: {{Path.Combine(Places.Home, "adapters", "peer", $"master-rules.{rules}.yaml")}}
            peers:
              - { unit: {{peer}}, adapter: "{{Path.Combine(Places.Home, "adapters", "peer", "link.yaml")}}", send: "{{place}}nat.{{self}}.to.{{peer}}", receive: "{{place}}nat.{{peer}}.to.{{self}}", credential: {{Credential}} }
            """;
    }
}
