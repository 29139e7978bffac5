using System.Text;
using System.Text.Json;
using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.Hub;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Orders;

/// <param name="Direction">in: from a system; out: the orders said it.</param>
/// <param name="Step">Step that it belongs to; null: the order as a whole.</param>
public sealed record OrderMessage(string Id, string Type, string? Interface, string Source, string Direction, string State, DateTimeOffset At, string? Step, int Count);

public sealed record OrderMessageBody(string Id, string Type, string? Interface, DateTimeOffset At, object Body);

public sealed record NoteRequest(string? RequestId, string? Text);

public sealed record MadeNote(string NoteId);

public sealed record MadeAttachment(string AttachmentId);

/// <summary>What lies behind and beside an order: messages, notes, attachments.</summary>
internal static class OrderFileRoutes
{
    private const int MostMessages = 500;

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => AttachmentCheck.Largest + (64 * 1024);
    }

    public static void MapOrderFiles(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/orders/{no}/messages", async (string no, string? step, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            var all = await MessagesAsync(parts, no, step, cancel);
            var (from, most) = (all.FindIndex(m => m.Id == after) + 1, Input.Limit(limit));
            return new ListPage<OrderMessage>([.. all.Skip(from).Take(most)], all.Count > from + most ? all[from + most - 1].Id : null);
        }).Needs(Rights.SeeOrders);
        routes.MapGet("/api/orders/{no}/messages/{id}", async (string no, string id, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            var message = (await MessagesAsync(parts, no, null, cancel)).Find(m => m.Id == id);
            if (message is null || !Guid.TryParse(id, out var guid) || await parts.Messages!.GetAsync(new MessageId(guid), cancel) is not { } detail || !visitor.Scope(Rights.SeeMessages).Sees(detail.Envelope.Source))
                throw Problems.NotFound($"message {id} of order {no}");
            await visitor.Audit.WriteAsync(visitor.Person.Name, "order.message", no, new { id }, cancel);
            var text = Encoding.UTF8.GetString(detail.Envelope.Body.Span);
            return new OrderMessageBody(id, message.Type, message.Interface, message.At, detail.Envelope.Count == 1 ? JsonElement.Parse(text) : text);
        }).Needs(Rights.SeeMessages);
        MapNotes(routes, parts);
        MapAttachments(routes, parts);
    }

    private static void MapNotes(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/orders/{no}/notes", async (string no, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            return await OrderRoutes.Office(parts).Files.NotesAsync(no, cancel);
        }).Needs(Rights.SeeOrders);
        routes.MapPost("/api/orders/{no}/notes", async (string no, NoteRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            var check = new Archive.Editing.EntryCheck();
            var text = check.Text("text", request.Text, 2000, required: true, lines: true);
            check.Throw();
            var made = await OrderRoutes.Office(parts).Files.AddNoteAsync(Input.RequestId(request.RequestId), no, text!, visitor.Orderer, cancel);
            return Results.Created($"/api/orders/{no}/notes", new MadeNote(made));
        }).Needs(Rights.WorkOrders);
    }

    private static void MapAttachments(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/orders/{no}/attachments", async (string no, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            return await OrderRoutes.Office(parts).Files.AttachmentsAsync(no, cancel);
        }).Needs(Rights.SeeOrders);
        // The form is read here and not bound: the gate has looked at the session's token already, which is this site's guard against forged forms.
        routes.MapPost("/api/orders/{no}/attachments", async (string no, HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            var (requestId, file) = await Upload.ReadAsync(context, AttachmentCheck.Largest, cancel);
            using var body = new MemoryStream();
            await file.CopyToAsync(body, cancel);
            var (name, type) = AttachmentCheck.Check(file.FileName, body.ToArray());
            var made = await OrderRoutes.Office(parts).Files.AttachAsync(requestId, no, name, type, body.ToArray(), visitor.Orderer, cancel);
            return Results.Created($"/api/orders/{no}/attachments/{made}", new MadeAttachment(made));
        }).WithMetadata(new BodyLimit()).Needs(Rights.WorkOrders);
        routes.MapGet("/api/orders/{no}/attachments/{id}", async (string no, string id, Visitor visitor, CancellationToken cancel) =>
        {
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            var (of, body) = await OrderRoutes.Office(parts).Files.ReadAsync(no, id, cancel) ?? throw Problems.NotFound($"attachment {id} of order {no}");
            // With a file name it is always an attachment: what somebody has uploaded never opens as a page of this site.
            return Results.File(body, of.Type, of.Name);
        }).Needs(Rights.SeeOrders);
    }

    // The newest first. What was asked and what answered carry the number of the request; the order's own facts its number.
    private static async Task<List<OrderMessage>> MessagesAsync(CoreAppParts parts, string no, string? step, CancellationToken cancel)
    {
        if (parts.Messages is not { } box)
            return [];
        var found = new Dictionary<MessageId, (MessageSummary Message, string? Step)>();
        foreach (var (request, of) in await OrderRoutes.Office(parts).Page.RequestsAsync(no, step, cancel))
        {
            foreach (var message in (await box.SearchAsync(new MessageQuery { Key = request, Limit = 50 }, cancel)).Messages)
                found[message.Id] = (message, of);
        }

        if (string.IsNullOrEmpty(step))
        {
            foreach (var message in (await box.SearchAsync(new MessageQuery { Key = no, KeyKind = "order", Limit = MostMessages }, cancel)).Messages)
                found.TryAdd(message.Id, (message, null));
        }

        return [.. found.Values.OrderByDescending(m => m.Message.Sequence).Take(MostMessages).Select(m => new OrderMessage(
            m.Message.Id.ToString(), m.Message.Type, InterfaceOf(m.Message), m.Message.Source, m.Message.Interface is null ? "out" : "in", StateOf(m.Message), m.Message.AcceptedAt, m.Step, m.Message.Count))];
    }

    // What goes out is named by the interface that takes it; parts of the hub have no hyphen in their names.
    private static string? InterfaceOf(MessageSummary message) => message.Interface ?? message.Deliveries.Select(d => d.Subscriber).FirstOrDefault(s => s.Contains('-', StringComparison.Ordinal));

    private static string StateOf(MessageSummary message)
    {
        var states = message.Deliveries.Select(d => d.State).ToList();
        return states.Count == 0 ? "none"
            : states.Contains(DeliveryState.Parked) ? "parked"
            : states.Exists(s => s < DeliveryState.Parked) ? "waiting"
            : states.TrueForAll(s => s is DeliveryState.Discarded or DeliveryState.Expired) ? "discarded" : "done";
    }
}
