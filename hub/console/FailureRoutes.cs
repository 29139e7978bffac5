using System.Globalization;
using System.Runtime.CompilerServices;
using Integration.Hub.Access;
using Integration.Hub.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Hub.OperationsConsole;

public sealed record NoteRequest(string? Owner, string? Note);

/// <param name="Before">Nothing that parked later; absent: than now.</param>
public sealed record DiscardRequest(string? RequestId, string? Reason, DateTimeOffset? Before);

/// <param name="Discarded">So far; where the run is not over yet, it goes on.</param>
public sealed record DiscardAnswer(long Discarded, string Run, string State);

/// <summary>Groups of failures; see hub/console/api.md.</summary>
internal static class FailureRoutes
{
    private const int Examples = 5, RunsShown = 10, Page = 500, LongestNote = 2000, LongestName = 64;
    private static readonly string[] Sorts = ["count", "lastSeen", "firstSeen", "system", "subscriber"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void MapFailures(this IEndpointRouteBuilder routes, ConsoleParts parts)
    {
        routes.MapGet("/ops/api/failures", async (string? q, string? system, string? sort, Visitor visitor, CancellationToken cancel) =>
        {
            var by = string.IsNullOrEmpty(sort) ? Sorts[0] : Input.OneOf("sort", sort, Sorts);
            var words = Input.Text("q", q, 200, required: false).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var groups = await parts.Operations.SummariseParkedAsync(cancel);
            var said = await new FailureTexts(parts, visitor).OfAsync(groups.Where(g => g.Newest is not null).Select(g => g.Newest!.Value), cancel);
            var rows = groups.Where(g => visitor.Scope(Rights.SeeMessages).Sees(parts.SystemOfSubscriber(g.Subscriber))).Select(g => FailureGroupRow.Of(g, text => said(g.Newest, text), parts))
                .Where(r => (string.IsNullOrEmpty(system) || r.System == system) && words.All(w => Has(r, w)));
            return new FailureGroups([.. Sorted(rows, by)]);
        }).Needs(Rights.SeeMessages);
        routes.MapGet("/ops/api/failures/{group}", async (string group, Visitor visitor, HttpContext context, CancellationToken cancel) =>
            await ShowAsync(parts, await FindAsync(parts, group, visitor, Rights.SeeMessages, cancel), visitor, context, cancel)).Needs(Rights.SeeMessages);
        routes.MapPut("/ops/api/failures/{group}", async (string group, NoteRequest body, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var version = int.TryParse(Input.Tag(context), NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : -1;
            var (owner, note) = (Input.Text("owner", body.Owner, LongestName, required: false), Lines("note", body.Note));
            var found = await FindAsync(parts, group, visitor, Rights.RunEndpoints, cancel);
            var noted = await parts.Failures.NoteAsync(found.Fingerprint, version, owner.Length > 0 ? owner : null, note.Length > 0 ? note : null, visitor.Actor, cancel);
            if (noted is null)
                throw new ProblemException(412, "edit.stale", "somebody changed it meanwhile") { More = new Dictionary<string, object?> { ["current"] = await ShowAsync(parts, await FindAsync(parts, group, visitor, Rights.RunEndpoints, cancel), visitor, context, cancel) } };
            return await ShowAsync(parts, noted, visitor, context, cancel);
        }).Needs(Rights.RunEndpoints);
        routes.MapPost("/ops/api/failures/{group}/discard", async (string group, DiscardRequest body, Visitor visitor, CancellationToken cancel) =>
        {
            var wish = new RunWish(Input.RequestId(body.RequestId), RunKind.Discard, new RunChoice(Group: (await FindAsync(parts, group, visitor, Rights.RepairMessages, cancel)).Fingerprint), [], null, null, null, Input.Text("reason", body.Reason, 500), body.Before);
            return await DiscardAsync(parts, wish, visitor.Actor, cancel);
        }).Needs(Rights.RepairMessages);
        routes.MapGet("/ops/api/failures/{group}/export", async (string group, Visitor visitor, HttpContext context, CancellationToken cancel) =>
        {
            var found = await FindAsync(parts, group, visitor, Rights.ExportMessages, cancel);
            await visitor.Audit.WriteAsync(visitor.Person.Name, "failures.export", found.Fingerprint, new { found.Count }, cancel);
            await Csv.WriteAsync(context.Response, $"failures-{found.Fingerprint}.csv", ["message", "type", "source", "interface", "business key", "to", "attempts", "parked at", "code", "failure", "location"],
                RowsAsync(parts, found, visitor, cancel), cancel);
        }).Needs(Rights.ExportMessages);
    }

    private static async Task<FailureGroup> FindAsync(ConsoleParts parts, string group, Visitor visitor, string right, CancellationToken cancel)
    {
        var found = await parts.Failures.GroupAsync(group, cancel) ?? throw Problems.NotFound($"group {group}");
        visitor.Check(right, parts.SystemOfSubscriber(found.Subscriber), $"group {group}");
        return found;
    }

    private static async Task<FailureGroupPage> ShowAsync(ConsoleParts parts, FailureGroup group, Visitor visitor, HttpContext context, CancellationToken cancel)
    {
        var texts = new FailureTexts(parts, visitor);
        var examples = await parts.Failures.ParkedAsync(group, null, Examples, cancel);
        var said = await texts.OfAsync(group.Newest is { } newest ? [newest] : [], cancel);
        var runs = await parts.Runs.RunsAsync(new RunQuery(Group: group.Fingerprint, Limit: RunsShown), cancel);
        var resumed = await parts.Failures.ResumedAsync(group.Fingerprint, cancel);
        var now = parts.Time.GetUtcNow();
        context.Response.Headers.ETag = $"\"{group.Version}\"";
        return new FailureGroupPage(FailureGroupRow.Of(group, text => said(group.Newest, text), parts))
        {
            Examples = await texts.RowsAsync(examples, cancel),
            Runs = [.. runs.Select(RunAnswer.Of)],
            Hours = [.. group.Trend.Select((n, i) => new FailureHour(now.AddHours(i - FailureGroup.TrendHours), n, resumed[i]))],
        };
    }

    // Usually it is over at once. What is too much for one request goes on without it.
    private static async Task<DiscardAnswer> DiscardAsync(ConsoleParts parts, RunWish wish, Actor actor, CancellationToken cancel)
    {
        var run = await parts.Runs.StartRunAsync(wish, actor, cancel) ?? throw Problems.NotFound($"group {wish.Choice.Group}");
        var time = parts.Time;
        var started = time.GetTimestamp();
        while (!run.Over && time.GetElapsedTime(started) < Patience)
        {
            if (!await parts.Runs.WorkOnRunsAsync(cancel))
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancel);
            run = await parts.Runs.FindRunAsync(run.Id, cancel) ?? run;
        }
        return new DiscardAnswer(run.Gone, run.Id.ToString(), Codes.Of(run.State));
    }

    private static async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(ConsoleParts parts, FailureGroup group, Visitor visitor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var texts = new FailureTexts(parts, visitor);
        for (long? below = null; ;)
        {
            var parked = await parts.Failures.ParkedAsync(group, below, Page, cancel);
            foreach (var row in await texts.RowsAsync(parked, cancel))
                yield return [row.Id, row.Type, row.Source, row.Interface, row.BusinessKey, row.To, row.Attempts.ToString(CultureInfo.InvariantCulture), row.ParkedAt.ToString("O"), group.Code, row.Message, row.Location];
            if (parked.Count < Page)
                yield break;
            below = parked[^1].Sequence;
        }
    }

    /// <summary>A text of several lines.</summary>
    private static string Lines(string field, string? value) =>
        string.Join('\n', (value ?? "").Trim().ReplaceLineEndings("\n").Split('\n').Select(line => Input.Text(field, line, LongestNote, required: false))) is var text && text.Length <= LongestNote
            ? text
            : throw Problems.Invalid(field, "tooLong", ("max", LongestNote.ToString(CultureInfo.InvariantCulture)));

    private static bool Has(FailureGroupRow row, string word) =>
        new[] { row.Group, row.Subscriber, row.System, row.Code, row.Message, row.Location, row.Owner, row.Note }.Any(t => t?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static IEnumerable<FailureGroupRow> Sorted(IEnumerable<FailureGroupRow> rows, string by) => by switch
    {
        "lastSeen" => rows.OrderByDescending(r => r.LastSeen),
        "firstSeen" => rows.OrderBy(r => r.FirstSeen),
        "system" => rows.OrderBy(r => r.System, StringComparer.Ordinal).ThenByDescending(r => r.Count),
        "subscriber" => rows.OrderBy(r => r.Subscriber, StringComparer.Ordinal).ThenByDescending(r => r.Count),
        _ => rows,
    };
}
