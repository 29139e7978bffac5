using Integration.CanonicalModel;
using Integration.Hub.Access;
using Integration.Hub.Operations;
using Integration.Hub.Operations.Alerts;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

public sealed record AlertRow(
    string Id, string Rule, string Subject, string? System, string Severity, string Words, string State, DateTimeOffset RaisedAt, DateTimeOffset? EndedAt, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? Note,
    DateTimeOffset? SilentUntil, string? SilentBy, string Runbook, string Command)
{
    public static AlertRow Of(Alert a) => new(
        a.Id, a.Rule, a.Subject, a.System, Codes.Of(a.Severity), a.Words, a.EndedAt is not null ? "ended" : a.AcknowledgedBy is not null ? "acknowledged" : "standing", a.RaisedAt, a.EndedAt, a.AcknowledgedBy, a.AcknowledgedAt, a.Note,
        a.SilentUntil, a.SilentBy, a.Rule, $"hub alerts show {a.Id}");
}

public sealed record AlertRows(IReadOnlyList<AlertRow> Items, string? Next);

public sealed record AlertRuleRow(string Code, bool Enabled, string Severity, long Threshold, long ForMs, IReadOnlyList<string> Interfaces, long Version, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    public static AlertRuleRow Of(AlertRule r) => new(r.Code, r.Enabled, Codes.Of(r.Severity), r.Threshold, (long)r.For.TotalMilliseconds, r.Interfaces, r.Version, r.ChangedBy, r.ChangedAt);
}

public sealed record AlertRuleRows(IReadOnlyList<AlertRuleRow> Items);

public sealed record AlertRouteRow(string Name, string To, string From, long Waiting, DateTimeOffset? LastTold, string? LastError);

public sealed record AlertRouteRows(IReadOnlyList<AlertRouteRow> Items);

public sealed record NoteBody(string? Note);

public sealed record SilenceBody(DateTimeOffset? Until, string? Reason);

public sealed record AlertRuleBody(bool? Enabled, string? Severity, long? Threshold, long? ForMs, IReadOnlyList<string>? Interfaces);

/// <summary>Alerts, and when they are raised; see hub/console/api.md.</summary>
internal static class AlertRoutes
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(30), LongestFor = TimeSpan.FromDays(366);

    public static void MapAlerts(this IEndpointRouteBuilder routes, OperationsDesk desk, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/alerts", async (string? state, string? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            var most = Input.Limit(limit);
            var alerts = await desk.Alerts.ListAsync(string.IsNullOrEmpty(state) ? null : Input.OneOf("state", state, ["standing", "ended"]), after, most + 1, cancel);
            return new AlertRows([.. alerts.Take(most).Where(a => visitor.Scope(Rights.SeeMessages).Sees(a.System)).Select(AlertRow.Of)], alerts.Count > most ? alerts[most - 1].Id : null);
        }).Needs(Rights.SeeMessages);
        routes.MapPost("/ops/api/alerts/{alert}/acknowledge", async (string alert, NoteBody body, Visitor visitor, CancellationToken cancel) =>
        {
            var note = Input.Text("note", body.Note, 1000, required: false);
            await KnownAsync(desk, alert, visitor, cancel);
            return AlertRow.Of(await desk.Alerts.AcknowledgeAsync(alert, visitor.Person.Name, note.Length == 0 ? null : note, Kept(visitor, "alert.acknowledge", alert, new { note }), cancel) ?? throw Problems.NotFound($"alert {alert}"));
        }).Needs(Rights.RunEndpoints);
        routes.MapPost("/ops/api/alerts/{alert}/silence", async (string alert, SilenceBody body, Visitor visitor, CancellationToken cancel) =>
        {
            var now = parts.Time.GetUtcNow();
            await KnownAsync(desk, alert, visitor, cancel);
            var until = body.Until ?? throw Problems.Invalid("until", "required");
            if (until <= now || until > now + LongestSilence)
                throw Problems.Invalid("until", "outOfRange");
            var reason = Input.Text("reason", body.Reason, 500);
            return AlertRow.Of(await desk.Alerts.SilenceAsync(alert, visitor.Person.Name, until, reason, Kept(visitor, "alert.silence", alert, new { until, reason }), cancel) ?? throw Problems.NotFound($"alert {alert}"));
        }).Needs(Rights.RunEndpoints);
        routes.MapGet("/ops/api/alert-rules", async (CancellationToken cancel) => new AlertRuleRows([.. (await desk.Alerts.RulesAsync(cancel)).Select(AlertRuleRow.Of)])).Needs(Rights.SeeMessages);
        routes.MapPut("/ops/api/alert-rules/{code}", async (string code, AlertRuleBody body, HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var before = (await desk.Alerts.RulesAsync(cancel)).FirstOrDefault(r => r.Code == code) ?? throw Problems.NotFound($"alert rule {code}");
            var seen = long.TryParse(Input.Tag(context), out var version) ? version : -1;
            var rule = Changed(before, body) with { Version = seen };
            if (!await desk.Alerts.PutRuleAsync(rule, visitor.Person.Name, (connection, transaction, c) => visitor.Audit.WriteAsync(connection, transaction, visitor.Person.Name, "alert-rule.edit", code, AlertRuleRow.Of(before), AlertRuleRow.Of(rule), c), cancel))
                throw new ProblemException(412, "edit.stale", "somebody changed the rule meanwhile") { More = new Dictionary<string, object?> { ["current"] = AlertRuleRow.Of((await desk.Alerts.RulesAsync(cancel)).First(r => r.Code == code)) } };
            return AlertRuleRow.Of((await desk.Alerts.RulesAsync(cancel)).First(r => r.Code == code));
        }).Needs(Rights.ActivateMappings);
        routes.MapGet("/ops/api/alert-routes", async (CancellationToken cancel) => new AlertRouteRows([.. (await parts.AlertRoutes(cancel)).Select(r => new AlertRouteRow(r.Name, r.To, Codes.Of(r.From), r.Waiting, r.LastTold, r.LastError))])).Needs(Rights.SeeMessages);
    }

    private static async Task KnownAsync(OperationsDesk desk, string alert, Visitor visitor, CancellationToken cancel) =>
        visitor.Check(Rights.RunEndpoints, (await desk.Alerts.FindAsync(alert, cancel) ?? throw Problems.NotFound($"alert {alert}")).System ?? Sight.Own, $"alert {alert}");

    private static AlertRule Changed(AlertRule before, AlertRuleBody body)
    {
        if (body.Threshold is < 0)
            throw Problems.Invalid("threshold", "outOfRange");
        if (body.ForMs is < 0 || body.ForMs > LongestFor.TotalMilliseconds)
            throw Problems.Invalid("forMs", "outOfRange");
        return before with
        {
            Enabled = body.Enabled ?? before.Enabled,
            Severity = body.Severity is null ? before.Severity : Codes.Read<Severity>(body.Severity) ?? throw Problems.Invalid("severity", "notOneOf", ("allowed", string.Join(", ", Codes.All<Severity>()))),
            Threshold = body.Threshold ?? before.Threshold,
            For = body.ForMs is { } ms ? TimeSpan.FromMilliseconds(ms) : before.For,
            Interfaces = body.Interfaces is { } named ? [.. named.Select(n => Input.Text("interfaces", n, 100)).Distinct()] : before.Interfaces,
        };
    }

    private static AuditWriting Kept(Visitor visitor, string what, string on, object after) => (connection, transaction, cancel) => visitor.Audit.WriteAsync(connection, transaction, visitor.Person.Name, what, on, null, after, cancel);
}
