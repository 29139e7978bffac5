using System.Net;
using Integration.Hub.Serving;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Integration.Specs.WebApi;

/// <summary>Every route of the API as every role, from the API's own list of routes.</summary>
public abstract class RoleSpecs(WebWorld world)
{
    private const string Everybody = "accountManager director clerk resourceStaff constructionStaff billingStaff executive viewer operator repairer hubAdministrator administrator";
    private const string Seeing = "accountManager director clerk resourceStaff constructionStaff billingStaff executive";
    private const string Warned = "accountManager director clerk executive operator repairer hubAdministrator";

    private const string Looking = "viewer operator repairer hubAdministrator";
    private const string Working = "accountManager director clerk resourceStaff constructionStaff billingStaff";

    // Written by hand: what the rules in the code say is compared with what was agreed.
    private static readonly Dictionary<string, string> Agreed = new()
    {
        ["POST /api/sign-in"] = "nobody " + Everybody,
        ["POST /api/sign-out"] = Everybody,
        ["GET /api/me"] = Everybody,
        ["PUT /api/me/password"] = Everybody,
        ["PUT /api/me/language"] = Everybody,
        ["GET /api/views/{page}"] = Everybody,
        ["PUT /api/views/{page}/{name}"] = Everybody,
        ["DELETE /api/views/{page}/{name}"] = Everybody,
        ["GET /api/org-units"] = Everybody,
        ["GET /api/openapi.json"] = Everybody,
        ["PUT /api/org-units/{code}"] = "administrator",
        ["GET /api/staff"] = Seeing,
        ["GET /api/roles"] = "administrator",
        ["GET /api/users"] = "administrator",
        ["GET /api/users/{name}"] = "administrator",
        ["POST /api/users"] = "administrator",
        ["PUT /api/users/{name}"] = "administrator",
        ["POST /api/users/{name}/lock"] = "administrator",
        ["POST /api/users/{name}/unlock"] = "administrator",
        ["POST /api/users/{name}/password"] = "administrator",
        ["GET /api/audit"] = "administrator",
        ["GET /api/search"] = Seeing,
        ["GET /api/customers"] = Seeing,
        ["GET /api/customers/filters"] = Seeing,
        ["GET /api/customers/export"] = "accountManager director executive",
        ["GET /api/customers/{no}"] = Seeing,
        ["GET /api/customers/{no}/tree"] = Seeing,
        ["GET /api/customers/{no}/products"] = Seeing,
        ["GET /api/customers/{no}/accounts"] = Seeing,
        ["GET /api/customers/{no}/agreements"] = Seeing,
        ["GET /api/customers/{no}/bills"] = Seeing,
        ["GET /api/customers/{no}/bills/{billNo}"] = Seeing,
        ["GET /api/customers/{no}/consumption"] = Seeing,
        ["GET /api/customers/{no}/money"] = Seeing,
        ["GET /api/customers/{no}/payments"] = Seeing,
        ["GET /api/customers/{no}/orders"] = Seeing,
        ["GET /api/customers/{no}/tickets"] = Seeing,
        ["GET /api/customers/{no}/interactions"] = Seeing,
        ["GET /api/customers/{no}/differences"] = Seeing,
        ["GET /api/customers/{no}/timeline"] = Seeing,
        ["GET /api/customers/{no}/history"] = Seeing,
        ["GET /api/customers/{no}/identities"] = Seeing,
        ["POST /api/customers"] = "accountManager director clerk",
        ["PUT /api/customers/{no}"] = "accountManager director clerk",
        ["PUT /api/customers/{no}/manager"] = "director",
        ["POST /api/customers/{no}/interactions"] = "accountManager director clerk",
        ["POST /api/customers/{no}/tickets"] = "accountManager director clerk",
        ["POST /api/customers/{no}/merge"] = "director",
        ["POST /api/customers/{no}/undo-merge"] = "director",
        ["GET /api/customer-imports"] = "director clerk",
        ["POST /api/customer-imports"] = "director clerk",
        ["GET /api/customer-imports/template"] = "director clerk",
        ["GET /api/customer-imports/{id}"] = "director clerk",
        ["GET /api/customer-imports/{id}/rows"] = "director clerk",
        ["GET /api/customer-imports/{id}/wrong"] = "director clerk",
        ["POST /api/customer-imports/{id}/start"] = "director clerk",
        ["POST /api/customer-imports/{id}/stop"] = "director clerk",
        ["DELETE /api/customer-imports/{id}"] = "director clerk",
        ["GET /ops/api/messages/{id}"] = Looking,
        ["GET /ops/api/messages/{id}/hops"] = Looking,
        ["GET /ops/api/messages/{id}/lineage"] = Looking,
        ["GET /ops/api/messages/{id}/graph"] = Looking,
        ["GET /ops/api/messages/{id}/bodies"] = Looking,
        ["GET /ops/api/messages/{id}/bodies/{no}"] = Looking,
        ["GET /ops/api/messages/{id}/bodies/{no}/download"] = "operator repairer hubAdministrator",
        ["POST /ops/api/messages/{id}/edits"] = "repairer hubAdministrator",
        ["GET /ops/api/files"] = Looking,
        ["GET /ops/api/files/calendar"] = Looking,
        ["GET /ops/api/files/{file}"] = Looking,
        ["GET /ops/api/files/{file}/rejects"] = Looking,
        ["GET /ops/api/files/{file}/rejects/export"] = "operator repairer hubAdministrator",
        ["GET /ops/api/edits"] = Looking,
        ["GET /ops/api/edits/{edit}"] = Looking,
        ["POST /ops/api/edits/{edit}/approve"] = "repairer hubAdministrator",
        ["POST /ops/api/edits/{edit}/refuse"] = "repairer hubAdministrator",
        ["GET /ops/api/messages/{id}/replay"] = Looking,
        ["POST /ops/api/messages/{id}/replay"] = "repairer hubAdministrator",
        ["GET /ops/api/messages/export"] = "operator repairer hubAdministrator",
        ["GET /ops/api/mappings"] = Looking,
        ["GET /ops/api/mappings/lineage"] = Looking,
        ["GET /ops/api/mappings/file"] = Looking,
        ["GET /ops/api/mappings/revisions"] = Looking,
        ["POST /ops/api/mappings/dry-runs"] = "repairer hubAdministrator",
        ["POST /ops/api/mappings/revisions"] = "hubAdministrator",
        ["POST /ops/api/mappings/revisions/{revision}/back"] = "hubAdministrator",
        ["GET /api/messages/{id}"] = Looking,
        ["GET /api/purge"] = "administrator",
        ["POST /api/purge"] = "administrator",
        ["GET /api/purge/tombstones"] = "administrator",
        ["POST /api/differences/accept"] = "director",
        ["POST /api/differences/ignore"] = "director",
        ["GET /api/orders"] = Seeing,
        ["GET /api/orders/filters"] = Seeing,
        ["GET /api/orders/export"] = "accountManager director executive",
        ["GET /api/tasks"] = Seeing,
        ["GET /api/fallout"] = Seeing,
        ["GET /api/orders/{no}"] = Seeing,
        ["GET /api/orders/{no}/history"] = Seeing,
        ["GET /api/orders/{no}/messages"] = Seeing,
        ["GET /api/orders/{no}/messages/{id}"] = Looking,
        ["GET /api/orders/{no}/notes"] = Seeing,
        ["POST /api/orders/{no}/notes"] = Working,
        ["GET /api/orders/{no}/attachments"] = Seeing,
        ["POST /api/orders/{no}/attachments"] = Working,
        ["GET /api/orders/{no}/attachments/{id}"] = Seeing,
        ["POST /api/orders"] = "accountManager director clerk",
        ["POST /api/orders/preview"] = "accountManager director clerk",
        ["POST /api/orders/{no}/actions"] = Working,
        ["PUT /api/orders/{no}/items"] = "accountManager director clerk",
        ["GET /api/templates"] = Working,
        ["GET /api/templates/vocabulary"] = Working,
        ["GET /api/templates/{name}/{version:int}"] = Working,
        ["POST /api/templates/check"] = Working,
        ["PUT /api/templates/{name}"] = "director",
        ["POST /api/templates/dry-run"] = Working,
        ["GET /api/warnings"] = Warned,
        ["GET /api/warnings/count"] = Warned,
        ["GET /api/warnings/{id}"] = Warned,
        ["POST /api/warnings/actions"] = "accountManager director clerk operator repairer hubAdministrator",
        ["GET /api/figures/executive"] = "director executive",
        ["GET /api/figures/director"] = "director executive",
        ["GET /api/bell"] = Everybody,
        ["GET /api/warning-rules"] = Warned,
        ["PUT /api/warning-rules/{code}"] = "director",
        ["POST /api/warning-rules/{code}/try"] = Warned,
        ["GET /api/special-days"] = Seeing,
        ["GET /ops/api/messages"] = Looking,
        ["GET /ops/api/messages/histogram"] = Looking,
        ["GET /ops/api/messages/index"] = Looking,
        ["GET /ops/api/messages/fields"] = Looking,
        ["GET /ops/api/keys/{value}"] = Looking,
        ["GET /ops/api/failures"] = Looking,
        ["GET /ops/api/failures/{group}"] = Looking,
        ["PUT /ops/api/failures/{group}"] = "operator repairer hubAdministrator",
        ["POST /ops/api/failures/{group}/discard"] = "repairer hubAdministrator",
        ["GET /ops/api/failures/{group}/export"] = "operator repairer hubAdministrator",
        ["POST /ops/api/runs"] = "repairer hubAdministrator",
        ["GET /ops/api/runs"] = Looking,
        ["GET /ops/api/runs/{run}"] = Looking,
        ["POST /ops/api/runs/{run}/next"] = "repairer hubAdministrator",
        ["POST /ops/api/runs/{run}/pause"] = "repairer hubAdministrator",
        ["POST /ops/api/runs/{run}/go-on"] = "repairer hubAdministrator",
        ["POST /ops/api/runs/{run}/cancel"] = "repairer hubAdministrator",
        ["GET /ops/api/map"] = Looking,
        ["GET /ops/live"] = Looking,
        ["GET /ops/live/negotiate"] = Looking,
        ["GET /ops/api/figures"] = Looking,
        ["GET /ops/api/endpoints"] = Looking,
        ["GET /ops/api/endpoints/{endpoint}"] = Looking,
        ["GET /ops/api/endpoints/{endpoint}/blocked"] = Looking,
        ["POST /ops/api/endpoints/{endpoint}/pause"] = "operator repairer hubAdministrator",
        ["POST /ops/api/endpoints/{endpoint}/unpause"] = "operator repairer hubAdministrator",
        ["POST /ops/api/endpoints/{endpoint}/drain"] = "operator repairer hubAdministrator",
        ["POST /ops/api/endpoints/{endpoint}/test"] = "operator repairer hubAdministrator",
        ["GET /ops/api/alerts"] = Looking,
        ["POST /ops/api/alerts/{alert}/acknowledge"] = "operator repairer hubAdministrator",
        ["POST /ops/api/alerts/{alert}/silence"] = "operator repairer hubAdministrator",
        ["GET /ops/api/alert-rules"] = Looking,
        ["PUT /ops/api/alert-rules/{code}"] = "hubAdministrator",
        ["GET /ops/api/alert-routes"] = Looking,
        ["GET /ops/api/runbook"] = Looking,
        ["GET /ops/api/runbook/{section}"] = Looking,
        ["GET /ops/api/figures/capacity"] = Looking,
        ["GET /ops/api/figures/reconciliations"] = Looking,
    };

