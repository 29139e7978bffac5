using Integration.CanonicalModel;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Archive.Pages;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

/// <summary>A new customer.</summary>
public sealed record NewCustomerRequest(
    string? RequestId, bool? Sure, string? Name, string? ShortName, string? Industry, string? Size, string? Address, string? Status, string? ServiceLevel, string? CreditClass,
    string? ParentCustomerNo, string? OrgUnit, IReadOnlyList<ContactView>? Contacts, IReadOnlyList<SpecialDayView>? SpecialDays, string? Note);

public sealed record AssignRequest(string? StaffId, string? Note);

public sealed record InteractionRequest(string? RequestId, string? Kind, DateTimeOffset? TookPlaceAt, string? ContactName, string? Phone, string? Content, string? NextStep, int? Score, int? Satisfaction);

public sealed record TroubleRequest(string? RequestId, string? Kind, string? Severity, string? ServiceNo, string? Description, string? ContactName, string? Phone);

public sealed record CreatedTicket(string TicketNo);

public sealed record MergeRequest(string? Into, string? Reason);

public sealed record ReasonRequest(string? Reason);

public sealed record DecisionRequest(string? Entity, string? Key, string? Attribute, string? System, string? Seen, string? Note);

public sealed record CreatedCustomer(string CustomerNo);

public sealed record CreatedInteraction(string InteractionId);

/// <summary>What people change. Each is checked for who may, on what, and whether the record is still the one that was seen.</summary>
internal static class ChangeRoutes
{
    public static void MapChanges(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapPost("/api/customers", async (NewCustomerRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var edit = new CustomerEdit
            {
                Name = r.Name, ShortName = r.ShortName, Industry = r.Industry, Size = r.Size, Address = r.Address, Status = r.Status, ServiceLevel = r.ServiceLevel, CreditClass = r.CreditClass,
                ParentCustomerNo = r.ParentCustomerNo, OrgUnit = r.OrgUnit ?? visitor.Person.OrgUnit, Contacts = r.Contacts, SpecialDays = r.SpecialDays, Note = r.Note,
            };
            var made = await parts.Editing.CreateAsync(Input.RequestId(r.RequestId), edit, r.Sure == true, visitor.ManagesNew, visitor.Editor, cancel);
            return Results.Created($"/api/customers/{made}", new CreatedCustomer(made));
        }).Needs(Rights.EditCustomers);
        routes.MapPut("/api/customers/{no}", async (string no, CustomerEdit edit, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var tag = Input.Tag(context);
            var customerNo = await CustomerRoutes.SeenAsync(parts, no, visitor, cancel);
            await parts.Editing.EditAsync(customerNo, tag, edit, visitor.Editor, cancel);
            return await CustomerRoutes.ShowAsync(parts, customerNo, context, cancel);
        }).Needs(Rights.EditCustomers);
        routes.MapPut("/api/customers/{no}/manager", async (string no, AssignRequest request, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var tag = Input.Tag(context);
            var customerNo = await CustomerRoutes.SeenAsync(parts, no, visitor, cancel);
            await parts.Editing.AssignAsync(customerNo, tag, await ManagerAsync(parts, request.StaffId, visitor, cancel), request.Note, visitor.Editor, cancel);
            return await CustomerRoutes.ShowAsync(parts, customerNo, context, cancel);
        }).Needs(Rights.AssignCustomers);
        routes.MapPost("/api/customers/{no}/interactions", async (string no, InteractionRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var customerNo = await CustomerRoutes.SeenAsync(parts, no, visitor, cancel);
            if (r.Satisfaction is < 1 or > 5 || (r.Satisfaction is not null && r.Score is not null))
                throw Problems.Invalid("satisfaction", "notAllowed");
            // People give one to five; the canonical score is of a hundred.
            var made = await parts.Editing.RecordAsync(Input.RequestId(r.RequestId), customerNo, new InteractionEntry(r.Kind, r.TookPlaceAt, r.ContactName, r.Phone, r.Content, r.NextStep, r.Satisfaction * 20 ?? r.Score), visitor.Editor, cancel);
            return Results.Created($"/api/customers/{customerNo}/interactions", new CreatedInteraction(made));
        }).Needs(Rights.WriteInteractions);
        routes.MapPost("/api/customers/{no}/tickets", async (string no, TroubleRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var customerNo = await CustomerRoutes.SeenAsync(parts, no, visitor, cancel);
            var made = await parts.Editing.ReportAsync(Input.RequestId(r.RequestId), customerNo, new TroubleEntry(r.Kind, r.Severity, r.ServiceNo, r.Description, r.ContactName, r.Phone), visitor.Editor, cancel);
            return Results.Created($"/api/customers/{customerNo}/tickets", new CreatedTicket(made));
        }).Needs(Rights.WriteInteractions);
        MapMerges(routes, parts);
        MapDecisions(routes, parts);
    }

