using Integration.Hub.Access;

namespace Integration.Hub.OperationsConsole;

/// <summary>The way of a message, from what the box keeps of it.</summary>
internal static class MessageHops
{
    private static readonly Dictionary<string, string> s_actions = new() { ["resume"] = "resumed", ["edit"] = "edited", ["discard"] = "discarded", ["replay"] = "replayed" };

    // At one instant the earlier stage stands first.
    private static readonly string[] s_order = ["received", "translated", "accepted", "resumed", "edited", "replayed", "attempt", "sent", "answered", "parked", "discarded", "expired", "refused", "done"];

    public static IReadOnlyList<Hop> Of(MessageDetail message, IReadOnlyList<StoredPayload> payloads)
    {
        var e = message.Envelope;
        var hops = new List<Hop> { new("received", e.Interface, null, e.ReceivedAt, null, null, null, null, null) };
        if (e.TranslatedAt is { } translated)
            hops.Add(new Hop("translated", null, null, translated, Ms(translated - e.ReceivedAt), null, null, null, null));
        hops.Add(new Hop("accepted", null, null, message.Summary.AcceptedAt, Ms(message.Summary.AcceptedAt - (e.TranslatedAt ?? e.ReceivedAt)), null, null, null, 0));
        hops.AddRange(message.Attempts.Select(a => new Hop("attempt", a.Subscriber, a.Number, a.StartedAt, Ms(a.EndedAt - a.StartedAt), a.Outcome, a.Failure?.Code, a.Node, null)));
        hops.AddRange(payloads.Select((p, i) => (Payload: p, No: i + 1)).Where(p => p.Payload.Subscriber is not null && p.Payload.Payload.Kind != PayloadKind.Raw)
            .Select(p => new Hop(p.Payload.Payload.Kind == PayloadKind.Outbound ? "sent" : "answered", p.Payload.Subscriber, p.Payload.Attempt, p.Payload.StoredAt, null, null, null, null, p.No)));
        hops.AddRange(message.Audit.Where(a => s_actions.ContainsKey(a.Action)).Select(a => new Hop(s_actions[a.Action], Target(a.Target), null, a.At, null, a.Detail, null, a.Actor, null)));
        hops.AddRange(message.Summary.Deliveries.Where(d => d.EndedAt is not null || d.State == DeliveryState.Parked).Select(d => End(d, message)));
        return [.. hops.OrderBy(h => h.At).ThenBy(h => Array.IndexOf(s_order, h.Kind))];
    }

    // A good first try has no row of its own: the delivery tells of it.
    private static Hop End(DeliverySummary d, MessageDetail message)
    {
        var last = message.Attempts.Where(a => a.Subscriber == d.Subscriber).MaxBy(a => a.EndedAt);
        var at = d.EndedAt ?? last?.EndedAt ?? d.ClaimedAt ?? message.Summary.AcceptedAt;
        return new Hop(d.Refused ? "refused" : Codes.Of(d.State), d.Subscriber, d.Attempts > 0 ? d.Attempts : null, at, d.State == DeliveryState.Done && d.ClaimedAt is { } claimed ? Ms(at - claimed) : null, null, d.Failure?.Code, d.Node, null);
    }

    private static string? Target(string target) => target.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? target[(at + 1)..] : null;

    private static long Ms(TimeSpan span) => (long)Math.Max(0, span.TotalMilliseconds);
}
