using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Editing;
using Integration.CoreApp.Orders;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Orders;

public sealed record MadeOrder(string OrderNo);

public sealed record OrderActionRequest(string? RequestId, string? Wish, string? Step, string? Reason);

public sealed record OrderItemsRequest(string? RequestId, IReadOnlyList<PageItem>? Items, string? Reason);

public sealed record PreviewStep(
    string Key, string Step, string? ItemNo, Title Title, IReadOnlyList<string> After, string Do, bool Person, string Role, string? System, double SlaHours, double? UsualHours,
    DateTimeOffset? PredictedStart, DateTimeOffset? PredictedEnd, bool PointOfNoReturn);

public sealed record OrderPreview(IReadOnlyList<string> Templates, DateTimeOffset? ExpectedAt, DateTimeOffset Deadline, IReadOnlyList<PreviewStep> Steps);

/// <summary>Handing orders in, and what people want of those under way.</summary>
internal static class OrderChangeRoutes
{
    private static readonly Dictionary<string, (OrderWish Wish, string Right)> Wishes = new()
    {
        ["done"] = (OrderWish.CompleteStep, Rights.WorkOrders), ["retry"] = (OrderWish.RetryStep, Rights.RepairOrders), ["skip"] = (OrderWish.SkipStep, Rights.RepairOrders),
        ["hold"] = (OrderWish.Hold, Rights.ControlOrders), ["resume"] = (OrderWish.Resume, Rights.ControlOrders), ["cancel"] = (OrderWish.Cancel, Rights.ControlOrders),
    };

    public static void MapOrderChanges(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapPost("/api/orders/preview", async (NewOrderRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            var office = OrderRoutes.Office(parts);
            var draft = await new OrderDraftCheck(parts, office, visitor).CheckAsync(request, cancel);
            var (forecast, steps, starts) = await office.Page.PreviewAsync(draft.Items, draft.Plan, draft.RequestedOn, cancel);
            return new OrderPreview([.. draft.Plan.Select(p => p.Template).Distinct()], forecast.ExpectedAt, forecast.Deadline, [.. steps.Select(s => new PreviewStep(
                s.Key, s.Step, s.ItemNo, s.Title, s.After, s.Do, s.Person, s.Role, s.System, s.SlaHours, s.UsualHours, starts.TryGetValue(s.Key, out var start) ? start : null, s.PredictedEnd, s.PointOfNoReturn))]);
        }).Needs(Rights.PlaceOrders);
        routes.MapPost("/api/orders", async (NewOrderRequest request, Visitor visitor, CancellationToken cancel) =>
        {
            var office = OrderRoutes.Office(parts);
            var requestId = Input.RequestId(request.RequestId);
            var draft = await new OrderDraftCheck(parts, office, visitor).CheckAsync(request, cancel);
            var made = await office.Desk.PlaceAsync(requestId, (no, now) => Placed(draft, no, now), visitor.Orderer, cancel);
            return Results.Created($"/api/orders/{made}", new MadeOrder(made));
        }).Needs(Rights.PlaceOrders);
        routes.MapPost("/api/orders/{no}/actions", (string no, OrderActionRequest request, Visitor visitor, HttpContext context, CancellationToken cancel) =>
            ActAsync(parts, no, request, visitor, context, cancel)).Needs(Rights.SeeOrders);
        routes.MapPut("/api/orders/{no}/items", async (string no, OrderItemsRequest request, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var tag = Input.Tag(context);
            await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
            var office = OrderRoutes.Office(parts);
            var requestId = Input.RequestId(request.RequestId);
            var before = (await office.Page.ShowAsync(no, visitor.Reach, cancel))!;
            var items = await new OrderDraftCheck(parts, office, visitor).CheckItemsAsync(request.Items, before.CustomerNo, [.. before.Items.Select(i => i.ItemNo!)], cancel);
            var wish = Wish(visitor, parts, no, OrderWish.Amend, null, Input.Text("reason", request.Reason, 400, required: false)) with { Items = items };
            try
            {
                await office.Desk.ActAsync(requestId, wish, before.CustomerNo, long.TryParse(tag, CultureInfo.InvariantCulture, out var seen) ? seen : -1, visitor.Orderer, cancel);
            }
            catch (StaleOrderException e)
            {
                throw new ProblemException(412, "edit.stale", e.Message)
                {
                    More = new Dictionary<string, object?> { ["current"] = await OrderRoutes.ShowAsync(parts, no, visitor, context, cancel), ["etag"] = context.Response.Headers.ETag.ToString() },
                };
            }

            return await OrderRoutes.ShowAsync(parts, no, visitor, context, cancel);
        }).Needs(Rights.ControlOrders);
    }

