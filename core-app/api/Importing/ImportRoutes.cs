using Integration.CoreApp.Api.Routes;
using Integration.Hub.Serving;
using Integration.CoreApp.Archive.Finding;
using Integration.CoreApp.Archive.Importing;
using Integration.Hub.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Integration.CoreApp.Api.Importing;

/// <param name="Reason">In the reader's language.</param>
public sealed record ImportProblemView(string? Column, string Field, string? Value, string Code, IReadOnlyDictionary<string, string> Args, bool Doubt, string Reason);

public sealed record ImportRowView(long Line, string State, bool Doubtful, string? CustomerNo, string? Name, IReadOnlyList<ImportChange> Changes, IReadOnlyList<ImportProblemView> Problems);

public sealed record ImportProblemTotal(string Key, string? Column, long Count, bool Doubt, string Example);

public sealed record ImportView(
    string ImportId, string FileName, string State, bool WithDoubtful, DateTimeOffset UploadedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? StoppedBecause, DateTimeOffset ExpiresAt, DateTimeOffset Now,
    string Encoding, string Separator, IReadOnlyList<string> Headings, IReadOnlyList<string> Ignored, ImportCounts Counts, IReadOnlyList<ImportProblemTotal> Problems);

public sealed record StartImportRequest(bool? RightOnly, bool? Doubtful);

