using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Hub.Access;
using Integration.Hub.Core.Repairing;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

/// <param name="To">To whom it is parked.</param>
public sealed record EditRequest(string? RequestId, string? To, string? Body, string? Reason);

/// <param name="Reason">Why it is agreed to or not.</param>
public sealed record DecisionRequest(string? Reason);

/// <param name="State">waiting: another person has to agree; sent: it goes on with the new body; refused; overtaken: the delivery was touched before somebody agreed.</param>
/// <param name="Changes">What it changes; personal data hidden where <paramref name="Masked"/>.</param>
/// <param name="Own">Made by the one who asks, who therefore cannot agree to it.</param>
public sealed record EditView(
    string Edit, string Message, string To, string State, string By, string Via, DateTimeOffset At, string Reason, string? DecidedBy, DateTimeOffset? DecidedAt, string? DecidedBecause,
    IReadOnlyList<BodyDifference.Change> Changes, bool Masked, bool Own);

public sealed record EditViews(IReadOnlyList<EditView> Items, string? Next);

/// <summary>Another body for a message that waits for a person; see hub/console/api.md.</summary>
internal static class EditRoutes
{
    private const int LongestBody = 2_000_000;
    private const string Withheld = "***";

    public static void MapEdits(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapPost("/ops/api/messages/{id}/edits", async (string id, EditRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var proposal = new EditProposal(Input.RequestId(r.RequestId), Input.Text("to", r.To, 100), Body(r.Body), Input.Text("reason", r.Reason, 400));
            var message = await MessageRoutes.FindAsync(parts, id, cancel);
            try
            {
                var edit = await parts.Edits.ProposeAsync(message, proposal, BodyCharset.Of, visitor.Actor, cancel);
                await visitor.Audit.WriteAsync(visitor.Person.Name, "message.edit", id, new { proposal.To, proposal.Reason, edit = edit.Id, state = Codes.Of(edit.State) }, cancel);
                return Results.Created($"/ops/api/edits/{edit.Id}", View(edit, visitor, MessageRoutes.Hidden(message, parts)));
            }
            catch (BodyInvalidException x)
            {
                throw new ProblemException(422, "body.invalid", x.Message) { More = new Dictionary<string, object?> { ["problems"] = new[] { x.Problem } } };
            }
        }).Needs(Rights.RepairMessages);
        routes.MapGet("/ops/api/edits", async (string? state, string? message, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            EditState? of = string.IsNullOrEmpty(state) ? null : Codes.Read<EditState>(Input.OneOf("state", state, Codes.All<EditState>()));
            MessageId? about = string.IsNullOrEmpty(message) ? null : MessageId.TryParse(message, out var id) ? id : throw Problems.Invalid("message", "badFormat");
            Guid? below = string.IsNullOrEmpty(after) ? null : Guid.TryParse(after, out var last) ? last : throw Problems.Invalid("after", "badFormat");
            var most = Input.Limit(limit);
            var found = await parts.Edits.Edits.EditsAsync(new EditQuery(of, about, below, most + 1), cancel);
            var views = new List<EditView>();
            foreach (var edit in found.Take(most))
                views.Add(View(edit, visitor, await HiddenAsync(edit, parts, cancel)));
            return new EditViews(views, found.Count > most ? found[most - 1].Id.ToString() : null);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/edits/{edit}", async (string edit, bool? unmask, Visitor visitor, CancellationToken cancel) =>
        {
            var found = Guid.TryParse(edit, out var id) ? await parts.Edits.Edits.FindEditAsync(id, cancel) : null;
            if (found is null)
                throw Problems.NotFound($"edit {edit}");
            return await MessageRoutes.UnmaskAsync(visitor, unmask, found.Delivery.Message.ToString(), "edit", cancel) ? View(found, visitor, null, clear: true) : View(found, visitor, await HiddenAsync(found, parts, cancel));
        }).Needs(Rights.SeeMessages);
        MapDecision(routes, parts, "approve", agreed: true);
        MapDecision(routes, parts, "refuse", agreed: false);
    }

    private static void MapDecision(IEndpointRouteBuilder routes, ConsoleParts parts, string name, bool agreed) =>
        routes.MapPost($"/ops/api/edits/{{edit}}/{name}", async (string edit, DecisionRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var reason = Input.Text("reason", r.Reason, 400, required: !agreed);
            var decided = Guid.TryParse(edit, out var id) ? await parts.Edits.Edits.DecideAsync(id, agreed, reason.Length > 0 ? reason : null, visitor.Actor, cancel) : null;
            if (decided is null)
                throw Problems.NotFound($"edit {edit}");
            await visitor.Audit.WriteAsync(visitor.Person.Name, $"message.edit.{name}", decided.Delivery.Message.ToString(), new { edit, reason, state = Codes.Of(decided.State) }, cancel);
            return View(decided, visitor, await HiddenAsync(decided, parts, cancel));
        }).Needs(Rights.RepairMessages);

    private static string Body(string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw Problems.Invalid("body", "required")
        : text.Length > LongestBody ? throw Problems.Invalid("body", "tooLong", ("max", LongestBody.ToString(CultureInfo.InvariantCulture)))
        : text;

    // Null: the message is not kept any more, and nobody knows whom it named.
    private static async Task<PersonalData?> HiddenAsync(Edit edit, ConsoleParts parts, CancellationToken cancel) =>
        await parts.Operations.GetAsync(edit.Delivery.Message, cancel) is { } message ? MessageRoutes.Hidden(message, parts) : null;

    private static EditView View(Edit e, Visitor visitor, PersonalData? mask, bool clear = false) => new(
        e.Id.ToString(), e.Delivery.Message.ToString(), e.Delivery.Subscriber, Codes.Of(e.State), e.By.Name, e.By.Via, e.At, e.Reason, e.DecidedBy?.Name, e.DecidedAt, e.DecidedBecause,
        [.. BodyDifference.Read(e.Difference).Select(c => clear ? c : Hidden(c, mask))], !clear, e.By.Name == visitor.Person.Name);

    // What is typed in the place of a name is a name, though the message did not know it.
    private static BodyDifference.Change Hidden(BodyDifference.Change c, PersonalData? mask)
    {
        if (mask is null)
            return c with { Before = c.Before is null ? null : Withheld, After = c.After is null ? null : Withheld };
        var before = c.Before is null ? null : mask.Mask(c.Before);
        if (before != c.Before)
            return c with { Before = before, After = c.After is null ? null : Withheld };
        var own = c.After is null ? mask : PersonalData.In(new JsonObject { [c.At.Split('.', ' ')[^1].Split('[')[0]] = c.After.Trim('"') }.ToJsonString());
        return c with { After = c.After is null ? null : own.Mask(mask.Mask(c.After)) };
    }
}
