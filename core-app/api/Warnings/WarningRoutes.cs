using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Warnings;
using Integration.Hub;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Warnings;

public sealed record WarningPageView(WarningView Warning, Saw Saw, IReadOnlyList<WarningLogLine> Log, string Message, string Conversation, IReadOnlyList<string> Can);

public sealed record WarningActionRequest(string? RequestId, IReadOnlyList<string>? Ids, string? Act, string? Note, DateOnly? Until, string? Owner);

public sealed record WarningActionAnswer(int Done, IReadOnlyList<RefusedWarning> Refused);

public sealed record BellAnswer(long Warnings, long Critical, long Overdue);

/// <summary>The warning centre.</summary>
internal static class WarningRoutes
{
    private const int MostAtOnce = 500, LongestNote = 1000;

    private static readonly string[] Acts = [.. Enum.GetValues<WarningAct>().Select(a => WireNames.Of(a))];

    public static void MapWarnings(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/warnings", async (HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var page = parts.Warnings is { } office ? await office.Queries.ListAsync(Filter(context.Request.Query), visitor.Reach, cancel) : new WarningPage([], null, 0);
            return new ListPage<WarningView>(page.Items, page.Next, page.Total);
        }).Needs(Rights.SeeWarnings);
        routes.MapGet("/api/warnings/count", async (HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var by = Input.OneOf("by", context.Request.Query["by"].FirstOrDefault(), ["kind", "severity", "unit", "manager", "state", "month"]);
            return parts.Warnings is { } office ? await office.Queries.CountAsync(by, Filter(context.Request.Query), visitor.Reach, cancel) : [];
        }).Needs(Rights.SeeWarnings);
        routes.MapGet("/api/warnings/{id}", async (string id, Visitor visitor, CancellationToken cancel) =>
        {
            var found = (parts.Warnings is { } office ? await office.Queries.ShowAsync(id, visitor.Reach, cancel) : null) ?? throw Problems.NotFound($"warning {id}");
            return new WarningPageView(found.Warning, found.Saw, found.Log, found.Message, found.Conversation, visitor.Has(Rights.HandleWarnings) ? Can(found.Warning) : []);
        }).Needs(Rights.SeeWarnings);
        routes.MapPost("/api/warnings/actions", (WarningActionRequest request, Visitor visitor, CancellationToken cancel) => ActAsync(Office(parts), request, visitor, cancel)).Needs(Rights.HandleWarnings);
        routes.MapGet("/api/bell", async (Visitor visitor, CancellationToken cancel) =>
        {
            if (parts.Warnings is not { } office || !visitor.Has(Rights.SeeWarnings))
                return new BellAnswer(0, 0, 0);
            var counts = await office.Queries.CountAsync("severity", new WarningFilter { Open = true }, visitor.Reach, cancel);
            return new BellAnswer(counts.Sum(c => c.Open), counts.Where(c => c.Key == "critical").Sum(c => c.Open), counts.Sum(c => c.Overdue));
        }).ForSignedIn();
    }

    /// <exception cref="ProblemException">409: this hub raises no warnings.</exception>
    public static WarningOffice Office(CoreAppParts parts) => parts.Warnings ?? throw Problems.Refused("warnings.off", "this hub raises no warnings: add 'warnings: {}' to hub.yaml and start it anew");

    private static async Task<WarningActionAnswer> ActAsync(WarningOffice office, WarningActionRequest request, Visitor visitor, CancellationToken cancel)
    {
        var requestId = Input.RequestId(request.RequestId);
        var ids = (request.Ids ?? []).Distinct().ToList();
        if (ids.Count == 0)
            throw Problems.Invalid("ids", "required");
        if (ids.Count > MostAtOnce)
            throw Problems.Invalid("ids", "tooLong", ("max", MostAtOnce.ToString(CultureInfo.InvariantCulture)));
        var act = Enum.Parse<WarningAct>(Input.OneOf("act", request.Act, Acts), ignoreCase: true);
        var note = Input.Text("note", request.Note, LongestNote, required: act is WarningAct.Handle or WarningAct.Close or WarningAct.Mute);
        if (act == WarningAct.Mute && request.Until is null)
            throw Problems.Invalid("until", "required");
        var owner = act == WarningAct.Assign ? Input.Text("owner", request.Owner, 64) : null;
        var refused = await office.ActAsync(requestId, ids, act, visitor.Person.StaffId, note.Length == 0 ? null : note, act == WarningAct.Mute ? request.Until : null, owner, visitor.Reach,
            transaction => visitor.Audit.WriteAsync(transaction.Connection, transaction.Transaction, visitor.Person.Name, $"warning.{request.Act}", string.Join(' ', ids.Take(20)), null, new { requestId, count = ids.Count, note, request.Until, owner }, cancel), cancel);
        return new WarningActionAnswer(ids.Count - refused.Count, refused);
    }

    private static List<string> Can(WarningView warning) => warning.State switch
    {
        "closed" => [],
        "raised" => ["acknowledge", "handle", "close", "mute", "assign", "escalate"],
        "suppressed" => ["handle", "close", "assign"],
        _ => ["handle", "close", "mute", "assign", "escalate"],
    };

    private static WarningFilter Filter(IQueryCollection query) => new()
    {
        States = Codes(query, "state", [.. Enum.GetValues<WarningState>().Select(v => WireNames.Of(v))]),
        Severities = Codes(query, "severity", [.. Enum.GetValues<Severity>().Select(v => WireNames.Of(v))]),
        Kinds = Codes(query, "kind", [.. Enum.GetValues<WarningKind>().Select(v => WireNames.Of(v))]),
        CustomerNo = One(query, "customer"), OrderNo = One(query, "order"), Text = One(query, "text"), Manager = One(query, "manager"), Owner = One(query, "owner"), Unit = One(query, "unit"),
        Overdue = query["overdue"] == "true", Open = query["open"] == "true", After = After(One(query, "after")),
        Limit = Input.Limit(One(query, "limit") is { } text ? int.TryParse(text, out var n) ? n : throw Problems.Invalid("limit", "badFormat") : null),
    };

    private static string? After(string? after) => after is null || (after.Split('|') is [var at, _] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out _)) ? after : throw Problems.Invalid("after", "badFormat");

    private static string? One(IQueryCollection query, string name) => query[name].FirstOrDefault() is { Length: > 0 } value ? Input.Text(name, value, 200) : null;

    private static List<string> Codes(IQueryCollection query, string name, IReadOnlyCollection<string> allowed) => [.. query[name].OfType<string>().Where(v => v.Length > 0).Select(v => Input.OneOf(name, v, allowed))];
}
