using Integration.CanonicalModel;

namespace Integration.Specs.Contracts;

/// <summary>The adapters and mappings of this repository, without a site's settings: a contract has none.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Mappings => Path.Combine(Root, "mappings");

    public static string Features => Path.Combine(Root, "specs", "features", "features");

    public static IReadOnlyList<SystemConfig> Systems { get; } = ReadSystems(Path.Combine(Root, "adapters"));

    public static IMappingLibrary Library { get; } = MappingLibrary.Load(Mappings, CanonicalCatalog.Messages);

    public static IReadOnlyDictionary<string, ContractShape> Contracts { get; } =
        ContractShapes.OfContracts(Systems, Root).Concat(ContractShapes.OfMappings(Library, Mappings)).ToDictionary(c => c.Name);

    // What a site gives (settings, credentials) is missing here and reported; the contracts are not touched by it.
    public static IReadOnlyList<SystemConfig> ReadSystems(string adapters) =>
        [.. AdapterLoader.LoadAll(adapters, new AdapterSurroundings(Settings.Empty, new Dictionary<string, CredentialConfig>(), TimeZoneInfo.Utc), [])];

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Integration.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"{from} is not inside the repository");
    }
}
