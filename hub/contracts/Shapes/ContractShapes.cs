namespace Integration.Hub.Contracts;

/// <summary>All contracts of a hub by their form: those that interfaces name, and the mappings.</summary>
public static class ContractShapes
{
    /// <summary>Contracts of the interfaces; a contract in words (.md) has no form of its own: its layout stands in the mapping.</summary>
    public static IReadOnlyList<ContractShape> OfContracts(IReadOnlyList<SystemConfig> systems, string home) =>
        [.. systems.SelectMany(s => s.Interfaces).Where(i => i.Contract is not null && File.Exists(i.Contract)).GroupBy(i => i.Contract!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Of(NameOf(g.Key, home), g.Key, [.. g])).OfType<ContractShape>()];

    public static IReadOnlyList<ContractShape> OfMappings(IMappingLibrary mappings, string mappingsFolder) =>
        [.. mappings.All.Select(m => Of(m, mappingsFolder))];

    public static ContractShape Of(IMapping mapping, string mappingsFolder)
    {
        var file = FileOf(mapping, mappingsFolder);
        return LayoutShape.Of($"mappings/{mapping.Name}.v{mapping.Version}.yaml", file, mapping);
    }

    public static string FileOf(IMapping mapping, string mappingsFolder) => Path.Combine(mappingsFolder, $"{mapping.Name}.v{mapping.Version}.yaml");

    /// <summary>Null where the file says its form in words only.</summary>
    public static ContractShape? Of(string name, string file, IReadOnlyList<InterfaceConfig> interfaces)
    {
        var flow = interfaces.All(i => i.Direction == InterfaceDirection.Out) ? Flow.FromHub : Flow.ToHub;
        return Path.GetExtension(file) switch
        {
            ".wsdl" => WsdlShape.OfWsdl(name, file, Served),
            ".xsd" => WsdlShape.OfSchema(name, file, flow),
            ".json" => JsonSchemaShape.Of(name, File.ReadAllText(file), flow),
            _ => null,
        };

        // An operation that no interface names goes the way of the file's first interface.
        bool Served(string operation) =>
            (interfaces.FirstOrDefault(i => i.Operations.Any(o => o.Operation == operation)) ?? interfaces[0]).Direction == InterfaceDirection.In;
    }

    public static string NameOf(string file, string home) => Path.GetRelativePath(home, file).Replace('\\', '/');
}
