using System.Buffers.Binary;
using System.Security.Cryptography;
using Integration.Hub.Core.Journeys;
using Integration.Hub.Core.Subscriptions;

namespace Integration.Hub.Core.Dispatch;

/// <param name="Id">Under which it goes out; the same at every attempt.</param>
internal readonly record struct Piece(MessageId Id, ReadOnlyMemory<byte> Canonical);

/// <summary>
/// What of a message goes out over a route. A message of many records leaves out those that the subscription does not want; in canonical form the
/// rest travels together, through a mapping each record goes alone, under an id made of the message's and its place.
/// </summary>
internal static class Pieces
{
    public static IReadOnlyList<Piece> Of(Envelope envelope, OutboundRoute route)
    {
        if (envelope.Count == 1)
            return [new Piece(envelope.Id, envelope.Body)];
        var all = SubscriptionFilter.RecordsOf(envelope);
        var wanted = route.Filter?.Passing(all) ?? all;
        if (route.Mapping is CanonicalForm)
            return wanted.Count == 0 ? [] : [new Piece(envelope.Id, wanted.Count == all.Count ? envelope.Body : Joined(wanted))];
        var places = all.Select((record, n) => (record, n)).Where(r => wanted.Any(w => w.Equals(r.record)));
        return [.. places.Select(r => new Piece(IdOf(envelope.Id, r.n), r.record))];
    }

    /// <summary>Same message, same place: same id.</summary>
    private static MessageId IdOf(MessageId message, int place)
    {
        Span<byte> source = stackalloc byte[20];
        message.Value.TryWriteBytes(source);
        BinaryPrimitives.WriteInt32BigEndian(source[16..], place);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(source, hash);
        return new MessageId(new Guid(hash[..16]));
    }

    private static ReadOnlyMemory<byte> Joined(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        using var body = new MemoryStream();
        foreach (var record in records)
        {
            body.Write(record.Span);
            body.WriteByte((byte)'\n');
        }
        return body.ToArray();
    }
}