/// <summary>Customers from a file: look, decide, watch. Everybody sees one's own imports only.</summary>
internal static class ImportRoutes
{
    private static readonly string[] States = ["new", "changed", "unchanged", "wrong", "made", "edited", "refused"];

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => ImportFile.LargestFile + (64 * 1024);
    }

    public static void MapImports(this IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapGet("/api/customer-imports", async (Visitor visitor, HttpContext context, CancellationToken cancel) =>
            (await parts.Imports.ListAsync(visitor.Person.Name, cancel)).Select(i => View(i, Chinese(context), parts))).Needs(Rights.ImportCustomers);
        // The form is read here and not bound, as for attachments: the gate has looked at the token already.
        routes.MapPost("/api/customer-imports", async (Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var (requestId, file) = await Upload.ReadAsync(context, ImportFile.LargestFile, cancel);
            using var body = new MemoryStream();
            await file.CopyToAsync(body, cancel);
            var name = Input.Text("file", file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..], 200);
            var import = await parts.Imports.CheckAsync(requestId, name, body.GetBuffer().AsMemory(0, (int)body.Length), await ImportPeople.OfAsync(parts, visitor, cancel), cancel);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "customer.import.check", import.ImportId, new { import.FileName, import.Counts }, cancel);
            return Results.Created($"/api/customer-imports/{import.ImportId}", View(import, Chinese(context), parts));
        }).WithMetadata(new BodyLimit()).Needs(Rights.ImportCustomers);
        routes.MapGet("/api/customer-imports/template", (HttpContext context, CancellationToken cancel) =>
        {
            var chinese = Chinese(context);
            return Csv.WriteAsync(context.Response, "customers-template.csv", [.. ImportColumns.All.Select(c => chinese ? c.Zh : c.En)], Once([.. ImportColumns.All.Select(c => (string?)c.Example)]), cancel);
        }).Needs(Rights.ImportCustomers);
        routes.MapGet("/api/customer-imports/{id}", async (string id, Visitor visitor, HttpContext context, CancellationToken cancel) => View(await OwnAsync(parts, id, visitor, cancel), Chinese(context), parts)).Needs(Rights.ImportCustomers);
        routes.MapGet("/api/customer-imports/{id}/rows", async (string id, string? state, string? problem, string? after, int? limit, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            await OwnAsync(parts, id, visitor, cancel);
            var states = (state ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
            if (problem is not null && !problem.All(c => char.IsAsciiLetter(c) || c == ':'))
                throw Problems.Invalid("problem", "badFormat");
            var page = await parts.Imports.RowsAsync(id, [.. states.Where(s => s != "doubtful").Select(s => Input.OneOf("state", s, [.. States, "doubtful"]))], states.Contains("doubtful"), problem,
                long.TryParse(after, out var line) ? line : 0, Input.Limit(limit), cancel);
            var chinese = Chinese(context);
            return new ListPage<ImportRowView>([.. page.Items.Select(r => new ImportRowView(r.Line, r.State, r.Doubtful, r.CustomerNo, r.Name, r.Changes, [.. r.Problems.Select(p =>
                new ImportProblemView(p.Column, p.Field, p.Value, p.Code, p.Args, p.Doubt, ImportWords.Of(p, chinese)))]))], page.Next);
        }).Needs(Rights.ImportCustomers);
        routes.MapGet("/api/customer-imports/{id}/wrong", async (string id, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var import = await OwnAsync(parts, id, visitor, cancel);
            var chinese = Chinese(context);
            await Csv.WriteAsync(context.Response, "wrong-rows.csv", [.. import.About.Headings, chinese ? "行号" : "Line", chinese ? "原因" : "Reason"], WrongAsync(parts, import, chinese, cancel), cancel);
        }).Needs(Rights.ImportCustomers);
        MapWork(routes, parts);
    }

    private static void MapWork(IEndpointRouteBuilder routes, CoreAppParts parts)
    {
        routes.MapPost("/api/customer-imports/{id}/start", async (string id, StartImportRequest request, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var import = await OwnAsync(parts, id, visitor, cancel);
            await parts.Imports.StartAsync(import, request.RightOnly == true, request.Doubtful == true, cancel);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "customer.import.start", id, new { import.FileName, import.Counts, request.RightOnly, request.Doubtful }, cancel);
            return View(await OwnAsync(parts, id, visitor, cancel), Chinese(context), parts);
        }).Needs(Rights.ImportCustomers);
        routes.MapPost("/api/customer-imports/{id}/stop", async (string id, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            await OwnAsync(parts, id, visitor, cancel);
            await parts.Imports.StopAsync(id, "person", cancel);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "customer.import.stop", id, null, cancel);
            return View(await OwnAsync(parts, id, visitor, cancel), Chinese(context), parts);
        }).Needs(Rights.ImportCustomers);
        routes.MapDelete("/api/customer-imports/{id}", async (string id, Visitor visitor, CancellationToken cancel) =>
        {
            await OwnAsync(parts, id, visitor, cancel);
            await parts.Imports.RemoveAsync(id, cancel);
            return Results.NoContent();
        }).Needs(Rights.ImportCustomers);
    }

    private static async Task<CustomerImport> OwnAsync(CoreAppParts parts, string id, Visitor visitor, CancellationToken cancel) =>
        await parts.Imports.FindAsync(id, visitor.Person.Name, cancel) ?? throw Problems.NotFound($"import {id}");

    private static bool Chinese(HttpContext context) => context.Request.Query["lang"] != "en";

    private static ImportView View(CustomerImport i, bool chinese, CoreAppParts parts) => new(
        i.ImportId, i.FileName, i.State, i.WithDoubtful, i.UploadedAt, i.StartedAt, i.EndedAt, i.StoppedBecause, i.ExpiresAt, parts.Time.GetUtcNow(), i.About.Encoding, i.About.Separator, i.About.Headings, i.About.Ignored, i.Counts,
        [.. i.About.Problems.Select(p => new ImportProblemTotal(p.Key, p.First.Column, p.Count, p.First.Doubt, ImportWords.Whole(p.First, chinese)))]);

    // Every row that was not done, as it was handed in, so that it can be mended and handed in again.
    private static async IAsyncEnumerable<IReadOnlyList<string?>> WrongAsync(CoreAppParts parts, CustomerImport import, bool chinese, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var after = 0L;
        while (true)
        {
            var page = await parts.Imports.RowsAsync(import.ImportId, ["wrong", "refused"], !import.WithDoubtful, null, after, Input.MostPerPage, cancel);
            foreach (var row in page.Items)
            {
                var cells = row.Cells.Take(import.About.Headings.Count).Concat(Enumerable.Repeat("", Math.Max(0, import.About.Headings.Count - row.Cells.Count)));
                yield return [.. cells, $"{row.Line}", string.Join(chinese ? "；" : "; ", row.Problems.Select(p => ImportWords.Whole(p, chinese)))];
            }
            if (page.Next is null)
                yield break;
            after = page.Items[^1].Line;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<string?>> Once(IReadOnlyList<string?> row)
    {
        await Task.CompletedTask;
        yield return row;
    }
}
