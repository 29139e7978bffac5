using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Hub.Access;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

public sealed record MappingList(IReadOnlyList<MappingEntry> Items, IReadOnlyList<string> Tables);

public sealed record LineageAnswer(IReadOnlyList<LineageField> Fields);

public sealed record RevisionList(IReadOnlyList<RevisionEntry> Items);

public sealed record MappingTryRequest(string? Path, string? Text, long? Seen, int? Limit);

public sealed record MappingActivation(string? RequestId, string? Path, string? Text, long? Seen, string? Reason);

public sealed record RevisionBack(string? Reason);

/// <summary>Mappings and code tables; see hub/console/api.md.</summary>
internal static partial class MappingRoutes
{
    private const int UsualTries = 200, MostTries = 2000, LongestText = 1_000_000;

    public static void MapMappings(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/mappings", () => new MappingList(Desk(parts).List(), Desk(parts).Tables())).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/mappings/lineage", (string? mapping) =>
            Desk(parts).Lineage(Input.Text("mapping", mapping, 200)) is { } fields ? new LineageAnswer(fields) : throw Problems.NotFound($"mapping {mapping}")).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/mappings/file", async (string? path, CancellationToken cancel) =>
            await Desk(parts).TextAsync(FilePath(path), cancel) ?? throw Problems.NotFound($"file {path}")).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/mappings/revisions", async (string? path, CancellationToken cancel) =>
            new RevisionList(await Desk(parts).RevisionsAsync(string.IsNullOrEmpty(path) ? null : FilePath(path), cancel))).Needs(Rights.SeeMessages);
        routes.MapPost("/ops/api/mappings/dry-runs", async (MappingTryRequest r, Visitor visitor, CancellationToken cancel) =>
        {
            var change = new MappingChange(FilePath(r.Path), Body(r.Text), r.Seen ?? 0);
            // Of the system in whose folder it is: the trial tells of its stored messages.
            visitor.Check(Rights.RepairMessages, change.Path.Split('/')[0], $"mapping {change.Path}");
            var tried = await Desk(parts).TryAsync(change, Math.Clamp(r.Limit ?? UsualTries, 1, MostTries), cancel);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "mapping.try", change.Path, new { tried.Mappings, tried.Same, tried.Differs, tried.Fails, tried.Works }, cancel);
            return tried;
        }).Needs(Rights.RepairMessages);
        routes.MapPost("/ops/api/mappings/revisions", async (MappingActivation r, Visitor visitor, CancellationToken cancel) =>
        {
            var made = await Desk(parts).ActivateAsync(Input.RequestId(r.RequestId), new MappingChange(FilePath(r.Path), Body(r.Text), r.Seen ?? 0), Input.Text("reason", r.Reason, 400), visitor.Person.Name, Note(visitor), cancel);
            return Results.Created($"/ops/api/mappings/revisions?path={Uri.EscapeDataString(made.Path)}", made);
        }).Needs(Rights.ActivateMappings);
        routes.MapPost("/ops/api/mappings/revisions/{revision}/back", async (string revision, RevisionBack r, Visitor visitor, CancellationToken cancel) =>
        {
            await Desk(parts).BackAsync(long.TryParse(revision, CultureInfo.InvariantCulture, out var no) ? no : throw Problems.NotFound($"revision {revision}"), Input.Text("reason", r.Reason, 400), visitor.Person.Name, Note(visitor), cancel);
            return Results.NoContent();
        }).Needs(Rights.ActivateMappings);
    }

    private static RevisionNote Note(Visitor visitor) => (connection, transaction, what, on, after, cancel) => visitor.Audit.WriteAsync(connection, transaction, visitor.Person.Name, what, on, null, after, cancel);

    private static IMappingDesk Desk(ConsoleParts parts) => parts.Mappings ?? throw Problems.Refused("mappings.off", "there are no mappings behind this site");

    private static string FilePath(string? path)
    {
        var text = Input.Text("path", path, 200);
        return PathForm().IsMatch(text) ? text : throw Problems.Invalid("path", "badFormat");
    }

    // Lines and tabs belong to it, so it is checked for length and broken characters alone.
    private static string Body(string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw Problems.Invalid("text", "required")
        : text.Length > LongestText ? throw Problems.Invalid("text", "tooLong", ("max", LongestText.ToString(CultureInfo.InvariantCulture)))
        : text.Contains('\0') || !text.IsNormalizedSafely() ? throw Problems.Invalid("text", "badCharacter") : text;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]*/(codes/[a-z0-9][a-z0-9-]*|[a-z0-9][a-z0-9-]*\.v[1-9][0-9]{0,4})\.yaml$", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();
}
