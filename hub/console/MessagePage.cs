using System.Globalization;
using System.Text;

namespace Integration.Hub.OperationsConsole;

/// <summary>One message: hops, deliveries, attempts, payloads.</summary>
internal static class MessagePage
{
    private const int MostShown = 20_000;

    public static string Render(MessageDetail detail, IReadOnlyList<StoredPayload> payloads)
    {
        var e = detail.Envelope;
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p><a href=\"/\">← all</a></p><h1>{T(e.Type)}@{e.Version}{(e.Count > 1 ? $" ×{e.Count}" : "")}</h1><p>{e.Id} · from {T(e.Interface ?? e.Source)} · key {T(e.BusinessKey)} · conversation {T(e.ConversationId)} · mapping {T(e.Mapping)}</p>");
        body.Append("<h2>Hops</h2><table><tr><th>at<th>what<th>outcome</tr>");
        Row(body, e.ReceivedAt, "received", "");
        if (e.TranslatedAt is { } translated)
            Row(body, translated, "translated", "");
        Row(body, detail.Summary.AcceptedAt, "accepted", "");
        foreach (var a in detail.Attempts)
            Row(body, a.StartedAt, $"→ {a.Subscriber} attempt {a.Number}", $"{a.Outcome} {a.Failure?.Code} {a.Failure?.Message}");
        foreach (var d in detail.Summary.Deliveries)
            Row(body, d.EndedAt ?? d.ClaimedAt ?? e.ReceivedAt, $"→ {d.Subscriber}", $"{d.State} {d.Failure?.Message} {d.Failure?.Location}");
        body.Append("</table>");
        foreach (var p in payloads)
            Body(body, $"{p.Payload.Kind} {p.Subscriber}", p.Payload.ContentType, p.Payload.Bytes);
        Body(body, "Canonical", "application/json; charset=utf-8", e.Body);
        return StatusPage.Page($"{e.Type} {e.Id}", body.ToString());
    }

    private static void Row(StringBuilder body, DateTimeOffset at, string what, string outcome) =>
        body.Append(CultureInfo.InvariantCulture, $"<tr><td>{at.ToLocalTime():HH:mm:ss.fff}<td>{T(what)}<td>{T(outcome)}</tr>");

    private static void Body(StringBuilder body, string title, string contentType, ReadOnlyMemory<byte> bytes)
    {
        var shown = bytes.Length > MostShown ? bytes[..MostShown] : bytes;
        body.Append(CultureInfo.InvariantCulture, $"<h2>{T(title)}</h2><p>{T(contentType)}, {bytes.Length:N0} bytes{(bytes.Length > MostShown ? $", first {MostShown:N0} shown" : "")}</p><pre>{T(Charset(contentType).GetString(shown.Span))}</pre>");
    }

    private static Encoding Charset(string contentType)
    {
        var at = contentType.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        try
        {
            return at < 0 ? Encoding.UTF8 : Encoding.GetEncoding(contentType[(at + 8)..].Trim(' ', '"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static string T(string? value) => StatusPage.Text(value);
}
