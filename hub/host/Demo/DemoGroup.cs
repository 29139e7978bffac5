using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Hosting;
using Integration.Specs.Servers;

namespace Integration.Hub.Host.Demo;

/// <summary>The group's hub beside the demo's own, which is the hub of a province then: another database, another configuration, queues between them.</summary>
internal sealed class DemoGroup : IAsyncDisposable
{
    public const string Group = "cn", Province = "cn.zj";
    private const string Credential = "n97-queue";
    private readonly string _config;
    private RunningHub? _hub;

    private DemoGroup(string config) => _config = config;

    public RunningHub Hub => _hub ?? throw new InvalidOperationException("the group's hub is down");

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
            credentials:
              {{Credential}}: {{demo.Settings.Credentials[Credential]}}
            {{Peers(demo, Group, Province, "group")}}
            """, cancellationToken);
        var group = new DemoGroup(folder);
        await group.ResumeAsync(cancellationToken);
        return group;
    }

    /// <summary>What the group's core app says.</summary>
    public Task PostAsync<T>(T message, string key, string duplicateKey, CancellationToken cancellationToken)
        where T : class => Hub.Runtime.PostAsync(Posting.Envelope(message, "core", key, duplicateKey, Hub.Time), cancellationToken).AsTask();

    /// <summary>It goes away; what is for it waits in the queues.</summary>
    public async Task PauseAsync()
    {
        await Hub.DisposeAsync();
        _hub = null;
    }

    public async Task ResumeAsync(CancellationToken cancellationToken) => _hub = await RunningHub.StartAsync(_config, TimeProvider.System, LogLevel.Error, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

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
