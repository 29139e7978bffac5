using System.Globalization;
using Integration.Hub.Access;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>The bodies of a message: as it came, canonical, as it was sent, what was answered.</summary>
internal static class BodyRoutes
{
    private const int UsualPart = 40_000, LargestPart = 1_000_000;

    private const string Canonical = "application/json; charset=utf-8", Unknown = "application/octet-stream";

    /// <param name="No">0: canonical; then what is kept beside it, in the order of its keeping.</param>
    private sealed record Body(BodyInfo Info, ReadOnlyMemory<byte> Bytes);

    public static void MapBodies(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/messages/{id}/bodies", async (string id, Visitor visitor, CancellationToken cancel) =>
        {
            var message = await MessageRoutes.FindAsync(parts, id, visitor, cancel);
            // No look is noted here, so nobody sees more than others.
            var mask = MessageRoutes.Hidden(message, parts);
            return (await AllAsync(message, parts, cancel)).Select(b => b.Info with { Origin = MessageRoutes.Text(b.Info.Origin, mask), Headers = MessageRoutes.Text(b.Info.Headers, mask) });
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/{id}/bodies/{no}", async (string id, string no, int? offset, int? limit, bool? unmask, Visitor visitor, CancellationToken cancel) =>
        {
            var message = await MessageRoutes.FindAsync(parts, id, visitor, cancel);
            var body = await OneAsync(message, no, parts, cancel);
            var mask = await MessageRoutes.UnmaskAsync(visitor, unmask, message, $"{body.Info.Stage} {body.Info.Subscriber}".TrimEnd(), parts, cancel) ? null : MessageRoutes.Hidden(message, parts);
            var text = BodyCharset.Of(body.Info.ContentType).GetString(body.Bytes.Span);
            // Hidden first: a part that begins within a name must not show its end.
            if (mask is not null)
                text = mask.And(text, Fields(message, parts)).Mask(text);
            var from = Math.Clamp(offset ?? 0, 0, text.Length);
            var part = text.AsSpan(from, Math.Min(Math.Clamp(limit ?? UsualPart, 1, LargestPart), text.Length - from));
            // Half of a pair of surrogates is no character.
            if (part.Length > 1 && char.IsHighSurrogate(part[^1]) && from + part.Length < text.Length)
                part = part[..^1];
            return new BodyText(part.ToString(), from, text.Length, mask is not null);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/{id}/bodies/{no}/download", async (string id, string no, Visitor visitor, CancellationToken cancel) =>
        {
            var message = await MessageRoutes.FindAsync(parts, id, visitor, cancel);
            // The bytes as they are hold everything.
            MessageRoutes.DemandUnmask(visitor, message, parts);
            if (!visitor.Scope(Rights.ExportMessages).Sees(message.Summary, parts))
                throw Sight.Missing(Rights.ExportMessages, message.Envelope.Source);
            var body = await OneAsync(message, no, parts, cancel);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "message.download", id, new { body = body.Info.Stage, body.Info.Subscriber, body.Info.Size }, cancel);
            // What a system sent must not be taken for a page of this site.
            return Results.Bytes(body.Bytes, Unknown, $"{id}-{body.Info.Stage}{(body.Info.No > 0 ? $"-{body.Info.No}" : "")}{Ending(body.Info.ContentType)}");
        }).Needs(Rights.ExportMessages);
    }

    private static HashSet<string> Fields(MessageDetail message, ConsoleParts parts) =>
        [.. message.Summary.Deliveries.Select(d => d.Subscriber).Append(message.Envelope.Interface).OfType<string>().SelectMany(parts.PersonalDataOf)];

    private static async Task<Body> OneAsync(MessageDetail message, string no, ConsoleParts parts, CancellationToken cancel) =>
        int.TryParse(no, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (await AllAsync(message, parts, cancel)).FirstOrDefault(b => b.Info.No == number) is { } body ? body : throw Problems.NotFound($"body {no}");

    private static async Task<IReadOnlyList<Body>> AllAsync(MessageDetail message, ConsoleParts parts, CancellationToken cancel)
    {
        var e = message.Envelope;
        var kept = (await parts.Operations.GetPayloadsAsync(e.Id, cancel)).Select((p, i) => new Body(Info(i + 1, p), p.Payload.Bytes)).ToList();
        // What no mapping could translate stands as it came in the place of the canonical form.
        if (e.Type == Envelope.Untranslated)
            return kept.Any(b => b.Info.Stage == "raw") ? kept : [new Body(new BodyInfo(0, "raw", null, null, Unknown, null, e.Body.Length, e.Interface, null, e.ReceivedAt), e.Body), .. kept];
        return [new Body(new BodyInfo(0, "canonical", null, null, Canonical, "utf-8", e.Body.Length, null, null, e.TranslatedAt), e.Body), .. kept];
    }

    private static BodyInfo Info(int no, StoredPayload p) => new(
        no, Codes.Of(p.Payload.Kind), p.Subscriber, p.Attempt > 0 ? p.Attempt : null, p.Payload.ContentType, BodyCharset.NameOf(p.Payload.ContentType), p.Payload.Bytes.Length, p.Payload.Origin, p.Payload.Headers, p.StoredAt);

    private static string Ending(string contentType) => contentType.Contains("json", StringComparison.OrdinalIgnoreCase) ? ".json" : contentType.Contains("xml", StringComparison.OrdinalIgnoreCase) ? ".xml" : ".txt";
}
