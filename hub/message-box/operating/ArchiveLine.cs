using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Hub.MessageBox;

/// <summary>A message with all that the box kept of it.</summary>
internal sealed record ArchivedMessage(
    EnvelopeRow Message, IReadOnlyList<DeliverySummary> Deliveries, IReadOnlyList<Attempt> Attempts, IReadOnlyList<StoredPayload> Payloads);

/// <summary>One message as one line of JSON. Canonical bodies stand as text, everything else as Base64 of the bytes as they were.</summary>
internal static class ArchiveLine
{
    // Chinese stays readable for whoever greps the file; it is never put into a web page unescaped.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Of(ArchivedMessage archived)
    {
        var e = archived.Message.Envelope;
        var isText = e.Type != Envelope.Untranslated;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = e.Id.ToString(),
            sequence = archived.Message.Sequence,
            e.Type, e.Version, e.Source, e.Interface, e.Count, e.BusinessKey, e.DuplicateKey,
            causationId = e.CausationId?.ToString(),
            e.ConversationId, e.CorrelationId, e.TraceParent, e.Priority, e.ReceivedAt, e.TranslatedAt,
            acceptedAt = archived.Message.AcceptedAt,
            e.ExpiresAt, e.Mapping, e.Keys,
            body = isText ? Encoding.UTF8.GetString(e.Body.Span) : null,
            bodyBytes = isText ? null : e.Body.ToArray(),
            deliveries = archived.Deliveries,
            attempts = archived.Attempts,
            payloads = archived.Payloads.Select(p => new
            {
                p.Payload.Kind, p.Subscriber, p.Attempt, p.Payload.ContentType, p.Payload.Origin, p.Payload.Headers, p.StoredAt, bytes = p.Payload.Bytes.ToArray(),
            }),
        }, Readable);
    }
}
