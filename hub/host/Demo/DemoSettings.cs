namespace Integration.Hub.Host.Demo;

/// <summary>Where everything of a demo world is; becomes its hub.yaml.</summary>
/// <param name="Store"><c>store:</c>, a YAML mapping.</param>
/// <param name="Values">What adapters refer to as <c>${name}</c>.</param>
/// <param name="Credentials">By the name that adapters use; each a YAML mapping.</param>
internal sealed record DemoSettings(
    string Folder, string Http, string Store, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Credentials)
{
    /// <summary>Passwords of a world that lives on loopback and for a day; a real deployment refers to the environment or to files.</summary>
    public const string CustomerServicePassword = "kefu-2026";

    /// <summary>Resource management's, for its results (RES-3).</summary>
    public const string ResourcePassword = "ziyuan-2026";

    /// <summary>Further keys of hub.yaml, as they are to stand there.</summary>
    public string More { get; init; } = "";

    /// <summary>Where the core app's pages will be; null: nowhere.</summary>
    public string? Web { get; init; }

    public string ConfigFolder => Path.Combine(Folder, "config");

    public string this[string name] => Values[name];

    public string Write(string home)
    {
        Directory.CreateDirectory(ConfigFolder);
        File.WriteAllText(Path.Combine(ConfigFolder, "hub.yaml"), $$"""
            # Written anew at each start by ./run: the demo world on loopback.
            node: hub-1
            http: {{Http}}
            {{(Web is null ? "" : $"web: {{ address: \"{Web}\" }}")}}
            store: {{Store}}
            orders: {}
            mappings: {{Path.Combine(home, "mappings")}}
            adapters:
              - {{Path.Combine(home, "adapters")}}
            settings:
            {{string.Join('\n', Values.Select(v => $"  {v.Key}: \"{v.Value}\""))}}
            credentials:
            {{string.Join('\n', Credentials.Select(c => $"  {c.Key}: {c.Value}"))}}
            callers:
              hangzhou-service: { credential: customer-service-hz, interfaces: [CS-1] }
            jurisdictions:
              hangzhou-service: [cn.zj.hz]

            """ + More);
        return ConfigFolder;
    }
}
