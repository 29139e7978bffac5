using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.CanonicalModel;
using Integration.Hub.Access;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <param name="To">To whom it is parked.</param>
public sealed record EditRequest(string? RequestId, string? To, string? Body, string? Reason);

/// <param name="State">sent: it goes on with the new body.</param>
public sealed record EditAnswer(string Message, string To, string State);

/// <param name="Path">Within the body.</param>
public sealed record BodyProblem(string? Path, long? Line, string Message);

/// <summary>Another body for a message that waits for a person; see hub/console/api.md.</summary>
internal static class EditRoutes
{
    private const int LongestBody = 2_000_000;

    private static readonly JsonSerializerOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapEdits(this IEndpointRouteBuilder routes, ConsoleParts parts) =>
        routes.MapPost("/ops/api/messages/{id}/edits", async (string id, EditRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            _ = Input.RequestId(r.RequestId);
            var (to, reason) = (Input.Text("to", r.To, 100), Input.Text("reason", r.Reason, 400));
            var message = await MessageRoutes.FindAsync(parts, id, cancel);
            var body = Checked(message, r.Body, await parts.Operations.GetPayloadsAsync(message.Envelope.Id, cancel));
            // Parked deliveries alone, and each once: the original does not go any more, and a second click finds nothing parked.
            if (!await parts.Operations.EditAndResumeAsync(new DeliveryId(message.Envelope.Id, to), body, visitor.Actor, reason, cancel))
                throw Problems.Refused("delivery.not-parked", $"the delivery to {to} is not parked (any more)");
            await visitor.Audit.WriteAsync(visitor.Person.Name, "message.edit", id, new { to, reason }, cancel);
            return Results.Created($"/ops/api/messages/{id}", new EditAnswer(id, to, "sent"));
        }).Needs(Rights.RepairMessages);

    /// <exception cref="ProblemException">The body does not fit the message's type.</exception>
    private static ReadOnlyMemory<byte> Checked(MessageDetail message, string? text, IReadOnlyList<StoredPayload> kept)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Problems.Invalid("body", "required");
        if (text.Length > LongestBody)
            throw Problems.Invalid("body", "tooLong", ("max", LongestBody.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var e = message.Envelope;
        // What no mapping could read is read anew, in the characters in which it came.
        if (e.Type == Envelope.Untranslated)
            return BodyCharset.Of(kept.FirstOrDefault(p => p.Subscriber is null && p.Payload.Kind == PayloadKind.Raw)?.Payload.ContentType ?? "").GetBytes(text);
        try
        {
            var lines = e.Count == 1 ? [OneLine(text)] : text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (lines.Length != e.Count)
                throw Wrong(new BodyProblem(null, null, $"there are {lines.Length} lines, expected {e.Count}: one record each"));
            if (CanonicalCatalog.Find(e.Type, e.Version) is { } shape)
            {
                foreach (var line in lines)
                    _ = CanonicalJson.Deserialize(Encoding.UTF8.GetBytes(line), shape.ClrType);
            }
            return Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }
        catch (CanonicalJsonException x)
        {
            throw Wrong(new BodyProblem(x.Path, null, x.Message));
        }
        catch (JsonException x)
        {
            throw Wrong(new BodyProblem(x.Path, x.LineNumber + 1, x.Message));
        }
    }

    private static string OneLine(string text) => JsonNode.Parse(text)?.ToJsonString(s_line) ?? throw Wrong(new BodyProblem(null, null, "null is no message"));

    private static ProblemException Wrong(BodyProblem problem) => new(422, "body.invalid", problem.Message) { More = new Dictionary<string, object?> { ["problems"] = new[] { problem } } };
}
