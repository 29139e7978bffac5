using System.Globalization;
using Integration.CanonicalModel;
using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Orders;
using Integration.CoreApp.Shared;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Integration.CoreApp.Api.Orders;

/// <summary>Lists of orders, tasks and fallout, and the page of one order.</summary>
internal static class OrderRoutes
{
    private static readonly string[] States = ["acknowledged", "rejected", "pending", "held", "inProgress", "assessingCancellation", "pendingCancellation", "cancelled", "completed", "failed", "partial"];

    public static void MapOrders(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/orders", async (HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            if (parts.Orders is not { } office)
                return new ListPage<OrderRow>([], null, 0);
            var page = await office.List.ListAsync(Search(context.Request.Query, office.Calendar), visitor.Reach, count: true, cancel);
            return new ListPage<OrderRow>(page.Items, page.Next is var (place, no) ? Cursor.Of(place, no) : null, page.Total);
        }).Needs(Rights.SeeOrders);
        routes.MapGet("/api/orders/filters", async (Visitor visitor, CancellationToken cancel) =>
            parts.Orders is { } office ? await office.List.FiltersAsync(visitor.Reach, cancel) : new OrderFilters([], [], [])).Needs(Rights.SeeOrders);
        routes.MapGet("/api/orders/export", async (HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var office = Office(parts);
            var search = Search(context.Request.Query, office.Calendar);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "order.export", "orders", new { query = context.Request.QueryString.Value }, cancel);
            await Csv.WriteAsync(context.Response, "orders.csv", Titles(context.Request.Query["lang"] == "zh"), office.List.AllAsync(search, visitor.Reach, cancel).Select(Cells), cancel);
        }).Needs(Rights.ExportOrders);
        routes.MapGet("/api/tasks", (HttpContext context, Visitor visitor, CancellationToken cancel) =>
            TasksAsync(parts, context.Request.Query, visitor, OrderRights.RolesOf(visitor.Person), (office, search) => office.Tasks.ListAsync(search, visitor.Reach, cancel))).Needs(Rights.SeeOrders);
        routes.MapGet("/api/fallout", (HttpContext context, Visitor visitor, CancellationToken cancel) =>
            TasksAsync(parts, context.Request.Query, visitor, null, (office, search) => office.Tasks.FalloutAsync(search, visitor.Reach, cancel))).Needs(Rights.SeeOrders);
        routes.MapGet("/api/orders/{no}", async (string no, long? after, Visitor visitor, HttpContext context, IHostApplicationLifetime node, CancellationToken cancel) =>
        {
            var revision = await SeenAsync(parts, no, visitor, cancel);
            if (after is { } known && known == revision && !await Office(parts).Page.ChangesAsync(no, known, visitor.Reach, node.ApplicationStopping, cancel))
                return Results.NoContent();
            return Results.Ok(await ShowAsync(parts, no, visitor, context, cancel));
        }).Needs(Rights.SeeOrders);
        routes.MapGet("/api/orders/{no}/history", async (string no, long? after, int? limit, Visitor visitor, CancellationToken cancel) =>
        {
            await SeenAsync(parts, no, visitor, cancel);
            var most = Input.Limit(limit);
            var lines = await Office(parts).Page.HistoryAsync(no, after ?? 0, most + 1, cancel);
            var names = new Dictionary<string, string?>();
            foreach (var who in lines.Select(l => l.Who).OfType<string>().Distinct())
                names[who] = (await parts.People.FindStaffAsync(who, cancel))?.DisplayName;
            var shown = lines.Take(most).Select(l => l.Who is { } who ? l with { WhoName = names[who] } : l).ToList();
            return new ListPage<HistoryLine>(shown, lines.Count > most ? shown[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
        }).Needs(Rights.SeeOrders);
    }

    /// <exception cref="ProblemException">409: this hub carries out no orders.</exception>
    public static OrderOffice Office(CoreAppParts parts) => parts.Orders ?? throw Problems.Refused("orders.off", "this hub carries out no orders: add 'orders: {}' to hub.yaml and start it anew");

    /// <summary>Revision of the order, if the visitor sees it.</summary>
    /// <exception cref="ProblemException">404: there is none to be seen.</exception>
    public static async Task<long> SeenAsync(CoreAppParts parts, string no, Visitor visitor, CancellationToken cancel) =>
        (parts.Orders is { } office ? await office.Page.RevisionAsync(no, visitor.Reach, cancel) : null) ?? throw Problems.NotFound($"order {no}");

    public static async Task<OrderPageView> ShowAsync(CoreAppParts parts, string no, Visitor visitor, HttpContext context, CancellationToken cancel)
    {
        var order = await Office(parts).Page.ShowAsync(no, visitor.Reach, cancel) ?? throw Problems.NotFound($"order {no}");
        var level = (await parts.Page.ShowAsync(order.CustomerNo, cancel))?.Customer.ServiceLevel;
        context.Response.Headers.ETag = $"\"{order.Revision}\"";
        return OrderRights.With(order, visitor, level);
    }

    private static async Task<ListPage<TaskRow>> TasksAsync(
        CoreAppParts parts, IQueryCollection query, Visitor visitor, IReadOnlyList<string>? usual, Func<OrderOffice, TaskSearch, Task<TaskRows>> ask)
    {
        if (parts.Orders is not { } office)
            return new ListPage<TaskRow>([], null);
        var roles = Many(query, "role");
        foreach (var role in roles)
            Input.OneOf("role", role, OrderRights.AllStepRoles);
        var after = Cursor.Read(query["after"]) is [var place, var no, var key] && DateTimeOffset.TryParse(place, CultureInfo.InvariantCulture, out _) ? (place, no, key) : ((string, string, string)?)null;
        var search = new TaskSearch(roles.Count > 0 ? roles : usual, query["mine"] == "true" ? visitor.Person.StaffId : null, One(query, "customer"), after, Input.Limit(Whole(query, "limit")));
        var page = await ask(office, search);
        return new ListPage<TaskRow>([.. page.Items.Select(t => t with { Can = OrderRights.Can(visitor, "", t.Role, t.Person, t.State) })], page.Next is var (p, n, k) ? Cursor.Of(p, n, k) : null);
    }

    private static OrderSearch Search(IQueryCollection query, WorkingCalendar calendar)
    {
        var sort = Input.OneOf("sort", One(query, "sort") ?? "ordered", OrderList.SortNames);
        var after = Cursor.Read(query["after"]) is [var place, var no] && (sort is not ("ordered" or "expected") || DateTimeOffset.TryParse(place, CultureInfo.InvariantCulture, out _)) ? (place, no) : ((string, string)?)null;
        return new OrderSearch
        {
            Text = Input.Text("text", query["text"], 100, required: false),
            CustomerNo = One(query, "customer"),
            Managers = Many(query, "manager"),
            States = [.. Many(query, "state").Select(s => Input.OneOf("state", s, States))],
            Units = Many(query, "unit"),
            Step = One(query, "step"),
            Parent = One(query, "parent"),
            Late = query["late"] == "true",
            Predicted = query["predicted"] == "true",
            Failed = query["failed"] == "true",
            Open = query["open"] == "true",
            From = Day(query, "from") is { } from ? calendar.EndOf(from.AddDays(-1)) : null,
            To = Day(query, "to") is { } to ? calendar.EndOf(to) : null,
            Sort = sort,
            Descending = query["descending"].FirstOrDefault() is { } descending ? descending == "true" : sort == "ordered",
            After = after,
            Limit = Input.Limit(Whole(query, "limit")),
        };
    }

    private static IReadOnlyList<string> Many(IQueryCollection query, string name) => [.. query[name].OfType<string>().SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Take(100)];

    private static string? One(IQueryCollection query, string name) => query[name].FirstOrDefault() is { Length: > 0 } value ? Input.Text(name, value, 200) : null;

    private static int? Whole(IQueryCollection query, string name) => One(query, name) is { } text
        ? int.TryParse(text, CultureInfo.InvariantCulture, out var n) ? n : throw Problems.Invalid(name, "badFormat")
        : null;

    private static DateOnly? Day(IQueryCollection query, string name) => One(query, name) is { } text
        ? DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000 ? day : throw Problems.Invalid(name, "badFormat")
        : null;

    private static string[] Titles(bool chinese) => chinese
        ? ["订单号", "订单名称", "客户编号", "客户名称", "状态", "归属单位", "客户经理工号", "客户经理", "受理时间", "要求完成日期", "预计完成时间", "结束时间", "预计超时", "环节数", "已完成", "当前环节"]
        : ["Order no.", "Name", "Customer no.", "Customer", "State", "Org unit", "Manager id", "Manager", "Ordered at", "Requested on", "Expected at", "Ended at", "Predicted late", "Steps", "Done", "Now on"];

    private static IReadOnlyList<string?> Cells(OrderRow r) =>
    [
        r.OrderNo, r.Name, r.CustomerNo, r.CustomerName, r.State, r.OrgUnit, r.ManagerId, r.ManagerName, At(r.OrderedAt), r.RequestedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), At(r.ExpectedAt), At(r.EndedAt),
        r.PredictedLate ? "1" : "", r.Steps.Total.ToString(CultureInfo.InvariantCulture), r.Steps.Done.ToString(CultureInfo.InvariantCulture), string.Join(' ', r.Current.Select(c => c.Key)),
    ];

    private static string? At(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