    private static void MapMerges(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapPost("/api/customers/{no}/merge", async (string no, MergeRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            var (from, into, reason) = (await CustomerRoutes.SeenAsync(parts, no, visitor, cancel), Input.Text("into", request.Into, 60), Input.Text("reason", request.Reason, 400));
            into = await parts.Page.FindAsync(into, visitor.Reach, cancel) ?? throw Problems.Invalid("into", "unknown");
            // Before, so that a merge without its entry cannot be; one that is refused after it says so.
            await visitor.Audit.WriteAsync(visitor.Person.Name, "customer.merge", from, new { into, reason }, cancel);
            await parts.CrossReference.MergeAsync(from, into, reason, visitor.Actor, visitor.Reach.OrgUnits, cancel);
            return Results.NoContent();
        }).Needs(Rights.MergeCustomers);
        routes.MapPost("/api/customers/{no}/undo-merge", async (string no, ReasonRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            await CustomerRoutes.SeenAsync(parts, no, visitor, cancel);
            var reason = Input.Text("reason", request.Reason, 400);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "customer.undo-merge", no, new { reason }, cancel);
            await parts.CrossReference.UndoMergeAsync(no, reason, visitor.Actor, visitor.Reach.OrgUnits, cancel);
            return Results.NoContent();
        }).Needs(Rights.MergeCustomers);
    }

    private static void MapDecisions(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapPost("/api/differences/accept", (DecisionRequest request, Visitor visitor, CancellationToken cancel) => DecideAsync(parts, "accept", request, visitor, cancel)).Needs(Rights.DecideDifferences);
        routes.MapPost("/api/differences/ignore", (DecisionRequest request, Visitor visitor, CancellationToken cancel) => DecideAsync(parts, "ignore", request, visitor, cancel)).Needs(Rights.DecideDifferences);
    }

    private static async Task<IResult> DecideAsync(CoreAppParts parts, string decision, DecisionRequest r, Visitor visitor, CancellationToken cancel)
    {
        var of = new DifferenceKey(Input.Text("entity", r.Entity, 40), Input.Text("key", r.Key, 200), Input.Text("attribute", r.Attribute, 60), Input.Text("system", r.System, 60));
        var note = Input.Text("note", r.Note, 400, required: false);
        var customer = await parts.Page.CustomerOfDifferenceAsync(of, cancel) ?? throw Problems.NotFound($"difference {of}");
        await CustomerRoutes.SeenAsync(parts, customer, visitor, cancel);
        await visitor.Audit.WriteAsync(visitor.Person.Name, "difference." + decision, of.ToString(), new { r.Seen, note }, cancel);
        await (decision == "accept"
            ? parts.Decisions.AcceptAsync(of, r.Seen, note, visitor.Actor, visitor.Reach.OrgUnits, cancel)
            : parts.Decisions.IgnoreAsync(of, r.Seen, note, visitor.Actor, visitor.Reach.OrgUnits, cancel));
        return Results.NoContent();
    }

    private static async Task<StaffMember?> ManagerAsync(CoreAppParts parts, string? staffId, Visitor visitor, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(staffId))
            return null;
        var person = await parts.People.FindStaffAsync(Input.Text("staffId", staffId, 40), cancel);
        // Whom one may not see is not there; and only who looks after customers is given some.
        if (person is null || !OrgTree.Covers(visitor.Person.OrgUnit, person.OrgUnit) || !person.Rights.Contains(Rights.WriteInteractions) || person.LockReason is not null)
            throw Problems.Invalid("staffId", "unknown");
        if (visitor.Reach.Managers is { } team && !team.Contains(person.StaffId))
            throw Problems.Invalid("staffId", "notAllowed");
        return new StaffMember { StaffId = new(person.StaffId), Name = person.DisplayName };
    }
}
