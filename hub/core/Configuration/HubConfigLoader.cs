namespace Integration.Hub.Core.Configuration;

/// <summary>Reads hub.yaml and every adapter it points to; throws the whole list of errors at once.</summary>
public static class HubConfigLoader
{
    /// <param name="folder">Configuration folder with hub.yaml.</param>
    /// <param name="check">Further checks that need mappings and channels; adds to the same list.</param>
    public static HubConfig Load(string folder, Action<HubConfig, List<ConfigError>>? check = null)
    {
        var errors = new List<ConfigError>();
        var config = Read(Path.GetFullPath(folder), errors);
        if (config is not null && check is not null)
            errors.AddRange(FollowUps(config, check, errors));
        return errors.Count == 0 && config is not null ? config : throw new ConfigurationException(errors);
    }

    /// <summary>
    /// The interfaces as the program brings them, without a site: for what does not depend on one, such as the contract pages. Addresses and
    /// credentials stay as they are written, hours are those of whatever site it will be, and there is one link to a peer hub.
    /// </summary>
    /// <param name="home">Folder that holds adapters/ and mappings/.</param>
    public static HubConfig OfNoSite(string home)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("the hub's own time 集成平台当地时间", TimeSpan.Zero, null, null);
        var surroundings = new AdapterSurroundings(Settings.Empty, new Dictionary<string, CredentialConfig>(), zone);
        var adapters = Path.Combine(home, "adapters");
        // What only a site can give is missing here; everything else is told by the check of a real configuration.
        var missing = new List<ConfigError>();
        var systems = AdapterLoader.LoadAll(adapters, surroundings, missing).ToList();
        var (peers, links) = PeerReader.OfNoSite(Path.Combine(adapters, "peer", "link.yaml"), surroundings, missing);
        return new HubConfig
        {
            Node = "none", Http = "", Store = new StoreConfig("none", ""), MappingsFolder = Path.Combine(home, "mappings"), Systems = [.. systems, .. links], Peers = peers,
            Credentials = surroundings.Credentials, Jurisdictions = new Dictionary<string, IReadOnlyList<string>>(), StopGrace = TimeSpan.Zero, Retention = TimeSpan.Zero,
        };
    }

    // What is missing in a file is missed again by whoever needs it: only the first word on a line is told.
    private static IEnumerable<ConfigError> FollowUps(HubConfig config, Action<HubConfig, List<ConfigError>> check, List<ConfigError> errors)
    {
        var before = errors.Select(e => (e.File, e.Line)).ToHashSet();
        var further = new List<ConfigError>();
        check(config, further);
        return further.Where(e => e.Line == 0 || !before.Contains((e.File, e.Line)));
    }

    private static HubConfig? Read(string folder, List<ConfigError> errors)
    {
        var file = Path.Combine(folder, "hub.yaml");
        if (!File.Exists(file))
        {
            errors.Add(new ConfigError(file, 0, "not found; a configuration folder holds a hub.yaml (see README, Configuration)"));
            return null;
        }
        var values = YamlSection.Load(file, Settings.Empty, [])?.Section("settings") is { } plain ? PlainTexts(plain) : new Dictionary<string, string>();
        var settings = new Settings(values, folder);
        var top = YamlSection.Load(file, settings, errors);
        if (top is null)
            return null;
        _ = top.Map("settings");
        var credentials = CredentialReader.Read(top.Section("credentials"), folder);
        var zone = top.Zone("timeZone", TimeZoneInfo.Local);
        var systems = top.Texts("adapters") is { Count: > 0 } folders
            ? folders.SelectMany(f => AdapterLoader.LoadAll(Path.GetFullPath(f, folder), new AdapterSurroundings(settings, credentials, zone), errors)).ToList()
            : Missing(top, "adapters");
        var (peers, links) = PeerReader.Read(top.Sections("peers"), top.Text("orgUnit"), top.Texts("adapters"), folder, new AdapterSurroundings(settings, credentials, zone), errors);
        systems.AddRange(links);
        RefuseDoubles(systems, errors);
        var callers = CallerConfig.ReadAll(top.Section("callers"), credentials, systems);
        var config = new HubConfig
        {
            Node = top.Text("node") ?? Environment.MachineName,
            Http = top.Text("http") ?? "http://127.0.0.1:8080",
            Store = Store(top, folder),
            MappingsFolder = Path.GetFullPath(top.RequiredText("mappings"), folder),
            Systems = systems,
            Credentials = credentials,
            Callers = callers,
            Jurisdictions = Jurisdictions(top.Section("jurisdictions"), systems, callers),
            MasterRules = top.Text("masterRules") is { } rules ? Path.GetFullPath(rules, folder) : null,
            StopGrace = top.Duration("stopGrace", TimeSpan.FromSeconds(15)),
            Lease = top.Duration("lease", TimeSpan.FromSeconds(60)),
            Retention = top.Duration("retention", TimeSpan.FromDays(90)),
            Archive = top.Text("archive") is { } archive ? Path.GetFullPath(archive, folder) : null,
            OrgUnit = top.Text("orgUnit") ?? "cn",
            EditApproval = top.Choice("editApproval", false, ("none", false), ("second", true)),
            Peers = peers,
            SettlesAfter = top.Duration("settlesAfter", TimeSpan.FromMinutes(15)),
            DebitResults = DebitResults.Read(top.Section("debitResults"), zone),
            Orders = OrdersConfig.Read(top.Section("orders"), folder, zone),
            Warnings = WarningsConfig.Read(top.Section("warnings"), zone),
            Web = WebConfig.Read(top.Section("web"), folder),
            Purge = PurgeConfig.Read(top.Section("purge")),
            Alerts = AlertsConfig.Read(top.Section("alerts"), credentials),
            Telemetry = TelemetryConfig.Read(top.Section("telemetry")),
            Tls = TlsConfig.Read(top, credentials),
        };
        if (!Directory.Exists(config.MappingsFolder))
            top.ReportAt("mappings", $"folder {config.MappingsFolder} does not exist");
        top.RefuseUnknown();
        return config;
    }

    // References inside the settings are resolved when they are used, so here they are read as they stand.
    private static Dictionary<string, string> PlainTexts(YamlSection section) => section.PlainTexts();

    private static List<SystemConfig> Missing(YamlSection top, string key)
    {
        top.Report($"{key} is missing: a list of folders, each holding <system>/adapter.yaml");
        return [];
    }

    private static StoreConfig Store(YamlSection top, string folder)
    {
        var section = top.Section("store");
        if (section is null)
        {
            top.Report("store is missing: { kind: sqlite, file: … } or { kind: postgres, connection: … }");
            return new StoreConfig("sqlite", "");
        }
        var kind = section.Choice("kind", "sqlite", ("sqlite", "sqlite"), ("postgres", "postgres"));
        return kind == "sqlite"
            ? new StoreConfig(kind, Path.GetFullPath(section.RequiredText("file"), folder))
            : new StoreConfig(kind, section.RequiredText("connection"));
    }

    // A name that is nobody's would restrict nobody, and whoever was meant would see all.
    private static Dictionary<string, IReadOnlyList<string>> Jurisdictions(YamlSection? section, List<SystemConfig> systems, IReadOnlyList<CallerConfig> callers)
    {
        var names = systems.Select(s => s.Id).Concat(callers.Select(c => c.Name)).ToList();
        foreach (var nobody in (section?.Keys ?? []).Except(names))
            section!.ReportAt(nobody, $"jurisdictions: '{nobody}' is neither a system nor one of 'callers:'{Suggestion.For(nobody, names)}");
        return (section?.Keys ?? []).ToDictionary(k => k, k => section!.Texts(k));
    }

    private static void RefuseDoubles(List<SystemConfig> systems, List<ConfigError> errors)
    {
        foreach (var twice in systems.GroupBy(s => s.Id).Where(g => g.Count() > 1))
            errors.Add(new ConfigError(twice.Last().File, 1, $"system '{twice.Key}' is already defined in {twice.First().File}"));
        foreach (var twice in systems.SelectMany(s => s.Interfaces).GroupBy(i => i.Id).Where(g => g.Count() > 1))
            twice.Last().Section.Report($"interface {twice.Key} is already defined in {twice.First().Section.File}:{twice.First().Section.Line}");
    }
}
