using Integration.CanonicalModel;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Pages;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

public sealed record TreeAnswer(TreeNode Root);

/// <summary>The pages of one customer. Each asks first whether the visitor sees this customer at all.</summary>
internal static class CustomerRoutes
{
    private delegate Task<T> Ask<T>(string customerNo, Visitor visitor, HttpContext context, CancellationToken cancel);

    public static void MapCustomers(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        var page = parts.Page;
        routes.MapGet("/api/customers/{no}", async (string no, Visitor visitor, HttpContext context, CancellationToken cancel) =>
            await ShowAsync(parts, await SeenAsync(parts, no, visitor, cancel), context, cancel)).Needs(Rights.SeeCustomers);
        Map(routes, parts, "tree", async (no, visitor, _, cancel) => new TreeAnswer(await page.TreeAsync(no, visitor.Reach, cancel)));
        Map(routes, parts, "products", (no, _, c, cancel) => page.ProductsAsync(no, Query(c, "text"), Code<ProductStatus>(c, "status"), Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "accounts", (no, _, _, cancel) => page.AccountsAsync(no, cancel));
        Map(routes, parts, "agreements", (no, _, _, cancel) => page.AgreementsAsync(no, cancel));
        Map(routes, parts, "bills", (no, _, c, cancel) => page.BillsAsync(no, Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "bills/{billNo}", async (no, _, c, cancel) =>
            await page.BillAsync(no, (string)c.Request.RouteValues["billNo"]!, cancel) ?? throw Problems.NotFound($"bill {c.Request.RouteValues["billNo"]}"));
        Map(routes, parts, "consumption", (no, visitor, c, cancel) => page.ConsumptionAsync(no, visitor.Reach, Math.Clamp(Whole(c, "months") ?? 12, 12, 36), cancel));
        Map(routes, parts, "money", (no, _, _, cancel) => page.MoneyAsync(no, cancel));
        Map(routes, parts, "payments", (no, _, c, cancel) => page.PaymentsAsync(no, Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "orders", (no, _, _, cancel) => page.OrdersAsync(no, cancel));
        Map(routes, parts, "tickets", (no, _, c, cancel) => page.TicketsAsync(no, Query(c, "open") == "true", Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "interactions", (no, _, c, cancel) => page.InteractionsAsync(no, Code<InteractionKind>(c, "kind"), Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "differences", (no, _, _, cancel) => page.DifferencesAsync(no, cancel));
        Map(routes, parts, "timeline", (no, _, c, cancel) => page.TimelineAsync(
            no, [.. (Query(c, "kinds") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(k => Input.OneOf("kinds", k, CustomerPage.TimelineKinds))], Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "history", (no, _, c, cancel) => page.HistoryAsync(no, Query(c, "after"), Limit(c), cancel));
        Map(routes, parts, "identities", (no, _, _, cancel) => page.IdentitiesAsync(no, cancel));
    }

    /// <summary>The number of the customer that the visitor sees under this number.</summary>
    /// <exception cref="ProblemException">404: there is none to be seen.</exception>
    public static async Task<string> SeenAsync(CoreAppParts parts, string no, Visitor visitor, CancellationToken cancel) =>
        await parts.Page.FindAsync(no, visitor.Reach, cancel) ?? throw Problems.NotFound($"customer {no}");

    public static async Task<CustomerView> ShowAsync(CoreAppParts parts, string customerNo, HttpContext context, CancellationToken cancel)
    {
        var (customer, tag) = await parts.Page.ShowAsync(customerNo, cancel) ?? throw Problems.NotFound($"customer {customerNo}");
        context.Response.Headers.ETag = $"\"{tag}\"";
        return customer;
    }

    private static void Map<T>(IEndpointRouteBuilder routes, CoreAppParts parts, string path, Ask<T> ask) =>
        routes.MapGet($"/api/customers/{{no}}/{path}", async (string no, Visitor visitor, HttpContext context, CancellationToken cancel) =>
            await ask(await SeenAsync(parts, no, visitor, cancel), visitor, context, cancel)).Needs(Rights.SeeCustomers);

    private static string? Query(HttpContext context, string name) => context.Request.Query[name].FirstOrDefault() is { Length: > 0 } value ? Input.Text(name, value, 500) : null;

    private static string? Code<T>(HttpContext context, string name)
        where T : struct, Enum => Query(context, name) is { } code ? Input.OneOf(name, code, [.. Enum.GetValues<T>().Select(v => WireNames.Of(v))]) : null;

    private static int? Whole(HttpContext context, string name) => Query(context, name) is { } text
        ? int.TryParse(text, out var n) ? n : throw Problems.Invalid(name, "badFormat")
        : null;

    private static int Limit(HttpContext context) => Input.Limit(Whole(context, "limit"));
}
