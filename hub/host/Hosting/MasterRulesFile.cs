using Integration.CoreApp.Archive;
using Integration.Hub.Core.Configuration;

namespace Integration.Hub.Host.Hosting;

/// <summary>Reads master-rules.yaml: the one named in hub.yaml, else the one that came with the program.</summary>
public static class MasterRulesFile
{
    /// <exception cref="ConfigurationException">It does not fit; carries the whole list.</exception>
    public static MasterRules Load(HubConfig config)
    {
        var errors = new List<ConfigError>();
        var rules = Read(config, errors);
        return errors.Count == 0 ? rules : throw new ConfigurationException(errors);
    }

    /// <summary>As <see cref="Load"/>, adding what is wrong to the list.</summary>
    public static MasterRules Read(HubConfig config, List<ConfigError> errors)
    {
        var file = config.MasterRules ?? Path.Combine(AppContext.BaseDirectory, "master-rules.yaml");
        if (YamlSection.Load(file, Settings.Empty, errors) is not { } top)
            return MasterRules.None;
        var masters = top.Section("masters");
        if (masters is null)
            top.Report("masters is missing: entity → attribute (or \"*\") → list of systems, the master first");
        var rules = (masters?.Keys ?? []).Select(e => (Entity: e, Attributes: Entity(masters!, e))).ToDictionary(e => e.Entity, e => e.Attributes);
        var own = top.Texts("ownNumbers");
        top.RefuseUnknown();
        return new MasterRules(rules, own);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Entity(YamlSection masters, string entity)
    {
        if (!MasterRules.Attributes.TryGetValue(entity, out var known))
            masters.ReportAt(entity, $"there is no entity '{entity}' with masters; there are {string.Join(", ", MasterRules.Attributes.Keys)}");
        if (masters.Section(entity) is not { } section)
            return new Dictionary<string, IReadOnlyList<string>>();
        return section.Keys.ToDictionary(a => a, a => Systems(section, entity, a, known ?? []));
    }

    private static IReadOnlyList<string> Systems(YamlSection section, string entity, string attribute, IReadOnlyList<string> known)
    {
        if (attribute != MasterRules.Others && !known.Contains(attribute))
        {
            section.ReportAt(attribute, known.Count == 0
                ? $"one system feeds all of {entity}: it takes \"*\" alone"
                : $"{entity} has no attribute '{attribute}'; it has {string.Join(", ", known)}");
        }
        var systems = section.Texts(attribute);
        if (systems.Count == 0)
            section.ReportAt(attribute, "names no system; expected a list, the master first, e.g. [billing, core]");
        foreach (var twice in systems.GroupBy(s => s).Where(g => g.Count() > 1))
            section.ReportAt(attribute, $"names {twice.Key} twice; each system has one place");
        return systems;
    }
}
