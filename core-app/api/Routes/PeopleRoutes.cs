using System.Text.Json;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

public sealed record UnitName(string Zh, string En);

public sealed record UnitView(string Code, string? Parent, string Kind, UnitName Name);

public sealed record UnitRequest(string? Kind, string? Zh, string? En);

public sealed record StaffView(string StaffId, string Name, string DisplayName, string OrgUnit);

public sealed record RoleView(string Role, IReadOnlyList<string> Rights);

public sealed record UserRequest(string? Name, string? StaffId, string? DisplayName, string? OrgUnit, string? Superior, IReadOnlyList<string>? Roles, string? Reach);

public sealed record UserView(
    string Name, string StaffId, string DisplayName, string OrgUnit, string? Superior, IReadOnlyList<string> Roles, string Reach, string State, DateTimeOffset? LockedUntil, string? LockReason,
    bool PasswordExpired, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt);

public sealed record NewUser(UserView User, string Password);

public sealed record NewPassword(string Password);

public sealed record AuditView(string No, DateTimeOffset At, string Who, string What, string On, JsonElement? Before, JsonElement? After, string From);

/// <summary>Units, users and what they did.</summary>
internal static class PeopleRoutes
{
    public static void MapPeople(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/org-units", async (Visitor visitor, CancellationToken cancel) =>
        {
            var own = visitor.Person.OrgUnit;
            return (await parts.Units.ListAsync(cancel)).Where(u => OrgTree.Covers(own, u.Code) || OrgTree.Covers(u.Code, own) || visitor.Person.Rights.Contains(Rights.ManageUsers))
                .Select(u => new UnitView(u.Code, u.Parent, u.Kind, new UnitName(u.NameZh, u.NameEn)));
        }).ForSignedIn();
        routes.MapPut("/api/org-units/{code}", async (string code, UnitRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            if (code.Length > 60 || code.Split('.').Any(p => p.Length == 0 || !p.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))))
                throw Problems.Invalid("code", "badFormat");
            await parts.Units.PutAsync(new OrgUnit(code, Input.OneOf("kind", r.Kind, ["group", "province", "city"]), Input.Text("zh", r.Zh, 60), Input.Text("en", r.En, 60)), visitor.Person.Name, visitor.Audit, cancel);
            return Results.NoContent();
        }).Needs(Rights.ManageUsers);
        routes.MapGet("/api/staff", async (string? text, int? limit, Visitor visitor, CancellationToken cancel) =>
            (await parts.People.ListAsync(Input.Text("text", text, 60, required: false), null, visitor.Person.OrgUnit, null, 1000, cancel))
                .Where(p => p.LockReason is null && p.Rights.Contains(Rights.WriteInteractions)).Take(Input.Limit(limit)).Select(p => new StaffView(p.StaffId, p.Name, p.DisplayName, p.OrgUnit))).Needs(Rights.SeeCustomers);
        routes.MapGet("/api/roles", () => Enum.GetValues<Role>().Select(r => new RoleView(Codes.Of(r), Rights.Of(r)))).Needs(Rights.ManageUsers);
        MapUsers(routes, parts);
        MapLocks(routes, parts);
        routes.MapGet("/api/audit", async (string? who, string? what, string? on, string? text, DateTimeOffset? from, DateTimeOffset? to, string? after, int? limit, CancellationToken cancel) =>
        {
            var most = Input.Limit(limit);
            var found = await parts.Audit("").SearchAsync(new AuditQuery(who, what, on, text, from, to, after, most + 1), cancel);
            return new ListPage<AuditView>([.. found.Take(most).Select(e => new AuditView(e.Id, e.At, e.Who, e.What, e.On, Json(e.Before), Json(e.After), e.Origin))], found.Count > most ? found[most - 1].Id : null);
        }).Needs(Rights.SeeAudit);
    }

    private static void MapUsers(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/users", async (string? text, string? role, string? unit, string? after, int? limit, CancellationToken cancel) =>
        {
            var most = Input.Limit(limit);
            var of = role is null ? (Role?)null : Codes.Read<Role>(Input.OneOf("role", role, Codes.All<Role>()));
            var found = await parts.People.ListAsync(Input.Text("text", text, 60, required: false), of, unit, after, most + 1, cancel);
            return new ListPage<UserView>([.. found.Take(most).Select(p => View(p, parts))], found.Count > most ? found[most - 1].Name : null);
        }).Needs(Rights.ManageUsers);
        routes.MapGet("/api/users/{name}", (string name, CancellationToken cancel) => ShowAsync(parts, name, cancel)).Needs(Rights.ManageUsers);
        routes.MapPost("/api/users", async (UserRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var name = Input.Text("name", r.Name, 40);
            var password = await parts.People.AddAsync(name, Details(r), null, visitor.Person.Name, visitor.Audit, cancel);
            return Results.Created($"/api/users/{name}", new NewUser(await ShowAsync(parts, name, cancel), password));
        }).Needs(Rights.ManageUsers);
        routes.MapPut("/api/users/{name}", async (string name, UserRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var details = Details(r);
            // The last one who could give it back must not take it from oneself by mistake.
            if (name == visitor.Person.Name && !details.Grants.Contains(Role.Administrator))
                throw Problems.Invalid("roles", "notAllowed");
            await parts.People.ChangeAsync(name, details, visitor.Person.Name, visitor.Audit, cancel);
            return await ShowAsync(parts, name, cancel);
        }).Needs(Rights.ManageUsers);
    }

    private static void MapLocks(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapPost("/api/users/{name}/lock", async (string name, ReasonRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            if (name == visitor.Person.Name)
                throw Problems.Invalid("name", "notAllowed");
            await parts.People.LockAsync(name, Input.Text("reason", r.Reason, 200), visitor.Person.Name, visitor.Audit, cancel);
            return await ShowAsync(parts, name, cancel);
        }).Needs(Rights.ManageUsers);
        routes.MapPost("/api/users/{name}/unlock", async (string name, Visitor visitor, CancellationToken cancel) =>
        {
            await parts.People.UnlockAsync(name, visitor.Person.Name, visitor.Audit, cancel);
            return await ShowAsync(parts, name, cancel);
        }).Needs(Rights.ManageUsers);
        routes.MapPost("/api/users/{name}/password", async (string name, Visitor visitor, CancellationToken cancel) =>
            new NewPassword(await parts.People.ResetPasswordAsync(name, visitor.Person.Name, visitor.Audit, cancel))).Needs(Rights.ManageUsers);
    }

    private static async Task<UserView> ShowAsync(CoreAppParts parts, string name, CancellationToken cancel) =>
        await parts.People.FindAsync(name, cancel) is { } person ? View(person, parts) : throw Problems.NotFound($"user {name}");

    private static PersonDetails Details(UserRequest r)
    {
        IReadOnlyList<Grant> roles = [.. (r.Roles ?? []).Select(c => Grant.Read(c) ?? throw Problems.Invalid("roles", "notOneOf", ("allowed", string.Join(", ", Codes.All<Role>().Concat(Rights.RolesPerSystem.Select(of => $"{Codes.Of(of)}@…")))))).Distinct()];
        var reach = r.Reach is null ? Rights.UsualReach(roles.Select(g => g.Role)) : Codes.Read<ReachKind>(Input.OneOf("reach", r.Reach, Codes.All<ReachKind>()))!.Value;
        return new PersonDetails(Input.Text("staffId", r.StaffId, 40), Input.Text("displayName", r.DisplayName, 100), Input.Text("orgUnit", r.OrgUnit, 60),
            string.IsNullOrEmpty(r.Superior) ? null : Input.Text("superior", r.Superior, 40), roles, reach);
    }

    private static UserView View(Person p, CoreAppParts parts)
    {
        var now = parts.Time.GetUtcNow();
        var state = p.LockReason is not null ? "locked" : p.LockedUntil > now ? "lockedOut" : "active";
        return new UserView(p.Name, p.StaffId, p.DisplayName, p.OrgUnit, p.Superior, [.. p.Grants.Select(g => g.ToString())], Codes.Of(p.Reach), state, p.LockedUntil > now ? p.LockedUntil : null, p.LockReason,
            parts.AccessRules.IsExpired(p, now), p.LastSignInAt, p.CreatedAt);
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