    private static async Task<OrderPageView> ActAsync(CoreAppParts parts, string no, OrderActionRequest request, Visitor visitor, HttpContext context, CancellationToken cancel)
    {
        // Each wish has a right of its own, which only the body tells.
        if (!visitor.Person.Rights.Intersect(Wishes.Values.Select(w => w.Right)).Any())
            throw Missing(Rights.WorkOrders);
        var office = OrderRoutes.Office(parts);
        await OrderRoutes.SeenAsync(parts, no, visitor, cancel);
        var (wish, right) = Wishes[Input.OneOf("wish", request.Wish, Wishes.Keys)];
        if (!visitor.Has(right))
            throw Missing(right);
        var requestId = Input.RequestId(request.RequestId);
        var step = wish is OrderWish.CompleteStep or OrderWish.RetryStep or OrderWish.SkipStep ? Input.Text("step", request.Step, 100) : null;
        var reason = Input.Text("reason", request.Reason, 400, required: wish is OrderWish.SkipStep or OrderWish.Hold or OrderWish.Cancel);
        var order = await OrderRoutes.ShowAsync(parts, no, visitor, context, cancel);
        // Whose step it is does not change; whether it can be done now is decided by the order itself.
        if (step is not null && order.Steps.FirstOrDefault(s => s.Key == step) is { } of && !OrderRights.Can(visitor, "", of.Role, true, wish == OrderWish.CompleteStep ? "inProgress" : "failed").Contains(wish switch
            {
                OrderWish.CompleteStep => "done",
                OrderWish.RetryStep => "retry",
                _ => "skip",
            }))
            throw Problems.Refused("order.not-your-role", $"step \"{step}\" is for {of.Role}; expected somebody of that role", step);
        await office.Desk.ActAsync(requestId, Wish(visitor, parts, no, wish, step, reason), order.CustomerNo, null, visitor.Orderer, cancel);
        return await OrderRoutes.ShowAsync(parts, no, visitor, context, cancel);
    }

    private static OrderActionRequested Wish(Visitor visitor, CoreAppParts parts, string no, OrderWish wish, string? step, string? reason) => new()
    {
        RequestId = new("-"), OrderNo = new(no), Wish = wish, Step = step, Reason = string.IsNullOrEmpty(reason) ? null : reason, Staff = new(visitor.Person.StaffId), RequestedAt = parts.Time.GetUtcNow(),
    };

    // The order belongs to whom the customer belongs to, whoever hands it in.
    private static ProductOrderPlaced Placed(OrderDraft draft, OrderNumber no, DateTimeOffset now) => new()
    {
        OrderNo = no, CustomerNo = new(draft.Customer.CustomerNo), Name = draft.Name, State = ProductOrderState.Acknowledged, OrgUnit = new(draft.Customer.OrgUnit),
        AccountManager = draft.Customer.Manager is { } manager ? new StaffMember { StaffId = new(manager.StaffId), Name = manager.Name, Phone = manager.Phone } : null,
        OrderedAt = now, RequestedCompletionOn = draft.RequestedOn, Items = draft.Items, OccurredAt = now,
    };

    private static ProblemException Missing(string right) => new(403, "right.missing", $"this needs the right {right}") { More = new Dictionary<string, object?> { ["right"] = right } };
}
