using Integration.Hub.Access;
using Integration.Hub.Operations;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

public sealed record RunbookEntry(string Section, string Title);

public sealed record RunbookEntries(IReadOnlyList<RunbookEntry> Items);

/// <summary>Seen, Means … are Markdown of one line.</summary>
public sealed record RunbookPage(string Section, string Title, string Seen, string Means, string Safe, string Do, string Ends, string Command);

/// <summary>What to do about an alert or a kind of failure; see hub/console/api.md.</summary>
internal static class RunbookRoutes
{
    public static void MapRunbook(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ops/api/runbook", () => new RunbookEntries([.. Runbook.Sections.Select(s => new RunbookEntry(s.Code, s.Title))])).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/runbook/{section}", (string section) =>
        {
            var s = Runbook.Find(section) ?? throw Problems.NotFound($"section {section} of the runbook");
            return new RunbookPage(s.Code, s.Title, s.Seen, s.Means, s.Safe, s.Do, s.Ends, $"hub runbook {s.Code}");
        }).Needs(Rights.SeeMessages);
    }
}
