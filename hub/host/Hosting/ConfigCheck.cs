using Integration.CanonicalModel;
using Integration.Hub.Core.Configuration;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Host.Channels;
using Integration.Mappings;

namespace Integration.Hub.Host.Hosting;

/// <summary>Configuration, mappings and channels checked together: one list of everything that is wrong.</summary>
public sealed class ConfigCheck
{
    private readonly HubConfig _config;
    private readonly IMappingLibrary _mappings;

    private ConfigCheck(HubConfig config, IMappingLibrary mappings) => (_config, _mappings) = (config, mappings);

    public IMappingLibrary Mappings => _mappings;

    public static (HubConfig Config, ConfigCheck Loaded) Load(string folder) => Load(folder, _ => new Dictionary<string, string>());

    /// <param name="instead">For the folder of mappings: texts that stand in for its files, by relative path.</param>
    public static (HubConfig Config, ConfigCheck Loaded) Load(string folder, Func<string, IReadOnlyDictionary<string, string>> instead)
    {
        IMappingLibrary? mappings = null;
        var config = HubConfigLoader.Load(folder, (config, errors) =>
        {
            mappings = ReadMappings(config, instead(config.MappingsFolder), errors);
            _ = MasterRulesFile.Read(config, errors);
            _ = OrderParts.ReadTemplates(config, errors);
            // Without the folder (told already) every reference would lead nowhere.
            if (Directory.Exists(config.MappingsFolder))
                _ = Wiring.Make(config, mappings, null, errors);
            ChannelFactory.CheckAll([.. config.Interfaces], config.Callers, errors);
        });
        return (config, new ConfigCheck(config, mappings!));
    }

    /// <summary>The interfaces that the program brings, without a site; see <see cref="HubConfigLoader.OfNoSite"/>. Only mappings can be wrong.</summary>
    public static (HubConfig Config, ConfigCheck Loaded) OfNoSite(string home)
    {
        var config = HubConfigLoader.OfNoSite(home);
        var errors = new List<ConfigError>();
        var mappings = ReadMappings(config, new Dictionary<string, string>(), errors);
        return errors.Count == 0 ? (config, new ConfigCheck(config, mappings)) : throw new ConfigurationException(errors);
    }

    /// <summary>Joins the checked configuration with the handlers that answer.</summary>
    public Wiring Wire(IReadOnlyList<IQueryHandler> handlers, ICustomerDirectory customers)
    {
        var errors = new List<ConfigError>();
        var wiring = Wiring.Make(_config, _mappings, handlers, errors, customers);
        return errors.Count == 0 ? wiring : throw new ConfigurationException(errors);
    }

    private static IMappingLibrary ReadMappings(HubConfig config, IReadOnlyDictionary<string, string> instead, List<ConfigError> errors)
    {
        var library = MappingLibrary.Read(config.MappingsFolder, CanonicalCatalog.Messages, instead, out var broken);
        if (Directory.Exists(config.MappingsFolder))
            errors.AddRange(broken.Select(m => new ConfigError(Path.Combine(config.MappingsFolder, m.MappingAt ?? ""), 0, instead.ContainsKey(m.MappingAt?.Split(':')[0] ?? "") ? $"{m.Message} (in a text that was put in the place of this file while the hub ran; hub mapping revisions lists them)" : m.Message)));
        return PeerParts.Mappings(config, library);
    }
}
