using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;

namespace Integration.Adapters.Peer;

/// <summary>
/// The mappings between two hubs, beside those of the folder. Hubs speak the canonical model itself, so there is one for all messages of a
/// direction, made from the model instead of written field by field: <c>peer/message@1</c> in, <c>peer/&lt;type&gt;@&lt;version&gt;</c> out.
/// </summary>
/// <param name="inner">The mappings of the folder.</param>
/// <param name="self">Org unit of this hub.</param>
/// <param name="peers">Interface → org unit of the peer at its other end.</param>
public sealed class PeerMappings(IMappingLibrary inner, string self, IReadOnlyDictionary<string, string> peers) : IMappingLibrary
{
    public const string In = "peer/message@1";

    private readonly IReadOnlyDictionary<string, IMapping> _own = CanonicalCatalog.Messages
        .Where(m => CanonicalCatalog.InterfacesOf(m).Any(i => i.StartsWith("NAT-", StringComparison.Ordinal)))
        .Select(m => (IMapping)new PeerOut(m, self, peers))
        .Append(new PeerIn(self, peers))
        .ToDictionary(m => m.Reference);

    public IReadOnlyList<IMapping> All => [.. inner.All, .. _own.Values];

    public IMapping? Find(string reference) => _own.GetValueOrDefault(reference) ?? inner.Find(reference);

    public bool IsBroken(string reference) => inner.IsBroken(reference);

    public string? TextOf(string path) => inner.TextOf(path);
}

/// <summary>What both directions have in common.</summary>
internal abstract class PeerMapping(string name, int version, string title) : IMapping
{
    public string Name { get; } = "peer/" + name;

    public int Version => version;

    public string Reference => $"{Name}@{version}";

    public string Title => title;

    public string File => "adapters/peer/contract/peer-message.schema.json";

    public MappingLineage Lineage { get; } = new([new("message", ["message"], "message", 0)]);

    protected static string Peer(IReadOnlyDictionary<string, string> peers, MappingContext context) =>
        context.Values.TryGetValue("interface", out var id) && peers.TryGetValue(id, out var unit)
            ? unit
            : throw new MappingException("peer.no-link", $"interface {id} belongs to no peer of hub.yaml; peer interfaces are {string.Join(", ", peers.Keys)}");
}
