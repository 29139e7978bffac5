namespace Integration.Hub.Core.Configuration;

/// <summary>The whole configuration of one hub, checked.</summary>
public sealed record HubConfig
{
    /// <summary>Name of this node; unique among the nodes of one database.</summary>
    public required string Node { get; init; }

    /// <summary>Address the hub listens on, e.g. <c>http://127.0.0.1:8080</c>.</summary>
    public required string Http { get; init; }

    public required StoreConfig Store { get; init; }

    public required string MappingsFolder { get; init; }

    public required IReadOnlyList<SystemConfig> Systems { get; init; }

    /// <summary>Credentials by name.</summary>
    public required IReadOnlyDictionary<string, CredentialConfig> Credentials { get; init; }

    /// <summary>Who may call served interfaces beside the systems that they belong to.</summary>
    public IReadOnlyList<CallerConfig> Callers { get; init; } = [];

    /// <summary>Org units whose customers a system or further caller may see; one that is not named sees all.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Jurisdictions { get; init; }

    /// <summary>File of who is master of what; null: the one that comes with the program.</summary>
    public string? MasterRules { get; init; }

    /// <summary>Grace for work under way at a clean stop.</summary>
    public required TimeSpan StopGrace { get; init; }

    /// <summary>How long a claimed delivery is a node's without being renewed; so long does what a killed node had in hand wait for the next.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long messages are kept.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>Folder where messages are put before retention drops them, absolute; null: they are dropped for good.</summary>
    public string? Archive { get; init; }

    /// <summary>Unit in whose name the hub raises warnings of its own.</summary>
    public string OrgUnit { get; init; } = "cn";

    /// <summary>Hubs above and below this one.</summary>
    public IReadOnlyList<PeerConfig> Peers { get; init; } = [];

    /// <summary>How long contributions to a one-point bill are gathered before its shares are calculated (anew).</summary>
    public TimeSpan SettlesAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Until when banks' results of debits must be there.</summary>
    public DebitResults DebitResults { get; init; } = DebitResults.Usual(TimeZoneInfo.Local);

    /// <summary>Null: one-stop orders are not carried out here.</summary>
    public OrdersConfig? Orders { get; init; }

    /// <summary>Null: no warnings are raised here.</summary>
    public WarningsConfig? Warnings { get; init; }

    /// <summary>The core app's pages and API; null: this node does not serve them.</summary>
    public WebConfig? Web { get; init; }

    /// <summary>When customers that left, and old facts, may be cleared away.</summary>
    public PurgeConfig? Purge { get; init; }

    /// <summary>On which ways alerts are told; null: they stand in the console alone.</summary>
    public AlertsConfig? Alerts { get; init; }

    /// <summary>Null: traces and metrics are sent nowhere.</summary>
    public TelemetryConfig? Telemetry { get; init; }

    /// <summary>Null: the hub listens without TLS.</summary>
    public TlsConfig? Tls { get; init; }

    /// <summary>A second person has to agree to edited bodies, where the interface says nothing of its own.</summary>
    public bool EditApproval { get; init; }

    public IEnumerable<InterfaceConfig> Interfaces => Systems.SelectMany(s => s.Interfaces);

    /// <summary>Whether a second person has to agree to another body for this subscriber; <c>intake:BIL-1</c> is of BIL-1.</summary>
    public bool EditNeedsApproval(string subscriber) => Find(subscriber[(subscriber.IndexOf(':') + 1)..])?.EditApproval ?? EditApproval;

    public InterfaceConfig? Find(string id) => Interfaces.FirstOrDefault(i => i.Id == id);
}

/// <param name="Kind">sqlite or postgres.</param>
/// <param name="Location">File, or connection string.</param>
public sealed record StoreConfig(string Kind, string Location);
