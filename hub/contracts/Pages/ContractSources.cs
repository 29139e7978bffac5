namespace Integration.Hub.Contracts;

/// <summary>What the contract pages are made of.</summary>
/// <param name="Home">Folder that the names of files are told from.</param>
/// <param name="Features">Folder with the feature files; null where they are not at hand.</param>
public sealed record ContractSources(IReadOnlyList<SystemConfig> Systems, IMappingLibrary Mappings, string MappingsFolder, string Home, string? Features)
{
    /// <summary>Mappings that an interface names, each once, in the order of their use.</summary>
    public IReadOnlyList<IMapping> MappingsOf(InterfaceConfig i) => [.. ReferencesOf(i).OfType<string>().Distinct().Select(Mappings.Find).OfType<IMapping>()];

    /// <summary>Those of them that stand in a file. Canonical forms and the messages between hubs are made by the program: their form is the contract's.</summary>
    public IReadOnlyList<IMapping> WrittenMappingsOf(InterfaceConfig i) => [.. MappingsOf(i).Where(m => File.Exists(ContractShapes.FileOf(m, MappingsFolder)))];

    /// <summary>Canonical messages that an interface carries.</summary>
    public IReadOnlyList<string> MessagesOf(InterfaceConfig i) => [.. MappingsOf(i)
        .SelectMany(m => m is IInboundMapping inbound ? inbound.Produces : [((IOutboundMapping)m).Consumes])
        .Concat(i.Operations.Select(o => o.Message).OfType<string>()).Concat(i.Subscriptions.Select(s => s.Message)).Distinct()];

    private static IEnumerable<string?> ReferencesOf(InterfaceConfig i) =>
    [
        i.Mapping, .. i.Operations.SelectMany(o => new[] { o.Request, o.Answer }.Concat(o.Faults.Values)), .. i.Subscriptions.Select(s => s.Mapping),
        i.Receipt?.Receipt, i.Receipt?.Rejects, i.Ask?.Request, i.Ask?.Answer, i.Ask?.Refused, .. i.Ask?.Done.Values ?? [],
    ];
}

/// <summary>A file of the site.</summary>
public sealed record SiteFile(string ContentType, ReadOnlyMemory<byte> Bytes);
