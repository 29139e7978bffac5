using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Purging;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

/// <param name="Confirm">What the person types if customers alone are to go.</param>
public sealed record PurgeView(
    DateTimeOffset CustomersBefore, DateTimeOffset HistoryBefore, long Customers, long Held, IReadOnlyList<PurgeCount> Reasons, IReadOnlyList<PurgeCount> History, IReadOnlyList<PurgeCandidate> Items, string Confirm, string ConfirmWithHistory);

public sealed record PurgeRequest(string? Confirm, bool? History);

/// <summary>Clearing away what may go. An administrator manages no customers, so the unit alone says how far this reaches.</summary>
internal static class PurgeRoutes
{
    public static void MapPurge(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/purge", async (Visitor visitor, CancellationToken cancel) =>
        {
            var p = await parts.Purge.PreviewAsync(Units(visitor), cancel);
            return new PurgeView(p.CustomersBefore, p.HistoryBefore, p.Customers, p.Held, p.Reasons, p.History, p.Items, p.Confirmation(false), p.Confirmation(true));
        }).Needs(Rights.PurgeCustomers);
        routes.MapPost("/api/purge", (PurgeRequest request, Visitor visitor, CancellationToken cancel) =>
            parts.Purge.RunAsync(Input.Text("confirm", request.Confirm, 20), request.History == true, new Purger(visitor.Person.Name, Units(visitor),
                (connection, transaction, on, what, c) => visitor.Audit.WriteAsync(connection, transaction, visitor.Person.Name, "customer.purge", on, what, null, c)), cancel)).Needs(Rights.PurgeCustomers);
        routes.MapGet("/api/purge/tombstones", (int? limit, Visitor visitor, CancellationToken cancel) => parts.Purge.TombstonesAsync(Units(visitor), Input.Limit(limit), cancel)).Needs(Rights.PurgeCustomers);
    }

    private static IReadOnlyList<string> Units(Visitor visitor) => [visitor.Person.OrgUnit];
}
