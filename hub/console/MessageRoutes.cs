using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Integration.Hub.Access;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <summary>Everything about one message; see hub/console/api.md.</summary>
internal static class MessageRoutes
{
    private const int MostNodes = 500, ExportPage = 200;

    // No index leads from a message to its effects; most of them are in its own conversation anyway.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly JsonSerializerOptions s_lines = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapMessage(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/messages/{id}", async (string id, bool? unmask, Visitor visitor, CancellationToken cancel) =>
        {
            var message = await FindAsync(parts, id, visitor, cancel);
            if (await UnmaskAsync(visitor, unmask, message, "message", parts, cancel))
                return Full(message, null);
            return Full(message, Hidden(message, parts));
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/{id}/hops", async (string id, Visitor visitor, CancellationToken cancel) =>
        {
            var message = await FindAsync(parts, id, visitor, cancel);
            var mask = Hidden(message, parts);
            return MessageHops.Of(message, await parts.Operations.GetPayloadsAsync(message.Envelope.Id, cancel)).Select(h => h with { Outcome = Text(h.Outcome, mask) });
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/{id}/lineage", async (string id, Visitor visitor, CancellationToken cancel) =>
        {
            var message = await FindAsync(parts, id, visitor, cancel);
            return Lineage(message, parts);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/{id}/graph", async (string id, Visitor visitor, CancellationToken cancel) => await GraphAsync(await FindAsync(parts, id, visitor, cancel), visitor.Scope(Rights.SeeMessages), parts, cancel)).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/messages/export", async (string? q, string? format, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var filter = FilterLanguage.Parse(q ?? "", parts.Time).Within(visitor.Scope(Rights.ExportMessages), parts);
            var form = Input.OneOf("format", string.IsNullOrEmpty(format) ? "csv" : format, ["csv", "jsonl"]);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "messages.export", "messages", new { q, format = form }, cancel);
            if (form == "csv")
                await Csv.WriteAsync(context.Response, "messages.csv", ["message", "type", "source", "interface", "business key", "conversation", "cause", "received", "accepted", "to"], CellsAsync(filter, parts, cancel), cancel);
            else
                await LinesAsync(context.Response, filter, parts, cancel);
        }).Needs(Rights.ExportMessages);
    }

    /// <exception cref="ProblemException">There is no such message, or it is not kept any more.</exception>
    internal static async Task<MessageDetail> FindAsync(ConsoleParts parts, string id, Visitor visitor, CancellationToken cancel) =>
        MessageId.TryParse(id, out var message) && await parts.Operations.GetAsync(message, cancel) is { } found && visitor.Scope(Rights.SeeMessages).Sees(found.Summary, parts) ? found : throw Problems.NotFound($"message {id}");

    /// <summary>Who must not be seen in it.</summary>
    internal static PersonalData Hidden(MessageDetail message, ConsoleParts parts)
    {
        var body = Encoding.UTF8.GetString(message.Envelope.Body.Span);
        var fields = message.Summary.Deliveries.Select(d => d.Subscriber).Append(message.Envelope.Interface).OfType<string>().SelectMany(parts.PersonalDataOf).ToHashSet();
        var hidden = PersonalData.In(body).And(body, fields);
        return message.Envelope.Type == Envelope.Untranslated ? hidden.AndEveryName() : hidden;
    }

    /// <summary>True: everything is shown, and the look is noted.</summary>
    /// <exception cref="ProblemException">403: it is asked for by somebody who may not.</exception>
    internal static async Task<bool> UnmaskAsync(Visitor visitor, bool? wanted, MessageDetail message, string what, ConsoleParts parts, CancellationToken cancel)
    {
        if (wanted != true)
            return false;
        DemandUnmask(visitor, message, parts);
        await visitor.Audit.WriteAsync(visitor.Person.Name, "message.unmask", message.Envelope.Id.ToString(), new { what }, cancel);
        return true;
    }

    /// <exception cref="ProblemException">403: personal data in it is not for this visitor.</exception>
    internal static void DemandUnmask(Visitor visitor, MessageDetail message, ConsoleParts parts)
    {
        if (!visitor.Has(Rights.UnmaskMessages))
            throw new ProblemException(403, "right.missing", $"this needs the right {Rights.UnmaskMessages}") { More = new Dictionary<string, object?> { ["right"] = Rights.UnmaskMessages } };
        if (!visitor.Scope(Rights.UnmaskMessages).Sees(message.Summary, parts))
            throw Sight.Missing(Rights.UnmaskMessages, message.Envelope.Source);
    }

    private static FullMessage Full(MessageDetail m, PersonalData? mask)
    {
        var e = m.Envelope;
        return new FullMessage(
            e.Id.ToString(), e.Type, e.Version, e.Source, e.Interface, Text(e.BusinessKey, mask), e.ConversationId, e.CausationId?.ToString(), e.Count, e.ReceivedAt, m.Summary.AcceptedAt,
            [.. e.Keys.Select(k => new KeyView(k.Kind, Text(k.Value, mask)!))], e.Mapping, Codes.Of(e.Priority), e.ExpiresAt, e.CorrelationId, e.TraceParent, Text(e.DuplicateKey, mask), mask is not null,
            [.. m.Summary.Deliveries.Select(d => Delivery(d, mask))], [.. m.Attempts.Select(a => new AttemptView(a.Subscriber, a.Number, a.StartedAt, a.EndedAt, a.Outcome, Failure(a.Failure, mask), a.Node))],
            [.. m.Audit.Select(a => new AuditView(a.At, a.Actor, a.Via, a.Action, a.Target, Text(a.Detail, mask)))], $"hub show {e.Id}");
    }

