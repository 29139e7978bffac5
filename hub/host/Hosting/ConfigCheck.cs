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

    public static (HubConfig Config, ConfigCheck Loaded) Load(string folder)
    {
        IMappingLibrary? mappings = null;
        var config = HubConfigLoader.Load(folder, (config, errors) =>
        {
            mappings = LoadMappings(config, errors);
            _ = MasterRulesFile.Read(config, errors);
            if (mappings is not null)
                _ = Wiring.Make(config, mappings, null, errors);
            var channels = new ChannelFactory(TimeProvider.System);
            foreach (var one in config.Interfaces)
            {
                channels.Check(one, errors);
                one.ChannelSection?.RefuseUnknown();
            }
        });
        return (config, new ConfigCheck(config, mappings!));
    }

    /// <summary>Joins the checked configuration with the handlers that answer.</summary>
    public Wiring Wire(IReadOnlyList<IQueryHandler> handlers)
    {
        var errors = new List<ConfigError>();
        var wiring = Wiring.Make(_config, _mappings, handlers, errors);
        return errors.Count == 0 ? wiring : throw new ConfigurationException(errors);
    }

    private static MappingLibrary? LoadMappings(HubConfig config, List<ConfigError> errors)
    {
        try
        {
            return MappingLibrary.Load(config.MappingsFolder, CanonicalCatalog.Messages);
        }
        catch (MappingSetException e)
        {
            errors.AddRange(e.Errors.Select(m => new ConfigError(Path.Combine(config.MappingsFolder, m.MappingAt ?? ""), 0, m.Message)));
            return null;
        }
    }
}
