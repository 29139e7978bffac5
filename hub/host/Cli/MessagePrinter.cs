using System.Text;

namespace Integration.Hub.Host.Cli;

/// <summary>One message as text, for a terminal.</summary>
internal static class MessagePrinter
{
    public static void Print(MessageDetail detail, IReadOnlyList<StoredPayload> payloads, bool bodies)
    {
        var e = detail.Envelope;
        Line("message", $"{e.Id}  {e.Type}@{e.Version}{(e.Count > 1 ? $" ×{e.Count}" : "")}");
        Line("from", $"{e.Source}{(e.Interface is null ? "" : " " + e.Interface)}");
        Line("key", e.BusinessKey);
        Line("duplicate", e.DuplicateKey);
        Line("conversation", e.ConversationId);
        Line("caused by", e.CausationId?.ToString());
        Line("answers", e.CorrelationId);
        Line("mapping", e.Mapping);
        Line("found by", string.Join(", ", e.Keys.Take(12).Select(k => $"{k.Kind}={k.Value}")) + (e.Keys.Count > 12 ? $" … {e.Keys.Count} in all" : ""));
        Console.WriteLine();
        Hop(e.ReceivedAt, "received", null);
        if (e.TranslatedAt is { } translated)
            Hop(translated, "translated", translated - e.ReceivedAt);
        Hop(detail.Summary.AcceptedAt, "accepted", detail.Summary.AcceptedAt - e.ReceivedAt);
        foreach (var delivery in detail.Summary.Deliveries)
            Print(delivery, detail);
        foreach (var audit in detail.Audit)
            Hop(audit.At, $"{audit.Action} by {audit.Actor} ({audit.Via}) {audit.Detail}", null);
        if (bodies)
            PrintBodies(e, payloads);
        else
            Console.WriteLine($"\n{payloads.Count} payload(s) kept beside the canonical body; --bodies prints them.");
    }

    private static void Print(DeliverySummary delivery, MessageDetail detail)
    {
        foreach (var attempt in detail.Attempts.Where(a => a.Subscriber == delivery.Subscriber))
            Hop(attempt.StartedAt, $"→ {attempt.Subscriber} attempt {attempt.Number}: {attempt.Outcome} {attempt.Failure?.Code} {attempt.Failure?.Message}", attempt.EndedAt - attempt.StartedAt);
        var took = delivery.EndedAt - delivery.ClaimedAt;
        Hop(delivery.EndedAt ?? delivery.ClaimedAt ?? delivery.DueAt ?? detail.Summary.AcceptedAt, $"→ {delivery.Subscriber} {StateOf(delivery)} (attempts {delivery.Attempts}{(delivery.Mapping is null ? "" : $", {delivery.Mapping}")})", took);
        if (delivery.Failure is { } failure)
        {
            Console.WriteLine($"     {failure.Kind} {failure.Code}: {failure.Message}");
            if (failure.Location is not null)
                Console.WriteLine($"     at {failure.Location}");
        }
    }

    private static string StateOf(DeliverySummary delivery) =>
        delivery.Refused ? "answered with a refusal" : delivery.State.ToString().ToLowerInvariant() + (delivery.InDoubt ? ", perhaps done" : "");

    private static void PrintBodies(Envelope envelope, IReadOnlyList<StoredPayload> payloads)
    {
        foreach (var stored in payloads.Where(p => p.Payload.Kind == PayloadKind.Raw))
            Body("raw", stored.Payload.ContentType, stored.Payload.Bytes, stored.Payload.Origin);
        Body("canonical", "application/json; charset=utf-8", envelope.Body, null);
        foreach (var stored in payloads.Where(p => p.Payload.Kind != PayloadKind.Raw))
            Body($"{stored.Payload.Kind.ToString().ToLowerInvariant()} {stored.Subscriber} {(stored.Attempt > 0 ? $"attempt {stored.Attempt}" : "")}", stored.Payload.ContentType, stored.Payload.Bytes, stored.Payload.Origin);
    }

    private static void Body(string title, string contentType, ReadOnlyMemory<byte> bytes, string? origin)
    {
        Console.WriteLine($"\n--- {title} ({contentType}, {bytes.Length:N0} bytes{(origin is null ? "" : ", " + origin)})");
        Console.WriteLine(Charset(contentType).GetString(bytes.Span));
    }

    private static Encoding Charset(string contentType)
    {
        var at = contentType.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        try
        {
            return at < 0 ? Encoding.UTF8 : Encoding.GetEncoding(contentType[(at + 8)..].Trim().Trim('"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static void Line(string title, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Console.WriteLine($"{title,-13}{value}");
    }

    private static void Hop(DateTimeOffset at, string what, TimeSpan? took) =>
        Console.WriteLine($"{at.ToLocalTime():HH:mm:ss.fff}  {what}{(took is { } t ? $"  ({t.TotalMilliseconds:0.0} ms)" : "")}");
}
