using System.Runtime.InteropServices;
using Integration.Hub.MessageBox.Storage;

namespace Integration.Hub.MessageBox;

/// <summary>A payload with the delivery attempt it belongs to; the message's own have no subscriber and attempt 0.</summary>
internal sealed record PayloadRow(MessageId Message, string? Subscriber, int Attempt, int Position, Payload Payload)
{
    public static IEnumerable<PayloadRow> Of(MessageId message, string? subscriber, int attempt, IReadOnlyList<Payload> payloads) =>
        payloads.Select((payload, position) => new PayloadRow(message, subscriber, attempt, position, payload));

    public static Step Insert(IReadOnlyList<PayloadRow> rows, DateTimeOffset now) => new Step("insert_payload")
        .Each("message_id", rows, r => r.Message.Value)
        .Each("subscriber", rows, r => r.Subscriber)
        .Each("attempt", rows, r => r.Attempt)
        .Each("kind", rows, r => (short)r.Payload.Kind)
        .Each("bytes", rows, r => Array(r.Payload.Bytes))
        .Each("content_type", rows, r => r.Payload.ContentType)
        .Each("origin", rows, r => r.Payload.Origin)
        .Each("headers", rows, r => r.Payload.Headers)
        .With("stored_at", now)
        .Each("position", rows, r => (short)r.Position);

    /// <summary>The bytes as the drivers want them, copied only if they are a part of something bigger.</summary>
    public static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : bytes.ToArray();
}
