using Integration.Hub.Access;
using Integration.Hub.Core.Repairing;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <param name="From">accepted: the canonical form goes to <paramref name="To"/> once more; received: what came in is translated anew.</param>
/// <param name="Mapping">Absent: the one that is configured now.</param>
public sealed record ReplayRequestBody(string? RequestId, string? From, string? To, string? Mapping, string? Reason);

/// <param name="Made">The message that what was received is now; absent: the old one is delivered again.</param>
public sealed record ReplayAnswer(string Message, string To, string? Mapping, string? Made);

/// <param name="From">accepted, received.</param>
/// <param name="Mappings">That can be chosen; the first is the one that is configured.</param>
public sealed record ReplayWay(string From, string To, IReadOnlyList<string> Mappings);

/// <summary>A message once more; see hub/console/api.md.</summary>
internal static class ReplayRoutes
{
    public static void MapReplay(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/messages/{id}/replay", async (string id, CancellationToken cancel) =>
            (await parts.Replays.WaysAsync(Id(id), cancel) ?? throw Problems.NotFound($"message {id}")).Select(w => new ReplayWay(w.Received ? "received" : "accepted", w.To, w.Mappings))).Needs(Rights.SeeMessages);
        routes.MapPost("/ops/api/messages/{id}/replay", async (string id, ReplayRequestBody r, Visitor visitor, CancellationToken cancel) =>
        {
            var from = Input.OneOf("from", string.IsNullOrEmpty(r.From) ? "accepted" : r.From, ["accepted", "received"]);
            var to = Input.Text("to", r.To, 100, required: from == "accepted");
            var (mapping, reason) = (Input.Text("mapping", r.Mapping, 200, required: false), Input.Text("reason", r.Reason, 400));
            var wish = new ReplayOne(Input.RequestId(r.RequestId), from == "received", to, mapping.Length > 0 ? mapping : null, reason);
            var done = await parts.Replays.ReplayAsync(Id(id), wish, visitor.Actor, cancel) ?? throw Problems.NotFound($"message {id}");
            await visitor.Audit.WriteAsync(visitor.Person.Name, "message.replay", id, new { from, done.To, done.Mapping, reason, made = done.Anew?.ToString() }, cancel);
            return Results.Accepted($"/ops/api/messages/{done.Anew?.ToString() ?? id}", new ReplayAnswer(id, done.To, done.Mapping, done.Anew?.ToString()));
        }).Needs(Rights.RepairMessages);
    }

    private static MessageId Id(string id) => MessageId.TryParse(id, out var message) ? message : throw Problems.NotFound($"message {id}");
}
