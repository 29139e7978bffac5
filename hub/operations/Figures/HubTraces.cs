using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Hub.Operations.Figures;

/// <summary>
/// The path as traces: one span where a message comes in, one for each try to deliver it. They hang on the trace context that came with the message;
/// a message without one belongs to the trace of its conversation, whose id follows from the conversation's, on every node and after every restart.
/// </summary>
public static class HubTraces
{
    public const string SourceName = "Integration.Hub";

    private static readonly ActivitySource Source = new(SourceName);

    public static void Accepted(Envelope e, DateTimeOffset now)
    {
        if (!Source.HasListeners())
            return;
        using var span = Source.StartActivity($"accept {e.Type}", ActivityKind.Consumer, Parent(e), Tags(e), startTime: e.ReceivedAt);
        span?.SetEndTime(now.UtcDateTime);
    }

    /// <param name="failure">Null: it was delivered.</param>
    public static void Delivered(ClaimedDelivery delivery, Failure? failure, DateTimeOffset now)
    {
        if (!Source.HasListeners())
            return;
        using var span = Source.StartActivity($"deliver {delivery.Id.Subscriber}", ActivityKind.Producer, Parent(delivery.Envelope), Tags(delivery.Envelope), startTime: delivery.ClaimedAt);
        if (span is null)
            return;
        span.SetTag("hub.endpoint", delivery.Id.Subscriber).SetTag("hub.attempt", delivery.Attempt);
        // The code alone: what a failure says may hold personal data, and traces go to other systems.
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure.Code);
        span.SetEndTime(now.UtcDateTime);
    }

    private static List<KeyValuePair<string, object?>> Tags(Envelope e) =>
    [
        new("messaging.system", "hub"), new("messaging.message.id", e.Id.ToString()), new("messaging.message.conversation_id", e.ConversationId), new("hub.type", e.Type), new("hub.source", e.Source), new("hub.interface", e.Interface),
    ];

    private static ActivityContext Parent(Envelope e)
    {
        if (ActivityContext.TryParse(e.TraceParent, null, isRemote: true, out var parent))
            return parent;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(e.ConversationId));
        return new ActivityContext(ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
