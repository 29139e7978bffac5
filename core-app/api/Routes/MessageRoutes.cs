using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using System.Xml.Linq;
using Integration.Hub.Serving;
using Integration.Hub;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

public sealed record MessageDelivery(string Subscriber, string State, int Attempts, DateTimeOffset? EndedAt, string? Failure);

/// <param name="Cut">There is more of it.</param>
public sealed record MessageBody(string Kind, string? Subscriber, string ContentType, int Bytes, bool Cut, string Text);

public sealed record MessageView(
    string Id, string Type, int Version, string Source, string? Interface, string? BusinessKey, string ConversationId, DateTimeOffset ReceivedAt, DateTimeOffset AcceptedAt, int Count, IReadOnlyList<string> Customers, bool Masked,
    IReadOnlyList<MessageDelivery> Deliveries, IReadOnlyList<MessageBody> Bodies);

/// <summary>The message in which a value came, for those who may see messages.</summary>
internal static class MessageRoutes
{
    private const int Longest = 64_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static void MapMessages(this IEndpointRouteBuilder routes, CoreAppParts parts) => routes.MapGet("/api/messages/{id}", async (string id, Visitor visitor, CancellationToken cancel) =>
    {
        if (parts.Messages is not { } box || !Guid.TryParse(id, out var guid) || await box.GetAsync(new MessageId(guid), cancel) is not { } message)
            throw Problems.NotFound($"message {id}");
        var customers = message.Envelope.Keys.Where(k => k.Kind == "customer").Select(k => k.Value).Distinct().ToList();
        if (!visitor.Scope(Rights.SeeMessages).Sees(message.Envelope.Source) || !await SeesAsync(parts, customers, visitor, cancel))
            throw Problems.NotFound($"message {id}");
        await visitor.Audit.WriteAsync(visitor.Person.Name, "message.open", id, new { message.Envelope.Type, customers }, cancel);
        var canonical = Encoding.UTF8.GetString(message.Envelope.Body.Span);
        var hidden = visitor.Has(Rights.SeeCustomers) ? null : PersonalData.In(canonical);
        var e = message.Envelope;
        var bodies = new List<MessageBody> { Body("canonical", null, "application/json; charset=utf-8", e.Body.Length, canonical, hidden) };
        foreach (var p in await box.GetPayloadsAsync(e.Id, cancel))
            bodies.Add(Body(Codes.Of(p.Payload.Kind), p.Subscriber, p.Payload.ContentType, p.Payload.Bytes.Length, BodyCharset.Of(p.Payload.ContentType).GetString(p.Payload.Bytes.Span[..Math.Min(p.Payload.Bytes.Length, 4 * Longest)]), hidden));
        return new MessageView(id, e.Type, e.Version, e.Source, e.Interface, e.BusinessKey, e.ConversationId, e.ReceivedAt, message.Summary.AcceptedAt, e.Count, customers, hidden is not null,
            [.. message.Summary.Deliveries.Select(d => new MessageDelivery(d.Subscriber, Codes.Of(d.State), d.Attempts, d.EndedAt, d.Failure?.Message))], bodies);
    }).Needs(Rights.SeeMessages);

    // One that names nobody may name many: it is for those who see all of this hub.
    private static async Task<bool> SeesAsync(CoreAppParts parts, List<string> customers, Visitor visitor, CancellationToken cancel)
    {
        if (visitor.Reach.Managers is null && OrgTree.Covers(visitor.Person.OrgUnit, parts.OrgUnit))
            return true;
        foreach (var no in customers)
        {
            if (await parts.Page.FindAsync(no, visitor.Reach, cancel) is not null)
                return true;
        }
        return false;
    }

    private static MessageBody Body(string kind, string? subscriber, string contentType, int bytes, string text, PersonalData? hidden)
    {
        var whole = text.Length <= Longest;
        var shown = whole ? Pretty(text, contentType) : text[..Longest];
        return new MessageBody(kind, subscriber, contentType, bytes, !whole, hidden is null ? shown : hidden.Mask(shown));
    }

    private static string Pretty(string text, string contentType)
    {
        try
        {
            if (contentType.Contains("json", StringComparison.OrdinalIgnoreCase))
                return string.Join("\n", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Serialize(JsonElement.Parse(l), Indented)));
            if (!contentType.Contains("xml", StringComparison.OrdinalIgnoreCase))
                return text;
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).ToString();
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // As it came: what cannot be read is looked at all the more.
            return text;
        }
    }
}
