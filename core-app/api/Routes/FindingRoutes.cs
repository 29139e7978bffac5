using System.Globalization;
using Integration.CanonicalModel;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Routes;

public sealed record SearchAnswer(IReadOnlyList<Hit> Hits);

/// <summary>The search box, the list of customers, and its export.</summary>
internal static class FindingRoutes
{
    public static void MapFinding(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/search", async (string? q, int? limit, Visitor visitor, CancellationToken cancel) =>
            new SearchAnswer(await parts.Search.FindAsync(Input.Text("q", q, 100, required: false), visitor.Reach, Math.Clamp(limit ?? 20, 1, 20), cancel))).Needs(Rights.SeeCustomers);
        routes.MapGet("/api/customers", (HttpContext context, Visitor visitor, CancellationToken cancel) =>
            parts.List.ListAsync(Filter(context.Request.Query, parts.Time), visitor.Reach, count: true, cancel)).Needs(Rights.SeeCustomers);
        routes.MapGet("/api/customers/filters", (Visitor visitor, CancellationToken cancel) => parts.List.FiltersAsync(visitor.Reach, cancel)).Needs(Rights.SeeCustomers);
        routes.MapGet("/api/customers/export", async (HttpContext context, Visitor visitor, CancellationToken cancel) =>
        {
            var filter = Filter(context.Request.Query, parts.Time);
            // Taking data out is looked at later, so it is on record before the first line has gone.
            await visitor.Audit.WriteAsync(visitor.Person.Name, "customer.export", "customers", new { query = context.Request.QueryString.Value }, cancel);
            await CsvAsync(context.Response, parts.List.AllAsync(filter, visitor.Reach, cancel), context.Request.Query["lang"] == "zh", cancel);
        }).Needs(Rights.ExportCustomers);
    }

    private static CustomerFilter Filter(IQueryCollection query, TimeProvider time)
    {
        IReadOnlyList<string> All(string name) => [.. query[name].OfType<string>().SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Take(100)];
        IReadOnlyList<string> Coded<T>(string name)
            where T : struct, Enum => [.. All(name).Select(v => Input.OneOf(name, v, [.. Enum.GetValues<T>().Select(e => WireNames.Of(e))]))];
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var n) ? n : (int?)null;
        return new CustomerFilter(
            Input.Text("text", query["text"], 100, required: false), All("unit"), All("manager"), Coded<ServiceLevel>("level"), Coded<CustomerStatus>("status"), [.. query["industry"].OfType<string>()],
            Input.OneOf("sort", query["sort"].FirstOrDefault() ?? "number", CustomerList.SortNames), query["descending"] == "true", query["after"], Input.Limit(limit))
        {
            Billed = query["billed"].FirstOrDefault() is { Length: > 0 } month ? Month(month) : null,
            Share = query["share"].FirstOrDefault() is { Length: > 0 } share ? ShareOf(share, time) : null,
        };
    }

    private static string Month(string text) => DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : throw Problems.Invalid("billed", "badFormat");

    // 0-20: the best fifth by what the last twelve months that have ended brought in.
    private static IncomeShare ShareOf(string text, TimeProvider time)
    {
        string Ago(int months) => time.GetLocalNow().AddMonths(-months).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return text.Split('-') is [var low, var high] && int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var to) && from < to && to <= 100
            ? new IncomeShare(from, to, Ago(12), Ago(1))
            : throw Problems.Invalid("share", "badFormat");
    }

    private static Task CsvAsync(HttpResponse response, IAsyncEnumerable<CustomerRow> rows, bool chinese, CancellationToken cancel) => Csv.WriteAsync(response, "customers.csv",
        chinese
            ? ["客户编号", "客户名称", "简称", "行业", "状态", "服务等级", "信用等级", "归属单位", "客户经理工号", "客户经理", "地址", "变更时间"]
            : ["Customer no.", "Name", "Short name", "Industry", "Status", "Service level", "Credit class", "Org unit", "Manager id", "Manager", "Address", "Changed at"],
        rows.Select(Cells), cancel);

    private static IReadOnlyList<string?> Cells(CustomerRow r) =>
        [r.CustomerNo, r.Name, r.ShortName, r.Industry, r.Status, r.ServiceLevel, r.CreditClass, r.OrgUnit, r.ManagerId, r.ManagerName, r.Address, r.ChangedAt.ToString("O", CultureInfo.InvariantCulture)];
}
