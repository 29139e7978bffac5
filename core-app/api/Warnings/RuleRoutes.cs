using Integration.CoreApp.Archive.Finding;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Warnings;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Warnings;

public sealed record TryRequest(JsonObject? Rule, int? Months);

/// <summary>Rules of warnings: their figures are changed, as versions, and tried on the past. And the days that some of them look ahead to.</summary>
internal static class RuleRoutes
{
    private const int LongestSpan = 92;

    public static void MapWarningRules(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/warning-rules", async (Visitor _, CancellationToken cancel) =>
            parts.Warnings is { } office ? (await office.RulesAsync(cancel)).All.Select(View).ToList() : []).Needs(Rights.SeeWarnings);
        routes.MapPut("/api/warning-rules/{code}", async (string code, JsonObject body, Visitor visitor, CancellationToken cancel) =>
        {
            var office = WarningRoutes.Office(parts);
            var rule = Read(body, code);
            var before = (await office.RulesAsync(cancel)).Find(code) ?? throw Problems.NotFound($"rule {code}");
            if (!await office.SetRuleAsync(rule, visitor.Person.StaffId, transaction => visitor.Audit.WriteAsync(
                transaction.Connection, transaction.Transaction, visitor.Person.Name, "warning.rule", code, View(before), View(rule), cancel), cancel))
                throw new ProblemException(412, "rule.stale", $"rule {code} was changed by somebody else") { More = new Dictionary<string, object?> { ["current"] = View((await office.RulesAsync(cancel)).Find(code)!) } };
            return View((await office.RulesAsync(cancel)).Find(code)!);
        }).Needs(Rights.SetWarningRules);
        routes.MapPost("/api/warning-rules/{code}/try", async (string code, TryRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            var rule = Read(request.Rule ?? throw Problems.Invalid("rule", "required"), code);
            return await WarningRoutes.Office(parts).TryAsync(rule, Math.Clamp(request.Months ?? 6, 1, 12), visitor.Reach, cancel);
        }).Needs(Rights.SeeWarnings);
        routes.MapGet("/api/special-days", async (string? from, string? to, Visitor visitor, CancellationToken cancel) =>
        {
            var (first, last) = (Day("from", from), Day("to", to));
            if (last < first || last.DayNumber - first.DayNumber > LongestSpan)
                throw Problems.Invalid("to", "badFormat");
            return await new SpecialDays(parts.Open, parts.Dialect).OfAsync(first, last, visitor.Reach, cancel);
        }).Needs(Rights.SeeCustomers);
    }

    private static JsonObject View(WarningRule rule)
    {
        var view = JsonNode.Parse(RuleLibrary.Write(rule))!.AsObject();
        view["tryable"] = RuleLibrary.CanBeTried(rule.Code);
        return view;
    }

    private static WarningRule Read(JsonObject body, string code)
    {
        body = body.DeepClone().AsObject();
        body.Remove("tryable");
        try
        {
            var rule = RuleLibrary.Read(body.ToJsonString(), code);
            return rule.Code == code ? rule : throw Problems.Invalid("code", "notOneOf", ("allowed", code));
        }
        catch (RuleException e)
        {
            throw Problems.Invalid([.. e.Problems.Select(p => new WrongField(p.Field, p.Code, new Dictionary<string, string> { ["message"] = p.Message }))]);
        }
    }

    private static DateOnly Day(string field, string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw Problems.Invalid(field, string.IsNullOrEmpty(text) ? "required" : "badFormat");
}
