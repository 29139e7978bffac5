using Integration.Hub.Serving;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

public sealed record SignInRequest(string? Name, string? Password);

public sealed record PasswordRequest(string? Old, string? New);

public sealed record LanguageRequest(string? Language);

public sealed record ViewRequest(string? Query, IReadOnlyList<string>? Columns);

/// <summary>Who is signed in, and what this person may do.</summary>
public sealed record Me(
    string Name, string StaffId, string DisplayName, string OrgUnit, IReadOnlyList<string> Roles, IReadOnlyList<string> Rights, string Reach, string Language, string Token, bool PasswordExpired, DateOnly PasswordExpiresOn);

internal static class SessionRoutes
{
    public static void MapSession(this IEndpointRouteBuilder routes, CoreAppParts parts, Gate gate)
    {
        routes.MapPost("/api/sign-in", async (SignInRequest request, HttpContext context, CancellationToken cancel) =>
        {
            var (name, password) = (Input.Text("name", request.Name, 100), request.Password ?? "");
            if (password.Length is 0 or > 400)
                throw Problems.Invalid("password", password.Length == 0 ? "required" : "tooLong", ("max", "400"));
            var result = await parts.SignIns.SignInAsync(name, password, gate.Audit(context), cancel);
            if (result.Locked)
                throw new ProblemException(423, "sign-in.locked", "this name is locked") { More = new Dictionary<string, object?> { ["until"] = result.Until } };
            if (result.Session is not { } session)
                throw new ProblemException(401, "sign-in.wrong", "the name or the password is wrong");
            Gate.SetCookie(context, result.Cookie!);
            return Of(session, parts);
        }).ForAnybody();
        routes.MapPost("/api/sign-out", async (Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            await parts.SignIns.SignOutAsync(visitor.Cookie, visitor.Person.Name, visitor.Audit, cancel);
            Gate.DeleteCookie(context);
            return Results.NoContent();
        }).ForSignedIn(always: true);
        routes.MapGet("/api/me", (Visitor visitor) => Of(visitor.Session, parts)).ForSignedIn(always: true);
        routes.MapPut("/api/me/password", async (PasswordRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            await parts.SignIns.ChangePasswordAsync(visitor.Person, visitor.Cookie, request.Old ?? "", request.New ?? "", visitor.Audit, cancel);
            return Results.NoContent();
        }).ForSignedIn(always: true);
        routes.MapPut("/api/me/language", async (LanguageRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            await parts.SignIns.SetLanguageAsync(visitor.Person, Input.OneOf("language", request.Language, ["zh", "en"]), cancel);
            return Results.NoContent();
        }).ForSignedIn(always: true);
        MapViews(routes, parts);
    }

    private static void MapViews(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/views/{page}", (string page, Visitor visitor, CancellationToken cancel) => parts.Views.ListAsync(visitor.Person.Name, page, cancel)).ForSignedIn();
        routes.MapPut("/api/views/{page}/{name}", async (string page, string name, ViewRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            if (request.Columns is { Count: > 100 })
                throw Problems.Invalid("columns", "tooLong", ("max", "100"));
            if ((await parts.Views.ListAsync(visitor.Person.Name, page, cancel)).Count(v => v.Name != name) >= 100)
                throw Problems.Invalid("name", "notAllowed");
            await parts.Views.PutAsync(visitor.Person.Name, Input.Text("page", page, 40), Input.Text("name", name, 60), Input.Text("query", request.Query ?? "", 2000, required: false),
                [.. (request.Columns ?? []).Select((c, i) => Input.Text($"columns[{i}]", c, 60))], cancel);
            return Results.NoContent();
        }).ForSignedIn();
        routes.MapDelete("/api/views/{page}/{name}", async (string page, string name, Visitor visitor, CancellationToken cancel) =>
        {
            await parts.Views.DeleteAsync(visitor.Person.Name, page, name, cancel);
            return Results.NoContent();
        }).ForSignedIn();
    }

    private static Me Of(Session session, CoreAppParts parts)
    {
        var p = session.Person;
        return new Me(p.Name, p.StaffId, p.DisplayName, p.OrgUnit, [.. p.Grants.Select(g => g.ToString())], p.Rights, Codes.Of(p.Reach), p.Language, session.Token,
            parts.AccessRules.IsExpired(p, parts.Time.GetUtcNow()), DateOnly.FromDateTime((p.PasswordAt + parts.AccessRules.PasswordAge).UtcDateTime));
    }
}
