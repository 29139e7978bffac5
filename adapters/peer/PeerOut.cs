using System.Text;
using Integration.CanonicalModel.Shapes;
using Integration.Mappings;

namespace Integration.Adapters.Peer;

/// <summary>Canonical message → peer message.</summary>
internal sealed class PeerOut(MessageShape shape, string self, IReadOnlyDictionary<string, string> peers)
    : PeerMapping(shape.Type, shape.Version, $"{shape.Type} to a peer hub"), IOutboundMapping
{
    private const string KeyPrefix = "key.";

    public string Consumes => $"{shape.Type}@{shape.Version}";

    public string ContentType => "application/json; charset=utf-8";

    public ReadOnlyMemory<byte> Map(ReadOnlyMemory<byte> canonicalJson, MappingContext context)
    {
        var values = context.Values;
        // The change's own number; the message that carries it to this peer has another one.
        var id = values.GetValueOrDefault("duplicateKey") is { } key ? key[(key.IndexOf('/') + 1)..] : values["messageId"];
        var keys = values.Where(v => v.Key.StartsWith(KeyPrefix, StringComparison.Ordinal) && v.Key is not ("key.origin" or "key.peer"))
            .OrderBy(v => v.Key, StringComparer.Ordinal)
            .SelectMany(v => v.Value.Split('\n').Select(one => KeyValuePair.Create(v.Key[KeyPrefix.Length..], one)));
        return new PeerDocument(id, self, Peer(peers, context), values.GetValueOrDefault("key.origin") ?? self, shape.Type, shape.Version,
            values.GetValueOrDefault("businessKey"), values.GetValueOrDefault("conversationId"), [.. keys], Encoding.UTF8.GetString(canonicalJson.Span)).Write();
    }

    public bool WritesMany => false;

    public Task<long> WriteAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream target, MappingContext context, CancellationToken cancellationToken) =>
        WriteAsync(canonicalRecords, target, context, null, cancellationToken);

    public Task<long> WriteAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> canonicalRecords, Stream destination, MappingContext context, LeaveOut? leaveOut, CancellationToken cancellationToken) =>
        throw new NotSupportedException("peer hubs exchange messages, not files");
}
