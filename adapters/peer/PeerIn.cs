using System.Text;
using Integration.CanonicalModel;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;

namespace Integration.Adapters.Peer;

/// <summary>Peer message → canonical message, if it comes from the peer it should come from and speaks of nothing that is not the peer's to tell.</summary>
internal sealed class PeerIn(string self, IReadOnlyDictionary<string, string> peers) : PeerMapping("message", 1, "Message of a peer hub"), IInboundMapping
{
    private static readonly IReadOnlyList<MessageShape> Known =
        [.. CanonicalCatalog.Messages.Where(m => CanonicalCatalog.InterfacesOf(m).Any(i => i.StartsWith("NAT-", StringComparison.Ordinal)))];

    public IReadOnlyList<string> Produces { get; } = [.. Known.Select(m => $"{m.Type}@{m.Version}")];

    public bool Streams => false;

    public IReadOnlyList<CanonicalRecord> Map(ReadOnlyMemory<byte> source, MappingContext context)
    {
        var document = Read(source);
        CheckEnds(document, Peer(peers, context));
        var shape = ShapeOf(document);
        var message = Message(document, shape);
        CheckUnit(message, document.From);
        var search = document.Keys.Where(k => k.Key is not ("origin" or "peer"))
            .Append(new("origin", document.Origin)).Append(new("peer", document.From));
        // An order is known on both sides by its number; so its conversations here and there become one.
        var correlation = document.Keys.FirstOrDefault(k => k.Key == "order").Value ?? document.Conversation;
        return [new CanonicalRecord(shape.Type, shape.Version, CanonicalJson.Serialize(message), document.Id, document.Key, correlation, [.. search])];
    }

    public Task<FileCheck> CheckAsync(Stream source, CancellationToken cancellationToken) => throw new NotSupportedException("peer hubs exchange messages, not files");

    public IAsyncEnumerable<RecordRead> ReadAsync(Stream source, FilePosition from, FileCheck check, MappingContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException("peer hubs exchange messages, not files");

    private PeerDocument Read(ReadOnlyMemory<byte> source)
    {
        try
        {
            return PeerDocument.Read(source);
        }
        catch (FormatException e)
        {
            throw Wrong("peer.unreadable", e.Message, "$", e);
        }
    }

    private void CheckEnds(PeerDocument document, string peer)
    {
        if (document.From != peer)
            throw Wrong("peer.wrong-sender", $"'from' is {document.From}, but this queue is the peer {peer}'s; nobody else may speak on it", "$.from");
        if (document.To != self)
            throw Wrong("peer.wrong-receiver", $"'to' is {document.To}, but this hub is {self}: it was put into the wrong queue", "$.to");
        // The sender should not have sent it; taking it as new could set two hubs talking for ever.
        var below = Covers(self, document.From);
        if (!below && Covers(self, document.Origin))
            throw Wrong("peer.echo", $"'origin' is {document.Origin}: the change arose on this side and comes back; {document.From} must not return it", "$.origin");
        if (below && !Covers(document.From, document.Origin))
            throw Wrong("peer.foreign-origin", $"'origin' is {document.Origin}, which is not below {document.From}: {document.From} must not return what it was told", "$.origin");
    }

    private MessageShape ShapeOf(PeerDocument document)
    {
        if (Known.FirstOrDefault(k => k.Type == document.Type && k.Version == document.Version) is { } shape)
            return shape;
        var versions = Known.Where(k => k.Type == document.Type).Select(k => k.Version).ToList();
        throw versions.Count == 0
            ? Wrong("peer.unknown-type", $"'type' is {document.Type}; peers tell each other {string.Join(", ", Known.Select(k => k.Type).Distinct())}", "$.type")
            : Wrong("peer.unknown-version", $"{document.Type} version {document.Version} is not known here (known: {string.Join(", ", versions)}); upgrade this hub, then resume", "$.version");
    }

    private object Message(PeerDocument document, MessageShape shape)
    {
        try
        {
            return CanonicalJson.Deserialize(Encoding.UTF8.GetBytes(document.Message), shape.ClrType);
        }
        catch (CanonicalJsonException e)
        {
            throw Wrong("peer.message", $"{document.Type}@{document.Version}: {e.Message}", $"$.message.{e.Path}", e);
        }
    }

    // A province speaks for its own subtree; what the group tells a province is about the province.
    private void CheckUnit(object message, string from)
    {
        var unit = message switch
        {
            CustomerProfileChanged m => m.OrgUnit.Value,
            CustomerMerged m => m.OrgUnit.Value,
            CustomerMergeUndone m => m.OrgUnit.Value,
            GroupBillContributed m => m.OrgUnit.Value,
            WarningRaised m => m.OrgUnit.Value,
            _ => null,
        };
        if (unit is not null && Covers(self, from) && !Covers(from, unit))
            throw Wrong("peer.foreign-unit", $"{from} tells of org unit {unit}, which is not below it", "$.message.orgUnit");
    }

    private MappingException Wrong(string code, string message, string at, Exception? inner = null) => new(code, message, File, at, inner: inner);

    private static bool Covers(string unit, string other) => other == unit || other.StartsWith(unit + ".", StringComparison.Ordinal);
}