    private static FullDelivery Delivery(DeliverySummary d, PersonalData? mask) => new(
        d.Subscriber, d.Refused ? "refused" : Codes.Of(d.State), d.Attempts, d.DueAt, d.ClaimedAt, d.EndedAt, d.Failure?.Code, d.InDoubt, Failure(d.Failure, mask), d.Mapping, d.Node, d.Failure?.Fingerprint(d.Subscriber));

    private static FailureView? Failure(Failure? f, PersonalData? mask) => f is null ? null : new FailureView(Codes.Of(f.Kind), f.Code, Text(f.Message, mask)!, Text(f.Location, mask), Text(f.Detail, mask));

    internal static string? Text(string? text, PersonalData? mask) => text is null || mask is null ? text : mask.Mask(text);

    // The one that made it, and the one of each that it goes to.
    private static IReadOnlyList<LineageView> Lineage(MessageDetail message, ConsoleParts parts)
    {
        if (parts.Mappings is not { } desk)
            return [];
        var files = desk.List().ToDictionary(m => m.Reference);
        return [.. message.Summary.Deliveries.Select(d => d.Mapping).Prepend(message.Envelope.Mapping).OfType<string>().Distinct()
            .Where(files.ContainsKey).Select(r => new LineageView(r, files[r].Path, files[r].Direction, desk.Lineage(r) ?? []))];
    }

    private static async Task<MessageGraph> GraphAsync(MessageDetail message, Scope scope, ConsoleParts parts, CancellationToken cancel)
    {
        var talk = (await parts.Operations.TraceAsync(new TraceQuery(message.Envelope.ConversationId, null), cancel)).Where(m => scope.Sees(m, parts)).ToList();
        // A long talk: what stands nearest to this message.
        var at = talk.Index().FirstOrDefault(m => m.Item.Id == message.Envelope.Id).Index;
        var first = Math.Clamp(at - (MostNodes / 2), 0, Math.Max(0, talk.Count - MostNodes));
        var nodes = talk.Skip(first).Take(MostNodes).ToList();
        if (nodes.All(n => n.Id != message.Envelope.Id))
            nodes.Add(message.Summary);
        // What caused it, and what it caused, may belong to other conversations.
        var effects = await parts.Search.FindAsync(new MessageFinding(
            new MessageFilter.All([new MessageFilter.Is(MessageField.Cause, message.Envelope.Id.ToString()), new MessageFilter.Since(message.Envelope.ReceivedAt)]), Limit: MostNodes, Patience: Patience), cancel);
        var causedBy = message.Envelope.CausationId is { } id && await parts.Operations.GetAsync(id, cancel) is { } found ? found.Summary : null;
        foreach (var near in effects.Messages.Append(causedBy).OfType<MessageSummary>().Where(m => scope.Sees(m, parts) && nodes.All(n => n.Id != m.Id)))
            nodes.Add(near);
        var there = nodes.Select(n => n.Id).ToHashSet();
        return new MessageGraph([.. nodes.Select(MessageRow.Of)],
            [.. nodes.Where(n => n.CausationId is { } cause && there.Contains(cause)).Select(n => new GraphEdge(n.CausationId!.Value.ToString(), n.Id.ToString(), "cause"))], talk.Count > nodes.Count || effects.SearchedBackTo is not null);
    }

    private static async IAsyncEnumerable<MessageSummary> AllAsync(MessageFilter filter, ConsoleParts parts, [EnumeratorCancellation] CancellationToken cancel)
    {
        MessageId? after = null;
        do
        {
            var page = await parts.Search.FindAsync(new MessageFinding(filter, after, ExportPage), cancel);
            foreach (var message in page.Messages)
                yield return message;
            after = page.Next;
        }
        while (after is not null);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string?>> CellsAsync(MessageFilter filter, ConsoleParts parts, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var m in AllAsync(filter, parts, cancel))
        {
            yield return
            [
                m.Id.ToString(), $"{m.Type}@{m.Version}", m.Source, m.Interface, m.BusinessKey, m.ConversationId, m.CausationId?.ToString(), m.ReceivedAt.ToString("O", CultureInfo.InvariantCulture), m.AcceptedAt.ToString("O", CultureInfo.InvariantCulture),
                string.Join(' ', m.Deliveries.Select(d => $"{d.Subscriber}={(d.Refused ? "refused" : Codes.Of(d.State))}")),
            ];
        }
    }

    private static async Task LinesAsync(HttpResponse response, MessageFilter filter, ConsoleParts parts, CancellationToken cancel)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=messages.jsonl";
        await foreach (var m in AllAsync(filter, parts, cancel))
        {
            await JsonSerializer.SerializeAsync(response.Body, MessageRow.Of(m), s_lines, cancel);
            await response.Body.WriteAsync("\n"u8.ToArray(), cancel);
        }
    }
}
