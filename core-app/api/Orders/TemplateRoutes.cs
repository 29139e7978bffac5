using System.Globalization;
using System.Text.Json;
using Integration.CanonicalModel;
using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Orders;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Orders;

public sealed record ScopeView(IReadOnlyList<string> Actions, IReadOnlyList<string> Offerings, IReadOnlyList<string> Reach);

public sealed record TemplateLine(
    string Template, int Version, Title Title, ScopeView Serves, int Steps, DateTimeOffset? SavedAt, string? SavedBy, string? Note, long Running, IReadOnlyList<int> Versions);

/// <param name="Field">Of the step or the template, where there is one.</param>
/// <param name="Path">Steps concerned, in their order; of a cycle the circle.</param>
public sealed record ProblemView(string Code, string? Step, string? Field, IReadOnlyList<string> Path, string Message)
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["template.name"] = "template", ["template.version"] = "version", ["template.serves"] = "serves", ["template.overlaps"] = "serves", ["template.steps"] = "steps", ["template.step-twice"] = "step",
        ["template.step-name"] = "step", ["template.title"] = "title", ["template.sla"] = "slaHours", ["template.warn-at"] = "warnAt", ["template.cycle"] = "after", ["template.link-twice"] = "after",
        ["template.unknown-step"] = "after", ["template.undo"] = "undo", ["template.per-item"] = "perItem", ["template.when"] = "when", ["template.needs"] = "after", ["template.undo-after-no-return"] = "undo",
        ["template.no-undo"] = "undo",
    };

    public static ProblemView Of(TemplateProblem p) => new(p.Code, p.Path.LastOrDefault(), Fields.GetValueOrDefault(p.Code), p.Path, p.Message);
}

public sealed record ProblemList(IReadOnlyList<ProblemView> Problems);

public sealed record SavedVersion(string Template, int Version);

public sealed record TrialAnswer(IReadOnlyList<ProblemView> Problems, IReadOnlyList<TrialOrder> Orders, double? MedianHours, double? MedianHoursBefore);

/// <summary>Templates: looked at, drawn, checked, tried, saved.</summary>
internal static class TemplateRoutes
{
    public static void MapTemplates(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/templates", async (CancellationToken cancel) => parts.Orders is not { } office ? [] : (IReadOnlyList<TemplateLine>)[.. (await office.Designer.ListAsync(cancel)).Select(t => new TemplateLine(
            t.Template, t.Version, t.Title, new ScopeView([.. t.Serves.Actions.Select(a => WireNames.Of(a))], t.Serves.Offerings, [.. t.Serves.Reach.Select(r => WireNames.Of(r))]), t.Steps, t.SavedAt, t.SavedBy, t.Note,
            t.Running, t.Versions))]).Needs(Rights.SeeTemplates);
        routes.MapGet("/api/templates/vocabulary", () => TemplateWords.All).Needs(Rights.SeeTemplates);
        routes.MapGet("/api/templates/{name}/{version:int}", async (string name, int version, HttpContext context, CancellationToken cancel) =>
        {
            var found = parts.Orders is { } office ? (await office.Designer.LibraryAsync(cancel)).Find(name, version) : null;
            if (found is null)
                throw Problems.NotFound($"template {name}@{version}");
            context.Response.Headers.ETag = $"\"{found}\"";
            return Results.Text(TemplateJson.Write(found), "application/json");
        }).Needs(Rights.SeeTemplates);
        routes.MapPost("/api/templates/check", async (HttpContext context, CancellationToken cancel) =>
        {
            var office = OrderRoutes.Office(parts);
            try
            {
                return new ProblemList([.. (await office.Designer.ProblemsAsync(Read(await BodyAsync(context, cancel), out _), cancel)).Select(ProblemView.Of)]);
            }
            catch (TemplateException e)
            {
                return new ProblemList([.. e.Problems.Select(ProblemView.Of)]);
            }
        }).Accepts<OrderTemplate>("application/json").Needs(Rights.SeeTemplates);
        routes.MapPut("/api/templates/{name}", async (string name, HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var tag = Input.Tag(context);
            var office = OrderRoutes.Office(parts);
            var template = Read(await BodyAsync(context, cancel), out var note) with { Template = name };
            try
            {
                var saved = await office.Designer.SaveAsync(template, DrawnOn(tag), Input.Text("note", note, 400, required: false) is { Length: > 0 } why ? why : null, visitor.Orderer, cancel);
                return new SavedVersion(saved.Template, saved.Version);
            }
            catch (StaleTemplateException e)
            {
                throw new ProblemException(412, "edit.stale", e.Message)
                {
                    More = new Dictionary<string, object?> { ["current"] = e.Current is { } current ? JsonElement.Parse(TemplateJson.Write(current)) : null, ["etag"] = e.Current is { } its ? $"\"{its}\"" : "\"new\"" },
                };
            }
        }).Accepts<OrderTemplate>("application/json").Needs(Rights.EditTemplates);
        routes.MapPost("/api/templates/dry-run", async (HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var office = OrderRoutes.Office(parts);
            var body = await BodyAsync(context, cancel);
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("template", out var drawn))
                throw Problems.Invalid("template", "required");
            var orders = body.TryGetProperty("orders", out var most) && most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out var n) ? Math.Clamp(n, 1, 200) : 20;
            try
            {
                var trial = await office.Designer.TryAsync(Read(drawn, out _), orders, visitor.Reach, cancel);
                return new TrialAnswer([.. trial.Problems.Select(ProblemView.Of)], trial.Orders, trial.MedianHours, trial.MedianHoursBefore);
            }
            catch (TemplateException e)
            {
                return new TrialAnswer([.. e.Problems.Select(ProblemView.Of)], [], null, null);
            }
        }).Needs(Rights.SeeTemplates);
    }

    private static async Task<JsonElement> BodyAsync(HttpContext context, CancellationToken cancel)
    {
        try
        {
            return (await JsonDocument.ParseAsync(context.Request.Body, default, cancel)).RootElement;
        }
        catch (JsonException e)
        {
            throw new ProblemException(400, "input.unreadable", e.Message);
        }
    }

    // The note goes with the template and is not part of it.
    private static OrderTemplate Read(JsonElement body, out string? note)
    {
        note = null;
        if (body.ValueKind != JsonValueKind.Object)
            throw new TemplateException("template", [new TemplateProblem("template.unreadable", [], "expected an object")]);
        var fields = body.EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        if (fields.Remove("note", out var said) && said.ValueKind == JsonValueKind.String)
            note = said.GetString();
        // A new one has no version yet.
        if (!fields.TryGetValue("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var at) || at < 1)
            fields["version"] = JsonElement.Parse("1");
        return TemplateJson.Parse(JsonSerializer.Serialize(fields), "template");
    }

    private static int DrawnOn(string tag) => tag == "new" ? 0
        : int.TryParse(tag[(tag.LastIndexOf('@') + 1)..], CultureInfo.InvariantCulture, out var version) ? version : -1;
}