    public static TheoryData<string> Visitors => [.. $"nobody {Everybody}".Split(' ')];

    [Fact]
    public void Every_route_is_agreed_on()
    {
        var there = Routes().Select(r => r.Name).ToList();
        Assert.Equal([], there.Except(Agreed.Keys).Select(r => $"{r} is new: say in this table who may call it"));
        Assert.Equal([], Agreed.Keys.Except(there).Select(r => $"{r} is gone"));
    }

    [Theory, MemberData(nameof(Visitors))]
    public async Task Gets_what_is_agreed_and_nothing_else(string visitor)
    {
        var wrong = new List<string>();
        using var browser = visitor == "nobody" ? world.Browser() : await world.SignedInAsync(visitor);
        // Signing out ends the session that all others need.
        foreach (var (name, pattern) in Routes().OrderBy(r => r.Name == "POST /api/sign-out"))
        {
            var path = pattern.Parameters.Aggregate(name[(name.IndexOf(' ') + 1)..].Replace("{version:int}", "7", StringComparison.Ordinal), (p, parameter) => p.Replace($"{{{parameter.Name}}}", "nothing", StringComparison.Ordinal));
            var method = new HttpMethod(name.Split(' ')[0]);
            var answer = await browser.SendAsync(method, path, method == HttpMethod.Get ? null : new { }, "\"tag\"");
            var refused = visitor == "nobody" ? answer.Status == HttpStatusCode.Unauthorized && answer.Code == "session.none" : answer.Status == HttpStatusCode.Forbidden && answer.Code == "right.missing";
            var other = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && !refused;
            if (other || answer.Status >= HttpStatusCode.InternalServerError || refused == Agreed.GetValueOrDefault(name, "").Split(' ').Contains(visitor))
                wrong.Add($"{name} as {visitor}: {answer.Status} {answer.Body}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_not_told_to_strangers()
    {
        using var stranger = world.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/nothing/here")).Status);
        using var clerk = await world.SignedInAsync(Role.Clerk);
        Assert.Equal("not.found", (await clerk.GetAsync("/api/nothing/here")).Code);
    }

    private List<(string Name, RoutePattern Pattern)> Routes() =>
        [.. world.Web.Routes.Where(Rule.IsApi).SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => ($"{m} /{e.RoutePattern.RawText!.TrimStart('/')}", e.RoutePattern)))];
}

public sealed class Roles_on_PostgreSql(WebOnPostgreSql world) : RoleSpecs(world), IClassFixture<WebOnPostgreSql>;

public sealed class Roles_on_Sqlite(WebOnSqlite world) : RoleSpecs(world), IClassFixture<WebOnSqlite>;
